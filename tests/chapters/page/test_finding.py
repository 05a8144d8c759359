"""What the search reads of a chapter."""

import pytest

from rnnlib.chapters.page.finding import said, words


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\frac{\partial L}{\partial z_t(k)} = y_t(k)", "∂L / ∂z_t(k) = y_t(k)"),
        (r"\lVert \partial L / \partial x_s\rVert", "‖∂L / ∂x_s‖"),
        (r"h_t = o_t \odot \tanh(c_t)", "h_t = o_t ⊙ tanh (c_t)"),
        (r"y = \mathrm{softmax}(z)", "y = softmax(z)"),
        (r"\begin{aligned} a &= b\\ c &= d \end{aligned}", "a = b c = d"),
        (r"\frac{\frac{a}{b}}{c}", "a / b / c"),
        (r"\sum_{s:\, l'_s = k} \alpha_t", "∑_s: l'_s = k α_t"),
        (r"\frac{\partial L}{\partial h_{t-1}} = 1", "∂L / ∂h_t-1 = 1"),
        (r"h^- + c^{-}_s + e^{-x} + 10^-3", "h⁻ + c⁻_s + e^-x + 10^-3"),
        ("x < y", "x < y"),
    ],
)
def test_formulas_are_as_one_would_type_them(tex, text):
    assert said(tex) == text


def test_formulas_stand_among_the_words():
    html = '<p>A <b>gate</b>: <math alttext="\\sigma(a &lt; b)"><mi>x</mi></math>.</p><p>&amp;</p>'
    assert words(html) == "A gate: σ(a < b) . &"
