"""The published model of exploration and preferential return, told straight: what our readings make of it.

Song, Koren, Wang and Barabási 2010 ("Modelling the scaling properties of human mobility", Nature Physics
6:818): who knows S places goes to a new one with chance rho S**-gamma, and else back to an old one in
proportion to earlier visits. Such a walk carries its state along, so no day of scorelab is made by it.
It is walked beside the days, with as many visits at the same minutes, so that an exponent read off a
year of days is compared with what the same reading finds in the model whose exponents are known.
"""

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import CERTAIN, Purpose, draw_with, happens, purpose_key, time_key
from scorelab.trace.repertoire import GAMMA

RHO = 0.6
WALKED = 127
"""The list of the model's own luck: no place stands on it."""


def walk(seed: int, person: int, visits: int) -> NDArray[np.int64]:
    """The places of so many visits, numbered in the order in which they were found.

    Parameters
    ----------
    seed, person : int
        Whose luck.
    visits : int
        How many visits, the first place included.
    """
    key = time_key(purpose_key(seed, Purpose.REPERTOIRE), person, WALKED)
    places, known = [0], 1
    for visit in range(1, visits):
        bits = draw_with(key, visit)
        if happens(bits, int(CERTAIN * RHO * known**-GAMMA)):
            places.append(known)
            known += 1
        else:
            # One earlier visit, each as likely: a place in proportion to its visits.
            places.append(places[(bits & 0xFFFFFFFF) * visit >> 32])
    return np.array(places[:visits], np.int64)
