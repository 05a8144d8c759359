"""Seeded tasks: data made on the spot, each with the baseline that a network must beat."""

from rnnlib.tasks.adding import adding, adding_baseline
from rnnlib.tasks.algorithmic import associative_recall, copy_bits, priority_sort, repeat_copy
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
from rnnlib.tasks.captions import CAPTION_WORDS, caption, captions, captions_baseline
from rnnlib.tasks.characters import Text
from rnnlib.tasks.copying import copying, copying_baseline
from rnnlib.tasks.digits import digit_pictures, digits, digits_baseline
from rnnlib.tasks.echo import echo, echo_baseline
from rnnlib.tasks.films import FILM_LABELS, films, films_baseline, hidden_frames
from rnnlib.tasks.first_bit import first_bit, first_bit_baseline
from rnnlib.tasks.flip_flop import flip_flop, flip_flop_baseline, last_pulse
from rnnlib.tasks.flowers import flowers
from rnnlib.tasks.foretell import foretell, foretell_baseline
from rnnlib.tasks.gaps import gaps
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
from rnnlib.tasks.pixels import digit_levels, digit_pixels, learned_and_held_out, ramps, ramps_floor
from rnnlib.tasks.reviews import REVIEW_WORDS, review_codes, reviews, reviews_baseline, swapped
from rnnlib.tasks.temporal_order import (
    TEMPORAL_ORDER_SYMBOLS,
    temporal_order,
    temporal_order_baseline,
)
from rnnlib.tasks.two_sides import two_sides, two_sides_baseline

__all__ = [
    "ANBN_SYMBOLS",
    "Batch",
    "CAPTION_WORDS",
    "FILM_LABELS",
    "PARITY_SYMBOLS",
    "PairBatch",
    "Pairs",
    "REVIEW_WORDS",
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
    "associative_recall",
    "caption",
    "captions",
    "captions_baseline",
    "copy_bits",
    "copying",
    "copying_baseline",
    "dates",
    "dates_in_every_style",
    "digit_levels",
    "digit_pictures",
    "digit_pixels",
    "digits",
    "digits_baseline",
    "echo",
    "echo_baseline",
    "endless",
    "films",
    "films_baseline",
    "first_bit",
    "first_bit_baseline",
    "flip_flop",
    "flip_flop_baseline",
    "flowers",
    "foretell",
    "foretell_baseline",
    "gaps",
    "hidden_frames",
    "last_pulse",
    "learned_and_held_out",
    "number_words",
    "parity",
    "parity_baseline",
    "priority_sort",
    "ramps",
    "ramps_floor",
    "repeat_copy",
    "repetition",
    "reversal",
    "review_codes",
    "reviews",
    "reviews_baseline",
    "swapped",
    "temporal_order",
    "temporal_order_baseline",
    "two_sides",
    "two_sides_baseline",
]
