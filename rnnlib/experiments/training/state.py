"""Where a training stands, and a leg from there to the next point."""

from typing import NamedTuple

import numpy as np

from rnnlib import storage
from rnnlib.edge import expect
from rnnlib.optim import clip_norm

KIND = "Training"


class State(NamedTuple):
    """``done`` updates; all arrays of model and optimiser by name; ``curve``, a list of points
    {"updates": …, "loss": the mean since the last one, …}; and whether it met NaN or infinity."""

    done: int = 0
    arrays: dict = {}
    curve: tuple = ()
    diverged: bool = False

    def write(self, path, name):
        """Keep it in a file, in one act."""
        rest = {"name": name, "done": self.done, "diverged": self.diverged}
        storage.write(path, self.arrays, {"kind": KIND} | rest | {"curve": list(self.curve)})

    @classmethod
    def read(cls, path, name):
        """The state in a file of `write`; ValueError: a file of something else."""
        arrays, header = storage.read(path)
        expect(header["kind"] == KIND, path, "the state of a training", f"a {header['kind']}")
        expect(header["name"] == name, path, f"the state of {name}", header["name"])
        return cls(header["done"], arrays, tuple(header["curve"]), header["diverged"])

    def ended(self, training):
        """Whether there is nothing more to do."""
        return self.diverged or self.done >= training.updates

    def model(self, training):
        """The network as it is now."""
        model = training.begin()
        _fill(_arrays(model, training.optimiser(model)), self.arrays, training.name)
        return model


def leg(training, state):
    """The `State` after ``training.every`` more updates, or as many as are left.

    A training ends early where loss or gradient are no longer finite: with the last good
    parameters, and ``diverged``.
    """
    model = training.begin()
    optimiser = training.optimiser(model)
    arrays = _arrays(model, optimiser)
    _fill(arrays, state.arrays, training.name)
    if hasattr(optimiser, "t"):
        optimiser.t = state.done
    losses, diverged, done = [], False, state.done
    for n in range(done, min(done + training.every, training.updates)):
        with np.errstate(over="ignore", invalid="ignore"):  # what explodes ends it
            loss, grads = training.lesson(model, n)
            norm = clip_norm(grads, np.inf if training.clip is None else training.clip)
        if not (np.isfinite(loss) and np.isfinite(norm)):
            diverged = True
            break
        if (rate := training.rate(n)) is not None:
            optimiser.lr = rate
        optimiser.step(grads)
        losses.append(float(loss))
        done = n + 1
    point = {"updates": done, "loss": float(np.mean(losses)) if losses else None}
    point |= {name: float(value) for name, value in training.examine(model).items()}
    return State(done, arrays, (*state.curve, point), diverged)


def _arrays(model, optimiser):
    """Every array that an update reads and changes, by name."""
    found = {f"params.{name}": p for name, p in model.params.items()}
    for statistic, value in vars(optimiser).items():
        if isinstance(value, dict) and statistic != "params":
            found |= {f"{statistic}.{name}": array for name, array in value.items()}
    return found


def _fill(arrays, stored, name):
    """The stored numbers into the arrays, if there are any."""
    if not stored:
        return
    forms = {key: array.shape for key, array in arrays.items()}
    found = {key: array.shape for key, array in stored.items()}
    expect(forms == found, name, "a state of this network", "that of another one")
    for key, array in arrays.items():
        array[...] = stored[key]
