"""Habits that a platform reads: a table that cannot be meant is refused in one line that names the key."""

import pytest

from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load
from scorelab.scenario.schemes import HABIT_CATEGORIES, MOST_BANDS, MOST_HABITS
from tests.scenario.faults import points, refusal

AT = "schemes.platforms.platform_one.habits"


def read(*habits):
    return f"schemes: {{platforms: [{{name: platform_one, habits: [{', '.join(habits)}]}}]}}"


def habit(name="snacks", category="snacks", component="behaviour", bands=None):
    bands = [band()] if bands is None else bands
    text = f"name: {name}, category: {category}, component: {component}, bands: [{', '.join(bands)}]"
    return f"{{{text}}}"


def band(name="some", low=1000, unit="cents", worth=-3, later=None):
    reason = "assumed: {range: [-9999, 999999], reason: for a test}"
    sums = f"value: {low}, {reason}"
    if later is not None:
        first = f"{{from: '2018-01-01', value: {low}, {reason}}}"
        sums = f"dated: [{first}, {{from: '2018-06-01', value: {later}, {reason}}}]"
    return f"{{name: {name}, from: {{unit: {unit}, {sums}}}, points: {points(worth)}}}"


def rising(count):
    return [band(f"band_{place}", 1000 * (place + 1)) for place in range(count)]


CITY = "schemes: {municipalities: [{name: city, habits: []}]}"
REFUSED = {
    "a category that no platform reads": (
        read(habit(category="luxury")),
        [f"{AT}.snacks.category", "'luxury'", "snacks"],
    ),
    "a category that is none": (read(habit(category="smoking")), [f"{AT}.snacks.category", "'smoking'"]),
    "a component that luck or law decides": (
        read(habit(component="identity")),
        [f"{AT}.snacks.component", "'identity'", "behaviour"],
    ),
    "a key that is none": (
        read("{name: long_gaming, weight: 3}"),
        [f"{AT}.long_gaming", "'weight'", "bands"],
    ),
    "a habit without bands": (read(habit(bands=[])), [f"{AT}.snacks.bands", "0 bands", "1 to 7"]),
    "too many bands": (
        read(habit(bands=rising(MOST_BANDS + 1))),
        [f"{AT}.snacks.bands", f"{MOST_BANDS + 1} bands", "1 to 7"],
    ),
    "bands that fall": (
        read(habit(bands=[band("much", 5000), band("little", 100)])),
        [f"{AT}.snacks.bands.little.from", "little from 100, much from 5000", "bands that rise"],
    ),
    "two bands from one sum": (
        read(habit(bands=[band("one", 5000), band("other", 5000)])),
        [f"{AT}.snacks.bands.other.from", "bands that rise"],
    ),
    "bands that fall from a date on": (
        read(
            habit(
                bands=[
                    band("little", 1000),
                    band("much", 5000, later=10),
                ]
            )
        ),
        [f"{AT}.snacks.bands.much.from", "much from 10, little from 1000", "bands that rise"],
    ),
    "two bands of one name": (
        read(habit(bands=[band("one", 100), band("one", 200)])),
        ["a second row named 'one'", "each name once"],
    ),
    "two habits of one name": (read(habit(), habit()), ["a second row named 'snacks'", "each name once"]),
    "money counted in minutes": (
        read(habit(bands=[band(unit="minutes")])),
        [f"{AT}.snacks.bands.some.from.unit", "'minutes' of snacks", "'cents'"],
    ),
    "minutes counted in money": (
        read("{name: long_gaming, bands: [{name: hours_a_day, from: {value: 4200, unit: cents, "
             "assumed: {range: [0, 9999], reason: for a test}}}]}"),
        [f"{AT}.long_gaming.bands.hours_a_day.from.unit", "'cents' of gaming", "'minutes'"],
    ),
    "a unit that is none": (
        read(habit(bands=[band(unit="yuan")])),
        [f"{AT}.snacks.bands.some.from", "yuan"],
    ),
    "a sum below nought": (
        read(habit(bands=[band(low=-5)])),
        [f"{AT}.snacks.bands.some.from", "-5"],
    ),
    "a sum without a source": (
        read(habit(bands=["{name: some, from: {value: 10, unit: cents}, points: " + points(1) + "}"])),
        [f"{AT}.snacks.bands.some.from", "source"],
    ),
    "too many habits": (
        read(*(habit(f"habit_{place}") for place in range(MOST_HABITS + 1))),
        [AT, "habits", f"at most {MOST_HABITS}"],
    ),
    "more cases than the engine keeps": (
        read(habit("one", bands=rising(7)), habit("two", bands=rising(7)), habit("three", bands=rising(2))),
        [AT, "cases", "at most 128"],
    ),
    "a city that reads habits": (CITY, ["schemes.municipalities.city", "'habits'"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED)
def test_a_faulty_table_of_habits_is_refused_in_one_line(fault, tmp_path):
    text, named = REFUSED[fault]
    parent = "as-reported-2018" if "long_gaming" in text else "as-documented-2018"
    message = refusal(tmp_path, text, parent)
    for part in ("mine.yaml line 2", *named):
        assert part in message, message


def test_every_category_can_be_read_in_its_own_unit(tmp_path):
    for place, category in enumerate(HABIT_CATEGORIES):
        unit = "minutes" if category == "gaming" else "cents"
        file = tmp_path / f"mine_{place}.yaml"
        one = habit("own", category, bands=[band(unit=unit)])
        file.write_text(f"extends: as-documented-2018\n{read(one)}\n", encoding="utf-8")
        habits = load(file).schemes.platforms[0].habits
        assert [each.category for each in habits if each.name == "own"] == [category]


def test_a_habit_stands_in_the_rule_book_as_the_file_has_it(tmp_path):
    file = tmp_path / "mine.yaml"
    bands = [band("little", 1000, worth=-1), band("much", 5000, worth=-4)]
    file.write_text(f"extends: as-documented-2018\n{read(habit(bands=bands))}\n", encoding="utf-8")
    book = rule_books(load(file))[-1].reader()
    row = book.habits[book.schemes[0].first_habit + book.schemes[0].habit_count - 1]
    assert row.category == HABIT_CATEGORIES["snacks"]
    assert row.bands == 2
