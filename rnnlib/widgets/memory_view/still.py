"""A MemoryView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number, size


def sentence(view):
    """Where the head stands at the cursor and how it came there, or the gradient that it got."""
    a, t, h, i = view.arrays, view.t, view.head, view.where()
    kind, _, number_ = view._heads[h].partition(" ")
    name = say(f"memory.{kind}_head", number=f" {number_}" if number_ else "")
    head = name[0].upper() + name[1:]
    place = {"head": head, "t": t + 1, "T": len(view.tape), "i": i, "N": view._choices["place"]}
    if view.direction == "backward":
        names = {"w": "w", "w_s": "w̃", "w_g": "w^g", "w_c": "w^c"}
        parts = [f"∂L/∂{s} = {size(a[f'∂L/∂{name}'][t, h, i])}" for name, s in names.items()]
        return say("memory.still", **place, parts=", ".join(parts))
    values = {name: number(a[name][t, h, i]) for name in ("w_c", "w_g", "w_s")}
    parts = say("memory.still_stages", **values, w=number(a["w"][t + 1, h, i]))
    return say("memory.still", **place, parts=parts)


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
