"""A small trained run: made once in the notebook's kernel and once more beside the test."""

TEXT = "def echo(word):\n\treturn word + ' ' + word\n"


def sample():
    """A layer trained for a moment on TEXT; its tape, played back, and its predictions."""
    import numpy as np

    from rnnlib import Adam, Linear, LSTMCell, Recurrent, softmax_cross_entropy

    rng = np.random.default_rng(1)
    alphabet = sorted(set(TEXT))
    ids = np.array([[alphabet.index(s)] * 2 for s in TEXT])
    ids[:, 1] = ids[::-1, 1]
    x, target = ids[:-1], ids[1:]
    layer = Recurrent(LSTMCell(len(alphabet), 6, rng=rng))
    readout = Linear(6, len(alphabet), rng=rng)
    params = {f"layer.{k}": v for k, v in layer.params.items()}
    params |= {f"readout.{k}": v for k, v in readout.params.items()}
    optimiser = Adam(params, lr=0.05)
    for last in [False] * 30 + [True]:
        h, tape = layer.forward(x)
        logits, seen = readout.forward(h)
        _, d = softmax_cross_entropy(logits, target)
        dh, _, d_readout = readout.backward(seen, d)
        _, _, d_layer = layer.backward(tape, dh)
        if not last:
            grads = {f"layer.{k}": v for k, v in d_layer.items()}
            optimiser.step(grads | {f"readout.{k}": v for k, v in d_readout.items()})
    p = np.exp(logits - logits.max(axis=2, keepdims=True))
    return tape, p / p.sum(axis=2, keepdims=True), alphabet
