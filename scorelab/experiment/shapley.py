"""Shapley's value: how much of a whole each of its players brings about.

A player's share is what it adds, on average over all orders in which the players could come
in (Shapley 1953, "A value for n-person games"). Shares sum to the whole difference between
all players and none. With few players every coalition is valued; with many, orders are
sampled in pairs of an order and its reverse, which makes the mean more certain (Castro, Gómez
and Tejada 2009; Mitchell, Cooper, Frank and Holmes 2022, "Sampling permutations for Shapley
value estimation").
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from math import factorial

from scorelab.luck import Purpose, draw

Coalition = frozenset[str]
Value = Callable[[Coalition], float]


def coalitions(players: Sequence[str]) -> Iterator[Coalition]:
    """Every coalition, the empty one first."""
    for size in range(len(players) + 1):
        yield from map(frozenset, combinations(players, size))


def chains(order: Sequence[str]) -> Iterator[Coalition]:
    """The coalitions that form as players come in in this order, from none to all."""
    for size in range(len(order) + 1):
        yield frozenset(order[:size])


def exact(players: Sequence[str], value: Value) -> dict[str, float]:
    """Each player's share, from the value of every coalition."""
    count = len(players)
    weights = [factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)]
    shares = {}
    for player in players:
        others = [other for other in players if other != player]
        shares[player] = sum(
            weights[len(joined)] * (value(joined | {player}) - value(joined)) for joined in coalitions(others)
        )
    return shares


def by_orders(players: Sequence[str], orders: Sequence[Sequence[str]], value: Value) -> dict[str, float]:
    """Each player's share, on average over some orders."""
    shares = dict.fromkeys(players, 0.0)
    for order in orders:
        for player, (before, after) in zip(order, pairwise(chains(order)), strict=True):
            shares[player] += (value(after) - value(before)) / len(orders)
    return shares


def sampled_orders(players: Sequence[str], seed: int, pairs: int) -> list[tuple[str, ...]]:
    """Orders drawn by luck, each followed by its reverse.

    Parameters
    ----------
    players : sequence of str
        Who comes in.
    seed : int
        The world's seed.
    pairs : int
        How many pairs.
    """
    orders = []
    for pair in range(pairs):
        lots = {
            player: draw(seed, Purpose.ORDER_OF_MECHANISMS, place, pair)
            for place, player in enumerate(players)
        }
        order = tuple(sorted(players, key=lots.__getitem__))
        orders += [order, order[::-1]]
    return orders
