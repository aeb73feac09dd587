"""What is in a basket: up to five goods, packed into one number, which luck picks by category."""

from collections.abc import Iterable

import numpy as np

from scorelab.compiled import shared, signed
from scorelab.rules.habits import Category

GOODS = {
    Category.GROCERIES: (
        "rice", "noodles", "flour", "eggs", "milk", "yoghurt", "bananas", "apples", "cabbage", "tomatoes",
        "pork", "chicken", "fish", "bean curd", "soy sauce", "oil", "bread", "cheese",
    ),
    Category.SNACKS: (
        "crackers", "tea", "soft drink", "sunflower seeds", "ice cream", "water", "chocolate", "coffee",
    ),
    Category.HOUSEHOLD: ("soap", "detergent", "tissue", "light bulb", "toothpaste", "bowl"),
    Category.CLOTHES: ("shirt", "trousers", "shoes", "coat", "socks", "scarf"),
    Category.BABY: ("nappies", "infant formula", "baby clothes", "toys"),
    Category.ALCOHOL: ("beer", "spirits", "cigarettes", "wine"),
    Category.LUXURY: ("watch", "handbag", "jewellery", "perfume"),
    Category.HEALTH: ("medicine", "vitamins", "face masks"),
    Category.CULTURE: ("cinema ticket", "book", "film subscription", "music subscription"),
    Category.ELECTRONICS: ("telephone", "headphones", "charger"),
}  # fmt: skip
"""Goods by category; there are fewer than 64, so that one takes six bits."""

NAMES = ("", *(name for goods in GOODS.values() for name in goods))
"""Goods by number; 0 is none."""

FIRST = np.zeros(16, np.int64)
KINDS = np.zeros(16, np.int64)
for _category, _goods in GOODS.items():
    FIRST[_category] = NAMES.index(_goods[0])
    KINDS[_category] = len(_goods)

GOOD_BITS = 6
MOST_GOODS = 5


@shared
def basket_of(category: int, bits: int) -> int:
    """The goods of a purchase, packed: of a category, drawn by luck; 0 where it has none."""
    kinds = int(KINDS[category])
    if kinds == 0:
        return 0
    basket = 0
    for place in range(1 + signed(bits & 3) * signed((bits >> 2) & 1) + signed((bits >> 3) & 1)):
        good = int(FIRST[category]) + (signed((bits >> (8 + 8 * place)) & 255) * kinds >> 8)
        basket = basket << GOOD_BITS | good
    return basket


def goods_in(basket: int) -> tuple[str, ...]:
    """The goods of a basket, by name.

    >>> goods_in(7 << 6 | 19)
    ('bananas', 'crackers')
    """
    found = []
    while basket > 0:
        found.append(NAMES[basket & (1 << GOOD_BITS) - 1])
        basket >>= GOOD_BITS
    return tuple(reversed(found))


def packed(names: Iterable[str]) -> int:
    """The basket of goods named in order, at most five; the reverse of :func:`goods_in`.

    >>> goods_in(packed(["bananas", "cheese", "crackers"]))
    ('bananas', 'cheese', 'crackers')
    """
    basket = 0
    for name in names:
        basket = basket << GOOD_BITS | NAMES.index(name)
    return basket
