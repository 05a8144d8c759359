"""Seeded tasks: data made on the spot, each with the baseline that a network must beat."""

from rnnlib.tasks.adding import adding, adding_baseline
from rnnlib.tasks.anbn import (
    ANBN_SYMBOLS,
    anbn,
    anbn_accepted,
    anbn_baseline,
    anbn_determined,
    anbn_floor,
    anbn_strings,
)
from rnnlib.tasks.batch import Batch, endless
from rnnlib.tasks.characters import Text
from rnnlib.tasks.copying import copying, copying_baseline
from rnnlib.tasks.echo import echo, echo_baseline
from rnnlib.tasks.first_bit import first_bit, first_bit_baseline
from rnnlib.tasks.flip_flop import flip_flop, flip_flop_baseline, last_pulse
from rnnlib.tasks.pairs import (
    PairBatch,
    Pairs,
    Vocabulary,
    dates,
    dates_in_every_style,
    number_words,
    repetition,
    reversal,
)
from rnnlib.tasks.parity import PARITY_SYMBOLS, parity, parity_baseline
from rnnlib.tasks.temporal_order import (
    TEMPORAL_ORDER_SYMBOLS,
    temporal_order,
    temporal_order_baseline,
)

__all__ = [
    "ANBN_SYMBOLS",
    "Batch",
    "PARITY_SYMBOLS",
    "PairBatch",
    "Pairs",
    "TEMPORAL_ORDER_SYMBOLS",
    "Text",
    "Vocabulary",
    "adding",
    "adding_baseline",
    "anbn",
    "anbn_accepted",
    "anbn_baseline",
    "anbn_determined",
    "anbn_floor",
    "anbn_strings",
    "copying",
    "copying_baseline",
    "dates",
    "dates_in_every_style",
    "echo",
    "echo_baseline",
    "endless",
    "first_bit",
    "first_bit_baseline",
    "flip_flop",
    "flip_flop_baseline",
    "last_pulse",
    "number_words",
    "parity",
    "parity_baseline",
    "repetition",
    "reversal",
    "temporal_order",
    "temporal_order_baseline",
]
