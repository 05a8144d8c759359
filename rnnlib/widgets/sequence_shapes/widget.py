"""SequenceShapes: the shapes in which a recurrent network is used, one drawing that morphs."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.analysis import SHAPES, ShapeRun
from rnnlib.diagrams.unrolled import timed
from rnnlib.edge import brief
from rnnlib.language import told
from rnnlib.notation import palette
from rnnlib.widgets.shared.labels import fit, visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import BadValue, Player
from rnnlib.widgets.shared.values import index

from . import still

HERE = Path(__file__).parent

TRAITS = ("shape", "t", "direction", "notation", "playing", "speed")
SHORT = ("one → one", "one → many", "many → one", "many → many, aligned", "encoder → decoder")
MARK = "0"  # stands where the page writes the number of the step
QUANTITIES = ("x", "h", "y", "L")
WIDEST = 40  # columns of one shape


class Shown:
    """A run with the words that are written of it.

    ``run`` is a `rnnlib.analysis.ShapeRun`; ``about`` a sentence on its task; ``answers`` K words,
    what the classes stand for; ``inputs`` what the symbols of x stand for, or the number of columns
    of a picture that x is, row by row.
    """

    def __init__(self, run, about, answers, inputs):
        if not isinstance(run, ShapeRun):
            raise BadValue(f"run: expected a ShapeRun, got {brief(run)}")
        if len(run.h) > WIDEST:
            raise BadValue(f"run: expected at most {WIDEST} columns, got {len(run.h)}")
        self.run, self.about = run, fit(about)
        self.answers = [visible(word) for word in answers]
        K = run.p.shape[1]
        if len(self.answers) != K:
            raise BadValue(f"answers: expected {K} words, got {len(self.answers)}")
        self.x = [None if x is None else self._read(x, inputs) for x in run.x]

    @staticmethod
    def _read(x, inputs):
        """What the page draws of an input: a word, or a picture as rows of numbers."""
        x = np.asarray(x)
        if x.ndim == 0:
            if isinstance(inputs, int) or not 0 <= x < len(inputs):
                raise BadValue(f"inputs: expected a word for the symbol {x}, got {brief(inputs)}")
            return visible(inputs[int(x)])
        if not isinstance(inputs, int) or x.size % inputs:
            raise BadValue(f"inputs: expected a number of columns that divides {x.size}")
        return np.round(x.reshape(-1, inputs), 3).tolist()

    def said(self, n):
        """(the likeliest answer, the right one, its probability) of column n; None without one."""
        run = self.run
        if run.target[n] < 0:
            return None
        right = int(run.target[n])
        return self.answers[int(run.p[n].argmax())], self.answers[right], float(run.p[n, right])

    def given(self, n):
        """The answer before that column n reads; "start" for the sign to start, None for none."""
        k = int(self.run.given[n])
        return None if k < 0 else self.answers[k] if k < len(self.answers) else "start"

    def numbers(self):
        """losses, enters, carried and flow (N,), then h (N, H) row by row, as float32."""
        run = self.run
        parts = (run.losses, run.enters, run.carried, run.flow, run.h.ravel())
        with np.errstate(over="ignore"):
            return np.concatenate(parts).astype("<f4")


class SequenceShapes(Player):
    """One drawing of a recurrent network in use that morphs from one shape into the next.

    ``shown`` is a list of `SequenceShapes.Shown`, of different shapes: runs of trained networks
    with the words for what they read and say. At the cursor's column: what is read, the state, the
    answer, and the loss where there is one. Backward: where each L⁽t⁾ enters, and how large ∂L/∂h
    is in every column, on its way from the last to the first.

    Traits beside those of `Player`: `shape`, a number in ``shown``; `direction`; `t` counts the
    columns of that shape from 0. Keys 1 to 5, or ↑ and ↓, choose the shape. The numbers are those
    of the runs, as float32. Bad values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    shape = traitlets.Int(0).tag(sync=True)
    _vocabulary = traitlets.Dict().tag(sync=True)
    _shapes = traitlets.List().tag(sync=True)  # name, words, sizes, where its numbers start
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32

    Shown = Shown

    def __init__(self, shown, **traits):
        self.shown = list(shown)
        if not self.shown or not all(isinstance(one, Shown) for one in self.shown):
            raise BadValue("shown: expected a list of SequenceShapes.Shown, at least one")
        names = [one.run.shape for one in self.shown]
        if len(set(names)) < len(names):
            raise BadValue(f"shown: expected runs of different shapes, got {', '.join(names)}")
        numbers = [one.numbers() for one in self.shown]
        starts = np.cumsum([0, *map(len, numbers)])
        super().__init__(
            _choices=self._choices_of(0),
            _vocabulary={name: _words(name) for name in notations.NAMES},
            _palette={q: palette.colour(q) for q in QUANTITIES}
            | {"negative": list(palette.NEGATIVE)},
            _shapes=[_sent(one, int(s)) for one, s in zip(self.shown, starts, strict=False)],
            _numbers=np.concatenate(numbers).tobytes(),
        )
        for name in traits:
            if name not in TRAITS:
                raise BadValue(f"{name}: expected one of {', '.join(TRAITS)}, got {name!r}")
        for name in sorted(traits, key=TRAITS.index):
            setattr(self, name, traits[name])
        self._start = {name: getattr(self, name) for name in TRAITS}

    @classmethod
    def tour(cls, **traits):
        """The five shapes of the course: networks of `rnnlib.pretrained.shapes` at work."""
        from .tour import tour  # which loads all that those networks need

        return cls([Shown(*one) for one in tour()], **traits)

    def _choices_of(self, shape):
        return {
            "t": len(self.shown[shape].run.h),
            "shape": len(self.shown),
            "unit": 1,
            "batch": 1,
            "notation": list(notations.NAMES),
            "direction": ["forward", "backward"],
            "stage": ["all"],
        }

    @traitlets.validate("shape")
    def _one_of_them(self, proposal):
        return index("shape", proposal.value, len(self.shown))

    @traitlets.observe("shape")
    def _other_columns(self, change):
        choices = self._choices_of(change.new)
        if self.t >= choices["t"]:
            self.t = choices["t"] - 1
        self._choices = choices

    @property
    def now(self):
        """What is shown: the `Shown` of the shape."""
        return self.shown[self.shape]

    def __repr__(self):
        return f"SequenceShapes({' | '.join(one.run.shape for one in self.shown)})"


def _sent(shown, start):
    """All that the page needs of one shape, but for its numbers."""
    run = shown.run
    N, H = run.h.shape
    answers = [shown.said(n) for n in range(N)]
    return {
        "name": told(run.shape),
        "short": told(SHORT[SHAPES.index(run.shape)]),
        "about": told(shown.about),
        "N": N,
        "H": H,
        "start": start,
        "full": float(np.abs(run.h).max()) or 1.0,
        "largest": float(max(run.flow.max(), run.enters.max())),
        "x": shown.x,
        "steps": run.steps,
        "second": run.second,
        "given": [shown.given(n) for n in range(N)],
        "answers": [a and [a[0], a[1], round(a[2], 4)] for a in answers],
    }


def _words(name):
    return {
        "label": told(notations.LABELS[name]),
        "symbols": {q: notations.short(q, name) for q in QUANTITIES},
        "timed": {q: timed(q, MARK, name).rsplit(MARK, 1) for q in QUANTITIES},
        "loss": [f"{notations.symbol('L', name)}⁽", "⁾"] if name != "ng" else ["L⟨", "⟩"],
    }
