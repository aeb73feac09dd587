"""Who plays a role, and how far a role's own rules and script reach."""

import numpy as np
import pytest

from scorelab.casting import casting
from scorelab.errors import InputError
from scorelab.journal import Kind, unpack
from scorelab.population import Employment
from scorelab.reference.simulate import simulate
from scorelab.reference.standing import in_app
from scorelab.rules.incidents import IncidentKind, age_in_years
from scorelab.scenario.load import load
from scorelab.scenario.society import LAYER_NAMES
from scorelab.stories.life import people_of

ROLES = """
extends: court-list-2023
people: 200
time: {days: 300, opening_years: 1}
mechanisms: {guarantors: false, error_misattributed: false}
"""


def scenario_of(text, tmp_path, **options):
    path = tmp_path / "mine.yaml"
    path.write_text(ROLES + text, encoding="utf-8")
    return load(path, **options)


def rows_by_person(scenario, population):
    found = {}
    for row in simulate(scenario, population).world.rows:
        found.setdefault(unpack(row.row)[2], []).append(row)
    return found


@pytest.mark.parametrize("seed", range(1, 9))
def test_roles_are_played_by_different_people_who_fit(seed, tmp_path):
    scenario = scenario_of(
        "script: {cast: {main: {age: [30, 50], employed: true, sex: man}, aunt: {age: [50, 70], sex: woman},"
        " friend: {employed: false}, other: {}}}",
        tmp_path,
        seed=seed,
    )
    population = people_of(scenario)
    cast = casting(scenario, population)
    assert len(set(cast.values())) == 4
    main, aunt, friend = cast["main"], cast["aunt"], cast["friend"]
    assert 30 <= age_in_years(int(population.birthday[main]), 0) <= 50
    assert population.employment[main] in (Employment.EMPLOYED, Employment.MANAGER)
    assert population.sex[main] == 1
    assert 50 <= age_in_years(int(population.birthday[aunt]), 0) <= 70
    assert population.sex[aunt] == 0
    assert population.employment[friend] not in (Employment.EMPLOYED, Employment.MANAGER)


def test_a_role_can_be_cast_by_its_fifth_of_incomes(tmp_path):
    for fifth in (1, 5):
        scenario = scenario_of(f"script: {{cast: {{main: {{age: [30, 60], fifth: {fifth}}}}}}}", tmp_path)
        population = people_of(scenario)
        assert population.income_fifth[casting(scenario, population)["main"]] == fifth - 1


def test_luck_decides_who_plays_and_a_further_role_moves_nobody(tmp_path):
    population = people_of(scenario_of("", tmp_path))
    one = [scenario_of("script: {cast: {main: {}}}", tmp_path, seed=seed) for seed in range(40)]
    chosen = [casting(scenario, population)["main"] for scenario in one]
    assert len(set(chosen)) > 20
    two = scenario_of("script: {cast: {main: {}, aunt: {}}}", tmp_path, seed=7)
    assert casting(two, population)["main"] == chosen[7]


def test_a_role_that_nobody_fits_is_refused(tmp_path):
    scenario = scenario_of("script: {cast: {main: {age: [121, 130]}}}", tmp_path)
    with pytest.raises(InputError, match=r"script\.cast\.main: found nobody among 200 people"):
        casting(scenario, people_of(scenario))


def test_scripted_incidents_happen_even_where_luck_never_would(tmp_path):
    scenario = scenario_of(
        "script: {cast: {main: {age: [0, 10]}}, events: ["
        '{date: "2023-02-01", role: main, incident: fare_dodged},'
        ' {date: "2023-02-01", role: main, incident: fare_dodged}]}',
        tmp_path,
    )
    population = people_of(scenario)
    rows = rows_by_person(scenario, population)[casting(scenario, population)["main"]]
    dodged = [row for row in rows if row.kind == Kind.INCIDENT and row.what == IncidentKind.FARE_DODGED]
    assert [unpack(row.row)[0] for row in dodged] == [31, 31]
    assert all(row.trigger == 0 for row in dodged)


def test_a_script_and_rules_for_one_role_leave_everybody_elses_life_alone(tmp_path):
    script = """
script:
  cast: {main: {age: [30, 50]}}
  events:
    - {date: "2022-03-01", role: main, incident: suit_debt}
    - {date: "2023-05-01", role: main, door: flight}
"""
    certain = """
interventions:
  - name: certain
    from: "2021-01-01"
    for: main
    set: {court.listed: 1, court.cannot_pay: 0, court.cannot_pay_hardship: 0, court.pays_late: 0,
          court.pays_in_time: 0, court.listing_days: [40, 40], court.unserved: 0, court.pays_per_year: 0,
          court.settles_per_year: 0, incidents.suit_debt.claim_days: [60, 60], court.ground_1_share: 1}
"""
    plain = scenario_of("", tmp_path)
    told = scenario_of(script + certain, tmp_path)
    population = people_of(plain)
    main = casting(told, population)["main"]
    before, after = rows_by_person(plain, population), rows_by_person(told, population)
    refusals = [row for row in after[main] if row.kind == Kind.REFUSAL and unpack(row.row)[0] == 120]
    assert len(refusals) == 1
    listings = [row for row in after[main] if row.kind == Kind.LISTING]
    assert len(listings) == 1
    about_main = (Kind.LEARNED, Kind.TIE_LOST)
    for person in range(200):
        if person != main:
            mine = [
                row for row in after.get(person, []) if not (row.kind in about_main and row.other == main)
            ]
            assert mine == before.get(person, [])


