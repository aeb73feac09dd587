"""The boundary: no way in for real people, no score for anybody outside an invented world.

Every public function of every module is looked at, by its names and its annotations, and
everything that leaves the program for its marks. What the sources import and read is
looked at in tests/docs.
"""

import importlib
import inspect
import json
import pkgutil
import re
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import scorelab
from scorelab.store.tables import SYNTHETIC

ROOT = Path(scorelab.__file__).parents[1]
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(scorelab.__path__, "scorelab.")
    if not module.name.endswith("__main__")
)

VERDICTS = re.compile(
    r"(^|_)(score|scores|scored|scoring|grade|grades|grading|rate_person|rating|classify|classification|risk|"
    r"trustworth\w*|credit_?worth\w*|decide|decision|decisions|verdict|eligib\w*|predict\w*)($|_)"
)
"""What a judgment on a person would be called."""

PERSONAL = re.compile(
    r"(^|_)(record|records|history|histories|dossier|profile|profiles|applicant|citizen|user|customer|"
    r"client|subject_data|personal_data|individual|individuals)($|_)"
)
"""What data about one person would be called."""

IDENTITY = re.compile(
    r"(^|_)(passport|id_?card|national_id|identity_number|phone|email|address|iban|account_number|plate|"
    r"license_plate|social_security|fingerprint|face|match_identity|link_records|record_linkage)($|_)"
)
"""What matching with real people would need."""


def public_functions():
    """Every public function and method, as (where, name, function)."""
    for module_name in MODULES:
        module = importlib.import_module(module_name)
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != module_name:
                continue
            if inspect.isclass(thing):
                for own, member in list(vars(thing).items()):
                    function = getattr(member, "fget", None) or getattr(member, "func", None) or member
                    if not own.startswith("_") and inspect.isfunction(inspect.unwrap(function)):
                        yield f"{module_name}.{name}.{own}", own, inspect.unwrap(function)
            elif inspect.isfunction(function := getattr(thing, "py_func", thing)):
                yield f"{module_name}.{name}", name, function


FUNCTIONS = list(public_functions())


def test_the_scan_sees_the_program():
    seen = {where for where, _, _ in FUNCTIONS}
    expected = {
        "scorelab.run.run",
        "scorelab.why.why",
        "scorelab.population.build.build",
        "scorelab.result.Result.why",
        "scorelab.result.Result.measures",
        "scorelab.cli_run.run_scenarios",
    }
    assert expected <= seen
    assert len(seen) > 200


def names_in(function):
    """Names of parameters and words of the annotations of a function."""
    signature = inspect.signature(function)
    parameters = [name for name in signature.parameters if name not in ("self", "cls")]
    annotations = [str(parameter.annotation) for parameter in signature.parameters.values()]
    return parameters, annotations, str(signature.return_annotation)


EXCEPTIONS = {
    "scorelab.rules.redress.verdict": "how an invented clerk answers: a draw of luck against a rate",
    "scorelab.why.walk": "its records are the journal of an invented run",
    "scorelab.store.scheme_labels.what_doors_ask": "words for a stored run",
    "scorelab.user_rules.check.check": "a user's file of rules, tried on whole numbers",
    "scorelab.user_rules.force.put_in_force": "the same file",
}
"""Functions that only sound as if they judged somebody, and why they do not."""


MODEL = ("engine", "reference", "rules", "scenario", "stories")
INSIDE = ("w", "world", "scheme", "grade", "person", "scenario", "life")
"""Scores exist inside worlds that scorelab drew: in the rooms of the model a function may speak of them if
it begins with a world, or with something that lies in one."""


def is_inside(where, parameters):
    """Whether a function cannot be asked about anybody outside an invented world."""
    return ".".join(where.split(".")[1:2]) in MODEL and bool(parameters) and parameters[0] in INSIDE


def faults(where, name, function):
    """What is wrong with a function's name, parameters and annotations."""
    parameters, annotations, returned = names_in(function)
    if VERDICTS.search(name) and not is_inside(where, parameters):
        yield f"{where} is named like a judgment"
    if any(VERDICTS.search(snake(word)) for word in re.findall(r"\w+", returned)):
        yield f"{where} returns {returned}"
    if IDENTITY.search(name):
        yield f"{where} is named like a match of identities"
    for parameter in parameters:
        if PERSONAL.search(parameter) or IDENTITY.search(parameter):
            yield f"{where} takes {parameter}"
    for annotation in annotations:
        if any(PERSONAL.search(snake(word)) for word in re.findall(r"\w+", annotation)):
            yield f"{where} takes {annotation}"


