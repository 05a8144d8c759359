"""SequenceShapes without a page: what is sent is the run, traits, errors, the tour."""

import numpy as np
import pytest
import traitlets

from rnnlib import Batch, GRUCell, LastStepModel, Linear, Recurrent
from rnnlib.analysis import SHAPES, shape_run
from rnnlib.widgets import SequenceShapes
from rnnlib.widgets.sequence_shapes.example import example

Shown = SequenceShapes.Shown


def run_of(T=4):
    rng = np.random.default_rng(0)
    model = LastStepModel(Recurrent(GRUCell(3, 2, rng=rng)), Linear(2, 2, rng=rng))
    return shape_run(model, Batch(rng.integers(0, 3, (T, 1)), np.array([1])))


@pytest.fixture(scope="module")
def tour():
    return SequenceShapes.tour()


def test_the_numbers_sent_are_the_runs(tour):
    numbers = np.frombuffer(tour._numbers, "<f4")
    for shown, sent in zip(tour.shown, tour._shapes, strict=True):
        run, (N, H) = shown.run, shown.run.h.shape
        assert (sent["N"], sent["H"]) == (N, H)
        own = numbers[sent["start"] :]
        for k, series in enumerate((run.losses, run.enters, run.carried, run.flow)):
            np.testing.assert_array_equal(own[k * N : (k + 1) * N], series.astype("<f4"))
        h = own[4 * N : 4 * N + N * H].reshape(N, H)
        np.testing.assert_array_equal(h, run.h.astype("<f4"))
        for n, answer in enumerate(sent["answers"]):
            assert (answer is None) == (run.target[n] < 0)
            if answer:
                assert answer[1] == shown.answers[run.target[n]]
                assert answer[2] == pytest.approx(run.p[n, run.target[n]], abs=1e-4)


def test_the_tour_has_all_five_shapes_and_its_networks_do_their_jobs(tour):
    assert [shown.run.shape for shown in tour.shown] == list(SHAPES)
    for shown in tour.shown:
        said = [shown.said(n) for n in range(len(shown.run.h))]
        right = [a == b for a, b, _ in filter(None, said)]
        assert np.mean(right) > 0.7, shown.run.shape
    film = tour.shown[3]
    hidden = [max(max(row) for row in x) < 1 for x in film.x]
    assert sum(hidden) >= 4 and not hidden[0] and not hidden[-1]


def test_another_shape_brings_its_own_columns():
    widget = example()
    widget.t = 3
    for shape, shown in enumerate(widget.shown):
        widget.shape = shape
        N = len(shown.run.h)
        assert widget._choices["t"] == N and widget.t < N
        widget.t = N - 1
        with pytest.raises(ValueError, match=f"t: expected an integer from 0 to {N - 1}"):
            widget.t = N
    assert widget._start["shape"] == 0


def test_its_sentence_says_what_stands_there():
    widget = example()
    widget.shape, widget.t = 1, 6
    said = widget._still.sentence(widget)
    assert "many to one: 7 columns, 1 answer with a loss; column 7 answers" in said
    widget.t = 2
    assert "column 3 is asked for no answer" in widget._still.sentence(widget)
    widget.direction = "backward"
    size = f"{widget.now.run.flow[2]:.2g}"
    said = widget._still.sentence(widget)
    assert f"by the state of column 3 is {size}, of which 0 enters there" in said
    assert repr(widget) == "SequenceShapes(one to many | many to one | many to many, aligned)"


def test_words_and_pictures():
    shown = Shown(run_of(), "four words", "ab", ["red", " ", "blue"])
    assert all(word in ("red", "␣", "blue") for word in shown.x)
    assert shown.given(0) is None and shown.said(0) is None
    assert shown.said(3)[1] == "b"


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda: Shown("run", "", "ab", "xyz"), "run: expected a ShapeRun, got 'run'"),
        (lambda: Shown(run_of(), "", "abc", "xyz"), "answers: expected 2 words, got 3"),
        (lambda: Shown(run_of(), "", "ab", "x"), "inputs: expected a word for the symbol"),
        (lambda: Shown(run_of(), "", "ab", 8), "inputs: expected a word for the symbol"),
        (lambda: Shown(run_of(41), "", "ab", "xyz"), "run: expected at most 40 columns, got 41"),
        (lambda: SequenceShapes([]), "shown: expected a list of SequenceShapes.Shown"),
        (lambda: SequenceShapes([run_of()]), "shown: expected a list of SequenceShapes.Shown"),
        (
            lambda: SequenceShapes([Shown(run_of(), "", "ab", "xyz")] * 2),
            "shown: expected runs of different shapes",
        ),
        (lambda: setattr(example(), "shape", 3), "shape: expected an integer from 0 to 2, got 3"),
        (lambda: setattr(example(), "direction", "up"), "direction: expected 'forward' or"),
        (lambda: SequenceShapes(example().shown, colour=1), "colour: expected one of shape, t"),
    ],
)
def test_bad_values(act, message):
    for error in (ValueError, traitlets.TraitError):
        with pytest.raises(error, match=message):
            act()
