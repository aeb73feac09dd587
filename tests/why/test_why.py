"""Why: the walk finds exactly what an effect rests on, and tells it in order."""

import json

import pytest

from scorelab.errors import InputError
from scorelab.journal import Kind
from scorelab.why import life_line, why
from tests.journals import APP, LABELS, SCORED, Journal
from tests.why.stories import FRIEND, MAIN, OTHER, aunt, journalist

ROOT_TO_LISTING = ["suit", "judgment", "paid", "astray", "default", "listing"]


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    journal, rows = journalist()
    return journal.run(tmp_path_factory.mktemp("runs") / "journalist"), rows


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("listing", ROOT_TO_LISTING),
        ("refusal", [*ROOT_TO_LISTING, "copy", "refused 130", "refused 140", "refused 150"]),
        ("tie", [*ROOT_TO_LISTING, "learned", "tie"]),
        ("job", []),
    ],
)
def test_chain_is_what_the_effect_rests_on_and_nothing_else(story, what, names):
    run, rows = story
    answer = why(run, MAIN, what)
    assert [link.row.row for link in answer.chain] == sorted(rows[name] for name in names)


def test_contract_for_scripts(story):
    run, rows = story
    answer = json.loads(json.dumps(why(run, MAIN).to_json()))
    assert answer["person"] == MAIN
    assert answer["schemes"] == []
    chain = {link["row"]: link for link in answer["chain"]}
    default = chain[rows["default"]]
    assert (default["day"], default["kind"], default["what"]) == (70, "default", "paid")
    assert default["trigger"] == rows["astray"]
    assert default["contributors"] == [rows["judgment"]]
    assert chain[rows["suit"]]["trigger"] == 0
    causes = {cause for link in answer["chain"] for cause in (link["trigger"], *link["contributors"])}
    assert causes - {0} <= set(chain)


def test_told_in_words_with_dates_and_causes(story):
    run, _ = story
    lines = why(run, MAIN).text.splitlines()
    assert lines[0].startswith("S-000000002, an invented person")
    assert "1 listing, 3 refusals, 1 lost tie" in lines[0]
    assert lines[2] == "On 1 January 2023 they lost a suit for defamation."
    listing = next(line for line in lines if "put them on its list" in line)
    assert listing == (
        "On 3 May 2023 the court put them on its list, on ground 1, without a term (in truth the money "
        "had been paid elsewhere), because of the missed deadline of 12 March 2023."
    )
    refusal = next(line for line in lines if "refused them" in line)
    assert "On 11 May 2023 travel agencies refused them (flight;" in refusal
    assert "which cost 60.00 yuan and 10 hours" in refusal
    assert refusal.endswith("taken on 6 May 2023, named them. 2 more times until 31 May 2023.")
    tie = next(line for line in lines if "dropped the tie" in line)
    assert tie.startswith("On 9 May 2023 S-000000005 (friends) quietly dropped the tie to them")
    assert sum("refused them" in line for line in lines) == 1


def test_somebody_to_whom_nothing_happened(story):
    run, _ = story
    for person in (FRIEND, OTHER):
        answer = why(run, person)
        assert answer.chain == ()
        assert "nothing to explain" in answer.text


def test_life_line_holds_every_row_of_a_person_in_order(story):
    run, rows = story
    of_main = set(rows.values()) - {rows["unrelated"]}
    line = life_line(run, MAIN)
    assert [row.row for row, _ in line] == sorted(of_main)
    assert all(sentence.startswith("On ") and sentence.endswith(".") for _, sentence in line)


@pytest.mark.parametrize("labels", [LABELS, SCORED])
def test_every_kind_of_row_can_be_told(tmp_path, labels):
    journal = Journal(3, 10, labels)
    for scheme in labels.schemes:
        journal.attributes[f"enrolled.{scheme.name}"][1] = 1
    for kind in Kind:
        for what in (1, 2):
            journal.add(1, 1, kind, what=what, truth=1, other=2, amount=100)
    for _, sentence in life_line(journal.run(tmp_path / "all"), 1):
        assert sentence.startswith("On 2 January 2023 ")


