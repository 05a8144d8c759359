"""What stands for every widget where none can run: its sentence, and its still picture."""

import re
import subprocess
import sys
from base64 import b64decode
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from browser.showcase import SHOWN
from matplotlib.image import imread
from matplotlib.transforms import Bbox
from widgets.runs import run
from widgets.unrolled_runs import network
from widgets.walks import walk

from rnnlib import LSTMCell, widgets
from rnnlib.chapters.lint import UNSTABLE
from rnnlib.plots import Picture
from rnnlib.widgets.shared.still import VARIABLE, number, size, under, window


@pytest.fixture(params=SHOWN.values(), ids=SHOWN)
def widget(request):
    made = request.param()
    assert getattr(made, "_still", None), "it has no `_still`: expected a Player with a still.py"
    return made


def sentence(widget):
    """What stands below the repr in text/plain."""
    data, _ = widget._repr_mimebundle_()
    first, second = data["text/plain"].split("\n")
    assert first == repr(widget)
    return second


def pixels(widget):
    return imread(BytesIO(widget.still().png))


def test_every_widget_is_here():
    assert {name.split()[0] for name in SHOWN} == set(widgets.__all__)


def test_while_it_plays_it_is_told_but_not_drawn(widget, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(widget._still, "figure", None)
    data, metadata = widget._repr_mimebundle_()
    assert set(data) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert "image/png" not in metadata
    said = sentence(widget)
    assert 40 < len(said) < 320, "expected a sentence of 40 to 320 letters"
    assert said.endswith(".") and re.search(r"\d", said), "expected a number and a full stop"
    assert not any(pattern.search(said) for pattern in UNSTABLE.values())
    assert "nan" not in said and "inf" not in said


def test_a_stored_form_has_the_picture_with_its_alt_text(widget, monkeypatch):
    monkeypatch.setenv(VARIABLE, "1")
    data, metadata = widget._repr_mimebundle_()
    assert metadata["image/png"] == {"alt": sentence(widget)}
    png = b64decode(data["image/png"])
    assert len(png) < 24_000 and png[25] == 3, "a palette"
    picture = imread(BytesIO(png), format="png")
    assert 890 <= picture.shape[1] <= 910 and 100 < picture.shape[0] < 800
    assert (picture[[0, -1]] == 1).all() and picture.std() > 0.05, (
        "a white rim, and something in it"
    )
    assert data["image/png"] == widget._repr_mimebundle_()[0]["image/png"]


def test_nothing_of_the_picture_is_cut_off(widget):
    fig = widget._still.figure(widget)
    (width, height), rim = fig.get_size_inches(), 0.25
    larger = Bbox([[-rim, -rim], [width + rim, height + rim]])
    fig.savefig(file := BytesIO(), format="png", dpi=100, bbox_inches=larger)
    whole = imread(BytesIO(file.getvalue()), format="png")[..., :3]
    outside = np.ones(whole.shape[:2], bool)
    outside[24:-24, 24:-24] = False
    assert (whole[outside] == 1).all()


def test_drawing_waits_until_it_is_wanted():
    code = "import sys, rnnlib.widgets as w; w.GatePlayground()._repr_mimebundle_()\n"
    code += "print([m for m in ('matplotlib', 'PIL') if m in sys.modules])"
    env = {"PYTHONPATH": ":".join(sys.path)}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert told.stdout == "[]\n", told.stderr


PLAYER = {"t": 3, "unit": 1, "batch": 1, "notation": "ng", "direction": "backward"}
CHANGES = [
    *(("CellPlayer LSTM", {trait: value}) for trait, value in PLAYER.items()),
    *(("ComparePlayer", {t: v}) for t, v in PLAYER.items() if t != "unit"),
    ("ComparePlayer", {"shown": "gates"}),
    *(("BPTTView", change) for change in ({"t": 2}, {"source": 4}, {"k": 3}, {"parameter": "W"})),
    *(("BPTTView LSTM", change) for change in ({"t": 2}, {"layer": 0}, {"lane": "c"})),
    *(("GatePlayground", change) for change in ({"t": 5}, {"preset": "count"}, {"notation": "ng"})),
    *(("GradientFlow", change) for change in ({"t": 9}, {"radius": 1.5}, {"length": 25})),
    *(("MemoryView", change) for change in ({"t": 3}, {"head": 1}, {"direction": "backward"})),
    *(("PathSplitter", change) for change in ({"t": 3}, {"strength": 0.5}, {"notation": "memory"})),
    *(("PhasePlane", change) for change in ({"t": 5}, {"preset": "latch"}, {"notation": "ng"})),
    *(("PixelView", change) for change in ({"t": 20}, {"picture": 1}, {"case": 3})),
    *(("TextView", change) for change in ({"t": 2}, {"unit": 1}, {"name": "f"})),
    *(("TrainingView", change) for change in ({"t": 2}, {"draw": 1}, {"temperature": 0.3})),
    *(("UnrollView", change) for change in ({"t": 6}, {"parameter": "U"})),
]


@cache
def unchanged(name):
    """The sentence and the picture before any change."""
    widget = SHOWN[name]()
    return sentence(widget), pixels(widget)


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=str)
def test_both_show_it_as_it_stands(name, change):
    widget = SHOWN[name]()
    said, drawn = unchanged(name)
    for trait, value in change.items():
        setattr(widget, trait, value)
    if change != {"notation": "ng"} or name != "ComparePlayer":  # whose c has one name everywhere
        assert sentence(widget) != said
    now = pixels(widget)
    assert now.shape != drawn.shape or np.abs(now - drawn).max() > 0.2


