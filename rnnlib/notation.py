"""The symbols of five courses, in one table that every widget, plot and table reads.

Inside rnnlib a quantity has one name, the house symbol (`f`, `c`, `h`, …). `symbol` says how a
course writes it; `equations` writes a whole cell. Superscript ⁻ marks a value one step old, an
underscore a subscript. Elementwise products are ⊙.
"""

import re

from rnnlib.equations import EQUATIONS

NAMES = ("house", "goodfellow", "memory", "ng", "peephole-lecture")

LABELS = {
    "house": "this course",
    "goodfellow": "textbook (Goodfellow et al.)",
    "memory": "memory words",
    "ng": "Ng",
    "peephole-lecture": "lecture with peepholes",
}

NOTES = {
    "house": "Row vectors: W acts on the input x, U on the hidden state h⁻.",
    "goodfellow": "W and U trade places: here W acts on h⁻ and U on the input x.",
    "memory": "W_f belongs to focus, the output gate. The bias is a weight of a constant input.",
    "ng": "One matrix acts on [a⁻, x]; Γ_u, the update gate, is the input gate i.",
    "peephole-lecture": "The candidate has no letter of its own; its subscript is c.",
}

# The same for a cell without gates.
PLAIN_NOTES = {
    **NOTES,
    "memory": "The bias is a weight of a constant input.",
    "ng": "One matrix acts on [a⁻, x].",
    "peephole-lecture": "W_h acts on the old state, W_x on the input.",
}

# And for a GRU, whose Γ_u is no input gate.
GRU_NOTES = {
    "house": "Here u writes. The reset comes before the product with U_n.",
    "goodfellow": "W and U trade places; z, r as in papers. The book's own gate is u, and keeps.",
    "ng": "One matrix acts on [a⁻, x]. Γ_u writes, as here. Ng calls the state c, too: a = c.",
}

JORDAN_NOTE = "Units h and outputs y are counted apart: each has its own chooser."
GRU_NOTE = "u writes: h = u⊙n + (1−u)⊙h⁻. PyTorch and Keras let it keep: u⊙h⁻ + (1−u)⊙n."

# name: its symbol in each notation, in the order of NAMES; None where the course has no such thing
TABLE = {
    "x": ("x", "x", "x", "x", "x"),
    "h": ("h", "h", "wm", "a", "h"),
    "c": ("c", "C", "ltm", "c", "c"),
    "f": ("f", "f", "remember", "Γ_f", "f"),
    "i": ("i", "i", "save", "Γ_u", "i"),
    "o": ("o", "o", "focus", "Γ_o", "o"),
    "g": ("g", "C̃", "ltm′", "c̃", "tanh(W_xc x + W_hc h⁻ + b_c)"),
    "m": ("m", "tanh(C)", "tanh(ltm)", "tanh(c)", "tanh(c)"),
    "u": ("u", "z", None, "Γ_u", None),
    "r": ("r", "r", None, "Γ_r", None),
    "n": ("n", "h̃", None, "c̃", None),
    "a": ("a", "a", "a", "z", "a"),  # the sum before a vanilla cell's tanh
    "q": ("r⊙h⁻", "r⊙h⁻", None, "Γ_r⊙a⁻", None),  # no course has a letter for it
    "y": ("y", "ŷ", "y", "ŷ", "y"),
    "W": ("W", "U", "W", "W", "W_x"),
    "U": ("U", "W", "U", "W", "W_h"),
    "V": ("V", "V", "V", "W_y", "W_hy"),
    "b": ("b", "b", "b", "b", "b"),
    "s": ("s", "o", "s", "z_y", "s"),  # scores (logits), the sum before the softmax
    "b_y": ("b_y", "c", "b_y", "b_y", "b_y"),
    "L": ("L", "L", "L", "L", "L"),
}

# {(cell, notation): {name: its symbol}} where a cell's quantity has a symbol of its own.
_OWN = {("Jordan", "goodfellow"): {"y": "o"}}  # what is fed back is not yet a probability ŷ

# The subscripts of a gate's weights, where they differ from the gate's own name.
_SUBSCRIPT = {
    "goodfellow": {"g": "C", "u": "z", "n": "h"},
    "memory": {"f": "r", "i": "s", "o": "f", "g": "l"},
    "ng": {"i": "u", "g": "c", "n": "c"},
    "peephole-lecture": {"g": "c"},
}

