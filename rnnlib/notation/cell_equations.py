"""The equations of every cell, in the order of its step, for `rnnlib.notation` to write out."""

# {f} is the quantity f, {c⁻} c one step old, {z_f} the whole sum before f's nonlinearity.
EQUATIONS = {
    "LSTM": {
        "f": "σ({z_f})",
        "i": "σ({z_i})",
        "g": "tanh({z_g})",
        "c": "{f}⊙{c⁻} + {i}⊙{g}",
        "o": "σ({z_o})",
        "m": "tanh({c})",
        "h": "{o}⊙{m}",
    },
    "PeepholeLSTM": {
        "f": "σ({z_f} + {f:c⁻})",
        "i": "σ({z_i} + {i:c⁻})",
        "g": "tanh({z_g})",
        "c": "{f}⊙{c⁻} + {i}⊙{g}",
        "o": "σ({z_o} + {o:c})",
        "m": "tanh({c})",
        "h": "{o}⊙{m}",
    },
    "CoupledLSTM": {
        "f": "σ({z_f})",
        "g": "tanh({z_g})",
        "c": "{f}⊙{c⁻} + (1 − {f})⊙{g}",
        "o": "σ({z_o})",
        "m": "tanh({c})",
        "h": "{o}⊙{m}",
    },
    "GRU": {
        "r": "σ({z_r})",
        "u": "σ({z_u})",
        "n": "tanh({z_n:r})",
        "h": "{u}⊙{n} + (1 − {u})⊙{h⁻}",
    },
    "ResetAfterGRU": {
        "r": "σ({z_r})",
        "u": "σ({z_u})",
        "n": "tanh({z_n:after})",
        "h": "{u}⊙{n} + (1 − {u})⊙{h⁻}",
    },
    "SimpleGRU": {"u": "σ({z_u})", "n": "tanh({z_n})", "h": "{u}⊙{n} + (1 − {u})⊙{h⁻}"},
    "Vanilla": {"a": "{z_a}", "h": "tanh({a})"},
    "VanillaReLU": {"a": "{z_a}", "h": "max({a}, 0)"},
    "Jordan": {"a": "{z_a:y}", "h": "tanh({a})", "y": "{y:h}"},
}
