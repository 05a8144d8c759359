"""A cell's equations, those that the widgets show, computed for one step: slowly, sum by sum."""

import re

import numpy as np


def written_out(cell, x, state, moved=None):
    """{name: value} of one step of `cell` from x (B, D) and the states before it.

    ``moved`` sets quantities to other values than their equations', for what comes after them.
    """
    known = {f"{name}⁻": value for name, value in zip(cell.states, state, strict=True)}
    words = {"σ": sigmoid, "tanh": np.tanh, "max": np.maximum, "_": term(cell, x, known)}
    for name, right in cell.equations.items():
        code = re.sub(r"\{(.+?)\}", r"_('\1')", right).replace("⊙", "*").replace("−", "-")
        known[name] = eval(code, words)
        known |= {name: value for name, value in (moved or {}).items() if name in known}
    return {name: value for name, value in known.items() if not name.endswith("⁻")}


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def term(cell, x, known):
    """What stands in braces in an equation, by its name; see `rnnlib.cells.Cell`."""
    p, fed = cell.params, cell.inputs or cell.gates

    def block(parameter, gate):
        return np.split(p[parameter], len(fed), axis=-1)[fed.index(gate)]

    def total(gate, seen):
        """x W + h⁻ U + b of one gate, with ``seen`` in the place of h⁻."""
        old = known[f"{cell.states[0]}⁻"]
        if seen == "after":
            known["a"] = old @ block("U", gate) + p["b_U"]
            return x @ block("W", gate) + block("b", gate) + known["r"] * known["a"]
        if seen in cell.gates:
            old = known["q"] = known[seen] * old
        return x @ block("W", gate) + old @ block("U", gate) + block("b", gate)

    def value(name):
        name, _, seen = name.partition(":")
        if name.startswith("z_"):
            return total(name[2:], seen)
        if name == "y" and seen:
            return known[seen] @ p["V"] + p["b_y"]
        if seen:  # a peephole of the gate called so
            return p["P"]["ifo".index(name)] * known[seen]
        return known[name]

    return value
