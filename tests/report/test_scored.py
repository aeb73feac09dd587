"""What the report says of scores: its numbers are the measures, and it says it only of scored people."""

import re

import numpy as np
import polars as pl
import pytest

from scorelab.errors import InputError
from scorelab.journal import LINES_OF_A_SCHEME, Kind
from scorelab.measures import Events, States, measure_all, measures_of
from scorelab.measures.spiral import own_later
from scorelab.report import words, write_report
from scorelab.report.contrasts import contrast, parts_of
from scorelab.report.courses import SHARES, flows, movers, quantiles_by_month
from scorelab.report.fallen import course, deepest
from scorelab.report.influence import influence
from scorelab.report.myths import MYTHS, state
from scorelab.report.sections.contacts import circle
from scorelab.report.sections.doors import by_cause
from scorelab.report.sections.platforms import pairs, views
from scorelab.report.sections.spiral import by_turn
from scorelab.report.sections.tables_of_lines import lines_of
from scorelab.report.sections.told_table import names
from scorelab.report.subject import Subject
from scorelab.run import run
from scorelab.scenario.scheme_tables import TENTHS
from tests.report.test_page import COUNTRIES, Reader, section

OF_SCORES = ("told", "scores", "spiral", "platforms", "lines", "conduct")


@pytest.fixture(scope="module")
def told(documented, reported):
    return Subject([documented, reported]).told[1]


@pytest.fixture(scope="module")
def both(control, documented, reported):
    return Subject([control, documented, reported])


@pytest.fixture(scope="module")
def text(scored_page) -> str:
    return scored_page.read_text(encoding="utf-8")


def schemes(told) -> range:
    return range(len(told.run.labels.schemes))


def test_every_measure_on_the_page_is_the_measure(text, control, documented, reported):
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    runs = {run.labels.scenario: run for run in (control, documented, reported)}
    measured = {name: measure_all(run) for name, run in runs.items()}
    found = set()
    for attributes, shown in reader.values:
        label, name = attributes["data-run"], attributes["data-measure"]
        value = measured[label][name]
        assert attributes["value"] == ("" if value is None else repr(value))
        assert shown == words.amount(measures_of(runs[label].labels)[name], value)
        found.add((label, name))
    assert found == {(label, name) for label, totals in measured.items() for name in totals}


def test_one_file_for_three_runs_stays_small(scored_page, text):
    assert scored_page.stat().st_size < 3_000_000
    assert "<script" not in text
    assert not re.search(r'(src|href|action)="(?!#)', text)


def test_parts_on_scores_stand_only_where_somebody_is_scored(page, text, tmp_path, documented):
    without = page.read_text(encoding="utf-8")
    assert not [name for name in OF_SCORES if f'id="{name}"' in without or f'href="#{name}"' in without]
    assert all(f'<section id="{name}"' in text and f'href="#{name}"' in text for name in OF_SCORES)
    write_report([documented], tmp_path / "alone.html")
    alone = (tmp_path / "alone.html").read_text(encoding="utf-8")
    assert '<section id="scores"' in alone
    assert 'id="told"' not in alone


def test_the_first_part_tells_both_claims_and_names_no_country(text):
    told = section(text, "told")
    assert text.index('<section id="told"') < text.index('<section id="findings"')
    items = told.split("<li>")[1:]
    assert len(items) >= 10
    for item in items:
        finding = re.sub("<[^>]+>", "", item.split('class="finding">')[1])
        assert finding.startswith("In an invented society of 20,000 people under the rules as reported, ")
        assert "; under the rules as documented, " in finding
        assert "Within these runs (95%)" in item
    assert not [country for country in COUNTRIES if country in told]


def test_refuted_claims_stand_with_their_switch(text, both):
    told = section(text, "told")
    documented, reported = both.claimed
    assert all(state(documented, name) == "off" for name in MYTHS)
    assert all(state(reported, name).startswith("on: ") for name in MYTHS)
    assert all(state(reported, name) in told for name in MYTHS)


def test_score_paths_end_at_the_scores_on_record(told):
    for scheme in schemes(told):
        path = quantiles_by_month(told, scheme)
        held = told.facts.enrolled(scheme)
        name = told.run.labels.schemes[scheme].name
        for (_, found), column in ((path[0], f"start.{name}"), (path[-1], f"score.{name}")):
            points = told.column(column)[held] / TENTHS
            assert found == pytest.approx(np.quantile(points, SHARES, method="inverted_cdf"))
        assert [day for day, _ in path] == sorted({day for day, _ in path})
        assert path[-1][0] == told.days


def test_movers_add_up_to_what_scores_moved(told):
    for scheme in schemes(told):
        name = told.run.labels.schemes[scheme].name
        held = told.facts.enrolled(scheme)
        moved = (told.column(f"score.{name}")[held] - told.column(f"start.{name}")[held]).sum() / TENTHS
        assert sum(mover.gained - mover.lost for mover in movers(told, scheme)) == pytest.approx(moved)


def test_flows_end_at_the_grade_shares(told):
    for scheme in schemes(told):
        counts, labels = flows(told, scheme), told.run.labels.schemes[scheme]
        assert counts.sum() == told.facts.enrolled(scheme).sum()
        for rank, grade in enumerate(labels.grades):
            share = told.measures[f"grade_share.{labels.name}.{grade}"]
            assert counts[:, rank].sum() / counts.sum() == pytest.approx(share)


