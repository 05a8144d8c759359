"""The numbers behind a picture: every series of one run, by name, and their packing into bytes."""

import numpy as np

ROUNDING = 1e-6  # what a float32 run leaves of a difference that is zero
TOLERANCE = 1e-4  # largest |σ(z) − gate| at which the weights still count as those of the run


def collect(tape, b, diagram) -> dict[str, np.ndarray]:
    """All series of sequence `b` of the batch, each (rows, H).

    rows is T for what a step computes (row t), T+1 for states (row 0 is the initial one) and 1 for
    biases. Gradients are there after `layer.backward(tape, …)`, the three parts ``f.x``, ``f.h``,
    ``f.b`` of each gate's sum unless the weights have changed since the run.
    """
    cell = tape.cell
    series = {name: np.asarray(tape[name][:, b], float) for name in (*cell.gates, *cell.extras)}
    for name in cell.states:
        first = np.asarray(tape.previous(name)[:1, b], float)
        series[name] = np.concatenate([first, np.asarray(tape[name][:, b], float)])
    series |= diagram.paths(series)
    blocks = weights(cell)
    parts = sums(tape, b, series, blocks)
    series |= parts
    if tape.back:
        held = held_steps(tape, b)[:, None]
        series |= {
            f"∂L/∂{name}": np.asarray(tape.back[name][:, b], float) for name in tape.back.names
        }
        series |= diagram.gradients(series, held)
        if parts:
            series |= hidden_gradient(series, held, blocks)
    return series


def held_steps(tape, b) -> np.ndarray:
    """(T,) of bool: the steps that a mask skips, where the state is held."""
    if tape.mask is None:
        return np.zeros(len(tape), bool)
    return ~np.asarray(tape.mask[:, b], bool)


def weights(cell) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """{gate: (W, U, b)}, the columns of each gate in the cell's parameters."""
    W, U, b = (cell.params[name] for name in "WUb")
    H = U.shape[0]
    columns = {gate: slice(k * H, (k + 1) * H) for k, gate in enumerate(cell.gates)}
    return {gate: (W[:, k], U[:, k], b[k]) for gate, k in columns.items()}


def sums(tape, b, series, blocks) -> dict[str, np.ndarray]:
    """The parts of x W + h⁻ U + b, per gate; {} when they no longer give the gates of the tape."""
    run = ~held_steps(tape, b)
    x, h = np.array(tape.x[:, b]), series["h"][:-1]
    x[~run] = 0  # padding may hold anything
    parts = {}
    for gate, (W, U, bias) in blocks.items():
        xW = W[x] if x.ndim == 1 else x @ W
        z = xW + h @ U + bias
        value = np.tanh(z) if gate == "g" else 1 / (1 + np.exp(-np.clip(z, -500, 500)))
        if not np.allclose(value[run], series[gate][run], atol=TOLERANCE):
            return {}
        parts |= {f"{gate}.x": xW, f"{gate}.h": h @ U, f"{gate}.b": bias[None]}
    return parts


def hidden_gradient(series, held, blocks) -> dict[str, np.ndarray]:
    """∂L/∂h split: the part that came from later steps, and the part of this step's own loss."""
    dh = series["∂L/∂h"]
    through = sum(series[f"∂L/∂z_{gate}"] @ U.T for gate, (_, U, _) in blocks.items())
    past = np.where(held, dh, through)
    carried = np.concatenate([past[1:], np.zeros_like(past[:1])])
    here = dh - carried
    here[np.abs(here) < ROUNDING * np.abs(dh).max(initial=0)] = 0
    return {"∂L/∂h⁻": past, "∂L/∂h carried": carried, "∂L/∂h here": here}


def pack(series) -> tuple[dict, bytes]:
    """({name: [start, rows, scale, group]}, all numbers as little-endian float32).

    Series of one group are drawn to one scale, their largest magnitude; the rest, gates and
    squashed states, have no group and at least the scale 1.
    """
    table, chunks, start = {}, [], 0
    largest: dict[str, float] = {}
    for name, values in series.items():
        finite = np.abs(values[np.isfinite(values)])
        group = scale_group(name)
        largest[group] = max(largest.get(group, 0.0), float(finite.max(initial=0.0)))
    for name, values in series.items():
        group = scale_group(name)
        scale = largest[group] or 1.0
        shared = group in ("∂", ".", "c")
        table[name] = [start, len(values), scale if shared else max(1.0, scale), group * shared]
        chunks.append(np.ascontiguousarray(values, "<f4").tobytes())
        start += values.size
    return table, b"".join(chunks)


def scale_group(name: str) -> str:
    """All gradients belong together, all parts of sums, all of c; anything else stands alone."""
    for mark in "∂.":
        if mark in name:
            return mark
    return "c" if "⊙" in name else name
