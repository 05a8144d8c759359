"""A CaptionView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.widgets.shared.still import number


def sentence(view):
    """The caption, whether it is true, and the word at the cursor."""
    own, sent, t = view.found[view.picture], view._captions[view.picture], view.t
    head = f"Picture {view.picture + 1} of {len(view.found)}: “{own.text}”"
    if own.true:
        head += ", which is true" if sent["right"] else f", but it shows “{own.true[0]}”"
    return f"{head}. Word {t + 1}, “{own.words[t]}”, has the probability {number(own.p[t])}."


def figure(view):
    """The picture, and once more for each word with its map."""
    return plots.caption_maps(view.found[view.picture], t=view.t)
