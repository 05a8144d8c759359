"""The numbers behind a diagram: every series of one run, by name."""

import numpy as np

from rnnlib.ops import sigmoid

ROUNDING = 1e-6  # what a float32 run leaves of a difference that is zero
TOLERANCE = 1e-4  # largest |σ(z) − gate| at which the weights still count as those of the run,
RELATIVE = 1e-5  # and for each unit of size of what adds up to z


def collect(tape, b, diagram) -> dict[str, np.ndarray]:
    """All series of sequence `b` of the batch, each (rows, H), or (rows, O) if it counts outputs.

    rows is T for what a step computes (row t), T+1 for states (row 0 is the initial one) and 1 for
    biases. Gradients are there after `layer.backward(tape, …)`, the three parts ``f.x``, ``f.h``,
    ``f.b`` of each gate's sum unless the weights have changed since the run. A run that overflowed
    gives ∞ and NaN, and no warning.
    """
    with np.errstate(over="ignore", invalid="ignore"):  # some processors' products warn of ∞ − ∞
        return _collected(tape, b, diagram)


def _collected(tape, b, diagram):
    cell = tape.cell
    series = {name: np.asarray(tape[name][:, b], float) for name in (*cell.gates, *cell.extras)}
    for name in cell.states:
        first = np.asarray(tape.previous(name)[:1, b], float)
        series[name] = np.concatenate([first, np.asarray(tape[name][:, b], float)])
    series |= diagram.paths(series)
    blocks = weights(cell)
    parts = sums(tape, b, series, blocks, diagram)
    series |= parts
    if tape.back:
        held = held_steps(tape, b)[:, None]
        series |= {
            f"∂L/∂{name}": np.asarray(tape.back[name][:, b], float) for name in tape.back.names
        }
        series |= diagram.gradients(series, held)
        if parts:
            series |= diagram.through(series, held, blocks, cell)
            series |= split(series, cell.states[0])
    return series


def held_steps(tape, b) -> np.ndarray:
    """(T,) of bool: the steps that a mask skips, where the state is held."""
    if tape.mask is None:
        return np.zeros(len(tape), bool)
    return ~np.asarray(tape.mask[:, b], bool)


def weights(cell) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """{gate: (W, U, b)}, the columns of each gate in the cell's parameters."""
    params = cell.summed()
    W, U, b = (params[name] for name in "WUb")
    gates = cell.inputs or cell.gates
    H = len(b) // len(gates)
    columns = {gate: slice(k * H, (k + 1) * H) for k, gate in enumerate(gates)}
    return {gate: (W[:, k], U[:, k], b[k]) for gate, k in columns.items()}


def sums(tape, b, series, blocks, diagram) -> dict[str, np.ndarray]:
    """The parts of x W + h⁻ U + b, per gate; {} when they no longer give the gates of the tape.

    Where finite weights make |x| |W| + |h⁻| |U| + |b| overflow, nothing is compared: there the
    order of adding, another one on each processor, chooses between a number, ∞ and NaN.
    """
    run, state = ~held_steps(tape, b), tape.cell.states[0]
    x, seen = np.array(tape.x[:, b]), series[state][:-1]
    x[~run] = 0  # padding may hold anything
    parts, sizes, largest = {}, {}, np.finfo(tape[state].dtype).max
    for gate, (W, U, bias) in blocks.items():
        parts[f"{gate}.x"] = product(x, W)
        parts[f"{gate}.{state}"] = seen @ U
        parts[f"{gate}.b"] = bias[None]
        finite = np.isfinite([*W, *U, bias]).all(axis=0)
        size = product(np.abs(x), np.abs(W)) + np.abs(seen) @ np.abs(U) + np.abs(bias)
        sizes[gate] = np.where(finite, size, 0)
    parts |= diagram.parts(series, blocks, tape.cell)
    for made in {name.split(".")[0] for name in parts}:
        z = sum(part for name, part in parts.items() if name.startswith(f"{made}."))
        value, whole = diagram.squash.get(made, sigmoid)(z), series[made][-len(tape) :]
        size = sizes.get(made, np.abs(z))
        within = TOLERANCE + RELATIVE * size
        near = np.isclose(value, whole, rtol=0, atol=within, equal_nan=True) | (size > largest)
        if not near[run].all():
            return {}
    return parts


def product(x, W):
    """x W, x being vectors or symbols."""
    return W[x] if x.ndim == 1 else x @ W


def split(series, state) -> dict[str, np.ndarray]:
    """∂L/∂ of the output state in two: what came from later steps, and this step's own loss."""
    whole, past = series[f"∂L/∂{state}"], series[f"∂L/∂{state}⁻"]
    carried = np.concatenate([past[1:], np.zeros_like(past[:1])])
    here = whole - carried
    here[np.abs(here) < ROUNDING * np.abs(whole).max(initial=0)] = 0
    return {f"∂L/∂{state} carried": carried, f"∂L/∂{state} here": here}
