"""MemoryView without a page: what it holds, what it refuses, what it says."""

import numpy as np
import pytest
import traitlets
from widgets.memory_runs import memory_run

from rnnlib.widgets import MemoryView
from rnnlib.widgets.memory_view.example import example
from rnnlib.widgets.memory_view.record import SIZES
from rnnlib.widgets.shared.still import number, size

T, B, N, M, O = 6, 2, 7, 3, 2
RNG = np.random.default_rng(0)
Y, TARGET = RNG.random((T, B, O)), RNG.integers(-1, 2, (T, B, O))


def view_of(**given):
    return MemoryView(memory_run()[0], **{"predictions": Y, "targets": TARGET} | given)


def sent(view, data=None):
    """{name: array} as the page is given them."""
    flat = np.frombuffer(view._numbers if data is None else data, "<f4")
    return {
        name: flat[start : start + int(np.prod(shape))].reshape(shape)
        for name, (start, _, shape, _) in view._layout.items()
    }


@pytest.mark.parametrize("batch", [0, 1])
def test_the_numbers_are_those_of_the_tape(batch):
    tape, _ = memory_run()
    view = view_of()
    view.batch = batch
    numbers = sent(view)
    for name in ("C", "w_c", "w_g", "w_s", "k", "beta", "g", "s", "gamma", "e", "a", "r"):
        np.testing.assert_array_equal(numbers[name], tape[name][:, batch].astype("f4"))
    for name in ("M", "w"):
        np.testing.assert_array_equal(numbers[name][1:], tape[name][:, batch].astype("f4"))
    np.testing.assert_array_equal(numbers["M"][0], np.full((N, M), 0.01, "f4"))
    np.testing.assert_array_equal(numbers["w"][0], tape["w_before"][0, batch])
    np.testing.assert_array_equal(numbers["x"], tape.controller.x[:, batch, :2].astype("f4"))
    np.testing.assert_array_equal(numbers["y"], Y[:, batch].astype("f4"))
    kept = view.arrays["M_kept"]
    np.testing.assert_allclose(view.arrays["erased"], view.arrays["M"][:-1] - kept)
    np.testing.assert_allclose(kept + view.arrays["added"], view.arrays["M"][1:])
    asked = TARGET[:, batch] >= 0
    np.testing.assert_array_equal(np.isfinite(numbers["target"]), asked)
    for name in ("w", "w_s", "w_g", "w_c", "w_before", "k", "beta", "g", "s", "gamma", "e", "r"):
        np.testing.assert_array_equal(
            numbers[f"∂L/∂{name}"], tape.back[name][:, batch].astype("f4")
        )
    np.testing.assert_array_equal(numbers["∂L/∂M"][1:], tape.back["M"][:, batch].astype("f4"))


def test_bits_are_counted_where_they_are_asked_for():
    view = view_of()
    for t, said in enumerate(view._right):
        asked = TARGET[t, 0] >= 0
        right = sum((Y[t, 0] > 0.5)[asked] == (TARGET[t, 0] == 1)[asked])
        assert said == (f"{right} of {asked.sum()}" if asked.any() else "")
    assert set(view_of(targets=None)._right) == {""}


def test_a_page_is_sent_the_same_digits():
    view = example()
    whole, light = sent(view), sent(view, view.for_page()["_numbers"])
    for name, values in whole.items():
        small = name.startswith("∂") or name in SIZES
        said = "{:.1e}".format if small else number
        for one, other in zip(values.ravel(), light[name].ravel(), strict=True):
            assert said(one) == said(other), name


def test_what_it_says_follows_the_cursor():
    view = example(t=8)
    assert repr(view) == "MemoryView(T=13, B=2, N=12, M=5: read, write)"
    said = view._still.sentence(view)
    i = int(view.arrays["w"][9, 0].argmax())
    assert (
        f"at step 9 of 13, place {i} of 12: by content {number(view.arrays['w_c'][8, 0, i])}"
        in said
    )
    view.head, view.place, view.direction = 1, 3, "backward"
    said = view._still.sentence(view)
    assert said.startswith("Write head at step 9 of 13, place 3 of 12: ")
    assert f"∂L/∂w^g = {size(view.arrays['∂L/∂w_g'][8, 1, 3])}" in said


def test_many_places_are_seen_near_the_peak_and_heads_have_numbers():
    view = MemoryView(memory_run(T=2, N=128, reads=2, writes=1)[0])
    assert view.zoom and not example().zoom
    assert view._heads == ["read 1", "read 2", "write"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"predictions": Y[0]}, r"predictions: expected an array \(T, B, O\) = \(6, 2, O\)"),
        ({"predictions": Y * 3}, "predictions: expected probabilities from 0 to 1, got"),
        ({"predictions": Y * np.nan}, "predictions: expected probabilities from 0 to 1, got nan"),
        ({"targets": "many"}, r"targets: expected an array \(T, B, O\)"),
        ({"targets": TARGET + 1}, "targets: expected 0, 1, or −1 where nothing is asked, got 2"),
        ({"targets": TARGET[..., :1]}, r"targets: expected the shape \(6, 2, 2\) of predictions"),
        ({"head": 2}, "head: expected an integer from 0 to 1, got 2"),
        (
            {"place": 7},
            "place: expected an integer from 0 to 6, or −1 for the largest weight, got 7",
        ),
        ({"place": -2}, "place: expected an integer from 0 to 6"),
        ({"unit": 3}, "unit: expected an integer from 0 to 2, got 3"),
        ({"stage": "forget"}, "stage: expected one of 'all', 'content', 'gate'"),
        ({"zoom": "near"}, "zoom: expected True or False, got 'near'"),
        ({"colour": 1}, "colour: expected one of t, unit, batch"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(given, message):
    with pytest.raises(ValueError, match=message) as caught:
        view_of(**given)
    assert isinstance(caught.value, traitlets.TraitError) and "\n" not in str(caught.value)


def test_what_is_no_tape_or_has_no_gradients_is_refused():
    with pytest.raises(ValueError, match="tape: expected the tape of a NeuralTuringMachine"):
        MemoryView(memory_run()[0].controller)
    with pytest.raises(ValueError, match="direction: expected 'forward'"):
        MemoryView(memory_run(back=False)[0], direction="backward")
    with pytest.raises(ValueError, match="tape: expected 1 to 2,000,000 numbers T · N · M, got"):
        MemoryView(memory_run(T=2, B=1, N=6000, M=200, back=False)[0])
