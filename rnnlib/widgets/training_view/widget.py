"""TrainingView: a language model as it learns, to be paused, scrubbed back and drawn from anew."""

import asyncio
import math
import sys
import threading
import time
from pathlib import Path

import numpy as np
import traitlets

from rnnlib.edge import expect, mapping, one_of, size_of, whole
from rnnlib.lessons import Lessons
from rnnlib.widgets.shared.labels import fit, visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import STEPS_ONLY
from rnnlib.widgets.shared.traits import BadValue

from . import still
from .album import TEMPERATURES, Album
from .draws import SETTINGS, Draws

HERE = Path(__file__).parent

SLICE = 0.06  # seconds of training between two looks at the page
TRAITS = ("t", "playing", "speed", "draw", *SETTINGS)


class TrainingView(Draws):
    """Bits per character over the updates, and what the model writes at a moment of its training.

    lessons   `rnnlib.lessons.Lessons`, a training that has not begun.
    prompt    what the model goes on from; the bars show what it expects next.
    levels    {name: bits per character} to compare with, such as those of n-grams.
    moments   how many snapshots of the weights are kept, the early ones densely.
    length    characters of a sample.
    seed      of the samples.

    Its button trains in short slices, so that other cells have their turn; paused, nothing runs.
    `finish()` does what is left at once, and gives the same model: updates do not depend on when
    they are made. `t` is the moment looked at, `draw` which of the samples; `temperature`, `top_k`
    and `top_p` reshape what is drawn from (see `rnnlib.decoding.sampling.reshaped`). A draw is a
    row of random numbers, the same for every moment and setting.

    A page without a kernel has two samples of each moment at three temperatures, and says where
    they are not what is asked for. Bad values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    learning = traitlets.Bool(False).tag(sync=True)
    restarts = traitlets.Int(0).tag(sync=True)  # counted up by the page
    _plan = traitlets.Dict().tag(sync=True)  # updates, steps, alphabet, prompt, levels, highest
    _done = traitlets.Int(0).tag(sync=True)
    _losses = traitlets.Bytes().tag(sync=True)  # bits per character of each update, float32
    _bits = traitlets.List().tag(sync=True)  # on held-out text at each moment
    _chances = traitlets.Bytes().tag(sync=True)  # (moments, V) float32: what follows the prompt
    _samples = traitlets.List().tag(sync=True)  # [moment][temperature][draw]
    _live = traitlets.Dict().tag(sync=True)  # the last sample, and what it was drawn for
    _trouble = traitlets.Unicode("").tag(sync=True)

    def __init__(self, lessons, *, prompt, levels=None, moments=24, length=160, seed=0, **traits):
        one_of("lessons", lessons, Lessons, "Lessons")
        expect(not lessons.done, "lessons", "a training before its start", f"{lessons.done} done")
        levels = mapping("levels", levels or {}, "a dict {name: bits per character}")
        album = Album(
            lessons, prompt, size_of("moments", moments), size_of("length", length),
            whole("seed", seed, 0, "an integer, zero or more"),
        )  # fmt: skip
        alphabet = lessons.text.alphabet
        self.album, self._task = album, None
        self._lock = threading.RLock()  # JupyterLab may answer widgets in a thread of their own
        super().__init__(
            _choices={
                "t": len(album.steps),
                **STEPS_ONLY,
            },
            _plan={
                "updates": lessons.updates,
                "steps": album.steps,
                "alphabet": [visible(v) for v in alphabet],
                "prompt": fit(prompt),
                "levels": [[fit(name), float(bits)] for name, bits in levels.items()],
                "highest": math.log2(len(alphabet)),
                "temperatures": list(TEMPERATURES),
            },
            top_k=len(alphabet),
        )
        for key, value in traits.items():
            if key not in TRAITS:
                raise BadValue(f"{key}: expected one of {', '.join(TRAITS)}, got {key!r}")
            setattr(self, key, value)
        self._start = {key: getattr(self, key) for key in TRAITS}
        self._show(True)
        self._write()
        self.observe(self._write, [*SETTINGS, "t", "draw"])

    @property
    def lessons(self):
        """The training itself."""
        return self.album.lessons

    @property
    def moment(self):
        """The number of the moment that is shown: `t`, or the last that is there."""
        return min(self.t, len(self.album.bits) - 1)

    @property
    def sample(self):
        """What the model of this moment has written."""
        return self._live["text"]

    def finish(self):
        """Do what is left of the training now; the view itself."""
        from tqdm import tqdm

        self.learning = False
        with self._lock:
            left = self.lessons.updates - self.lessons.done
            for _ in tqdm(range(left), file=sys.stdout, leave=False):
                self.album.advance()
            self._show(True)
        return self

    def restart(self):
        """Back to the weights before the first update."""
        self.learning = False
        with self._lock:
            self.lessons.restart()
            self.album.clear()
            self.t, self._trouble = 0, ""
            self._show(True)
            self._write()

    def _show(self, kept):
        """Send what has come since the last time; the cursor stays at the last moment."""
        album, lessons = self.album, self.lessons
        follows = self.t >= len(self._bits) - 1
        with self.hold_sync():
            self._done = lessons.done
            self._losses = np.array(lessons.losses, "<f4").tobytes()
            if kept:
                self._chances = np.array(album.chances).tobytes()
                self._samples, self._bits = list(album.samples), list(album.bits)
                if follows:
                    self.t = len(album.bits) - 1

    def _write(self, _=None):
        """The sample for what is asked now."""
        asked = {name: getattr(self, name) for name in (*SETTINGS, "draw")} | {"t": self.moment}
        settings = {name: asked[name] for name in SETTINGS}
        settings["top_k"] = settings["top_k"] or None
        with self._lock:
            self._live = asked | {"text": self.album.write(asked["t"], self.draw, **settings)}

    @traitlets.observe("learning")
    def _toggled(self, change):
        if change.new and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._learn())

    async def _learn(self):
        """Train in slices; in between, the notebook has its turn."""
        try:
            while self.learning and self.lessons.done < self.lessons.updates:
                with self._lock:
                    self._slice()
                await asyncio.sleep(SLICE / 6)
        except Exception as fault:
            self._trouble = str(fault)
        finally:
            self.learning = False

    def _slice(self):
        """Updates for a short while, or until a moment is kept."""
        end, kept = time.monotonic() + SLICE, False
        while self.learning and self.lessons.done < self.lessons.updates and not kept:
            kept = self.album.advance()
            if time.monotonic() > end:
                break
        self._show(kept)

    @traitlets.observe("restarts")
    def _asked_to_restart(self, _):
        self.restart()

    @traitlets.validate("learning")
    def _can_learn(self, proposal):
        if proposal.value:
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                raise BadValue(
                    "learning: expected a notebook in which it can go on between cells; "
                    "elsewhere call finish()"
                ) from None
        return proposal.value and self.lessons.done < self.lessons.updates

    def __repr__(self):
        plan = self._plan
        return (
            f"TrainingView({self.lessons.model.rnn.cell.H} units, {plan['updates']} updates, "
            f"{len(plan['steps'])} moments)"
        )
