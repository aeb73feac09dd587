"""Worlds of other kinds than a society: published models whose results are known.

A lender and two groups, people who join a crowd, a contagion, neighbours who move, two agencies
that claim back what was not owed. They are scenarios in the same language (YAML, a source on every
number, `--set`, seeds), and each prints what must come out beside what came out. Nobody is scored
here for anybody's sake: the rules are those of published studies and affairs.
"""
