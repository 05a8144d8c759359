"""Optimisers, and the clipping of gradients that recurrent networks cannot do without."""

from rnnlib.optim.adam import Adam
from rnnlib.optim.clipping import clip_norm, clip_value, global_norm
from rnnlib.optim.rmsprop import RMSProp
from rnnlib.optim.sgd import SGD

__all__ = ["SGD", "Adam", "RMSProp", "clip_norm", "clip_value", "global_norm"]
