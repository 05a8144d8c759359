"""aⁿbⁿ and aⁿbⁿcⁿ: predict the next symbol of strings that only a counter can predict.

Source: Gers & Schmidhuber 2001, LSTM recurrent networks learn simple context-free and
context-sensitive languages, IEEE Transactions on Neural Networks 12(6).
"""

import numpy as np

from rnnlib.edge import any_array, array_of, brief, expect
from rnnlib.tasks.arguments import check_choice, check_rng, check_size
from rnnlib.tasks.batch import Batch

ANBN_SYMBOLS = "STabc"  # start, end, letters
START, END, A = 0, 1, 2


def anbn(sizes, B, *, rng, letters=2):
    """B strings whose n is drawn evenly from `sizes`: see `anbn_strings` for the batch.

    Train on `range(1, 11)`, say, and ask for `range(11, 21)` to see whether counting goes on.
    To beat: `anbn_baseline(sizes, letters)`.
    """
    sizes, B = _check_sizes(sizes), check_size("B", B)
    check_rng(rng)
    return anbn_strings(rng.choice(sizes, size=B), letters=letters)


def anbn_strings(sizes, *, letters=2):
    """One string per entry of `sizes`, in that order, every step asking for the next symbol.

    With S the start and T the end, a string of size n ≥ 1 over two letters is::

        x      = S a … a b … b          1 + n + n steps
        target = a … a b … b T

    and with `letters=3` c … c follows the b. x and target (T, B) integers, the places in
    `ANBN_SYMBOLS`, so a network needs letters + 2 outputs; T = letters · max(sizes) + 1;
    mask (T, B) is False on the padding behind the shorter strings.
    """
    n = _check_sizes(sizes)
    letters = check_choice("letters", letters, (2, 3))
    t = np.arange(letters * n.max() + 1)[:, None]
    x = np.where(t <= letters * n, A + (t - 1) // n, END)  # step t > 0 holds letter (t − 1) // n
    x[0] = START
    target = np.where(t < letters * n, A + t // n, END)
    return Batch(x, target, t <= letters * n)


def anbn_determined(batch):
    """(T, B) of bool: the real steps at which what came before fixes the next symbol.

    After S only an a can follow, and from the first b on n is known. After an a both a and b
    may come, and the target there is merely what did come.
    """
    mask = getattr(batch, "mask", None)
    expect(mask is not None, "batch", "one of `anbn`, with a mask", brief(batch))
    return mask & (batch.x != A)


def anbn_accepted(predicted, batch):
    """(B,) of bool: is every prediction of the string a symbol that may really follow?

    `predicted` (T, B) are the symbols a network ranks first. A string counts when they equal
    the target wherever it is determined, and are a or b wherever both may come. A network that
    does not count gets no string of size 2 or more right by answering the same after every b.
    """
    determined = anbn_determined(batch)
    predicted = array_of("predicted", predicted, "iu")
    if predicted.shape != batch.x.shape:
        raise ValueError(f"predicted: expected shape {batch.x.shape}, got {predicted.shape}")
    legal = np.where(determined, predicted == batch.target, (predicted == A) | (predicted == A + 1))
    return np.all(legal | ~batch.mask, axis=0)


def anbn_baseline(sizes, letters=2):
    """Cross-entropy in nats per step of the best guess from the current symbol alone.

    Without counting, a letter is the last of its run with chance 1/n̄, n̄ the mean of `sizes`;
    with η(p) = −p ln p − (1 − p) ln(1 − p) for the letters, and nothing to guess after S::

        letters · n̄ · η(1/n̄) / (letters · n̄ + 1)
    """
    n = _check_sizes(sizes).mean()
    letters = check_choice("letters", letters, (2, 3))
    p = np.array([1 / n, 1 - 1 / n])
    return float(letters * n * _entropy(p) / (letters * n + 1))


def anbn_floor(sizes, letters=2):
    """Cross-entropy in nats per step that a perfect counter still pays: n itself is random.

    All chance in a string is the choice of n, so the floor is the entropy of `sizes`, ln N for
    N different ones, shared among the letters · n̄ + 1 steps of a string.
    """
    n = _check_sizes(sizes)
    letters = check_choice("letters", letters, (2, 3))
    p = np.unique(n, return_counts=True)[1] / len(n)
    return float(_entropy(p) / (letters * n.mean() + 1))


def _entropy(p):
    p = p[p > 0]
    return -np.sum(p * np.log(p))


def _check_sizes(sizes):
    n = any_array("sizes", sizes)
    if n.ndim != 1 or n.size == 0 or not np.issubdtype(n.dtype, np.integer) or n.min() < 1:
        raise ValueError(
            f"sizes: expected a sequence of integers of at least 1, got {brief(sizes)}"
        )
    return n.astype(int)  # letters · n fits, whatever type n came in
