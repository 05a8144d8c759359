"""The course: its chapters in order, the question of each, what each needs, and its exercises."""

from typing import NamedTuple


class Chapter(NamedTuple):
    """One chapter. ``needs`` are names of chapters, ``minutes`` those of reading and of exercises,
    ``exercises`` names in `rnnlib.exercises`."""

    name: str
    title: str
    question: str
    needs: tuple
    minutes: tuple
    exercises: tuple

    @property
    def number(self):
        """Its place in the course."""
        return int(self.name[:2])

    @property
    def file(self):
        """The file in the folder of notebooks."""
        return f"{self.name}.ipynb"

    @property
    def folder(self):
        """The folder of its exercises in `rnnlib.exercises`."""
        return self.name[3:]


CHAPTERS = (
    Chapter(
        "00_start_here",
        "Start here",
        "Does everything work on this machine, and where do I begin?",
        (),
        (15, 10),
        ("affine", "slope", "axes"),
    ),
    Chapter(
        "01_why_recurrence",
        "Why recurrence?",
        "How can a network know something that it saw long ago?",
        (),
        (50, 40),
        ("one_step", "run_over_time", "lamp", "clock"),
    ),
    Chapter(
        "02_unrolling",
        "Unrolling",
        "How do you compute a network that feeds on its own output?",
        ("01_why_recurrence",),
        (40, 40),
        ("numbers_to_learn", "unrolled_forward", "loss_over_time"),
    ),
    Chapter(
        "03_bptt",
        "Backpropagation through time",
        "Where does the gradient of one shared weight come from?",
        ("02_unrolling",),
        (60, 60),
        ("central_differences", "rnn_step_back", "rnn_through_time", "clinic"),
    ),
    Chapter(
        "04_vanishing_gradients",
        "Vanishing gradients",
        "Why do far steps hardly count, and what can be done about it?",
        ("03_bptt",),
        (50, 40),
        ("jacobian_product", "clipping", "step_ratios", "carry_on"),
    ),
    Chapter(
        "05_lstm_gates",
        "LSTM gates",
        "How does a network decide what to remember, and for how long?",
        ("03_bptt",),
        (60, 60),
        ("counter", "lstm_step", "carousel", "lstm_step_back", "through_time"),
    ),
    Chapter(
        "06_gru",
        "GRU",
        "What of an LSTM can be left out, and what is lost with it?",
        ("05_lstm_gates",),
        (60, 50),
        ("latch", "gru_step", "simple_gru_step_back", "from_pytorch"),
    ),
    Chapter(
        "07_sequence_shapes",
        "Sequence shapes",
        "In which shapes can a recurrent network be used, and how is each one trained?",
        ("06_gru",),
        (70, 50),
        ("which_shape", "many_to_one_back", "all_at_once", "sampled_inputs"),
    ),
    Chapter(
        "08_bidirectional",
        "Bidirectional networks",
        "Can an output depend on what comes later?",
        ("06_gru",),
        (50, 60),
        ("flip_sequences", "both_ways", "both_ways_back", "which_way", "padding_clinic"),
    ),
    Chapter(
        "09_char_language_model",
        "A character language model",
        "What would a network write by itself, character by character?",
        ("06_gru",),
        (60, 40),
        ("reading_order", "bigrams", "surprise", "nucleus"),
    ),
    Chapter(
        "10_encoder_decoder",
        "Encoder and decoder",
        "What if the answer has another length than the question?",
        ("06_gru",),
        (60, 50),
        ("fed_and_target", "write_greedily", "beam_step", "normalised"),
    ),
    Chapter(
        "11_attention",
        "Attention",
        "How can a network look back at what it has read?",
        ("10_encoder_decoder",),
        (60, 50),
        ("additive_scores", "attend", "attend_back", "causal"),
    ),
    Chapter(
        "12_speech",
        "Speech",
        "How can a network read a signal, when nobody says where in it each symbol is?",
        ("08_bidirectional", "10_encoder_decoder"),
        (60, 50),
        ("collapse_path", "alpha_step", "ctc_gradient"),
    ),
    Chapter(
        "13_captioning",
        "Captioning",
        "How does a picture become a sentence?",
        ("11_attention",),
        (60, 45),
        ("convolve", "look_at_cells", "clipped_precision"),
    ),
    Chapter(
        "14_pixel_rnn",
        "PixelRNN",
        "What comes next in a picture, and how would a network paint one?",
        ("08_bidirectional", "09_char_language_model"),
        (60, 50),
        ("nats_per_pixel", "blind_to_the_future", "row_step", "both_corners"),
    ),
    Chapter(
        "15_neural_turing_machine",
        "A neural Turing machine",
        "Can a network learn an algorithm, and not only its examples?",
        ("11_attention",),
        (60, 60),
        ("content_address", "whole_address", "erase_and_add", "erase_and_add_back"),
    ),
)