def test_no_public_function_judges_a_person():
    found = {where: list(faults(where, name, function)) for where, name, function in FUNCTIONS}
    guilty = {where: reasons for where, reasons in found.items() if reasons}
    assert guilty.keys() == EXCEPTIONS.keys(), guilty


def snake(word):
    """A name in the style of functions: `RiskScore` becomes `risk_score`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word).lower()


def test_the_scan_would_notice():
    def score_person(applicant: str) -> int:
        return len(applicant)

    def look_up(national_id: str) -> "CreditScore":  # noqa: F821
        return national_id

    def harmless(run: "Run", person: int) -> "WhyResult":  # noqa: F821
        return run, person

    assert len(list(faults("here", "score_person", score_person))) == 2
    assert len(list(faults("here", "look_up", look_up))) == 2
    assert list(faults("here", "harmless", harmless)) == []

    def score_of(applicant: int) -> int:
        return applicant

    assert list(faults("scorelab.rules.factors.score_of", "score_of", score_of))
    assert list(faults("scorelab.run.score_of", "score_of", score_of))


def test_importing_the_whole_program_opens_no_connection():
    opened = []
    sys.addaudithook(lambda event, _: opened.append(event) if event.startswith("socket.connect") else None)
    for name in MODULES:
        importlib.import_module(name)
    assert opened == []


def test_the_first_screen_of_the_readme_draws_the_boundary():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    screen = " ".join("\n".join(text.splitlines()[:45]).split())
    for words in (
        "invented",
        "Nobody in it is real, and there is no way in for real people.",
        "No function takes a person's records and returns a score or a decision.",
        "It does not help a scheme control people better.",
        "It connects to nothing",
        "What it exports cannot pass for a leak",
        "never statements about a country, and never a clearance",
    ):
        assert words in screen, words


@pytest.fixture(scope="module")
def exported():
    return scorelab.run("court-list-2023", people=300, days=60, set={"time.opening_years": 2})


def test_every_exported_table_says_that_it_is_synthetic(exported):
    tables = sorted(exported.folder.glob("*.parquet"))
    assert [table.stem for table in tables] == ["causes", "journal", "people"]
    for table in tables:
        metadata = pq.read_schema(table).metadata
        assert metadata[b"synthetic"] == b"true"
        assert metadata[b"notice"].decode() == SYNTHETIC
        marks = pq.read_table(table)["synthetic"]
        assert all(marks.to_pylist())
    manifest = json.loads((exported.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["notice"] == SYNTHETIC


def test_ids_cannot_be_taken_for_a_registers_numbers(exported):
    ids = exported.people.collect()["id"].to_list()
    assert all(re.fullmatch(r"S-\d{9}", identity) for identity in ids)
    register = re.compile(r"\d{17}[\dX]|\d{15}|\d{3}-\d{2}-\d{4}|[A-Z]{1,2}\d{6,8}")
    assert not any(register.fullmatch(identity) for identity in ids)


def test_words_about_a_person_say_that_the_person_is_invented(exported):
    from scorelab.why import why

    for person in (exported.somebody() or 0, 0, 299):
        assert "an invented person" in why(exported, person).text


def test_the_report_says_so_everywhere(exported, tmp_path):
    scorelab.report([exported], tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Synthetic" in page
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    drawn = [picture for picture in pictures if "<text" in picture]
    assert drawn
    for picture in drawn:
        assert re.search("synthetic|invented", picture, re.IGNORECASE), picture[:300]


def test_a_linter_could_never_say_passed():
    """No public text declares a scheme clear."""
    for path in sorted((ROOT / "scorelab").rglob("*.py")):
        text = path.read_text(encoding="utf-8").lower()
        for claim in (
            "is compliant",
            "fully compliant",
            "certified",
            "no harm was found",
            "is safe to deploy",
        ):
            assert claim not in text, f"{path.name} claims: {claim}"
