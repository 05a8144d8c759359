"""The numbers of one sequence of a run, by name: what the page is sent."""

import numpy as np

from rnnlib.layers.memory.write import add_back, erase, erase_back
from rnnlib.widgets.shared.digits import shorter
from rnnlib.widgets.shared.series import packed

MEMORY = "M", "M_kept", "erased", "added"

# What a number is of, beside its step: h a head, i a place, m a number of a place, d a shift,
# q a write head, p a read head, c a channel.
AXES = {
    **dict.fromkeys(("x", "y", "target"), "c"),
    **dict.fromkeys(MEMORY, "im"),
    **dict.fromkeys(("w", "w_before", "w_c", "w_g", "w_s", "C", "kM", "now", "later"), "hi"),
    **dict.fromkeys(("beta", "g", "gamma", "k_norm", "Z_c", "Z_w", "mean", "mean_c"), "h"),
    **{"k": "hm", "s": "hd", "e": "qm", "a": "qm", "r": "pm", "M_norm": "i"},
}
SIZES = "Z_c", "Z_w", "kM", "k_norm", "M_norm"  # written with two digits, however small they are


def collect(tape, b):
    """{name: array, steps in front} of sequence b of a `MemoryTape`.

    w and M have a row more, their first one is where the run began. Beside what the tape holds:
    kM, k_norm and M_norm, of which C is made (eq. 6, ‖·‖ with the ε of `content_weights`);
    Z_c = Σ exp(β C) and Z_w = Σ w̃^γ, the sums under eq. 5 and 9; M_kept, the memory after erasing
    (eq. 3), erased and added, what the two steps change. After a backward run the adjoints, as
    "∂L/∂…"; those of M have a row more, too.
    """
    f = {name: tape[name][:, b] for name in ("C", "w_c", "w_g", "w_s", *"rksea", "beta")}
    f |= {name: tape[name][:, b] for name in ("g", "gamma")}
    M = np.stack([memory[b] for memory in tape.M])
    w = np.concatenate((tape["w_before"][:1, b], tape["w"][:, b]))
    writing = w[1:, tape.owner.heads.reads :]
    f["x"] = tape.controller.x[:, b, : tape.owner.D]
    f["M"], f["w"], f["M_kept"] = M, w, erase(M[:-1], writing, f["e"])
    f["erased"], f["added"] = M[:-1] - f["M_kept"], M[1:] - f["M_kept"]
    kept = [address.similar for address in tape.addresses]
    f["k_norm"] = np.stack([k_length[b] for _, k_length, _ in kept])
    f["M_norm"] = np.stack([M_length[b] for _, _, M_length in kept])
    f["kM"] = np.matmul(f["k"], M[:-1].swapaxes(1, 2))
    with np.errstate(over="ignore"):
        f["Z_c"] = np.exp(f["beta"][:, :, None] * f["C"]).sum(-1)
    f["Z_w"] = (f["w_s"] ** f["gamma"][:, :, None]).sum(-1)
    return f | (_back(tape, b, f, M[:-1], writing) if tape.back else {})


def _back(tape, b, f, M, writing):
    """The adjoints, and the sums that stand in their formulas."""
    back = tape.back
    names = (name for name in back.names if name != "w_before")
    d = {name: back[name][:, b] for name in names}
    d["w_before"] = back["w_before"][:, b]
    erased, dw, _ = erase_back(d["M"], M, writing, f["e"])
    read = np.matmul(d["r"], f["M"][1:].swapaxes(1, 2))
    wrote = dw + add_back(d["M"], writing, f["a"])[0]
    d["now"] = np.concatenate((read, wrote), axis=1)
    d["later"] = d["w"] - d["now"]
    first = erased[:1] + back.addresses[-1].M[None, b]
    d["M"] = np.concatenate((first, d["M"]))
    d["mean"] = (f["w"][1:] * d["w"]).sum(-1)
    d["mean_c"] = (f["w_c"] * d["w_c"]).sum(-1)
    d["C"] = f["beta"][..., None] * f["w_c"] * (d["w_c"] - d["mean_c"][..., None])
    return {f"∂L/∂{name}": values for name, values in d.items()}


def laid_out(numbers):
    """({name: [start, axes, rows, size of each axis …, scale]}, the bytes).

    The scale of a series is its largest finite magnitude, 1 if all are zero.
    """
    layout, chunks, start = {}, [], 0
    for name, values in numbers.items():
        finite = np.abs(values[np.isfinite(values)])
        scale = float(min(finite.max(initial=0), 3e38)) or 1.0
        layout[name] = [start, AXES[name.removeprefix("∂L/∂")], list(values.shape), scale]
        chunks.append(packed(values))
        start += values.size
    return layout, b"".join(chunks)


def light(layout, data):
    """The bytes rounded as far as no digit changes that the page writes, and no shade of memory.

    −0 is 0, and so is what is written 0.00 and has less than 1/500 of full colour.
    """
    flat, series = np.frombuffer(data, "<f4"), {}
    for name, (start, _, shape, scale) in layout.items():
        values = flat[start : start + int(np.prod(shape))].reshape(shape[0], -1)
        if name in MEMORY:
            values = np.where(np.abs(values) < min(0.004, scale / 500), np.float32(0), values)
        series[f"∂{name}" if name in SIZES else name] = values
    return b"".join((values + 0).tobytes() for values in shorter(series).values())
