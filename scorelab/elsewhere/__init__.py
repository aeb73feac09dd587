"""Worlds of other kinds than a society: published models whose results are known.

A lender and two groups, people who join a crowd, a contagion, neighbours who move. They are
scenarios in the same language (YAML, a source on every number, `--set`, seeds), and each prints
what must come out beside what came out. Nobody is scored here for anybody's sake: the rules are
those of published studies.
"""
