"""The symbols of five courses, in one table that every widget, plot and table reads.

The rows are house symbols (`f`, `c`, `h`, …), the columns courses. Superscript ⁻ marks a value one
step old, an underscore a subscript; elementwise products are ⊙.
"""

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
    "e": ("e", "e", None, "e", None),  # how well a position of the source fits, before the softmax
    "alpha": ("α", "α", None, "α", None),  # the weights of attention
    "w": ("w", "c", None, "c", None),  # the context: c is an LSTM's cell here, so Graves's window
}

# {(cell, notation): {name: its symbol}} where a cell's quantity has a symbol of its own.
OWN = {("Jordan", "goodfellow"): {"y": "o"}}  # what is fed back is not yet a probability ŷ

# The subscripts of a gate's weights, where they differ from the gate's own name.
SUBSCRIPT = {
    "goodfellow": {"g": "C", "u": "z", "n": "h"},
    "memory": {"f": "r", "i": "s", "o": "f", "g": "l"},
    "ng": {"i": "u", "g": "c", "n": "c"},
    "peephole-lecture": {"g": "c"},
}

# A gate's pre-activation: (how it is written, which terms of the sum it stands for); _k = subscript
SUM = {
    "house": (("x W_k", "x"), ("{h⁻} U_k", "h"), ("b_k", "b")),
    "goodfellow": (("b_k", "b"), ("W_k {h⁻}", "h"), ("U_k x", "x")),
    "memory": (("W_k x", "xb"), ("U_k {h⁻}", "h")),
    "ng": (("W_k[{h⁻}, x]", "hx"), ("b_k", "b")),
    "peephole-lecture": (("W_xk x", "x"), ("W_hk {h⁻}", "h"), ("b_k", "b")),
}

# An output: the same, of the hidden state.
OUTPUT = {
    "house": (("{h} {V}", "h"), ("b_y", "b")),
    "goodfellow": (("c", "b"), ("{V} {h}", "h")),
    "memory": (("{V} {h}", "hb"),),
    "ng": (("{V} {h}", "h"), ("b_y", "b")),
    "peephole-lecture": (("{V} {h}", "h"), ("b_y", "b")),
}
