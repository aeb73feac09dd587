"""Stories as pictures, and what would have been otherwise: read off twins, never typed."""

import re
from xml.etree import ElementTree as tree

import pytest

from scorelab.journal import Kind
from scorelab.report.figures import NARROW, WIDE
from scorelab.stories import names, picture_of, story, tell
from scorelab.stories.catalogue import PICTURES
from scorelab.stories.drawn import drawn, story_picture
from scorelab.stories.life import lived, lived_fast, people_of
from scorelab.stories.play import played
from scorelab.stories.spared import CASES, TRAIN, twins_of, when_back
from scorelab.stories.story import MAIN
from scorelab.stories.telling import Line, Part, Span, Telling, Track, Twin, beside
from scorelab.stories.twins import changed, in_words, kept, kept_out, with_safeguards, without_events

PEOPLE = {"journalist": 200, "aunt": None, "grades": None, "unification": None, "one-day": None}


@pytest.fixture(scope="module")
def tellings():
    return {name: tell(name, worlds=0, people=PEOPLE.get(name)) for name in names()}


def texts(svg):
    return [found.text or "" for found in tree.fromstring(svg).iter() if found.tag.endswith("text")]


@pytest.mark.parametrize("name", names())
def test_every_story_says_what_would_have_been_otherwise(name, tellings):
    twins = tellings[name].twins
    assert twins
    assert all(str(twin) in " ".join(str(tellings[name]).split()) for twin in twins)


@pytest.mark.parametrize("name", names())
def test_every_story_is_drawn_with_its_twins_in_words(name, tellings):
    picture = picture_of(name, people=PEOPLE.get(name), telling=tellings[name])
    words = " ".join(texts(picture.svg()))
    assert "invented" in words
    page = picture.html()
    assert "<table" in page
    if name not in PICTURES:
        shown = [twin for part in tellings[name].parts if part.lines for twin in part.twins]
        assert all(str(twin) in words for twin in shown)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", ["journalist", "aunt", "grades", "salons", "unification"])
def test_what_is_drawn_stays_within_the_picture(name, width, tellings):
    parts = [part for part in tellings[name].parts if part.lines]
    canvas = drawn(width, parts)
    markup = "".join(map(str, canvas.parts))
    for x, across in re.findall(r'<rect x="([^"]+)"[^>]* width="([^"]+)"', markup):
        assert 0 <= float(x) <= float(x) + float(across) <= width + 0.1
    places = [float(x) for x in re.findall(r'<(?:text|circle)[^>]*? c?x="([^"]+)"', markup)]
    assert all(0 <= place <= width for place in places)
    numbers = re.findall(r'class="inside"[^>]*>(\d+)<', markup)
    steps = sum(line.is_step for part in parts for line in part.lines)
    assert len(numbers) == 2 * steps > 0


def test_a_story_needs_only_its_lines_to_be_drawn(tellings):
    lines = tellings["aunt"].parts[0].lines
    plain = tuple(Line(line.day, line.date, line.side, line.text, line.told) for line in lines)
    telling = Telling("mine", "A story", (), (Part("What happened", plain),), ())
    picture = drawn(WIDE, telling.parts)
    words = " ".join(re.findall(r">([^<]+)<", "".join(map(str, picture.parts))))
    assert all(line.text.split()[0] in words for line in plain)
    assert words.count("What happened") == 1
    assert story_picture(telling).headline == "A story"


def test_spans_and_numbers_are_drawn_for_the_story_and_for_its_twin(tellings):
    line = tellings["aunt"].parts[0].lines[0]
    end = line.day + 100
    part = Part(
        "With a bar",
        (line,),
        tracks=(
            Track("a score", ((line.day, 600.0), (end, 550.0))),
            Track("a twin's", ((line.day, 600.0), (end, 590.0)), told=False),
        ),
        spans=(
            Span("a bar", line.day, end, "to the end"),
            Span("a bar", line.day, end - 50, "sooner", told=False),
        ),
        twins=(Twin("had it rained", "wet"),),
    )
    markup = "".join(map(str, drawn(WIDE, [part]).parts))
    widths = {
        css: float(w) for w, css in re.findall(r'<rect [^>]*width="([^"]+)"[^>]*class="(f3|h1)"', markup)
    }
    assert widths["f3"] == pytest.approx(2 * widths["h1"], rel=0.01)
    assert markup.count("s1 solid") == markup.count("s1 dashed") == 2
    assert "Had it rained: wet." in markup


def test_back_on_the_train_is_the_day_on_which_the_copy_is_dropped(tellings):
    scenario = story("journalist").scenario(people=200)
    people = people_of(scenario)
    told = lived_fast(scenario, people)
    applied = CASES[next(iter(CASES))]
    twin = changed(scenario, applied)
    life = lived_fast(twin, people)
    assert lived(twin, people) == life
    start, end = kept_out(twin, life.rows, TRAIN)
    operator = next(door.operator for door in twin.doors if door.name == TRAIN)
    place = [each.name for each in twin.operators].index(operator)
    held = [(row.day, row.kind) for row in life.rows if row.what == place]
    assert (start, Kind.COPY_TAKEN) in held
    assert (end, Kind.COPY_DROPPED) in held
    assert f"back on the train on {in_words(twin, end)}" in when_back(told, life)
    assert when_back(told, told).endswith(", as told")


@pytest.mark.parametrize("safeguard", ["correction_deadline", "verification_before_listing"])
def test_a_safeguard_that_is_never_kept_changes_no_twin(safeguard):
    scenario = story("journalist").scenario(people=120)
    people = people_of(scenario)
    never = lived_fast(changed(scenario, [kept(safeguard, 0.0)]), people)
    assert when_back(lived_fast(scenario, people), never).endswith(", as told")


def test_with_the_deadline_always_kept_the_train_comes_back_sooner():
    scenario = story("journalist").scenario(people=200)
    told = lived_fast(scenario, people_of(scenario))
    twins = twins_of(told)
    found = [kept_out(life.scenario, life.rows, TRAIN)[1] for life in (told, *twins.values())]
    assert min(found[1:3]) < found[0]
    # Messages open no case, so a deadline for answers does nothing for who writes them.
    assert found[3] == found[0]


def test_safeguards_are_read_off_their_own_runs():
    scenario = story("aunt").scenario()
    seen = []

    def points(play):
        seen.append(play)
        return f"{play.points(MAIN, 'platform_one', 120):.1f}"

    twins = with_safeguards(scenario, ["no_social_component", "compensation"], points)
    told = played(scenario)
    assert twins[1].outcome == points(told)
    assert twins[0].outcome != twins[1].outcome
    assert [play.scenario.interventions[-1].name for play in seen[:2]] == [
        "with_no_social_component",
        "with_compensation",
    ]


def test_events_can_be_left_out_of_a_script():
    scenario = story("aunt").scenario()
    left = without_events(scenario, lambda event: event.role == "uncle").script.events
    assert {event.role for event in left} == {"aunt"}
    assert len(left) == 2


def test_a_twin_that_ends_as_told_says_so():
    assert beside("the same", "the same") == "the same, as told"
    assert beside("this", "that") == "this (as told: that)"