def test_the_numbers_are_those_of_the_run():
    tape, _ = run()
    player = widgets.CellPlayer(tape, t=7, unit=2, batch=1, direction="backward")
    c, dc = tape["c"][7, 1, 2], tape.back["c"][7, 1, 2]
    assert f"c = {number(c)}" in sentence(player) and f"∂L/∂c = {size(dc)}" in sentence(player)
    view = widgets.UnrollView(*network(), t=2)
    assert f"a loss of {view.run.losses[2]:.2f} of {view.run.losses.sum():.2f}" in sentence(view)
    plane = widgets.PhasePlane(preset="spiral", t=12)
    assert "after step 12 at (0.34, 0.00)" in sentence(plane)  # 1.2 · 0.9¹²
    model, batch = walk()
    whole = np.linalg.norm(model.loss_and_grads(batch)[1]["rnn.U"])
    assert f"all together to {size(whole)}." in sentence(widgets.BPTTView(model, batch))
    flow = widgets.GradientFlow(t=10)
    assert f"10 steps back vanilla {size(flow.norms()['vanilla'][10])}," in sentence(flow)
    splitter = widgets.PathSplitter(run(T=20, symbols=False)[0], t=4)
    carry = np.linalg.norm(splitter.split().carry[4])
    assert f"along the carry {size(carry)}," in sentence(splitter)
    playground = widgets.GatePlayground(preset="leak", T=30, t=20)
    assert f"c = {number(playground.run()['c'][20, 0, 0])}," in sentence(playground)


def test_influence_is_told_and_drawn():
    text = "ab\ncd"
    influence = np.tril(np.arange(25.0).reshape(5, 5))
    view = widgets.TextView(None, text, sensitivity=influence, t=3)
    assert "character 4, “c”: most of all character 4, “c”, by 18." in sentence(view)
    assert len(view._still.figure(view).axes[0].texts) == 5


def test_labels_are_letters_not_formulas():
    tape, _ = run(T=3)
    labels = ["$x$", "<b>", "$\\frac{"]
    fig = widgets.CellPlayer(tape, labels=labels)._still.figure
    shown = [
        tick.get_text()
        for axis in fig(widgets.CellPlayer(tape, labels=labels)).axes
        for tick in axis.get_xticklabels()
    ]
    assert {r"\$x\$", "<b>", r"\$\frac{"} <= set(shown)
    assert Picture(fig(widgets.CellPlayer(tape, labels=labels, t=2)), "Labels.").png


def test_a_run_that_overflowed_is_still_told_and_drawn():
    tape, layer = run(LSTMCell, T=6, back=False, symbols=False, dtype=np.float32)
    x = np.full((6, 1, 5), 3e38, np.float32)
    with np.errstate(all="ignore"):
        _, tape = layer.forward(x)
        player = widgets.CellPlayer(tape, t=5)
        assert "step 6 of 6" in sentence(player)
        assert player.still().png


def test_of_a_long_run_a_piece_around_the_step():
    tape, _ = run(T=200, back=False)
    player = widgets.CellPlayer(tape, t=150)
    assert len(player._still.figure(player).axes[-1].get_xticks()) == 48
    assert window(150, 200) == (126, 174) and window(0, 200) == (0, 48)
    assert window(199, 200) == (152, 200) and window(3, 9) == (0, 9)
    assert under([], 6) == ["1", "", "", "", "5", ""] and under(["a"], 1) == ["a"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.346, "0.35"), (12, "12"), (3.21e-9, "3.2·10⁻⁹"), (5e7, "5.0·10⁷"),
     (-2e-5, "−2.0·10⁻⁵"), (np.inf, "∞")],
)  # fmt: skip
def test_sizes(value, text):
    assert size(value) == text


def test_numbers_have_a_real_minus_and_no_negative_zero():
    assert (number(-1.234), number(-0.001), number(2)) == ("−1.23", "0.00", "2.00")
