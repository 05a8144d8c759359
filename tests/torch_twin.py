"""A recurrent network in PyTorch with the weights of one of ours."""

import numpy as np

import rnnlib

# Where our blocks of columns stand in PyTorch's order of gates.
ORDER = {
    rnnlib.VanillaCell: [0],
    rnnlib.VanillaReLUCell: [0],
    rnnlib.LSTMCell: [0, 1, 3, 2],  # i f o g → i f g o
    rnnlib.ResetAfterGRUCell: [0, 1, 2],  # r u n → r z n
}


def reorder(array, order):
    """Blocks along the last axis in another order."""
    blocks = np.split(array, len(order), axis=-1)
    return np.concatenate([blocks[k] for k in order], axis=-1)


def keeps(kind, array):
    """PyTorch's update gate keeps where ours writes: z = 1 − u, so its pre-activation is −ours."""
    if kind is not rnnlib.ResetAfterGRUCell:
        return array
    r, u, n = np.split(array, 3, axis=-1)
    return np.concatenate((r, -u, n), axis=-1)


def to_torch(kind, params):
    """Our arrays as PyTorch's: weight_ih, weight_hh, bias_ih, bias_hh (also for gradients)."""
    W, U, b = (keeps(kind, reorder(params[k], ORDER[kind])) for k in "WUb")
    b_hh = np.zeros_like(b)
    if "b_U" in params:
        b_hh[-len(params["b_U"]) :] = params["b_U"]
    return {"weight_ih": W.T, "weight_hh": U.T, "bias_ih": b, "bias_hh": b_hh}


def twin(torch, kind, H, D, layers, both, dtype):
    """A `torch.nn` network of the same shape, in the same float type."""
    options = {"num_layers": layers, "bidirectional": both, "dtype": getattr(torch, dtype.name)}
    if kind is rnnlib.VanillaReLUCell:
        options["nonlinearity"] = "relu"
    made = {rnnlib.LSTMCell: torch.nn.LSTM, rnnlib.ResetAfterGRUCell: torch.nn.GRU}
    return made.get(kind, torch.nn.RNN)(D, H, **options)


def suffix(layer, back):
    """What PyTorch writes behind a parameter's name."""
    return f"_l{layer}{'_reverse' if back else ''}"
