"""The table of symbols, and the equations written with it."""

import numpy as np
import pytest

import rnnlib
from rnnlib import notation
from rnnlib.notation import palette


def test_a_gate_has_its_name_in_every_course():
    written = [notation.symbol("f", name) for name in notation.NAMES]
    assert written == ["f", "f", "remember", "Γ_f", "f"]
    assert [notation.symbol("g", n) for n in notation.NAMES[:4]] == ["g", "C̃", "ltm′", "c̃"]


def test_the_textbook_trades_W_and_U():
    assert notation.equations("Vanilla")["a"] == "a = x W + h⁻ U + b"
    assert notation.equations("Vanilla", "goodfellow")["a"] == "a = b + W h⁻ + U x"


@pytest.mark.parametrize(
    ("name", "update"),
    [
        ("house", "c = f⊙c⁻ + i⊙g"),
        ("goodfellow", "C = f⊙C⁻ + i⊙C̃"),
        ("memory", "ltm = remember⊙ltm⁻ + save⊙ltm′"),
        ("ng", "c = Γ_f⊙c⁻ + Γ_u⊙c̃"),
        ("peephole-lecture", "c = f⊙c⁻ + i⊙tanh(W_xc x + W_hc h⁻ + b_c)"),
    ],
)
def test_the_cell_state_in_five_notations(name, update):
    assert notation.equations("LSTM", name)["c"] == update


def test_the_sum_before_a_gate_in_five_notations():
    written = [notation.equations("LSTM", name)["f"].split(" = ")[1] for name in notation.NAMES]
    assert written == [
        "σ(x W_f + h⁻ U_f + b_f)",
        "σ(b_f + W_f h⁻ + U_f x)",
        "σ(W_r x + U_r wm⁻)",
        "σ(W_f[a⁻, x] + b_f)",
        "σ(W_xf x + W_hf h⁻ + b_f)",
    ]


def test_the_update_gate_writes():
    assert notation.equations("GRU")["h"] == "h = u⊙n + (1 − u)⊙h⁻"
    assert notation.equations("GRU", "ng")["n"] == "c̃ = tanh(W_c[Γ_r⊙a⁻, x] + b_c)"


def test_courses_without_a_gru_are_not_offered_one():
    assert notation.names("GRU") == ("house", "goodfellow", "ng")
    assert notation.names("LSTM") == notation.NAMES
    with pytest.raises(ValueError, match="expected what has a symbol in memory words, got 'u'"):
        notation.symbol("u", "memory")


def test_every_cell_can_be_written_in_every_notation_it_is_offered_in():
    for cell, equations in notation.EQUATIONS.items():
        for name in notation.names(cell):
            written = notation.equations(cell, name)
            assert list(written) == list(equations)
            assert not any("{" in line for line in written.values())


def test_an_output_that_is_carried_on():
    assert list(notation.equations("Jordan").values()) == [
        "a = x W + y⁻ U + b",
        "h = tanh(a)",
        "y = h V + b_y",
    ]
    assert notation.equations("Jordan", "goodfellow")["a"] == "a = b + W o⁻ + U x"
    assert notation.equations("Jordan", "goodfellow")["y"] == "o = c + V h"
    assert notation.equations("Jordan", "ng")["a"] == "z = W_a[ŷ⁻, x] + b_a"
    (piece,) = notation.tokens("{y:h}", "memory", "Jordan")
    assert piece == {"text": "V wm", "terms": ["y.h", "y.b"]}


def test_whatever_a_tape_names_has_a_symbol_and_a_hue():
    for cell in notation.EQUATIONS:
        kind = getattr(rnnlib, f"{cell}Cell")(2, 3, rng=np.random.default_rng(0))
        for name in (*kind.gates, *kind.extras, *kind.states):
            assert palette.colour(name).startswith("#")
            for course in notation.names(cell):
                assert notation.symbol(name, course)


def test_whatever_attention_names_has_a_symbol_and_a_hue():
    for name, written in {"e": "e", "alpha": "α", "w": "w"}.items():
        assert notation.symbol(name) == written
        assert palette.colour(name).startswith("#")
    assert notation.symbol("w", "ng") == "c"  # where the cell state does not have that letter alone


def test_old_values_and_gradients_have_symbols():
    assert notation.symbol("c⁻", "memory") == "ltm⁻"
    assert notation.symbol("∂L/∂c", "goodfellow") == "∂L/∂C"
    assert notation.symbol("z_g", "ng") == "z_c"


def test_a_symbol_at_a_gauge_is_short():
    assert notation.short("g", "peephole-lecture") == "tanh(…)"
    assert notation.short("g") == "g"


def test_pieces_know_the_numbers_they_stand_for():
    pieces = notation.tokens("{f}⊙{c⁻} + {z_i}")
    assert [p["terms"] for p in pieces if "terms" in p] == [
        ["f"],
        ["c⁻"],
        ["i.x"],
        ["i.h"],
        ["i.b"],
    ]
    joined = notation.tokens("{z_i}", "ng")
    assert joined[0] == {"text": "W_u[a⁻, x]", "terms": ["i.h", "i.x"]}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: notation.symbol("f", "klingon"), "notation: expected one of house, .*'klingon'"),
        (lambda: notation.symbol("k"), "name: expected one of x, .*'k'"),
        (
            lambda: notation.equations("Transformer"),
            "cell: expected one of .*LSTM, .*'Transformer'",
        ),
        (lambda: notation.tokens("{u}", "memory", "GRU"), "notation: expected one of house, good"),
        (lambda: palette.colour("k"), "name: expected one of f, .*'k'"),
    ],
)
def test_unknown_names_are_refused_with_the_choices(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_hues_are_those_of_okabe_and_ito_and_shared_by_gates_of_one_purpose():
    assert palette.colour("f") == palette.colour("r") == "#D55E00"
    assert palette.colour("i") == palette.colour("u") == "#009E73"
    assert palette.colour("g") == palette.colour("n") == "#CC79A7"
    assert [palette.colour(name) for name in "och"] == ["#0072B2", "#E69F00", "#56B4E9"]
