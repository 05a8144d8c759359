"""What was written of a picture, how sure of it the model was, and where it looked."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import expect, iterable, one_of, whole
from rnnlib.models.captioners.captioner import Captioner
from rnnlib.ops import softmax
from rnnlib.tasks.scenes import true_sentences


class Captioned(NamedTuple):
    """One picture and its caption.

    - picture (Y, X, 3): floats from 0 to 1;
    - words: T words, "■" for the stop;
    - p (T,): the probability of each, given those before it;
    - others: for each of the T words the likeliest words in its place, [(word, probability), …],
      the largest first;
    - alpha (T, rows, columns): the weights of attention at every word; None without attention;
    - true: the sentences that are true of the picture, where that is known.
    """

    picture: np.ndarray
    words: list
    p: np.ndarray
    others: list
    alpha: np.ndarray | None = None
    true: tuple = ()

    @property
    def text(self):
        """The caption as one string, without its stop."""
        return " ".join(word for word in self.words if word != "■")


def captioned(model, x, written, scenes=None, *, most=4):
    """A list of `Captioned`: pictures x (1, B, Y, X, 3) and what was ``written`` of each.

    ``written`` are captions as strings, or what `greedy` and ``tree.written()`` give; each is read
    to its stop. With ``scenes`` the true sentences are known. Of the words that might have stood in
    a place, the ``most`` likeliest are kept.
    """
    one_of("model", model, Captioner, "a captioner")
    x, written = model.seen(x), list(iterable("written", written))
    B, target = x.shape[1], model.target
    expect(len(written) == B, "written", f"{B}, one for each picture", len(written))
    most = min(whole("most", most, 1, "a number of words, at least 1"), target.outputs)
    scenes = [None] * B if scenes is None else list(iterable("scenes", scenes))
    expect(len(scenes) == B, "scenes", f"{B}, one for each picture", len(scenes))
    codes = [target.encode(getattr(text, "text", text)) for text in written]
    y = np.full((max(map(len, codes)) + 1, B), target.stop)
    for b, own in enumerate(codes):
        y[: len(own), b] = own
    logits, tape = model.forward(x, model.fed(y))
    p = softmax(logits.astype(float))
    names = [*target.symbols, "■"]
    alpha = _maps(model, tape)
    found = []
    for b, own in enumerate(codes):
        T = len(own) + 1
        order = np.argsort(-p[:T, b], axis=1, kind="stable")[:, :most]
        found.append(
            Captioned(
                x[0, b].astype(float),
                [names[k] for k in y[:T, b]],
                p[np.arange(T), b, y[:T, b]],
                [[(names[k], float(p[t, b, k])) for k in order[t]] for t in range(T)],
                None if alpha is None else alpha[:T, b],
                () if scenes[b] is None else true_sentences(scenes[b]),
            )
        )
    return found


def _maps(model, tape):
    """α (T, B, rows, columns), or None."""
    if not hasattr(model, "attention"):
        return None
    alpha = np.array(tape.decoder["alpha"], float)
    return alpha.reshape(*alpha.shape[:2], model.grid, model.grid)
