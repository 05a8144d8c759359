"""The printed paths show the numbers of `analysis.paths`; bad arguments get a sentence."""

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from matplotlib.patches import Circle, Rectangle
from widgets.walks import TEXT, walk

from rnnlib import plots
from rnnlib.analysis import kept, paths

T = len(TEXT) - 1


@pytest.fixture(scope="module")
def found():
    return paths(*walk())


def words(fig):
    return [text.get_text() for text in fig.axes[0].texts]


@pytest.mark.parametrize(("parameter", "own"), [("U", "rnn.U"), ("b", "rnn.b"), ("V", "out.V")])
@pytest.mark.parametrize(("source", "k", "kind"), [(None, None, "windows"), (7, 3, "reach")])
def test_the_sizes_under_the_parts_are_those_of_the_parts(found, parameter, own, source, k, kind):
    fig = plots.bptt_paths(found, source=source, parameter=parameter, k=k, kind=kind)
    mask = kept(T, k or T, kind)
    if source is not None:
        mask &= np.arange(T)[:, None] == source
    parts = [found.grads[own][mask[:, s], s].sum(axis=0) for s in range(T)]
    sizes = [f"{np.linalg.norm(part):.2g}" for part in (*parts, sum(parts))]
    axis = fig.axes[0]
    assert [t.get_text() for t in axis.texts if t.get_va() == "top"] == sizes
    assert len(axis.images) == T + 1


def test_every_pair_has_a_cell_and_those_cut_are_dotted(found):
    axis = plots.bptt_paths(found, k=4).axes[0]
    pairs = [patch for patch in axis.patches if isinstance(patch, Rectangle)]
    assert len(pairs) == T * (T + 1) // 2
    dotted = [patch for patch in pairs if patch.get_linestyle() not in ("solid", "-")]
    assert len(dotted) == len(pairs) - kept(T, 4).sum()
    assert len([patch for patch in axis.patches if isinstance(patch, Circle)]) == 4 * T


def test_scissors_stand_where_the_way_back_is_cut(found):
    def places(**options):
        axis = plots.bptt_paths(found, **options).axes[0]
        return [text.get_position()[0] for text in axis.texts if text.get_text() == "✂"]

    assert places() == []
    assert places(k=4) == [3.5, 7.5]
    assert places(k=3, kind="reach") == []
    assert places(k=3, kind="reach", source=8) == [5.5]


def test_what_is_no_number_is_hatched_and_dashed(found):
    (lanes,) = found.layers
    d, back = lanes.d["h"].copy(), lanes.back["h"].copy()
    d[6, 2] = back[6, 2] = np.nan
    lost = found._replace(layers=(lanes._replace(d={"h": d}, back={"h": back}),))
    axis = plots.bptt_paths(lost).axes[0]
    hatched = [p for p in axis.patches if isinstance(p, Rectangle) and p.get_hatch()]
    assert len(hatched) == 1
    assert len([line for line in axis.lines if line.get_linestyle() == "--"]) == 1
    usual = plots.bptt_paths(found).axes[0]
    assert len(axis.texts) == len(usual.texts) - 1  # an arrow is a text of its own


def test_letters_are_those_of_the_notation_and_of_the_text(found):
    shown = words(plots.bptt_paths(found, labels=list(TEXT[:-1]), notation="ng"))
    assert "$a_{1}$" in shown and "$L_{10}$" in shown
    read = "".join(w for w in shown if len(w) == 1 and w not in "+=0")
    assert read == TEXT[:-1].replace(" ", "·")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"parameter": "c"}, "parameter: expected one of U, W, b, V, got 'c'"),
        ({"source": T}, f"source: expected a step from 0 to {T - 1} or None, got {T}"),
        ({"labels": ["a"]}, f"labels: expected {T}, one for each step, got 1"),
        ({"k": 0}, "k: expected a number of steps, 1 or more, got 0"),
    ],
)
def test_bad_arguments_are_named(found, options, message):
    with pytest.raises(ValueError, match=message):
        plots.bptt_paths(found, **options)


def test_too_many_steps_are_refused():
    many = paths(*walk(text=TEXT * 3))
    with pytest.raises(ValueError, match="paths: expected at most 24 steps, got 32"):
        plots.bptt_paths(many)
