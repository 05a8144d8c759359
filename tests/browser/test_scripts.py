"""The pure parts of the page's scripts, loaded as the ES modules that they are."""

import re

import pytest
from browser.pages import serve

from rnnlib.widgets.shared.modules import SHARED

CHOICES = {"t": 3, "stage": ["all", "forget", "write"]}


@pytest.fixture(scope="module")
def call(open_page):
    """`call("file", "function", *arguments)` → what the exported function returns."""
    page = open_page()
    serve(page, SHARED)

    def call(file, function, *arguments):
        return page.evaluate(
            """async ([file, name, all]) => (await import(`/${file}.js`))[name](...all) ?? null""",
            [file, function, list(arguments)],
        )

    call.page = page
    return call


@pytest.mark.parametrize(
    ("symbol", "written"),
    [
        ("W_xf", "W<sub>xf</sub>"),
        ("c⁻", "c<sup>−</sup>"),
        ("h⁺", "h<sup>+</sup>"),
        ("g²", "g<sup>2</sup>"),
        ("U_aᵀ", "U<sub>a</sub><sup>T</sup>"),
        ("h⁽12⁾_t′", "h<sup>(12)</sup><sub>t′</sub>"),
    ],
)
def test_a_symbol_is_typeset_and_so_it_is_in_a_picture(call, symbol, written):
    text, shifts = call.page.evaluate(
        """async (symbol) => {
          const { typeset, typesetSvg } = await import("/frame/dom.js");
          const inPicture = typesetSvg(document.createElement("i"), symbol).children;
          return [typeset(document.createElement("i"), symbol).innerHTML,
            [...inPicture].map((part) => [part.textContent, parseFloat(part.getAttribute("dy"))])];
        }""",
        symbol,
    )
    assert text == written
    pieces = re.findall(r"(?:<(su[bp])>)?([^<>]+)(?:</su[bp]>)?", written)
    assert [piece for piece, _ in shifts] == [piece for _, piece in pieces]
    level = 0.0
    for (where, _), (_, shift) in zip(pieces, shifts, strict=True):  # shifts are of one's own size
        level += shift * (0.72 if where else 1)
        assert level == pytest.approx({"": 0, "sub": 0.3, "sup": -0.42}[where], abs=0.001)


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        (0.934, "f", "0.93"),
        (-1.005, "c", "−1.00"),
        (-0.001, "c", "0.00"),
        (0.0123, "∂L/∂c", "0.012"),
        (-0.00012345, "∂L/∂c", "−1.2e−4"),
        (123.4, "∂L/∂c", "123"),
        (0, "∂L/∂c", "0"),
    ],
)
def test_numbers_are_written_short_and_with_a_real_minus(call, value, name, text):
    assert call("frame/format", "number", value, name) == text


def test_gradients_on_a_gauge_take_little_room(call):
    for value in (-0.5, -0.0123, -1.5e-7, 12.3, -999.0):
        assert len(call("frame/format", "compact", value, "∂L/∂c")) <= 6


def test_sizes_are_linear_for_values_and_logarithmic_for_gradients(call):
    assert call("frame/format", "magnitude", -0.5, 2, "c") == 0.25
    assert call("frame/format", "magnitude", 0.01, 1, "∂L/∂c") == pytest.approx(0.5)
    assert call("frame/format", "magnitude", 1e-9, 1, "∂L/∂c") == 0


@pytest.mark.parametrize(
    ("state", "by", "there"),
    [
        ({"t": 0, "stage": "all", "direction": "forward"}, 1, {"stage": "forget"}),
        ({"t": 0, "stage": "all", "direction": "backward"}, 1, {"stage": "write"}),
        ({"t": 0, "stage": "forget", "direction": "forward"}, 1, {"stage": "write"}),
        ({"t": 0, "stage": "write", "direction": "forward"}, -1, {"stage": "forget"}),
        ({"t": 0, "stage": "write", "direction": "forward"}, 1, {"t": 1, "stage": "forget"}),
        ({"t": 1, "stage": "forget", "direction": "forward"}, -1, {"t": 0, "stage": "write"}),
        ({"t": 2, "stage": "write", "direction": "forward"}, 1, None),
        ({"t": 2, "stage": "forget", "direction": "backward"}, 1, {"t": 1, "stage": "write"}),
        ({"t": 0, "stage": "forget", "direction": "backward"}, 1, None),
    ],
)
def test_stages_go_over_the_border_of_steps(call, state, by, there):
    assert call("frame/moves", "staged", state, by, CHOICES) == there


def test_playing_starts_over_from_the_other_end(call):
    back = {"t": 0, "stage": "all", "direction": "backward"}
    assert call("frame/moves", "rewound", back, CHOICES) == {"t": 2, "stage": "all"}
    assert call("frame/moves", "played", back, CHOICES) is None


def test_a_diagram_grows_with_its_page_and_stays_legible(call):
    small, large = (call("drawing/geometry", "measures", width, [12, 6.6]) for width in (370, 1000))
    assert small["font"] >= 12
    assert large["font"] > small["font"]
    assert large["gauge"] > small["gauge"] > 30


def test_a_wire_meets_its_node_straight(call):
    boxes = {"f": {"x": 50, "y": 50, "left": 30, "right": 70, "top": 30, "bottom": 80}}
    m = {"ux": 10, "uy": 10}
    assert call("drawing/geometry", "corners", [[4, 9], "f.bottom"], boxes, m) == [
        [40, 90],
        [40, 80],
    ]
    assert call("drawing/geometry", "corners", [[9, 9], "f.bottom"], boxes, m) == [
        [90, 90],
        [50, 80],
    ]


def test_corners_are_rounded_within_their_sides(call):
    path = call("drawing/geometry", "rounded", [[0, 0], [10, 0], [10, 4]], 5)
    assert path == "M0,0L5,0Q10,0 10,2L10,4"


@pytest.mark.parametrize("name", ["c", "∂L/∂c"])
def test_sizes_of_many_numbers_are_those_of_one(call, name):
    apart, odd = call.page.evaluate(
        """async (name) => {
          const { magnitude, magnitudes } = await import("/frame/format.js");
          const quick = magnitudes(name), apart = (part) => quick(part) - magnitude(part, 1, name);
          const parts = Array.from({ length: 4000 }, (_, k) => 10 ** (1 - k / 500));
          return [Math.max(...parts.map((part) => Math.abs(apart(part)))),
            [0, -0, NaN, Infinity, 1e-45].map(apart)];
        }""",
        name,
    )
    assert apart < 1e-4 and odd == [0, 0, 0, 0, 0]


def test_a_canvas_that_is_not_seen_is_not_painted(call):
    """Neither in what is hidden nor on no page at all, where a font has no size."""
    sizes = call.page.evaluate(
        """async () => {
          const { sized } = await import("/drawing/grid.js");
          const seen = document.createElement("canvas");
          seen.style.width = "100px";
          document.body.append(seen);
          const once = [20, 0, NaN].map((height) => sized(seen, height)?.canvas.height ?? null);
          seen.remove();
          return [...once, sized(seen, 20), sized(seen, NaN, false)];
        }"""
    )
    assert sizes == [20, None, None, None, None]
