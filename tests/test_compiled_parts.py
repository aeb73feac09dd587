"""Shared functions within kernels: compiled once for all widths of integers, and equal to Python's."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numba.core import event

from scorelab.compiled import merged, shared
from scorelab.compiler import njit


@shared
def inner(number: int, factor: int = 3) -> int:
    """A function with a default."""
    return number * factor + 1


@shared
def middle(numbers: np.ndarray, place: int) -> int:
    """A function that calls another by name and by place."""
    return inner(numbers[place], factor=2) - inner(place)


@merged
def outer(numbers: np.ndarray, place: int) -> int:
    """A function that is put into its caller."""
    return middle(numbers, place) + inner(7)


@njit
def total(numbers: np.ndarray) -> int:
    """The kernel."""
    found = 0
    for place in range(len(numbers)):
        found += outer(numbers, np.int32(place))
    return found


@njit
def of_each_width(small: np.ndarray, wide: np.ndarray) -> int:
    """Calls one function with every width."""
    return inner(small[0]) + inner(np.int32(small[1])) + inner(wide[0]) + inner(5) + inner(np.uint8(250))


@shared
def is_below(number: int, other: int) -> bool:
    """Differs for the two readings of a 64-bit pattern."""
    return number < other


@njit
def both_readings(signed: np.ndarray, unsigned: np.ndarray) -> tuple[bool, bool]:
    """Calls one function with both signs."""
    return is_below(signed[0], 0), is_below(unsigned[0], 0)


@contextmanager
def versions(function: object) -> Iterator[list[object]]:
    """The argument types that a function is compiled for meanwhile."""
    found: list[object] = []

    class Watch(event.Listener):  # type: ignore[misc]  # Numba has no types
        def on_start(self, begun: object) -> None:
            data = begun.data  # type: ignore[attr-defined]
            if data["dispatcher"].py_func is function:
                found.append(data["args"])

        def on_end(self, ended: object) -> None:
            pass

    with event.install_listener("numba:compile", Watch()):
        yield found


def test_a_kernel_finds_what_python_finds() -> None:
    numbers = np.array([3, -200, 32_000, 7], np.int16)
    expected = sum(outer(numbers.tolist(), place) for place in range(4))  # type: ignore[arg-type]
    assert total(numbers) == expected


def test_one_version_serves_all_widths() -> None:
    with versions(inner) as found:
        of_each_width(np.array([-3, 9], np.int16), np.array([2**40]))
    assert len(set(found)) <= 2  # with the factor's default


def test_narrow_numbers_keep_their_values() -> None:
    small, wide = np.array([-3, 9], np.int16), np.array([2**40])
    expected = sum(inner(number) for number in (-3, 9, 2**40, 5, 250))
    assert of_each_width(small, wide) == expected


def test_signs_are_not_mixed_up() -> None:
    assert both_readings(np.array([-4], np.int64), np.array([2**64 - 4], np.uint64)) == (True, False)
