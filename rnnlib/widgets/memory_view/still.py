"""A MemoryView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.widgets.shared.still import number, size


def sentence(view):
    """Where the head stands at the cursor and how it came there, or the gradient that it got."""
    a, t, h, i = view.arrays, view.t, view.head, view.where()
    head = f"{view._heads[h].capitalize()} head at step {t + 1} of {len(view.tape)}, "
    of = f"place {i} of {view._choices['place']}: "
    if view.direction == "backward":
        names = {"w": "w", "w_s": "w̃", "w_g": "w^g", "w_c": "w^c"}
        parts = [f"∂L/∂{s} = {size(a[f'∂L/∂{name}'][t, h, i])}" for name, s in names.items()]
        return f"{head}{of}{', '.join(parts)}."
    stages = {"by content": "w_c", "after the gate": "w_g", "after the shift": "w_s"}
    parts = [f"{said} {number(a[name][t, h, i])}" for said, name in stages.items()]
    return f"{head}{of}{', '.join(parts)}, sharpened w = {number(a['w'][t + 1, h, i])}."


def figure(view):
    """All heads over time above the address of the chosen one and the memory, or gradients."""
    return plots.memory_in_time(
        view.tape,
        view.t,
        view.head,
        batch=view.batch,
        predictions=view._y,
        targets=view._target,
        back=view.direction == "backward",
    )
