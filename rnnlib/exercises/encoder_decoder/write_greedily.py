"""The loop of greedy decoding, with its two ways to end."""

import numpy as np

from rnnlib.cells import GRUCell
from rnnlib.edge import brief
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent
from rnnlib.ops import log_softmax

STATEMENT = r"""
Let a decoder write. `h` $(H,)$ is the state that the encoder left. `step(symbol, h)` is one step of
the decoder: it reads a symbol and a state, and returns `logits, h`, the logits of the next symbol
and the new state. Begin with the symbol `start`. At each step take the likeliest symbol, the first
one of several that are equally likely. End when it is `stop`, or when `limit` symbols are written,
whatever comes first.

Return `symbols, log_p`: the $n$ symbols that were written, the stop among them if it was, and

$$
\log p = \sum_{t=1}^{n} \log p(y_t \mid y_1 \dots y_{t-1}, x)
$$

`log_softmax` and `np` are there. Leave the arguments as they are.
"""

HINTS = (
    "`for _ in range(limit):` writes at most so many; `break` ends it before.",
    "Two things go from step to step: the state, and the symbol that has just been written. "
    "`logits, h = step(symbol, h)`, then `symbol = logits.argmax()`.",
    "The stop is a symbol like others: it counts in `symbols` and in `log_p`. So first note the "
    "symbol, and then ask whether it was the stop.",
)


def write_greedily(h, step, start, stop, limit):
    symbol, symbols, log_p = start, [], 0.0
    for _ in range(limit):
        logits, h = step(symbol, h)
        symbol = int(np.argmax(logits))
        log_p = log_p + log_softmax(logits)[symbol]
        symbols.append(symbol)
        if symbol == stop:
            break
    return np.array(symbols), log_p


BUGS = (
    Bug("        if symbol == stop:\n            break\n", "",
        "It goes on behind the stop, up to the limit. What stands there was never meant to be "
        "read: leave the loop with `break`."),
    Bug("        log_p = log_p + log_softmax(logits)[symbol]\n        symbols.append(symbol)\n"
        "        if symbol == stop:\n            break\n",
        "        if symbol == stop:\n            break\n"
        "        log_p = log_p + log_softmax(logits)[symbol]\n        symbols.append(symbol)\n",
        "The stop is left out. It is written, too, and $p$ of a string includes that it ends "
        "there: note the symbol first, then leave."),
    Bug("range(limit)", "range(limit - 1)", "One symbol too few: `limit` of them may be written."),
    Bug("range(limit)", "range(limit + 1)", "One symbol too many: `limit` is the most."),
    Bug("step(symbol, h)", "step(start, h)",
        "The decoder reads the start again and again. It has to read what it has just written."),
    Bug("logits, h = step", "logits, _ = step",
        "The state stays as the encoder left it: take over the new one, `logits, h = step(…)`."),
    Bug("log_softmax(logits)[symbol]", "logits[symbol]",
        "These are logits. Before they are added up they must be log-probabilities: "
        "`log_softmax(logits)`."),
    Bug("log_softmax(logits)[symbol]", "np.exp(log_softmax(logits)[symbol])",
        "Probabilities are added here. They multiply; their *logarithms* add up."),
    Bug("log_p + log_softmax(logits)[symbol]", "log_softmax(logits)[symbol]",
        "This is $\\log p$ of the last symbol. Add them up, step by step."),
    Bug("np.argmax(logits)", "np.argmin(logits)", "The likeliest has the *largest* logit."),
)  # fmt: skip

RULES = {
    "symbols": "Each is the argmax of the logits that come from the one before and the state.",
    "log_p": "It is the sum of `log_softmax(logits)[symbol]`, the stop's included.",
}
ENOUGH = 50  # steps that no trial needs


class Step:
    """A decoder of random weights; it refuses to go on without end."""

    def __init__(self, H, V, seed):
        rng = np.random.default_rng(seed)
        self.layer = Recurrent(GRUCell(V + 1, H, rng=rng))
        self.out, self.taken = rng.normal(size=(H, V)) * 3, 0
        for array in self.layer.params.values():
            array *= 3

    def __call__(self, symbol, h):
        self.taken += 1
        if self.taken > ENOUGH:
            raise ValueError(f"more than {ENOUGH} steps were asked for; the limit must end it")
        V = self.out.shape[1]
        if np.ndim(symbol) or not 0 <= symbol <= V:
            raise ValueError(f"symbol: expected an integer from 0 to {V}, got {brief(symbol)}")
        y, _ = self.layer.forward(np.array([[int(symbol)]]), (h[None],))
        return y[0, 0] @ self.out, y[0, 0]


def trials():
    """One that ends by itself, one that the limit cuts off, and a limit of one."""
    return [_trial(*of) for of in TRIALS]


def _trial(H, V, seed, limit):
    h, step = np.random.default_rng([H, seed]).normal(size=H), Step(H, V, seed)
    stop, start = V - 1, V
    symbol, state, symbols, log_p = start, h, [], 0.0
    while len(symbols) < limit and symbol != stop:
        logits, state = step(symbol, state)
        symbol = int(logits.argmax())
        symbols.append(symbol)
        log_p += float(log_softmax(logits)[symbol])
    return Trial(
        arguments=(h, Step(H, V, seed), start, stop, limit),
        names=("h", "step", "start", "stop", "limit"),
        returns={"symbols": (len(symbols),), "log_p": ()},
        answers={"symbols": np.array(symbols, float), "log_p": np.array(log_p)},
        rules=RULES,
    )


TRIALS = ((4, 5, 17, 12), (5, 4, 23, 7), (3, 4, 4, 1))  # H, V, seed, limit

write_greedily = Exercise(
    "the loop of greedy decoding",
    statement=STATEMENT,
    hints=HINTS,
    solution=write_greedily,
    bugs=BUGS,
    trials=trials,
    axes={"h": "H"},
)
