"""A page is sent rounded numbers: whatever a widget writes of them, it writes as in JupyterLab."""

from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest
from browser.pages import serve

import rnnlib
from rnnlib import GRUCell, LSTMCell, Recurrent, VanillaCell
from rnnlib.language import table
from rnnlib.widgets import CellPlayer, TextView

WIDGETS = Path(rnnlib.__file__).with_name("widgets")
# All that is written of a run: of every step and unit numbers, sums of formulas, ends of scales.
WRITTEN = """async ([layout, codes, sums]) => {
  const { Run } = await import("/shared/drawing/run.js");
  const { compact, number } = await import("/shared/frame/format.js");
  return codes.map((code) => {
    const bytes = Uint8Array.from(atob(code), (sign) => sign.charCodeAt(0));
    const run = new Run(layout, new DataView(bytes.buffer));
    const said = [];
    for (let unit = 0; unit < run.H; unit++) {
      for (const name of Object.keys(run.series)) {
        said.push(`${name} ${unit} ${run.unitScale(name, unit).toPrecision(2)}`);
        for (let t = 0; t < run.T; t++) {
          const value = run.value(name, t, unit);
          said.push(`${name} ${t} ${unit} ${number(value, name)} ${compact(value, name)}`);
        }
      }
      for (const names of sums) {
        for (let t = 0; t < run.T; t++) {
          said.push(`${names} ${t} ${unit} ${number(run.sum(names, t, unit), names[0])}`);
        }
      }
    }
    return said;
  });
}"""
INFLUENCE = """async ([T, codes, letters]) => {
  const { Influence } = await import("/text_view/influence.js");
  return codes.map((code) => {
    const bytes = Uint8Array.from(atob(code), (sign) => sign.charCodeAt(0));
    const influence = new Influence(new DataView(bytes.buffer), T, []);
    return letters.flatMap((_, t) => [influence.says(t, letters),
      influence.largest(t).toPrecision(2), influence.floor(t).toPrecision(2)]);
  });
}"""

LEARN = """async (table) => {
  const { learn } = await import("/shared/frame/say.js");
  for (const [group, words] of Object.entries(table)) learn("en", group, words);
}"""


@pytest.fixture(scope="module")
def page(open_page):
    page = open_page()
    serve(page, WIDGETS)
    page.evaluate(LEARN, table("en"))
    return page


def coded(data):
    return b64encode(bytes(data)).decode("ascii")


def run(kind, size, dtype):
    """A tape with gradients, numbers of many sizes and some that lie on the edge of a digit."""
    rng = np.random.default_rng(0)
    layer = Recurrent(kind(3, 8, rng=rng, dtype=dtype))
    for name, value in layer.params.items():
        value *= size if name == "U" else 1
    y, tape = layer.forward(rng.normal(size=(60, 1, 3)).astype(dtype))
    layer.backward(tape, (rng.normal(size=y.shape) * 10.0 ** rng.uniform(-9, 3, y.shape)))
    return tape


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(
    "kind, size", [(LSTMCell, 1), (LSTMCell, 6), (GRUCell, 3), (VanillaCell, 2)]
)
def test_a_player_writes_the_same(page, kind, size, dtype):
    player = CellPlayer(run(kind, size, dtype))
    light = player.for_page()["_numbers"]
    vocabulary = [
        line
        for known in player._vocabulary.values()
        for stage in known["stages"]
        for way in ("forward", "backward")
        for line in stage[way]
    ]
    sums = {tuple(p["terms"]) for line in vocabulary for p in line["right"] if "terms" in p}
    sums = [names for names in sums if len(names) > 1]
    assert sums or kind is VanillaCell
    codes = [coded(player._numbers), coded(light)]
    exact, sent = page.evaluate(WRITTEN, [player._run, codes, sums])
    assert len(exact) > 5_000
    assert sent == exact
    assert np.mean(np.frombuffer(light, "<u4") & 0xFFF == 0) > 0.6, "it is rounded at all"


def test_a_text_view_writes_the_same(page):
    rng = np.random.default_rng(0)
    tape = run(LSTMCell, 3, np.float64)
    norms = np.tril(np.exp(rng.normal(scale=3, size=(60, 60))))
    norms[30, :9] = 0.12499999, 0.125, 0.1250001, 0.995, 0.9949999, 9.995, 99.95, 0.001, 0.00099949
    letters = [chr(97 + k % 26) for k in range(60)]
    view = TextView(tape, "".join(letters), sensitivity=norms)
    light = view.for_page()
    exact, sent = page.evaluate(
        WRITTEN, [view._run, [coded(view._numbers), coded(light["_numbers"])], []]
    )
    assert sent == exact
    codes = [coded(view._influence), coded(light["_influence"])]
    exact, sent = page.evaluate(INFLUENCE, [60, codes, letters])
    assert sent == exact


def test_numbers_on_the_edge_of_a_digit_are_written_the_same(page):
    edges = [
        0.125,
        0.005,
        0.0049999,
        0.995,
        0.9949999,
        2.675,
        1.005,
        99.5,
        0.045,
        0.00099951,
        1e-30,
    ]
    edges = [s * f * 10.0**k for s in (1, -1) for f in edges for k in range(-3, 3)]
    edges += [99_499.0, 99_500.0, 99_999.0, 1e5, 104_999.0, 105_000.0, 949_999.0, 2.5e9]
    edges += [1e-30, 0.0, -0.0, np.inf, -np.inf, np.nan, 3e38]
    names = ["f", "c", "∂L/∂c"]
    view = TextView({n: np.array(edges)[:, None] for n in names}, "x" * len(edges))
    codes = [coded(view._numbers), coded(view.for_page()["_numbers"])]
    exact, sent = page.evaluate(WRITTEN, [view._run, codes, []])
    assert sent == exact
