"""How a course writes a quantity, and a whole cell: from the table and the cells' equations."""

import re

from rnnlib.cells import CELLS
from rnnlib.edge import brief, expect

from .table import LABELS, NAMES, OUTPUT, OWN, SUBSCRIPT, SUM, TABLE

# {name of the cell, without "Cell": {left: right}}, each in the order of the step
EQUATIONS = {name.removesuffix("Cell"): kind.equations for name, kind in CELLS.items()}


def names(cell: str | None = None) -> tuple[str, ...]:
    """The notations, or those in which the cell called `cell` can be written."""
    known = isinstance(cell, str) or cell is None
    expect(known, "cell", f"one of {', '.join(EQUATIONS)}", brief(cell))
    equations = EQUATIONS.get(cell, {})
    if any(":after" in right for right in equations.values()):  # others do not keep h⁻ U apart
        return NAMES[:2]
    needed = [name for name in equations if name in TABLE]
    return tuple(n for k, n in enumerate(NAMES) if all(TABLE[s][k] for s in needed))


def check(notation: str, choices=NAMES) -> str:
    """`notation` itself; ValueError naming the choices when it is not one of them."""
    if not isinstance(notation, str) or notation not in choices:
        raise ValueError(f"notation: expected one of {', '.join(choices)}, got {brief(notation)}")
    return notation


def symbol(name: str, notation: str = "house", cell: str | None = None) -> str:
    """How `notation` writes the quantity `name`, of the cell called `cell` if one is given; ``h⁻``
    and ``∂L/∂c`` forms are understood.

    ValueError for an unknown name, an unknown notation, or a quantity that the course lacks.
    """
    check(notation)
    expect(isinstance(name, str), "name", "a str", brief(name))
    known = isinstance(cell, str) or cell is None
    expect(known, "cell", f"one of {', '.join(EQUATIONS)}", brief(cell))
    if name.startswith("∂L/∂"):
        return "∂L/∂" + symbol(name[4:], notation, cell)
    if name.startswith("z_") and name[2:].rstrip("⁻⁺") in TABLE:
        return "z" + _subscript(name[2:], notation)
    bare = name.rstrip("⁻⁺")
    if bare not in TABLE:
        raise ValueError(f"name: expected one of {', '.join(TABLE)}, got {brief(name)}")
    written = OWN.get((cell, notation), {}).get(bare, TABLE[bare][NAMES.index(notation)])
    if written is None:
        raise ValueError(
            f"name: expected what has a symbol in {LABELS[notation]}, got {brief(bare)}"
        )
    return written + name[len(bare) :]


def short(name: str, notation: str = "house", cell: str | None = None) -> str:
    """`symbol`, but never longer than a word: fit to stand at a gauge or an axis."""
    written = symbol(name, notation, cell)
    return "tanh(…)" if written.startswith("tanh(W") else written


def tokens(template: str, notation: str = "house", cell: str = "LSTM") -> list[dict]:
    """An equation in pieces: ``{"text": …}``, with ``"terms": […]`` where it names numbers.

    The numbers behind a piece are the sum of the series named in its terms: ``"f"``, ``"c⁻"``,
    or the parts ``"f.x"``, ``"f.h"``, ``"f.b"`` of the sum before a nonlinearity.
    """
    check(notation, names(cell))
    fits = isinstance(template, str) and re.fullmatch(r"(?:[^{}]|\{[^{}]+\})*", template)
    expect(fits, "template", "text with names in {braces}", brief(template))
    pieces = []
    for text, name in re.findall(r"([^{]+)|\{([^}]+)\}", template):
        if text:
            pieces.append({"text": text})
        elif name.startswith("z_") and ":" not in name:
            pieces += _sum(name[2:], notation, cell)
        elif name.startswith("z_"):
            pieces += _sum(name[2:].split(":")[0], notation, cell, name.split(":")[1])
        elif name == "y:h":
            pieces += _joined("y", OUTPUT[notation], notation, cell)
        elif ":" in name:  # a peephole: the gate sees c
            gate, seen = name.split(":")
            weight = (
                "W_c" + gate if notation == "peephole-lecture" else "P" + _subscript(gate, notation)
            )
            pieces.append({"text": f"{weight}⊙{symbol(seen, notation)}", "terms": [gate + ".c"]})
        else:
            pieces.append({"text": symbol(name, notation, cell), "terms": [name]})
    return pieces


def equations(cell: str = "LSTM", notation: str = "house") -> dict[str, str]:
    """Every equation of the cell called `cell`, ``{"c": "c = f⊙c⁻ + i⊙g", …}``, in order."""
    known = isinstance(cell, str) and cell in EQUATIONS
    expect(known, "cell", f"one of {', '.join(EQUATIONS)}", brief(cell))
    check(notation, names(cell))
    written = {}
    for name, template in EQUATIONS[cell].items():
        left, right = symbol(name, notation, cell), text(tokens(template, notation, cell))
        written[name] = right if left == right else f"{left} = {right}"
    return written


def text(pieces: list[dict]) -> str:
    """The words of `tokens`, joined."""
    fits = isinstance(pieces, list) and all(isinstance(piece, dict) for piece in pieces)
    expect(fits, "pieces", "what `tokens` gives", brief(pieces))
    return "".join(piece["text"] for piece in pieces)


def _subscript(gate: str, notation: str) -> str:
    return "_" + SUBSCRIPT.get(notation, {}).get(gate, gate)


def _sum(gate: str, notation: str, cell: str, reset: str = "") -> list[dict]:
    """x W_k + h⁻ U_k + b_k for one gate, in pieces; a vanilla cell's weights have no subscript.

    reset: "after" puts r before the product with U; "y" puts y⁻ in place of h⁻, and a gate's name,
    such as "r", puts r⊙h⁻ there.
    """
    k = "" if gate == "a" and notation != "ng" else _subscript(gate, notation)
    parts = []
    for written, terms in SUM[notation]:
        if reset == "y":
            written, terms = written.replace("{h⁻}", "{y⁻}"), terms.replace("h", "y")
        elif reset == "after":
            written = f"{{r}}⊙({written} + b_U)" if terms == "h" else written
        elif reset:
            seen = f"{{{reset}}}⊙{{h⁻}}"
            written = written.replace("{h⁻}", seen if "[" in written else f"({seen})")
        written = written.replace("_k", k)
        written = re.sub(r"_([xh])k", lambda m: f"_{m[1]}{k[1:]}", written)
        parts.append((written, terms))
    return _joined(gate, parts, notation, cell)


def _joined(name: str, parts, notation: str, cell: str) -> list[dict]:
    """A sum of parts, each (how it is written, which series of `name` it stands for)."""
    pieces = []
    for written, terms in parts:
        written = re.sub(r"\{(.+?)\}", lambda m: symbol(m[1], notation, cell), written)
        pieces += [{"text": " + "}, {"text": written, "terms": [f"{name}.{t}" for t in terms]}]
    return pieces[1:]
