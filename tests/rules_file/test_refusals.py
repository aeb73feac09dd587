"""Rules files that are refused: one line with the file, the line, what was found and what would be right."""

import pytest

from scorelab.errors import InputError
from scorelab.user_rules import accepted
from tests.rules_file.conftest import DROPS_TIE

MARK = 'RULES = {"contacts.drops_tie": drops_tie}\n'
LAW = f"def drops_tie({DROPS_TIE}):\n    return "


def law(result, before=""):
    return f"{before}{LAW}{result}\n{MARK}"


UNREADABLE = {
    "no Python": ("def drops_tie(:\n", ["line 1", "no Python"]),
    "nothing replaced": ("X = 1\n", ["no RULES", "RULES = {"]),
    "replaced twice": (law("0") + MARK, ["2 RULES"]),
    "empty": (f"{LAW}0\nRULES = {{}}\n", ["names no rule"]),
    "unknown rule": (
        law("0").replace("contacts.drops_tie", "contacts.drop_tie"),
        ["'contacts.drop_tie'", "expected contacts.drops_tie or ", "docs/rules.md lists all"],
    ),
    "rule without its room": (
        law("0").replace("contacts.drops_tie", "drops_tie"),
        ["'drops_tie'", "contacts.drops_tie"],
    ),
    "no function": (
        law("0").replace(": drops_tie}", ": 1}"),
        ["found 1", "a function that the file defines"],
    ),
    "too few arguments": (
        law("0").replace(", luck, fear", ", luck"),
        ["line 1, contacts.drops_tie", f"drops_tie({DROPS_TIE})"],
    ),
    "another order": (
        law("0").replace("p, layer", "layer, p"),
        ["drops_tie(layer, p,", "drops_tie(p, layer,"],
    ),
    "another name": (law("0").replace("fear", "angst"), ["angst", "fear"]),
    "optional argument": (law("0").replace("fear)", "fear=0)"), ["optional"]),
    "import": (law("0", "import os\n"), ["line 1", "import os", "math, scorelab.luck or scorelab.rules"]),
    "import from": (law("0", "from pathlib import Path\n"), ["line 1", "pathlib"]),
    "import within": (law("0").replace("return", "import os; return"), ["line 2", "import os"]),
    "import of the program": (law("0", "from scorelab.store import open_run\n"), ["scorelab.store"]),
    "import by way of a rule": (law("0", "from scorelab.rules.incidents import np\n"), ["incidents.np"]),
    "reach by way of a rule": (
        law("incidents.np.fromfile(p)", "from scorelab.rules import incidents\n"),
        ["incidents.np"],
    ),
    "a module by another name": (
        law("incidents", "from scorelab.rules import incidents\n"),
        ["line 3", "incidents"],
    ),
    "an import that does not exist": (law("0", "from scorelab.rules.contacts import x\n"), ["contacts.x"]),
    "an argument by the name of an import": (
        law("luck.CERTAIN", "from scorelab import luck\n"),
        ["line 2", "luck, which is imported as well", "import luck as"],
    ),
    "file access": (law("open('x')"), ["line 2", "open"]),
    "evaluation": (law("eval('1')"), ["line 2", "eval"]),
    "inner attribute": (law("p.__class__"), ["line 2", "__class__"]),
    "call while read": (law("0", "X = int(3)\n"), ["line 1", "a call outside any function"]),
    "annotation that calls": (law("0", "X: print('read') = 3\n"), ["line 1", "a call"]),
    "loop while read": (law("0", "while True:\n    pass\n"), ["line 1", "while"]),
    "class": (law("0", "class Mine:\n    pass\n"), ["line 1", "a class"]),
    "decorator": (law("0", "@shared\n"), ["decorator"]),
    "lambda": (law("(lambda x: x)(1)"), ["line 2", "lambda"]),
    "list": (law("[0][0]"), ["line 2", "list"]),
    "fraction": (law("fear * 0.5"), ["line 2", "0.5", "no fraction decides anything"]),
    "power": (law("2 ** fear > 3"), ["line 2", "a power"]),
    "endless power": (law("0", "X = 10 ** 10 ** 10\n"), ["line 1", "a power"]),
    "many parts": (law(" + ".join(["fear"] * 5_000)), ["too many parts"]),
    "changed argument": (law("0").replace("return", "p.x = 1; return"), ["line 2", "a change of .x"]),
    "changed row": (
        law("0").replace("return", "layer[0] = 1; return"),
        ["line 2", "a change of an argument"],
    ),
}
UNACCEPTABLE = {
    "division": (law("fear / 2"), ["whole number"]),
    "fraction on the way": (law("int(fear / 2) > 0"), ["line 2", "a fraction", "//"]),
    "fraction in a helper": (
        law("half(fear) > 0", "def half(x):\n    return int(x / 2)\n"),
        ["line 2, half", "a fraction"],
    ),
    "bare luck": (
        law("draw(seed, purpose, contact, 0, luck) % 100 < 5", "from scorelab.luck import draw\n"),
        ["compiled but", "happens, fraction or between"],
    ),
    "a text": (law("'no'"), ["'no'", "a whole number"]),
    "nothing": (law("None"), ["nothing", "a whole number"]),
    "nothing now and then": (law("1 if fear < 2 else None"), ["a whole number"]),
    "a number that does not exist": (law("p.contacts_anger > 0"), ["line 2", "contacts_anger"]),
    "an unknown name": (law("happens(luck, 5)"), ["line 2", "happens"]),
    "division by zero": (law("100 // fear > 3"), ["line 2", "zero", "fear=0"]),
    "too large on the way": (law("(luck << 40) % 7 == fear"), ["compiled but", "2**63"]),
    "what cannot be compiled": (law("divmod(p, 2)[0] if fear > 2 else 0"), ["line 2", "cannot be compiled"]),
}


