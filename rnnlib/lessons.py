"""A training of a language model that can be left at any update and gone on with."""

import hashlib
import math

import numpy as np

from rnnlib import storage
from rnnlib.edge import brief, expect, one_of, path_of, positive, size_of
from rnnlib.models.language_model import LanguageModel
from rnnlib.optim import Adam
from rnnlib.tasks.characters import Text
from rnnlib.train import Carry, fit

KIND = "Lessons"
LOWEST = 0.02  # of the learning rate, at the end
EXAMINED = 50_000  # characters, at most


class Lessons:
    """Stateful truncated backpropagation through time over a text, ``updates`` times.

    B readers go through the first nine tenths of the text side by side. Each update reads T
    characters more: the state is carried on, the gradient goes back T steps and no further. The
    learning rate falls from ``lr`` like half a cosine. The rest of the text is held out.

    model     a `LanguageModel` of one recurrent layer over the text's alphabet
    done      updates so far
    losses    the bits per character of each
    """

    def __init__(self, model, text, *, updates=500, B=16, T=64, lr=0.01, clip=1.0):
        one_of("model", model, LanguageModel, "a LanguageModel")
        one_of("text", text, Text, "a Text")
        expect(model.text.alphabet == text.alphabet, "text", "the model's alphabet", "another")
        expect(hasattr(model.rnn, "cell"), "model", "one recurrent layer", brief(model.rnn))
        self.model, self.text = model, text
        self.updates, self.B, self.T = size_of("updates", updates), size_of("B", B), size_of("T", T)
        self.lr, self.clip = positive("lr", lr), positive("clip", clip)
        self.train, self.held_out = text.split(0.9)
        next(self.train.stream(B, T))  # is it long enough?
        self._first = {name: p.copy() for name, p in model.params.items()}
        self.restart()

    def restart(self):
        """Back to the first weights, as if nothing had been read."""
        for name, p in self.model.params.items():
            p[...] = self._first[name]
        self.optimiser = Adam(self.model.params, self.lr)
        self.done, self.losses = 0, []
        self._carried, self._fit = Carry(), None

    def advance(self, n=1):
        """n more updates, or as many as are left."""
        if self._fit is None:  # at the start, or where a file was left
            batches = self.train.stream(self.B, self.T, endless=True, first=self.done)
            self._fit = fit(
                self.model, batches, self.optimiser, clip=self.clip, carry=self._carried
            )
        for _ in range(min(n, self.updates - self.done)):
            fallen = (1 + math.cos(math.pi * self.done / self.updates)) / 2
            self.optimiser.lr = self.lr * (LOWEST + (1 - LOWEST) * fallen)
            record = next(self._fit)
            self.done += 1
            self.losses.append(float(record.loss) / math.log(2))

    def examine(self, most=EXAMINED):
        """Bits per character on the held-out text, of at most so many characters."""
        n = min(len(self.held_out), most) - 1
        T = min(n, 100)
        B = min(8, n // T)
        held_out = Text(self.held_out.corpus[: n + 1], alphabet=self.text.alphabet)
        return self.model.bits_per_character(held_out.stream(B, T))

    def save(self, path, **notes):
        """Write all that is needed to go on, and the notes, which JSON can hold, in one act."""
        storage.write(path, self._arrays(), {"kind": KIND} | self._settings() | {"notes": notes})

    def load(self, path):
        """Go on from a file of `save`; its notes.

        ValueError: a file of something else, or of another training than this one.
        """
        path = path_of("path", path)
        found, header = storage.read(path)
        expect(header["kind"] == KIND, path, "a training's checkpoint", f"a {header['kind']}")
        for name, own in self._settings().items():
            expect(header[name] == own, path, f"a training with {name} {own}", header[name])
        self.done, self.losses = len(found["losses"]), found["losses"].tolist()
        self.optimiser.t = self.done
        states = [found[name] for name in sorted(found) if name.startswith("state.")]
        self._carried, self._fit = Carry(tuple(states) or None), None
        for name, array in self._arrays().items():
            if name != "losses":
                expect(array.shape == found[name].shape, path, array.shape, found[name].shape)
                array[...] = found[name]
        return header["notes"]

    def _arrays(self):
        """Everything that an update reads and changes, by name."""
        return {
            **{f"params.{name}": p for name, p in self.model.params.items()},
            **{f"m.{name}": m for name, m in self.optimiser.m.items()},
            **{f"v.{name}": v for name, v in self.optimiser.v.items()},
            **{f"state.{k}": np.array(s) for k, s in enumerate(self._carried.state or ())},
            "losses": np.array(self.losses),
        }

    def _settings(self):
        """What makes this training what it is."""
        settings = {name: getattr(self, name) for name in ("updates", "B", "T", "lr", "clip")}
        text = hashlib.sha256(self.text.corpus.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        cell = self.model.rnn.cell
        return {"model": self.model.describe(), "units": cell.H, "text": text} | settings
