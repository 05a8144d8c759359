"""What is kept of a training: at some updates the weights, and what the model then wrote."""

import copy

import numpy as np

from rnnlib.widgets.shared.labels import fit

EXAMINED = 4000  # characters of held-out text
TEMPERATURES = (0.5, 1.0, 1.5)  # of what is written beforehand,
DRAWS = 2  # so many times each


class Album:
    """Moments of a training. ``steps`` are the updates at which one is kept, early ones densely."""

    def __init__(self, lessons, prompt, moments, length, seed):
        self.lessons, self.prompt, self.length, self.seed = lessons, prompt, length, seed
        N = lessons.updates
        self.steps = sorted({round(N * (k / moments) ** 2) for k in range(moments + 1)})
        self.reader = copy.deepcopy(lessons.model)  # reads with the weights of any moment
        self.clear()

    def clear(self):
        """Nothing but the moment before the first update."""
        self.weights, self.bits, self.chances, self.samples = [], [], [], []
        self.keep()

    def advance(self):
        """One update; a moment is kept if it is time. Whether one was."""
        self.lessons.advance()
        due = self.lessons.done == self.steps[len(self.bits)]
        if due:
            self.keep()
        return due

    def keep(self):
        """The present moment."""
        model = self.lessons.model
        self.weights.append({name: p.copy() for name, p in model.params.items()})
        self.bits.append(float(self.lessons.examine(EXAMINED)))
        luck = np.stack([self.luck(draw) for draw in range(DRAWS)], axis=1)
        tau = np.repeat(TEMPERATURES, DRAWS)
        luck = np.tile(luck, len(TEMPERATURES))
        texts = [fit(text) for text in model.written(self.prompt, luck, temperature=tau)]
        self.samples.append([texts[k : k + DRAWS] for k in range(0, len(texts), DRAWS)])
        self.chances.append(model.predict(self.prompt)[0][-1].astype("<f4"))

    def write(self, moment, draw, **settings):
        """What the model of this moment writes with the luck of this draw."""
        for name, p in self.reader.params.items():
            p[...] = self.weights[moment][name]
        return fit(self.reader.written(self.prompt, self.luck(draw)[:, None], **settings)[0])

    def luck(self, draw):
        """The random numbers of one draw, the same for all moments and settings."""
        return np.random.default_rng([self.seed, draw]).random(self.length)
