from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorelab.errors import InputError
from scorelab.population import Layer, build, import_network, import_table
from scorelab.population.networks import _rewire
from scorelab.population.pyramid import quotas
from tests.population.conftest import SEED, START_YEAR, chance, rule_book


def write(folder: Path, text: str, name: str = "graph.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def imported(path: Path, seed: int = SEED, **changes: object):
    return import_network(path, rule_book(**changes), seed, START_YEAR)


def as_graph(town) -> nx.Graph:
    person = np.repeat(np.arange(len(town)), np.diff(town.tie_start))
    bare = nx.Graph()
    bare.add_nodes_from(range(len(town)))
    bare.add_edges_from(zip(person.tolist(), town.tie_contact.tolist(), strict=True))
    return bare


@pytest.fixture
def karate(tmp_path):
    path = tmp_path / "karate.edgelist"
    bare = nx.Graph(nx.karate_club_graph().edges())
    nx.write_edgelist(bare, path)
    return path, bare


def test_rewiring_keeps_degrees_and_loses_the_graph(karate):
    path, bare = karate
    town = imported(path)
    result = as_graph(town)
    assert len(town) == 34
    assert sorted(dict(result.degree).values()) == sorted(dict(bare.degree).values())
    assert not nx.is_isomorphic(result, bare)
    assert (town.tie_layer == Layer.FRIENDS).all()
    assert len(set(town.household)) > 5


def test_without_rewiring_the_graph_is_kept_and_its_nodes_permuted(karate):
    path, bare = karate
    first, second = imported(path, rewire=0), imported(path, seed=SEED + 1, rewire=0)
    assert nx.is_isomorphic(as_graph(first), bare)
    assert as_graph(first).edges != bare.edges
    assert as_graph(first).edges != as_graph(second).edges


def test_ids_do_not_matter(tmp_path):
    edges = [(1, 2), (2, 3), (3, 4), (4, 1), (1, 3)]
    plain = write(tmp_path, "\n".join(f"{a} {b}" for a, b in edges))
    renamed = write(
        tmp_path, "source,target\n" + "\n".join(f"{a * 7000},{b * 7000}" for a, b in edges), "other.csv"
    )
    assert np.array_equal(imported(plain).tie_contact, imported(renamed).tie_contact)


def test_loops_repeats_directions_and_comments_are_dropped(tmp_path):
    clean = write(tmp_path, "1\t2\n2\t3\n")
    messy = write(tmp_path, "# from somewhere\n2\t1\n1\t2\n\n3\t3\n3\t2\n2\t1\n", "messy.tsv")
    assert np.array_equal(imported(clean).tie_contact, imported(messy).tie_contact)


def test_graphml_without_attributes_is_read(tmp_path):
    bare = nx.Graph(nx.petersen_graph().edges())
    bare.add_node(99)
    nx.write_graphml(bare, tmp_path / "petersen.graphml")
    town = imported(tmp_path / "petersen.graphml", rewire=0)
    assert nx.is_isomorphic(as_graph(town), bare)


@given(st.sets(st.tuples(st.integers(0, 14), st.integers(0, 14)), min_size=1), st.integers(0, 2**63 - 1))
def test_rewiring_never_makes_loops_or_repeats(pairs, seed):
    edges = np.array(
        sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]} or {(0, 1)}), np.int32
    )
    before = np.bincount(edges.ravel(), minlength=15)
    after = _rewire(edges.copy(), 15, chance(1), seed)
    assert (np.bincount(after.ravel(), minlength=15) == before).all()
    assert (after[:, 0] != after[:, 1]).all()
    assert len({tuple(sorted(edge)) for edge in after.tolist()}) == len(edges)


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("1,2,0.5\n", "graph.csv", "line 1: found 3 columns"),
        ("source,target,weight\n1,2,3\n", "graph.csv", "3 columns"),
        ("1 2 {'weight': 3}\n", "graph.edgelist", "columns"),
        ("1\n", "graph.csv", "1 columns"),
        ("wang,li\n", "graph.csv", "names may be people's"),
        ("a@b.example 3\n", "graph.csv", "names may be people's"),
        ("13800000000,13900000000\n", "graph.csv", "phone or identity numbers"),
        ("1,-2\n", "graph.csv", "found the id '-2'"),
        ("1,2.5\n", "graph.csv", "found the id '2.5'"),
        ("", "graph.csv", "no ties"),
        ("# nothing\n", "graph.csv", "no ties"),
        ("4 4\n", "graph.csv", "only ties of nodes to themselves"),
        (
            "<graphml><graph><node id='0'><data key='d0'>x</data></node></graph></graphml>",
            "g.graphml",
            "<data>",
        ),
        ("<graphml><key id='d0'/><graph/></graphml>", "g.graphml", "<key>"),
        ("<graphml><graph><node id='0' label='x'/></graph></graphml>", "g.graphml", "label"),
        ("<graphml><graph><edge source='0' target='1' weight='2'/></graph></graphml>", "g.graphml", "weight"),
        ("<graphml><graph><node id='0'>Wang</node></graph></graphml>", "g.graphml", "text"),
        ("<graphml><graph><node id='wang'/></graph></graphml>", "g.graphml", "names may be people's"),
        ("<graphml><graph></graphml>", "g.graphml", "no XML"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><graphml/>", "g.graphml", "entities"),
    ],
)
def test_networks_that_are_more_than_a_bare_graph_are_refused(tmp_path, text, name, message):
    with pytest.raises(InputError) as refusal:
        imported(write(tmp_path, text, name))
    assert message in str(refusal.value)
    assert str(tmp_path)[:20] in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_unreadable_files_are_refused(tmp_path):
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)))
    for path in (tmp_path / "missing.csv", tmp_path, tmp_path / "binary.csv", Path("a\0b")):
        with pytest.raises(InputError):
            imported(path)
        with pytest.raises(InputError):
            import_table(path)