def test_a_scripted_payment_without_a_debt_and_a_message_without_a_listing_change_little(tmp_path):
    script = """
script:
  cast: {main: {age: [20, 30]}}
  events:
    - {date: "2023-02-01", role: main, payment: again}
    - {date: "2023-02-02", role: main, complaint: message_to_judge}
"""
    scenario = scenario_of(script, tmp_path)
    population = people_of(scenario)
    rows = rows_by_person(scenario, population)[casting(scenario, population)["main"]]
    assert not any(row.kind in (Kind.PAYMENT, Kind.ANSWER) for row in rows)
    complaints = [row for row in rows if row.kind == Kind.COMPLAINT]
    assert [(unpack(row.row)[0], row.what, row.trigger) for row in complaints] == [(32, 0, 0)]


def test_fitting_is_over_the_whole_population(tmp_path):
    scenario = scenario_of("script: {cast: {main: {sex: woman}}}", tmp_path)
    population = people_of(scenario)
    women = np.flatnonzero(population.sex == 0)
    found = {casting(scenario.model_copy(update={"seed": seed}), population)["main"] for seed in range(300)}
    assert found <= set(women.tolist())
    assert min(found) < len(population) // 4
    assert max(found) > len(population) * 3 // 4


SCORED = """
extends: as-documented-2018
people: 700
time: {days: 20, opening_years: 0}
"""
FAMILY = """
script:
  cast:
    main: {age: [18, 45], enrolled: [platform_one, city]}
    other: {enrolled: [city]}
    aunt: {relative_of: main, sex: woman, in_app: platform_one}
    friend: {friend_of: main, in_app: platform_one}
    friend_of_aunt: {friend_of: aunt}
"""


def family_of(tmp_path, text=FAMILY, **options):
    path = tmp_path / "family.yaml"
    path.write_text(SCORED + text, encoding="utf-8")
    return load(path, **options)


@pytest.mark.parametrize("seed", range(1, 7))
def test_relatives_and_friends_are_cast_with_each_other_and_seen_in_the_app(seed, tmp_path):
    scenario = family_of(tmp_path, seed=seed)
    population = people_of(scenario)
    cast = casting(scenario, population)
    assert list(cast) == list(scenario.cast)
    assert len(set(cast.values())) == 5
    people = simulate(scenario, population).world.people
    layers = {name: LAYER_NAMES.index(name) for name in ("relatives", "friends")}
    assert (layers["relatives"], cast["aunt"]) in people[cast["main"]].contacts
    assert (layers["friends"], cast["friend"]) in people[cast["main"]].contacts
    assert (layers["friends"], cast["friend_of_aunt"]) in people[cast["aunt"]].contacts
    assert not people[cast["aunt"]].man
    assert [standing.enrolled for standing in people[cast["main"]].standings][::2] == [1, 1]
    assert people[cast["other"]].standings[2].enrolled
    world = simulate(scenario, population).world
    seen = {contact.number for _, contact in in_app(world, world.people[cast["main"]], 0)}
    assert {cast["aunt"], cast["friend"]} <= seen


def test_luck_chooses_among_several_relatives(tmp_path):
    text = "script: {cast: {main: {}, aunt: {relative_of: main}}}"
    scenario = family_of(tmp_path, text)
    population = people_of(scenario)
    found = [casting(scenario.model_copy(update={"seed": seed}), population) for seed in range(200)]
    places = set()
    for cast in found:
        ties = slice(population.tie_start[cast["main"]], population.tie_start[cast["main"] + 1])
        relatives = population.tie_contact[ties][population.tie_layer[ties] == LAYER_NAMES.index("relatives")]
        places.add((len(relatives), relatives.tolist().index(cast["aunt"])))
    assert len({place for count, place in places if count == 4}) == 4


def test_nobody_is_cast_whose_relatives_do_not_fit(tmp_path):
    text = "script: {cast: {main: {}, aunt: {relative_of: main, age: [121, 130]}}}"
    scenario = family_of(tmp_path, text)
    found = r"script\.cast\.main: found nobody among 700 people who fits and has contacts who fit aunt"
    with pytest.raises(InputError, match=found):
        casting(scenario, people_of(scenario))


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("{relative_of: aunt}", r"script\.cast\.main\.relative_of: found 'aunt'; .*stands before it: none"),
        ("{in_app: platform_one}", r"main\.in_app: .*beside relative_of or friend_of"),
        ("{enrolled: [city, platform_tow]}", r"main\.enrolled: .*a scheme of the scenario: .*did you mean"),
        ("{cousin_of: aunt}", r"script\.cast\.main\.cousin_of: found the unknown key"),
    ],
)
def test_conditions_that_make_no_sense_are_refused(role, message, tmp_path):
    with pytest.raises(InputError, match=message):
        family_of(tmp_path, "script: {cast: {main: " + role + ", aunt: {}}}")


def test_one_relation_a_role_and_a_platform_for_the_app(tmp_path):
    with pytest.raises(InputError, match=r"aunt\.friend_of: .*relative_of or friend_of, not both"):
        family_of(tmp_path, "script: {cast: {main: {}, aunt: {relative_of: main, friend_of: main}}}")
    with pytest.raises(InputError, match=r"aunt\.in_app: found 'city'; expected a platform of the scenario"):
        family_of(tmp_path, "script: {cast: {main: {}, aunt: {relative_of: main, in_app: city}}}")
