"""Write docs/rules.md from the replaceable rules themselves: python tools/rules_page.py."""

import inspect
from pathlib import Path

from scorelab.rules.replaceable import REPLACEABLE, TABLES, Replaceable

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"

ROOMS = {
    "incidents": "What goes wrong in a life",
    "conduct": "Silence, and offences not committed",
    "hardship": "Hardship",
    "court": "The court, debtors and creditors",
    "records": "Errors in records",
    "copies": "Copies of the list",
    "doors": "Doors",
    "redress": "Complaints",
    "safeguards": "Safeguards",
    "contacts": "Contacts",
    "enrolment": "Who is scored",
    "factors": "Factor scores of platforms",
    "lines": "Lines of a table of points",
    "points": "Municipal points",
}

ARGUMENTS = {
    "p": "all numbers of the rule book outside tables, by section and key: `p.contacts_fear`, "
    "`p.mechanism_tie_dropping`, `p.court_pays_late`",
    "row": "the row of the kind of incident: `row.per_year`, `row.claim` ...",
    "operator": "the row of whoever copies the list",
    "door": "the row of the door: `door.per_year`, `door.cost`, `door.number` ...",
    "layer": "the row of the tie's layer: `layer.drops` is the chance at rest, `layer.learns_per_year`",
    "channel": "the row of the way to complain",
    "scheme": "the row of the scheme: `scheme.lowest`, `scheme.weights_social` ...",
    "line": "the row of the scheme's line: `line.points`, `line.cap` ...",
    "grades": "the grades of all schemes; a scheme's own begin at `scheme.first_grade`, with the lowest",
    "seed": "the world's seed; hand it on to `draw`",
    "purpose": "which kind of luck; hand it on to `draw`",
    "luck": "what tells this case from others; hand it on to `draw`",
    "person": "the person's number",
    "contact": "the contact's number",
    "one": "one of two people",
    "other": "the other one's number",
    "day": "day, counted from 0; the opening has negative days",
    "month": "luck's month of 32 days, counted from 0",
    "attempt": "which attempt, counted from 0",
    "aware": "1 if the person knows how the system works",
    "times": "multiplier of the layer's hazard, thousandths",
    "shunned": "1 if the person is listed or has a low grade",
    "fear": "of `contacts.drops_tie`: 0 none, 1 the contact's own score counts friends, 2 a grade's floor is "
    "near; of `conduct.written_rate`: thousandths of a point, 0 to 100,000",
    "rest": "the rate in work and without hardship, 1e-9 a day",
    "rate": "the rate that is left otherwise, 1e-9 a day",
    "out_of_work": "1 if out of work",
    "hardship": "thousandths of a point, 0 to 100,000",
    "points": "of `hardship.raised`: thousandths of a point; of municipal tables: tenths of a point",
    "scored": "1 if any scheme holds the person",
    "owed": "1 if the person owes the sum at all",
    "owes": "1 if the sum is owed and not paid",
    "told": "1 if the judgment reached the person",
    "unable": "1 if the person cannot pay",
    "ground": "the listing's ground, 1 to 6",
    "refusals": "refusals that the person met while listed",
    "payment": "which payment, counted from 1",
    "index": "the operator's place in its table",
    "income_fifth": "0 (lowest) to 4",
    "manager": "1 for managers",
    "parent": "1 for parents of a child under 18",
    "says": "what a refusal tells: 0 nothing, 1 that there is a list, 2 why",
    "refusal": "which refusal, counted from 1",
    "wronged": "1 if the listing is against the list's own rules",
    "assertive": "1 for assertive people",
    "wrong": "1 if the record is wrong",
    "held_against": "complaints that are on record against their author",
    "in_law": "1 if the safeguard is in law",
    "obeyed": "share of cases in which it is kept, 2**-32",
    "safeguard": "the safeguard's number",
    "finds_wrong": "chance that a reviewer finds a wrong record, 2**-32",
    "lifts_right": "chance that a reviewer lifts a right one, 2**-32",
    "age": "whole years",
    "settled": "1 for registered residents",
    "credit": "credit history, tenths of a point, 0 to 1000 where it counts",
    "behaviour": "behaviour, likewise",
    "capacity": "fulfilment capacity, likewise",
    "traits": "personal traits, likewise",
    "social": "the social component, likewise",
    "contacts": "contacts in the app",
    "moved": "sum of the contacts' standing, tenths",
    "listed": "contacts whom the platform's copy of the list shows",
    "relatives": "large payments that relatives missed",
    "lost": "ties lost",
    "posts": "recorded posts of contacts",
    "repeats": "entries of the same line that count now",
    "this_year": "points that the line brought within 365 days, tenths",
    "held": "additions held back while a grade is fixed, tenths",
    "fixed": "rank of the worst fixed grade, -1 if none",
}

