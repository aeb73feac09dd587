"""What to simulate: the schema of a scenario, reading and checking files, the library.

`load.load` reads a scenario, `compile.rule_books` turns it into whole numbers for the
rules, `describe` prints it.
"""
