"""A TrainingView in one sentence and one figure."""

import numpy as np

from rnnlib import plots
from rnnlib.decoding.sampling import reshaped
from rnnlib.language import say
from rnnlib.widgets.shared.still import number


def sentence(view):
    """How far it has learned, what it expects, and what it writes."""
    plan, k = view._plan, view.moment
    p, q = _chances(view)
    best = int(p.argmax())
    done = {"step": plan["steps"][k], "updates": plan["updates"], "bits": number(view._bits[k])}
    best = {"symbol": plan["alphabet"][best], "p": number(q[best]), "text": _one_line(view.sample)}
    return say("training.still", **done, prompt=plan["prompt"], **best)


def figure(view):
    """The bits over the updates, the bars of the next character, and the text."""
    plan, k = view._plan, view.moment
    p, q = _chances(view)
    return plots.training(
        np.array(view.lessons.losses),
        plan["steps"][: len(view._bits)],
        view._bits,
        updates=plan["updates"],
        levels=dict(plan["levels"]),
        moment=k,
        prompt=plan["prompt"],
        names=plan["alphabet"],
        chances=p,
        left=q,
        text=view.sample,
    )


def _chances(view):
    """What follows the prompt at the moment: the model's, and what is drawn from."""
    p = view.album.chances[view.moment].astype(float)
    with np.errstate(divide="ignore"):
        logits = np.log(p)
    q = reshaped(logits, temperature=view.temperature, top_k=view.top_k or None, top_p=view.top_p)
    return p, q


def _one_line(text, most=60):
    line = text.replace("\n", "↵")
    return line if len(line) <= most else line[: most - 1] + "…"
