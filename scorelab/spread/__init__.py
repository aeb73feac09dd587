"""How a private score spreads among operators, and which clause of law stops it.

A small world of its own: no society and no people, only operators who ask for a score or do not,
the share of people who have one, and the time that it costs to do without. All of its numbers
are assumed; what comes out are conditions, never a forecast.
"""