# A gate's pre-activation: (how it is written, which terms of the sum it stands for); _k = subscript
_SUM = {
    "house": (("x W_k", "x"), ("{h⁻} U_k", "h"), ("b_k", "b")),
    "goodfellow": (("b_k", "b"), ("W_k {h⁻}", "h"), ("U_k x", "x")),
    "memory": (("W_k x", "xb"), ("U_k {h⁻}", "h")),
    "ng": (("W_k[{h⁻}, x]", "hx"), ("b_k", "b")),
    "peephole-lecture": (("W_xk x", "x"), ("W_hk {h⁻}", "h"), ("b_k", "b")),
}

# An output: the same, of the hidden state.
_OUTPUT = {
    "house": (("{h} {V}", "h"), ("b_y", "b")),
    "goodfellow": (("c", "b"), ("{V} {h}", "h")),
    "memory": (("{V} {h}", "hb"),),
    "ng": (("{V} {h}", "h"), ("b_y", "b")),
    "peephole-lecture": (("{V} {h}", "h"), ("b_y", "b")),
}


def names(cell: str | None = None) -> tuple[str, ...]:
    """The notations, or those in which the cell called `cell` can be written."""
    if cell == "ResetAfterGRU":  # others do not keep h⁻ U apart
        return NAMES[:2]
    needed = [name for name in EQUATIONS.get(cell, ()) if name in TABLE]
    return tuple(n for k, n in enumerate(NAMES) if all(TABLE[s][k] for s in needed))


def check(notation: str, choices=NAMES) -> str:
    """`notation` itself; ValueError naming the choices when it is not one of them."""
    if notation not in choices:
        raise ValueError(f"notation: expected one of {', '.join(choices)}, got {notation!r}")
    return notation


def symbol(name: str, notation: str = "house", cell: str | None = None) -> str:
    """How `notation` writes the quantity `name`, of the cell called `cell` if one is given; ``h⁻``
    and ``∂L/∂c`` forms are understood.

    ValueError for an unknown name, an unknown notation, or a quantity that the course lacks.
    """
    check(notation)
    if name.startswith("∂L/∂"):
        return "∂L/∂" + symbol(name[4:], notation, cell)
    if name.startswith("z_"):
        return "z" + _subscript(name[2:], notation)
    bare = name.rstrip("⁻⁺")
    if bare not in TABLE:
        raise ValueError(f"name: expected one of {', '.join(TABLE)}, got {name!r}")
    written = _OWN.get((cell, notation), {}).get(bare, TABLE[bare][NAMES.index(notation)])
    if written is None:
        raise ValueError(f"name: {LABELS[notation]} has no symbol for {bare!r}")
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
    pieces = []
    for text, name in re.findall(r"([^{]+)|\{([^}]+)\}", template):
        if text:
            pieces.append({"text": text})
        elif name.startswith("z_") and ":" not in name:
            pieces += _sum(name[2:], notation, cell)
        elif name.startswith("z_"):
            pieces += _sum(name[2:].split(":")[0], notation, cell, name.split(":")[1])
        elif name == "y:h":
            pieces += _joined("y", _OUTPUT[notation], notation, cell)
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
    if cell not in EQUATIONS:
        raise ValueError(f"cell: expected one of {', '.join(EQUATIONS)}, got {cell!r}")
    written = {}
    for name, template in EQUATIONS[cell].items():
        left, right = symbol(name, notation, cell), text(tokens(template, notation, cell))
        written[name] = right if left == right else f"{left} = {right}"
    return written


def text(pieces: list[dict]) -> str:
    """The words of `tokens`, joined."""
    return "".join(piece["text"] for piece in pieces)


def _subscript(gate: str, notation: str) -> str:
    return "_" + _SUBSCRIPT.get(notation, {}).get(gate, gate)


def _sum(gate: str, notation: str, cell: str, reset: str = "") -> list[dict]:
    """x W_k + h⁻ U_k + b_k for one gate, in pieces; a vanilla cell's weights have no subscript.

    reset: "r" puts r⊙h⁻ in place of h⁻, "after" puts r before the product; "y" puts y⁻ there.
    """
    k = "" if gate == "a" and notation != "ng" else _subscript(gate, notation)
    parts = []
    for written, terms in _SUM[notation]:
        if reset == "r":
            seen = "{r}⊙{h⁻}" if "[" in written else "({r}⊙{h⁻})"
            written = written.replace("{h⁻}", seen)
        elif reset == "y":
            written, terms = written.replace("{h⁻}", "{y⁻}"), terms.replace("h", "y")
        elif reset and terms == "h":
            written = f"{{r}}⊙({written} + b_U)"
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
