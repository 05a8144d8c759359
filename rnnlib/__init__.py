"""Recurrent neural networks in NumPy: cells, layers, tapes and training.

A cell knows one step, `Recurrent` runs it along time, and the tape of a run keeps every gate and
state by name. All public names of the core are here; each is loaded when it is first used, so that
this import costs no more than NumPy's. `rnnlib.plots`, `rnnlib.widgets`, `rnnlib.exercises` and
`rnnlib.chapters` are imported by those who want them.
"""

from importlib import import_module

import numpy  # noqa: F401  the one package that the core stands on

_PUBLIC = {
    "adjoint": "Adjoint",
    "checks": "check_gradients gradient_error numerical_gradient report",
    "decoding": "beam_search best_path greedy prefix_beam",
    "layers": "AdditiveAttention Bidirectional Bridge CausalSelfAttention DiagonalBiLSTM "
    "DiagonalLSTM DotAttention Embedding FeedForwardController GeneralAttention Handover "
    "Linear MaskedConvolution NeuralTuringMachine PerStep Rectifier Recurrent Residual "
    "Reversed RowLSTM ScaledDotAttention SelfAttention Stacked TeacherForced Window",
    "losses": "Omega ctc_lattice ctc_loss sigmoid_cross_entropy softmax_cross_entropy "
    "squared_error step_losses",
    "models": "BahdanauEncoderDecoder ContextCounts EncoderDecoder EveryStepModel GapFiller "
    "LanguageModel LastStepModel LuongEncoderDecoder NGrams OneToManyModel PixelLSTM "
    "PixelRNN PlaceCounts SummaryFedEncoderDecoder TeacherModel complete influence paint "
    "receptive_field",
    "ops": "sigmoid softmax",
    "optim": "Adam RMSProp SGD clip_norm clip_value global_norm",
    "storage": "load save",
    "tape": "Tape",
    "tasks": "Batch PairBatch Pairs Text Vocabulary adding anbn associative_recall captions "
    "copy_bits copying dates dates_in_every_style digit_pixels digits echo endless films "
    "first_bit flip_flop flowers foretell gaps number_words parity priority_sort ramps "
    "repeat_copy repetition reversal reviews temporal_order two_sides",
    "train": "Carry Diverged Record fit",
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names.split()}


def __getattr__(name):
    if name == "__all__":  # which names there are is asked of the cells when it is asked at all
        return sorted({*_HOME, *import_module("rnnlib.cells").__all__})
    if name in _PUBLIC or name == "cells":
        return import_module(f"rnnlib.{name}")
    home = "cells" if name.endswith("Cell") else _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'rnnlib' has no attribute {name!r}")
    value = getattr(import_module(f"rnnlib.{home}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__getattr__("__all__"), *_PUBLIC, "cells"})