@pytest.fixture(scope="module")
def fallen(tmp_path_factory):
    journal, rows = aunt()
    return journal.run(tmp_path_factory.mktemp("runs") / "aunt"), rows


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("grade", ["bill", "record", "fall", "end", "listing", "copy", "fixed", "to D", "sees"]),
        ("tie", ["bill", "record", "fall", "seen", "tie"]),
        ("refusal", ["bill", "record", "fall", "refused"]),
    ],
)
def test_chain_leads_through_scores_and_grades(fallen, what, names):
    run, rows = fallen
    chain = {link.row.row for link in why(run, MAIN, what).chain}
    assert {rows[name] for name in names} <= chain
    others = set(rows.values()) - {rows[name] for name in names}
    assert not chain & others


def test_scores_are_the_sum_of_their_rows(fallen):
    run, _ = fallen
    answer = json.loads(json.dumps(why(run, MAIN, "score").to_json()))
    effects = {"app": -59.5 - 3.5 + 40 - 80 - 9, "town": -401.0}
    starts = {"app": 650.0, "town": 1000.0}
    for told in answer["schemes"]:
        assert told["start"] == starts[told["scheme"]]
        assert told["score"] == told["sum_of_rows"] == starts[told["scheme"]] + effects[told["scheme"]]
    assert [told["scheme"] for told in answer["schemes"]] == ["app", "town"]
    rows = [link for link in answer["chain"] if "points" in link]
    assert sum(link["points"] for link in rows) == sum(effects.values())
    assert why(run, OTHER).to_json()["schemes"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "On 6 January 2023 App took 59.5 points from their score (60 points in name) for “Bill missed”, "
        "because of the missed bill of 4 January 2023.",
        "On 6 January 2023 their grade with App fell from middle to low.",
        "On 21 January 2023 S-000000005 (friends) quietly dropped the tie to them.",
        "On 6 February 2023 the company that they kept cost 3.5 points with App, because of the lost tie "
        "between S-000000005 and them of 21 January 2023. To this contributed their entry with App (“Bill "
        "missed”) of 6 January 2023.",
        "On 10 February 2023 railway refused them (fast train; rightly), which cost 20.00 yuan and 2 hours, "
        "because of their grade since 6 January 2023.",
        "On 16 March 2023 Town fixed their grade at D for “Entered on the court's list”: their score fell by "
        "401 points, because of the copy of the list of 13 March 2023.",
        "On 24 March 2023 Town made an entry that left their score as it was (10 points in name only) for "
        "“Gave to charity”, because of the missed small instalment of 22 March 2023.",
    ],
)
def test_scores_are_told_in_words(fallen, sentence):
    assert sentence in why(fallen[0], MAIN).text.splitlines()


def test_what_contacts_did_to_others_is_their_own_story(tmp_path):
    """A friend's score moved by many: the chain follows what triggered it, and nothing else."""
    journal, rows = aunt()
    noise = journal.add(2, OTHER, Kind.INCIDENT, what=1)
    company, _ = journal.move(
        36, FRIEND, Kind.CONTACTS_MOVED, APP, -200, trigger=rows["tie"], contributors=(noise,)
    )
    _, rise = journal.move(66, FRIEND, Kind.CONTACTS_MOVED, APP, 300, trigger=company)
    journal.move(96, MAIN, Kind.CONTACTS_MOVED, APP, 5, trigger=rise)
    answer = why(journal.run(tmp_path / "noise"), MAIN, "score")
    chain = {link.row.row: link for link in answer.chain}
    assert rows["tie"] in chain
    assert chain[company].contributors == ()
    assert noise not in chain


@pytest.mark.parametrize(("person", "what"), [(-1, None), (8, None), (2, "nonsense")])
def test_wrong_questions_are_refused_in_one_line(story, person, what):
    with pytest.raises(InputError, match="expected") as caught:
        why(story[0], person, what)
    assert "\n" not in str(caught.value)


def test_a_missing_cause_is_said(tmp_path):
    journal, rows = journalist()
    journal.rows = [row for row in journal.rows if row["row"] != rows["judgment"]]
    with pytest.raises(InputError, match=str(rows["judgment"])):
        why(journal.run(tmp_path / "torn"), MAIN)
