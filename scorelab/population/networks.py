"""Imported networks: a bare graph in, invented people on it.

A network file says who is tied to whom and nothing else. Its ids are discarded, its
nodes are put into an order drawn by the seed, ties are rewired with everybody's number
of contacts kept, and households, ages and all other traits are drawn by scorelab as for
any society. The ties replace the synthetic layers: all of them are of the layer of
friends, and households, which exist as shared addresses, have no ties of their own.

Whatever could carry more than the bare graph is refused: further columns, weights,
attributes, and ids that are names or long numbers.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.luck import Purpose, between, draw, happens
from scorelab.population.build import Population, complete, going_on, settle
from scorelab.population.course import Span
from scorelab.population.layout import shuffle
from scorelab.population.settings import read_settings
from scorelab.population.texts import read_text
from scorelab.population.threads import kernel
from scorelab.population.ties import Layer, Ties

LONGEST_ID = 9
"""Digits of an id: phone numbers and identity numbers have more."""

HEADERS = ({"source", "target"}, {"from", "to"}, {"u", "v"}, {"node1", "node2"})
"""Names that the two columns of an edge list may have."""

BARE = "a bare graph: two whole numbers a line, ids of at most 9 digits"
WHY = "since anything beyond who is tied to whom would be data about people"

GRAPHML: dict[str, set[str]] = {
    "graphml": set(),
    "graph": {"id", "edgedefault"},
    "node": {"id"},
    "edge": {"id", "source", "target"},
}
"""The elements of a bare GraphML file and their attributes."""

MOST_TRIES = 100
"""Partners tried for one tie before it is left as it is."""


def import_network(
    path: str | Path,
    parameters: Any,
    seed: int,
    start_year: int,
    *,
    span: Span | None = None,
    threads: int | None = None,
) -> Population:
    """A society whose ties have the shape of an imported graph.

    Parameters
    ----------
    path : str or Path
        An edge list (two whole numbers a line, separated by commas, tabs or blanks;
        lines that begin with # or % are skipped), or a GraphML file without attributes
        if the name ends in .graphml. Directions, loops and repeats are dropped.
    parameters : `p` of a rule book, in either form
        `population_rewire` is the share of ties that swap ends with another tie
        (degree-preserving double edge swaps).
    seed : int
        The world's seed.
    start_year : int
        Year of day 0.
    span : Span, optional
        As of :func:`scorelab.population.build.build`.
    threads : int, optional
        How many threads; the result does not depend on it.

    Returns
    -------
    Population
        As many people as the graph has nodes. Every tie is of the layer of friends.

    Raises
    ------
    InputError
        The file holds more than a bare graph, is no graph, or cannot be read.
    """
    settings = read_settings(parameters)
    nodes, edges = read_network(Path(path))
    homes, traits = settle(settings, nodes, seed, start_year, None, threads)
    persons = _hand_out(nodes, seed)
    edges = _rewire(persons[edges], nodes, settings.rewire, seed)
    population = complete(settings, homes, traits, _as_ties(edges, nodes), seed, threads)
    return going_on(population, homes, traits, parameters, span, seed, threads)


def read_network(path: Path) -> tuple[int, NDArray[np.int64]]:
    """Number of nodes and the ties (m, 2) between nodes numbered from 0.

    Ties are undirected, without loops and repeats; the file's ids are forgotten.
    """
    text = read_text(path, "a network file")
    if path.suffix.lower() in {".graphml", ".xml"}:
        alone, pairs = _read_graphml(path, text)
    else:
        alone, pairs = [], list(_read_edge_list(path, text))
    if not pairs:
        raise InputError(str(path), "no ties", BARE)
    ends = [*alone, *(end for pair in pairs for end in pair)]
    ids, numbers = np.unique(np.array(ends, np.int64), return_inverse=True)
    edges = np.sort(numbers[len(alone) :].reshape(-1, 2).astype(np.int64), axis=1)
    edges = np.unique(edges[edges[:, 0] < edges[:, 1]], axis=0)
    if len(edges) == 0:
        raise InputError(str(path), "only ties of nodes to themselves", BARE)
    return len(ids), edges


def _read_edge_list(path: Path, text: str) -> Iterator[tuple[int, int]]:
    first = True
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line[0] in "#%":
            continue
        # networkx ends the lines of an edge list without attributes with {}
        fields = [field for field in re.split(r"[\s,;]+", line.removesuffix("{}")) if field]
        where = f"{path}, line {number}"
        if first and {field.strip("\"'").lower() for field in fields} in HEADERS:
            first = False
            continue
        first = False
        if len(fields) != 2:
            raise InputError(where, f"{len(fields)} columns", f"{BARE}, {WHY}")
        yield _id(where, fields[0]), _id(where, fields[1])


def _id(where: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]+", text):
        raise InputError(where, f"the id {text!r}", f"{BARE}, since names may be people's")
    if len(text) > LONGEST_ID:
        found = f"an id of {len(text)} digits"
        raise InputError(where, found, f"{BARE}, since longer ones may be phone or identity numbers")
    return int(text)


def _read_graphml(path: Path, text: str) -> tuple[list[int], list[tuple[int, int]]]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise InputError(str(path), "a document type or entities", "GraphML without them")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise InputError(str(path), f"no XML ({error})", "a GraphML file") from error
    nodes: list[int] = []
    edges: list[tuple[int, int]] = []
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        found = f"<{kind}>"
        if kind not in GRAPHML:
            raise InputError(str(path), found, f"a graph of nodes and edges without attributes, {WHY}")
        further = {name for name in element.attrib if not name.startswith("{")} - GRAPHML[kind]
        if further:
            found = f"{found} with {', '.join(sorted(further))}"
            raise InputError(str(path), found, f"nodes and edges without attributes, {WHY}")
        if (element.text or "").strip() or (element.tail or "").strip():
            raise InputError(str(path), f"text in {found}", f"nodes and edges without attributes, {WHY}")
        if kind == "node":
            nodes.append(_id(str(path), element.get("id", "").removeprefix("n")))
        elif kind == "edge":
            ends = (element.get(end, "").removeprefix("n") for end in ("source", "target"))
            source, target = (_id(str(path), end) for end in ends)
            edges.append((source, target))
    return nodes, edges


@kernel
def _hand_out(nodes, seed):  # type: ignore[no-untyped-def]
    persons = np.arange(nodes).astype(np.int32)
    shuffle(persons, seed, Purpose.REWIRE, 1)
    return persons


@kernel
def _rewire(edges, nodes, share, seed):  # type: ignore[no-untyped-def]
    """Each chosen tie swaps ends with another one, unless a loop or repeat would arise."""
    known = {np.int64(-1)}
    for first, second in edges:
        known.add(np.int64(min(first, second)) * nodes + max(first, second))
    for edge in range(len(edges)):
        if not happens(draw(seed, Purpose.REWIRE, edge, 0, 2), share):
            continue
        for attempt in range(MOST_TRIES):
            bits = draw(seed, Purpose.REWIRE, edge, 1, attempt)
            other = between(bits, 0, len(edges) - 1)
            a, b = np.int64(edges[edge, 0]), np.int64(edges[edge, 1])
            c, d = np.int64(edges[other, 0]), np.int64(edges[other, 1])
            if bits & 1:
                c, d = d, c
            if a in (c, d) or b in (c, d):
                continue
            one = min(a, d) * nodes + max(a, d)
            two = min(c, b) * nodes + max(c, b)
            if one in known or two in known:
                continue
            known.remove(min(a, b) * nodes + max(a, b))
            known.remove(min(c, d) * nodes + max(c, d))
            known.add(one)
            known.add(two)
            edges[edge, 1] = d
            edges[other, 0] = c
            edges[other, 1] = b
            break
    return edges


def _as_ties(edges: NDArray[np.int32], nodes: int) -> Ties:
    person = np.concatenate([edges[:, 0], edges[:, 1]])
    contact = np.concatenate([edges[:, 1], edges[:, 0]])
    order = np.lexsort((contact, person))
    start = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(person, minlength=nodes), out=start[1:])
    layer = np.full(len(contact), Layer.FRIENDS, np.uint8)
    return Ties(start, contact[order].astype(np.int32), layer)