HEADER = "sex,age_from,age_to,count\n"
TABLE = HEADER + "man,0,17,200\nman,18,104,300\nwoman,0,17,180\nwoman,18,104,320\n"


def test_a_table_of_cells_becomes_a_pyramid(tmp_path):
    pyramid = import_table(write(tmp_path, TABLE))
    counts = quotas(pyramid, 1000)
    assert counts[0, :18].sum() == 200
    assert counts[0, 18:].sum() == 300
    assert counts[1, :18].sum() == 180
    assert counts[1, 18:].sum() == 320
    town = build(rule_book(), 1000, SEED, START_YEAR, pyramid=pyramid)
    assert (-town.birthday * 4 // 1461 < 18).sum() == 380


def test_tables_may_be_tab_separated_with_columns_in_any_order(tmp_path):
    lines = (line.split(",")[::-1] for line in TABLE.strip().split("\n"))
    text = "\n".join("\t".join(fields) for fields in lines)
    assert import_table(write(tmp_path, text)) == import_table(write(tmp_path, TABLE, "table.csv"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + "man,18,40,9\n", "smaller cells tell about single people"),
        (HEADER + "man,18,40,1\nman,41,41,1\n", "smaller cells tell about single people"),
        (HEADER + "man,18,40,-5\n", "whole number"),
        (HEADER + "man,18,40,12.5\n", "whole number"),
        (HEADER + "man,40,18,50\n", "age_to"),
        (HEADER + "man,18,40,50\nman,40,50,50\n", "overlap"),
        (HEADER + "man,18,400,50\n", "from 0 to 104"),
        (HEADER + "thing,18,40,50\n", "man or woman"),
        (HEADER + "man,18,40\n", "3 fields"),
        (HEADER + "man,0,17,50\n", "no adults"),
        (HEADER, "no adults"),
        ("", "found nothing"),
        ("name,sex,age_from,age_to,count\nWang,man,18,40,50\n", "single people"),
        ("sex,age_from,age_to,count,id_number\nman,18,40,50,1\n", "single people"),
        ("sex,age_from,age_to,count,手机\nman,18,40,50,1\n", "single people"),
        ("sex,age_from,age_to,count,income\nman,18,40,50,1\n", "and no others"),
        ("sex,age_from,age_to\nman,18,18\n", "a line for each person is never read"),
        ("sex,sex,age_from,age_to,count\nman,man,18,40,50\n", "a column twice"),
    ],
)
def test_tables_that_are_not_published_cells_are_refused(tmp_path, text, message):
    with pytest.raises(InputError) as refusal:
        import_table(write(tmp_path, text))
    assert message in str(refusal.value)


def test_too_few_people_for_an_adult_are_refused(tmp_path):
    table = write(tmp_path, HEADER + "man,0,17,1000000\nwoman,18,104,10\n")
    with pytest.raises(InputError, match="an adult is among them"):
        build(rule_book(), 20, SEED, START_YEAR, pyramid=import_table(table))
