"""The institutions, one file each: small pure functions of integers.

The reference calls these functions, the engine compiles them; `p` is the rule book in
force that day (see scenario/compile.py), a thing with integer attributes.
"""
