"""BeamTree without a page: the nodes are those of the search."""

import numpy as np
import pytest
import traitlets
from widgets.searches import WORDS, model, search

from rnnlib import plots
from rnnlib.decoding import greedy
from rnnlib.widgets import BeamTree
from rnnlib.widgets.beam_tree.widget import DROPPED


def text(tree, node):
    names = (*tree.target.symbols, "■")
    return "".join(names[s] for s in tree.symbol[tree.path(node)])


@pytest.mark.parametrize("beam", [1, 3])
def test_what_is_kept_or_finished_is_what_the_search_kept(beam):
    tree = search(beam=beam)
    widget = BeamTree(tree)
    assert len(widget._steps) == tree.depth.max()
    for t, column in enumerate(widget._steps):
        nodes = np.flatnonzero((tree.depth == t + 1) & tree.kept)
        nodes = nodes[np.argsort(-tree.log_p[nodes])]
        alive = [k for k, node in enumerate(column) if node[4] != "dropped"]
        assert ["".join(widget.text(t, k)) for k in alive] == [text(tree, n) for n in nodes]
        np.testing.assert_allclose([column[k][2] for k in alive], tree.log_p[nodes])
        assert [column[k][4] == "done" for k in alive] == tree.complete[nodes].tolist()
        total = (tree.depth == t + 1).sum()
        dropped = len(column) - len(alive)
        assert dropped == min(DROPPED, total - len(alive))
        assert widget._more[t] == total - len(column)
        if dropped:
            rest = tree.log_p[(tree.depth == t + 1) & ~tree.kept]
            shown = [node[2] for node in column[len(alive) :]]
            np.testing.assert_allclose(shown, np.sort(rest)[::-1][:dropped])


def test_the_greedy_way_is_what_greedy_decoding_writes():
    widget = BeamTree(search())
    wanted = greedy(model(), ["abba"], limit=5)[0].text
    way = [next((n[1] for n in column if n[5]), "") for column in widget._steps]
    assert "".join(way).rstrip("■") == wanted


def test_it_is_told_and_printed():
    tree = search()
    widget = BeamTree(tree)
    assert repr(widget) == f"BeamTree({tree.depth.max()} steps, beam of {widget._choices['rank']})"
    best = widget.text(0, 0)[0]
    assert f"after step 1 of {tree.depth.max()}: 3 of 5 texts" in widget._still.sentence(widget)
    assert f"the best is “{best}”" in widget._still.sentence(widget)
    (axis,) = plots.beam_tree(widget._steps, widget._more).axes
    written = [label.get_text() for label in axis.texts]
    assert all(node[1] in written for column in widget._steps for node in column)


@pytest.mark.parametrize(("symbols", "tokens"), [(WORDS, 3), ("abcd", 1)])
def test_words_are_told_with_spaces_between_them_and_letters_without(symbols, tokens):
    tree = search(symbols=symbols)
    widget = BeamTree(tree, t=2)
    likeliest = tree.written(next(n for n in np.flatnonzero(tree.depth == 3) if tree.rank[n] == 0))
    assert len(likeliest.text.split(" ")) == tokens
    assert f"the best is “{likeliest.text}”" in widget._still.sentence(widget)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"tree": None}, "tree: expected one of those that beam_search gives, got None"),
        ({"t": 5}, "t: expected an integer from 0 to 4, got 5"),
        ({"rank": 9}, "rank: expected an integer from 0 to"),
        ({"beam": 2}, "beam: expected one of t, rank, notation, playing, speed, got 'beam'"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(arguments, message):
    with pytest.raises(ValueError, match=message) as caught:
        BeamTree(**{"tree": search()} | arguments)
    assert isinstance(caught.value, traitlets.TraitError) and "\n" not in str(caught.value)
