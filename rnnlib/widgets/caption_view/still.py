"""A CaptionView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number


def sentence(view):
    """The caption, whether it is true, and the word at the cursor."""
    own, sent, t = view.found[view.picture], view._captions[view.picture], view.t
    verdict = ""
    if own.true:
        wrong = say("caption.still_wrong", truth=own.true[0])
        verdict = say("caption.still_right") if sent["right"] else wrong
    counts = {"k": view.picture + 1, "n": len(view.found), "t": t + 1}
    shown = {"text": own.text, "verdict": verdict, "word": own.words[t], "p": number(own.p[t])}
    return say("caption.still", **counts, **shown)


def figure(view):
    """The picture, and once more for each word with its map."""
    return plots.caption_maps(view.found[view.picture], t=view.t)
