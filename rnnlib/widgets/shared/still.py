"""What stands for a widget where none can run: a sentence with its numbers, and a still picture."""

import os
from base64 import b64encode

import anywidget

from rnnlib.language import language, speaking

from .modules import spoken

VARIABLE = "RNNLIB_STILLS"  # set to 1, every widget brings its picture: the stored form wants it


class Still(anywidget.AnyWidget):
    """A widget that can be told and printed as it stands.

    A subclass gives ``_still``, the module with its ``sentence(widget)`` and ``figure(widget)``.
    The sentence always stands below the `repr` in text/plain. A picture takes a third of a second,
    so that notebooks get it when they are stored, not when they are played.

    A widget keeps the language that was chosen when it was made (`rnnlib.widgets.language`).
    """

    _still = None

    def __init__(self, *arguments, **traits):
        self._language = language()
        if self._language != "en":
            self._esm = spoken(self._esm, self._language)
        super().__init__(*arguments, **traits)

    def still(self):
        """A printed `rnnlib.plots.Picture` of what is shown: as it is now, with its sentence."""
        from rnnlib.plots import Picture  # matplotlib is loaded when it is needed

        with speaking(self._language):
            return Picture(self._still.figure(self), self._still.sentence(self))

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        data["text/plain"] = repr(self)
        if self._still:
            with speaking(self._language):
                metadata = metadata | self._print(data)
        return data, metadata

    def _print(self, data):
        """Add the sentence to the bundle, and the picture where it is wanted; its metadata."""
        sentence = self._still.sentence(self)
        data["text/plain"] += f"\n{sentence}"
        if os.environ.get(VARIABLE) != "1":
            return {}
        from rnnlib.plots import small_png

        data["image/png"] = b64encode(small_png(self._still.figure(self))).decode("ascii")
        return {"image/png": {"alt": sentence}}


def number(value, digits=2):
    """A number as a sentence has it: a real minus sign, no −0."""
    text = f"{value:.{digits}f}"
    return (text.lstrip("-") if float(text) == 0 else text).replace("-", "−")


def size(value):
    """A size of any magnitude with two digits: 0.35, or 1.2·10⁻⁹."""
    if value == 0 or not 0 < abs(value) < float("inf") or 1e-3 <= abs(value) < 1e4:
        return f"{value:.2g}".replace("-", "−").replace("inf", "∞")
    head, power = f"{value:.1e}".split("e")
    raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{head}·10{raised}".replace("-", "−")


def window(t, T, longest=48):
    """(first, end) of at most ``longest`` of T steps, t among them: what fits on paper."""
    first = max(0, min(t - longest // 2, T - longest))
    return first, min(T, first + longest)


def under(labels, T):
    """T labels for the steps: those given, or the numbers of every fifth step."""
    return list(labels) or [str(t) if t % 5 == 0 or t == 1 else "" for t in range(1, T + 1)]