OPENING = '''# Rules of your own

Any rule that is listed below can be replaced by a function in a file of yours, in both models at once:

    scorelab run court-list-2023 --people 20000 --rules my_rules.py --out runs/mine

A rule is a plain function of whole numbers. This one is another law of how ties are lost: it looks at
the tie's layer and at the contact's fear.

```python
"""Ties that never break at rest hold; fear breaks all others, and little else does."""

from scorelab.luck import CERTAIN, draw, happens


def drops_tie(p, layer, seed, purpose, contact, luck, fear):
    if not p.mechanism_tie_dropping:
        return False
    return happens(draw(seed, purpose, contact, 0, luck), chance(layer.drops, fear))


def chance(at_rest, fear):
    """Half the usual chance without fear; each step of fear halves what is missing to certainty."""
    if at_rest == 0:
        return 0
    if fear == 0:
        return at_rest // 2
    return CERTAIN - ((CERTAIN - at_rest) >> fear)


RULES = {"contacts.drops_tie": drops_tie}
```

`RULES` says what is replaced by what. A function has the arguments of the rule that it replaces: the same
names in the same order. Other functions in the file, like `chance`, are helpers.

Compare it with the rule as it is, with the same people and the same luck:

    scorelab compare court-list-2023 --rules my_rules.py --people 20000 --replicates 8

or, world by world:

    scorelab run court-list-2023 --people 20000 --out runs/as-it-is
    scorelab report runs/as-it-is runs/mine --out compared.html

From Python:

```python
import scorelab

result = scorelab.run("court-list-2023", people=20_000, rules="my_rules.py")
```

## What a file may hold

- `RULES`, functions, constants, and imports from `scorelab.luck`, `scorelab.rules` and `math`. Nothing
  else: no class, no decorator, no call outside a function. A rule sees its arguments and nothing besides:
  whole numbers about invented people. It opens no file and remembers nothing.
- **Whole numbers.** No fraction may occur on the way, not even in passing, because fractions differ
  between machines. Write `//` for `/`. Probabilities are whole numbers of 2**-32 (`CERTAIN` is one), rates
  1e-9 a day, multipliers thousandths, money cents, scores tenths of a point. Numbers stay below 2**63.
  Where numbers stand for words, names are at hand: `from scorelab.rules.court import ConductAtDeadline`
  and then `ConductAtDeadline.PAID.value`; `Answer` is in `scorelab.rules.redress`.
- **Luck.** Whatever is left to chance is left to `draw(seed, purpose, who, when, which)`
  ([luck.md](luck.md)); `happens(bits, probability)` and `between(bits, low, high)` make something of it.
  Keep to the draw of the rule that you replace, and runs with and without your file are twins. What `draw`
  returns is 64 bits without a sign: do not reckon with it directly, but take `fraction(bits)`, which is a
  whole number of 2**-32.
- **The built-in rule** can be called: `from scorelab.rules import contacts` and then
  `contacts.drops_tie(...)` gives the rule as it was, even within the function that replaces it.
- **Bounds.** Results are held within the bounds below, on which the rest of the model relies: a delay is
  at least a day, a silenced rate is no higher than the rate.

## What happens to it

Before anything is simulated each rule is called with some hundred combinations of arguments, by Python and
compiled, and both must give the same. Whatever is wrong (a misspelt rule, a wrong signature, a fraction,
an import, something that cannot be compiled) ends the command with status 2 and one line that names the
file and, where it can, the line. Then the engine is compiled with your rules, which takes a minute or two;
the next run with the same file finds it compiled.

The rules take the place of the built-in ones wherever these are called, in the reference model and in the
engine alike, for as long as the process lives. In Python `rules=` starts a fresh process for the run, so
those of your own process stay as they are, and runs with and without rules may follow one another.

The run's folder keeps a copy, `rules.py`, and the manifest its name, its SHA-256 and what it replaces; the
report says so at every finding, and `scorelab verify` checks the copy. The digest is that of what happened:
a rule that decides as the built-in one does gives the same digest. To run it again:

    scorelab run runs/mine/scenario.yaml --rules runs/mine/rules.py --out runs/again

`scorelab fork runs/mine ...` takes the copy by itself.

A law of your own is an assumption. Say where it comes from when you show what came out.

## What can be replaced

Ground truth, luck and the calendar are not for replacing, nor is anything that other parts of the program
recompute.

'''

CLOSING = """## Arguments

| argument | what it is |
|---|---|
{arguments}

`p`, rows and tables are read by attribute and never changed. `scorelab scenarios show NAME` prints the
values behind them; the names of the numbers are the keys there, joined by `_`, and a range `x: [1, 5]` is
`x_low` and `x_high`.

*Text under CC BY 4.0.*
"""


def page() -> str:
    """The page as Markdown."""
    arguments = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in ARGUMENTS.items())
    rooms = "".join(room(name, title) for name, title in ROOMS.items())
    return OPENING + rooms + CLOSING.format(arguments=arguments)


def room(name: str, title: str) -> str:
    """The rules of one file of `scorelab/rules/`."""
    return f"### {title}\n\n" + "".join(entry(rule) for rule in rules_of(name)) + "\n"


def rules_of(name: str) -> list[Replaceable]:
    """The replaceable rules of one file, in the registry's order."""
    return [rule for rule in REPLACEABLE.values() if rule.name.split(".")[0] == name]


def entry(rule: Replaceable) -> str:
    """One rule: signature, what it decides, bounds."""
    meaning = (inspect.getdoc(rule.built_in) or "").split("\n\n")[0].replace("\n", " ").rstrip(".")
    bounds = "yes or no"
    if not rule.answers_yes_or_no:
        bounds = f"from {bound(rule, rule.least)} to {bound(rule, rule.most)}"
    return f"- `{rule.name}({', '.join(rule.parameters)})`: {meaning[0].lower()}{meaning[1:]}; {bounds}.\n"


def bound(rule: Replaceable, text: str) -> str:
    """A bound as a number, or in terms of the arguments."""
    try:
        return f"{eval(text, dict(vars(rule.module))):,}"
    except NameError:
        return f"`{text}`"


def explained() -> set[str]:
    """The names of the arguments that the page explains."""
    return set(ARGUMENTS) | set(TABLES)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
