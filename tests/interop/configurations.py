"""Networks of PyTorch of every shape, with numbers that no rounding spares."""

import numpy as np
from hypothesis import strategies as st

KINDS = ("RNN", "LSTM", "GRU")


@st.composite
def networks(draw):
    """The kind and the options of a module, and a seed."""
    kind = draw(st.sampled_from(KINDS))
    options = {
        "num_layers": draw(st.integers(1, 3)),
        "bidirectional": draw(st.booleans()),
        "batch_first": draw(st.booleans()),
        "bias": draw(st.booleans()),
    }
    if kind == "RNN":
        options["nonlinearity"] = draw(st.sampled_from(("tanh", "relu")))
    sizes = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    return (
        kind,
        sizes,
        options,
        draw(st.sampled_from(("float32", "float64"))),
        draw(st.integers(0, 99)),
    )


def module(torch, kind, sizes, options, dtype, seed):
    """The module with random weights, of which some have zeros of either sign."""
    torch.manual_seed(seed)
    made = getattr(torch.nn, kind)(*sizes, **options, dtype=getattr(torch, dtype))
    with torch.no_grad():
        for p in made.parameters():
            p.normal_(std=0.5)
            p.flatten()[0] = -0.0
            if seed % 3 == 0 and p.ndim == 1:
                p.zero_()
    return made


def same_bits(first, second):
    """Whether two {name: array or tensor} have the same names, shapes, types and bits."""
    first, second = ({k: np.asarray(v) for k, v in d.items()} for d in (first, second))
    return list(first) == list(second) and all(
        a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
        for a, b in zip(first.values(), second.values(), strict=True)
    )
