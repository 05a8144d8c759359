"""PixelView without a page: what it holds, what it refuses, what it says."""

import numpy as np
import pytest
import traitlets

from rnnlib import PixelLSTM, PixelRNN
from rnnlib.models import influence
from rnnlib.widgets import PixelView
from rnnlib.widgets.pixel_view.example import example
from rnnlib.widgets.pixel_view.record import DECADES, SHADES, lit, percent

R, C, COPIES = 5, 6, 4


@pytest.fixture(scope="module")
def view():
    return example()


def test_what_travels_is_what_was_computed(view):
    told = np.frombuffer(view._told, np.uint8).reshape(2, 3, 4, 3, COPIES, R * C)
    for p, m, c in np.ndindex(2, 3, 4):
        model, given = [*view.networks.values()][m], [*view.erasures.values()][c]
        drawn, expected, right = told[p, m, c]
        x = view.pictures[p]
        assert (drawn.reshape(COPIES, R, C)[:, given] == x[given]).all()
        prob = model.probabilities(drawn.reshape(COPIES, R, C).astype(int)).reshape(COPIES, -1, 2)
        np.testing.assert_allclose(expected, 100 * prob[..., 1], atol=1)
        its = np.take_along_axis(prob, drawn[..., None].astype(int), -1)[..., 0]
        np.testing.assert_allclose(right, 100 * its, atol=1)
        assert view._given[c] == "".join("0" if one else "1" for one in given.ravel())


def test_shades_are_decades_below_the_largest(view):
    shades = np.frombuffer(view._lit, np.uint8).reshape(2, 3, R * C, R * C)
    for m, model in enumerate(view.networks.values()):
        field = influence(model, view.pictures[1], (3, 4)).ravel()
        row = shades[1, m, 3 * C + 4].astype(int)
        np.testing.assert_array_equal(row > 0, field > 0)
        seen = field > 10.0**-DECADES * field.max()
        decades = ((row[seen] - 1) / (SHADES - 1) - 1) * DECADES
        np.testing.assert_allclose(decades, np.log10(field[seen] / field.max()), atol=0.013)
        assert view._largest[1][m][3 * C + 4] == pytest.approx(field.max(), rel=0.06)
    assert not lit(model, view.pictures[0])[0][0].any()  # of the first pixel nothing is known


def test_percent_is_never_rounded_to_certainty():
    p = [0, 1e-9, 0.004, 0.5, 0.996, 1 - 1e-9, 1]
    np.testing.assert_array_equal(percent(np.array(p)), [0, 1, 1, 50, 99, 99, 100])


def test_what_a_reader_erases_python_completes():
    view = example()
    erased = "".join("1" if k in (2, 9, 20) else "0" for k in range(R * C))
    view.erased = erased
    assert view.case == -1
    assert [k for k in range(R * C) if not view.given.ravel()[k]] == [2, 9, 20]
    for _ in range(2):
        drawn = view.told.drawn.reshape(COPIES, R, C)
        assert (drawn[:, view.given] == view.pictures[view.picture][view.given]).all()
        model = [*view.networks.values()][view.network]
        expected = 100 * model.probabilities(drawn)[..., 1].reshape(COPIES, -1)
        np.testing.assert_allclose(view.told.expected, expected, atol=1)
        assert view._mine["key"] == [view.picture, view.network, erased]
        view.picture, view.network = 1, 2
    view.case = 1
    assert view.given[0, 0] and not view.given[0, C - 1]
    view.case = -1
    assert view.told.drawn.shape == (COPIES, R * C)
    view.erased = ""
    assert view.case == 0


def test_completions_are_the_same_every_time(view):
    assert example()._told == view._told
    assert example(seed=1)._told != view._told


def test_what_it_says_follows_the_cursor():
    view = example(network=1, case=0)
    assert repr(view) == (
        "PixelView(Row LSTM, diagonal BiLSTM, plain LSTM: 2 pictures of 5×6, 4 copies)"
    )
    assert view.t == 12  # the first that is erased
    view.t, view.picture = 20, 1
    said = view._still.sentence(view)
    assert "cross, diagonal BiLSTM: pixel 21 of 30, row 4, column 3, is erased" in said
    assert "depends on 20 of 20 earlier pixels" in said
    expected = ", ".join(f"{v} %" for v in view.told.expected[:, 20])
    assert expected in said
    view.t = 3
    assert "is given" in view._still.sentence(view)
    assert view.still().png.startswith(b"\x89PNG")


def test_more_levels_than_two():
    view = example(K=5, shape=(3, 4))
    drawn = np.frombuffer(view._told, np.uint8).reshape(2, 3, 4, 3, COPIES, 12)[:, :, :, 0]
    assert drawn.max() == 4 and view._plan["K"] == 5


RNG = np.random.default_rng(0)
GOOD = {"a": PixelLSTM(2, 2, rng=RNG)}
PICTURES = np.zeros((1, 2, 3), int)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({}, PICTURES), "networks: expected at least one, got none"),
        (({"a": 5}, PICTURES), "networks: expected models such as PixelRNN, got 5"),
        ((5, PICTURES), "networks: expected a dict"),
        (
            (GOOD | {"b": PixelRNN("row", 3, 1, rng=RNG)}, PICTURES),
            r"networks: expected models of the same levels, got \[2, 3\]",
        ),
        ((GOOD, PICTURES + 2), r"pictures: expected whole numbers \(B, R, C\) from 0 to 1"),
        ((GOOD, np.zeros((1, 21, 20), int)), "pictures: expected at most 400 pixels, got 21 · 20"),
    ],
)
def test_bad_arguments_are_refused_in_one_sentence(arguments, message):
    with pytest.raises(ValueError, match=message):
        PixelView(*arguments)


@pytest.mark.parametrize(
    ("traits", "message"),
    [
        ({"t": 6}, "t: expected an integer from 0 to 5, got 6"),
        ({"picture": 1}, "picture: expected an integer from 0 to 0, got 1"),
        ({"network": -1}, "network: expected an integer from 0 to 0, got -1"),
        ({"case": 4}, "case: expected an integer from 0 to 3, or −1 once pixels are erased, got 4"),
        ({"case": -1}, "case: expected an integer from 0 to 3, or −1 once"),
        ({"erased": "01"}, "erased: expected 6 signs, 0 or 1, or none, got '01'"),
        ({"colour": 1}, "colour: expected one of t, picture, network, case"),
        ({"names": ["a", "b"]}, "names: expected 1, one for each picture, got 2"),
        ({"erasures": {}}, "erasures: expected at least one, got none"),
        ({"erasures": {"x": np.ones((2, 3), bool)}}, "erasures: expected bool .* nothing erased"),
        ({"erasures": {"x": np.ones(2)}}, "erasures: expected bool"),
        ({"copies": 0}, "copies: expected a positive integer"),
    ],
)
def test_bad_traits_are_refused_in_one_sentence(traits, message):
    with pytest.raises(ValueError, match=message) as caught:
        PixelView(GOOD, PICTURES, **traits)
    if next(iter(traits)) not in ("copies", "seed"):
        assert isinstance(caught.value, traitlets.TraitError)
