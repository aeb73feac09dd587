"""Whatever a file or a setting says: a complete scenario, or one line of refusal."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scorelab.errors import InputError
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load, names, resolve_yaml
from scorelab.scenario.overrides import leaves
from scorelab.scenario.schema import Scenario
from scorelab.scenario.yaml_safe import read, scalar

LIBRARY = Path(resolve_yaml.__code__.co_filename).parent / "library"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*.yaml"))]
COMPLETE = resolve_yaml(load("court-list-2023"))
KEYS = leaves(read(COMPLETE.encode(), "complete").data)

WORDS = st.one_of(
    st.sampled_from(
        ["name", "value", "unit", "from", "set", "extends", "doors", "flight", "court", "blank", "_base"]
    ),
    st.text(max_size=12),
)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    WORDS,
    st.dates(date(1900, 1, 1)).map(str),
)
DATA = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


def loads_or_refuses(content, folder):
    """Load the content as a file; anything but a scenario or a refusal in one line is a failure."""
    path = folder / "any.yaml"
    path.write_bytes(content)
    try:
        scenario = load(path)
    except InputError as error:
        line = str(error)
        assert line.isprintable()
        assert "expected" in line
        return None
    assert isinstance(scenario, Scenario)
    for book in rule_books(scenario):
        book.engine()
    return scenario


@given(st.binary(max_size=300))
@example(b"%YAML 9.9\n---\na")
@example(b"&")
def test_any_bytes(folder, content):
    assert loads_or_refuses(content, folder) is None


@given(st.text(alphabet="[]{}&*!|>?:-,#'\"%@`ab1 \n\t~\x85\u2028", max_size=60))
def test_any_punctuation(folder, text):
    assert loads_or_refuses(text.encode("utf-8"), folder) is None


@given(DATA)
def test_any_structure(folder, data):
    assert loads_or_refuses(yaml.safe_dump(data, allow_unicode=True).encode("utf-8"), folder) is None


@given(st.dictionaries(st.sampled_from(sorted(Scenario.model_fields)), DATA, max_size=3))
def test_any_structure_over_a_good_parent(folder, data):
    text = yaml.safe_dump({"extends": "blank", **data}, allow_unicode=True)
    loads_or_refuses(text.encode("utf-8"), folder)


@settings(max_examples=40)
@given(st.data())
def test_a_library_file_with_a_few_bytes_changed(folder, data):
    content = bytearray(data.draw(st.sampled_from([COMPLETE, *TEXTS])).encode("utf-8"))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.one_of(st.integers(0, 2), st.integers(0, 400)))
        content[place : place + cut] = data.draw(st.binary(max_size=4))
    loads_or_refuses(bytes(content), folder)


@settings(max_examples=40)
@given(st.data())
def test_a_library_scenario_with_a_few_lines_moved(folder, data):
    lines = COMPLETE.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        lines.insert(data.draw(st.integers(0, len(lines))), line)
    loads_or_refuses("".join(lines).encode("utf-8"), folder)


@given(st.sampled_from(KEYS), st.one_of(PLAIN.map(str), DATA))
def test_any_value_under_any_key(key, value):
    try:
        scenario = load("court-list-2013", {key: value})
    except InputError:
        return
    assert all(0 <= book.engine().p[0]["court_listed"] <= 2**32 for book in rule_books(scenario))


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_key(key, value):
    with pytest.raises(InputError):
        load("blank", {f"x{key}": value})


@settings(max_examples=40)
@given(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.dictionaries(st.sampled_from(KEYS), DATA, max_size=3),
)
def test_any_intervention(folder, day, changes):
    intervention = {"name": "any", "from": day.isoformat(), "set": changes}
    text = yaml.safe_dump({"extends": "court-list-2023", "interventions": [intervention]}, allow_unicode=True)
    loads_or_refuses(text.encode("utf-8"), folder)


@given(st.text(max_size=30))
def test_any_name(name):
    if name not in names():
        with pytest.raises(InputError):
            load(name)


@given(st.one_of(st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False)))
def test_numbers_are_read_as_python_writes_them(number):
    read_back = scalar(repr(number))
    assert read_back == number
    assert type(read_back) is type(number)


@given(DATA)
def test_what_is_read_is_what_was_written(data):
    try:
        document = read(yaml.safe_dump(data, sort_keys=False).encode("utf-8"), "file")
    except InputError:
        return
    assert same(document.data, data)


def same(read_back, written):
    """Equal, where numbers that no YAML number can be come back as words."""
    if isinstance(written, dict):
        return read_back.keys() == written.keys() and all(
            same(read_back[key], written[key]) for key in written
        )
    if isinstance(written, list):
        return len(read_back) == len(written) and all(map(same, read_back, written))
    if isinstance(written, int | float) and isinstance(read_back, str):
        return abs(written) > 1e30 or written != written
    return read_back == written