@pytest.fixture
def refusal(tmp_path):
    def of(text):
        file = tmp_path / "my_rules.py"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            accepted(file)
        line = str(caught.value)
        assert "\n" not in line
        assert line.startswith(str(file))
        return line

    return of


def test_what_a_rules_file_may_use(tmp_path):
    file = tmp_path / "my_rules.py"
    text = f"""
import math
from scorelab import luck as chance
from scorelab.rules import contacts, court
from scorelab.rules.court import ConductAtDeadline

HALF: int = chance.CERTAIN // 2
DOUBLE = 2**1


def drops_tie({DROPS_TIE}) -> bool:
    total = 0
    for step in range(math.gcd(fear + 4, 6)):
        if step == ConductAtDeadline.LATE.value:
            continue
        total += min(abs(step - 3), DOUBLE)
    usual = contacts.drops_tie({DROPS_TIE})
    bits = chance.draw(seed, purpose, contact, 1, after(after(fear)))
    return usual if total > 2 else chance.happens(bits, HALF)


def after(number: court) -> int:
    return number + 1
"""
    file.write_text(text + "\n\n" + MARK, encoding="utf-8")
    assert accepted(file).replaces == {"contacts.drops_tie": "drops_tie"}


@pytest.mark.parametrize(("text", "parts"), UNREADABLE.values(), ids=UNREADABLE)
def test_files_that_are_not_read(refusal, capsys, text, parts):
    line = refusal(text)
    assert capsys.readouterr().out == ""
    for part in parts:
        assert part in line


@pytest.mark.parametrize(("text", "parts"), UNACCEPTABLE.values(), ids=UNACCEPTABLE)
def test_rules_that_are_not_accepted(refusal, text, parts):
    line = refusal(text)
    for part in parts:
        assert part in line


def test_the_command_refuses_with_one_line_and_leaves_nothing(refused, tmp_path):
    run = ("run", "blank", "--people", "50", "--days", "5", "--out", "new/run", "--rules")
    assert "gone.py" in refused(*run, "gone.py")
    assert "cannot be read" in refused(*run, tmp_path)
    (tmp_path / "short.py").write_text("def drops_tie(p):\n    return 0\n" + MARK, encoding="utf-8")
    line = refused(*run, "short.py")
    assert line.startswith(
        "scorelab: short.py line 1, contacts.drops_tie: found drops_tie(p); expected drops_tie("
    )
    (tmp_path / "half.py").write_text(law("int(fear / 2)"), encoding="utf-8")
    assert "half.py line 2" in refused(*run, "half.py")