def test_refusals_by_cause_and_ties_by_cause_add_up(told):
    causes = by_cause(told)["cause"]
    assert len(causes) == told.measures["refusals"]
    assert (causes == "grade").sum() == told.measures["refusals_by_grade"] > 0
    assert (causes == "place").sum() == told.measures["refusals_by_scarcity"] > 0
    rows = circle(told)
    assert rows["left_list"].sum() + rows["left_grade"].sum() == told.measures["ties_lost"]
    assert rows["left_grade"].sum() == told.measures["ties_lost_for_standing"] > 0
    assert rows["listing"].sum() == told.measures["learned"]


def test_turns_add_up_and_give_the_gain(told):
    turns = by_turn(told)
    assert sum(turns) == pytest.approx(told.facts.losses.points.sum() / TENTHS)
    assert turns[1] / turns[0] == pytest.approx(told.measures["second_turn_gain"])


def test_the_deepest_spiral_is_the_deepest(told):
    found = deepest(told)
    losses = told.facts.losses
    later = own_later(losses)
    depths = {}
    for person, points in zip(losses.person[later].tolist(), losses.points[later].tolist(), strict=True):
        depths[person] = depths.get(person, 0) + points
    assert max(depths.values()) / TENTHS == found.points
    assert depths[found.person] / TENTHS == found.points
    assert sum(depths.values()) / TENTHS / found.fallen == pytest.approx(told.measures["spiral_depth"])
    for scheme in schemes(told):
        if told.facts.enrolled(scheme)[found.person]:
            last = course(told, found.person, found.rows, scheme)[-1]
            assert last == (told.days, told.facts.points(scheme)[found.person] / TENTHS)
    left = told.facts.rows(Kind.TIE_LOST).filter(pl.col("other") == found.person)
    assert sum(one.left is not None for one in found.contacts) == left["person"].n_unique()


def test_lines_that_can_and_did_fire_are_the_measures(told):
    for scheme in schemes(told):
        lines, name = lines_of(told, scheme), told.run.labels.schemes[scheme].name
        assert sum(one.can_fire for one in lines) == told.measures[f"lines_can_fire.{name}"]
        assert sum(one.entries > 0 for one in lines) == told.measures[f"lines_did_fire.{name}"]
        assert all(one.can_fire for one in lines if one.entries)
        recorded = told.run.journal.filter(
            (pl.col("kind") == Kind.RECORDED.value)
            & (pl.col("day") >= 0)
            & (pl.col("what").cast(pl.Int32) // LINES_OF_A_SCHEME == scheme)
        )
        assert sum(one.entries for one in lines) == recorded.collect().height


def test_platforms_see_part_of_the_society(told):
    found = views(told, told.ties)
    for view in found:
        assert view.enrolled == told.facts.enrolled(view.place).sum()
        assert 0 < view.ties < 1
        assert 0 <= view.stale <= view.listed
    both = told.facts.enrolled(0) & told.facts.enrolled(1)
    assert pairs(told).sum() == both.sum()


def test_what_people_bear_on_a_measure_adds_up(told):
    for name, measure in told.catalogue.items():
        parts = influence(told.facts, measure)
        if isinstance(measure, Events | States):
            assert parts.sum() == told.measures[name]
        elif parts is not None:
            # Around a mean, a share or a ratio what people bear on it cancels out.
            assert abs(parts.sum()) < 1e-6


def test_the_interval_of_a_mean_is_that_of_its_standard_error(told):
    name = told.run.labels.schemes[0].name
    points = told.facts.points(0)[told.facts.enrolled(0)] / TENTHS
    low, high = told.interval(f"mean_score.{name}")
    assert (low + high) / 2 == pytest.approx(points.mean())
    assert (high - low) / 2 == pytest.approx(1.96 * points.std() / np.sqrt(len(points)), rel=1e-3)


def test_twins_differ_by_less_luck_than_strangers(both):
    documented, reported = both.claimed
    for name in names(documented, reported):
        twin = contrast(documented, reported, name, same_people=True)
        apart = contrast(documented, reported, name, same_people=False)
        assert twin.difference == apart.difference
        if twin.difference is not None:
            assert twin.difference == reported.measures[name] - documented.measures[name]
        if twin.half is not None and apart.half is not None and name == "debts_paid":
            assert twin.half < apart.half / 2
        if twin.ratio is not None:
            assert twin.ratio[1] <= twin.ratio[0] <= twin.ratio[2]
    assert parts_of(reported, "ties_lost").sum() == reported.measures["ties_lost"]


def test_the_complete_table_prints_what_can_and_did_happen(tmp_path):
    made = run("wendeng-2020", people=3_000, out=tmp_path / "run")
    write_report([made], tmp_path / "report.html")
    lines = section((tmp_path / "report.html").read_text(encoding="utf-8"), "lines")
    assert "Of the 432 lines with points" in re.sub("<[^>]+>", "", lines)
    assert "Lines that cannot happen here" in lines


def test_a_scored_run_in_which_nothing_happens_can_be_told(tmp_path):
    for name in ("as-reported-2018", "platform-2015", "suining-2010"):
        made = run(name, people=1, days=1, out=tmp_path / name)
        write_report([made], tmp_path / f"{name}.html")


def test_a_report_holds_at_most_six_runs(tmp_path, reported):
    with pytest.raises(InputError, match="one to six"):
        write_report([reported] * 7, tmp_path / "report.html")
