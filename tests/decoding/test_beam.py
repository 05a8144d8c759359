"""Beam search: exact when wide, greedy when narrow, never worse than greedy."""

import numpy as np
import pytest
from decoding.small_models import LIMIT, SOURCES, every_string, model_of

from rnnlib import Vocabulary
from rnnlib.decoding import Wu, beam_search, greedy, per_symbol, undivided

DIVISORS = {"sum": undivided, "mean": per_symbol, "Wu": Wu(0.6)}
kinds = pytest.mark.parametrize("kind", ["plain", "attention"])
divisors = pytest.mark.parametrize("divisor", DIVISORS.values(), ids=DIVISORS)


@divisors
@kinds
def test_a_wide_beam_finds_the_best_of_all_strings(kind, divisor):
    for seed in range(3):
        model = model_of(kind, seed)
        trees = beam_search(model, SOURCES, beam=500, limit=LIMIT, divisor=divisor)
        for source, tree in zip(SOURCES, trees, strict=True):
            strings = every_string(model, source)
            assert np.exp(list(strings.values())).sum() == pytest.approx(1)
            best = max(strings, key=lambda s: strings[s] / divisor(len(s)))
            found = tree.written()
            assert tuple(found.symbols) == best
            assert found.log_p == pytest.approx(strings[best], 1e-9)
            assert tree.score[tree.best] == pytest.approx(found.log_p / divisor(len(best)))


@kinds
def test_a_beam_of_one_is_greedy(kind):
    for seed in range(6):
        model = model_of(kind, seed)
        for divisor in DIVISORS.values():
            trees = beam_search(model, SOURCES, beam=1, limit=LIMIT, divisor=divisor)
            for tree, found in zip(trees, greedy(model, SOURCES, limit=LIMIT), strict=True):
                assert tree.written().symbols.tolist() == found.symbols.tolist()
                assert tree.written().log_p == pytest.approx(found.log_p, 1e-12)


@divisors
@pytest.mark.parametrize("beam", [1, 2, 3])
@kinds
def test_never_worse_than_greedy(kind, beam, divisor):
    for seed in range(12):
        model = model_of(kind, seed)
        found = greedy(model, SOURCES, limit=LIMIT)
        trees = beam_search(model, SOURCES, beam=beam, limit=LIMIT, divisor=divisor)
        for tree, g in zip(trees, found, strict=True):
            assert tree.score[tree.best] >= g.log_p / divisor(len(g.symbols)) - 1e-9


class Scripted:
    """A model whose probabilities of a, b and the stop are written down for every string."""

    source = target = Vocabulary("ab")
    TABLE = {"": (0.5, 0.45, 0.05), "a": (0.34, 0.33, 0.33), "b": (0.5, 0.5, 0), "aa": (0, 0, 1)}

    def begin(self, x, mask):
        return (np.array([""] * x.shape[1], object),)

    def step(self, symbols, state):
        (said,) = state
        said = said + np.array(["a", "b", "", ""], object)[symbols]
        with np.errstate(divide="ignore"):
            p = [self.TABLE.get(string, (0.33, 0.33, 0.34)) for string in said]
            return np.log(np.array(p, float)), (said,)


def test_without_the_greedy_path_a_beam_can_lose():
    """aa is third of its step, behind ba and bb; but it ends with certainty, and they do not."""
    (tree,) = beam_search(Scripted(), ["a"], beam=2, limit=5)
    (found,) = greedy(Scripted(), ["a"], limit=5)
    assert tree.written().text == found.text == "aa"
    assert tree.written().log_p == pytest.approx(np.log(0.17))
    outside = tree.kept & (tree.rank >= tree.beam)
    assert (outside & tree.greedy).sum() == 1 and not (outside & ~tree.greedy).any()
    (wide,) = beam_search(Scripted(), ["a"], beam=9, limit=5)
    assert wide.written().log_p == pytest.approx(np.log(0.17))


@pytest.mark.parametrize("beam", [2, 3])
@kinds
def test_batched_is_one_by_one(kind, beam):
    for seed in range(4):
        model = model_of(kind, seed)
        for source, tree in zip(
            SOURCES, beam_search(model, SOURCES, beam=beam, limit=LIMIT), strict=True
        ):
            (alone,) = beam_search(model, [source], beam=beam, limit=LIMIT)
            for name in ("parent", "depth", "symbol", "rank", "kept", "ended", "complete"):
                assert getattr(alone, name).tolist() == getattr(tree, name).tolist(), name
            np.testing.assert_allclose(alone.log_p, tree.log_p, rtol=1e-9)


@kinds
def test_the_whole_tree_is_kept(kind):
    model = model_of(kind, 1)
    O, stop = model.target.outputs, model.target.stop
    for source, tree in zip(SOURCES, beam_search(model, SOURCES, beam=3, limit=LIMIT), strict=True):
        strings = every_string(model, source)
        n = len(tree)
        assert tree.parent[0] == -1 and (tree.parent[1:] < np.arange(1, n)).all()
        inner = np.unique(tree.parent[1:])
        assert tree.kept[inner].all() and not tree.complete[inner].any()
        assert (np.bincount(tree.parent[1:])[inner] == O).all()  # every symbol was weighed
        for node in range(1, n):
            path = tree.path(node)
            assert tree.depth[node] == len(path) <= LIMIT
            assert tree.log_p[node] == pytest.approx(tree.step[path].sum())
        for depth in range(1, tree.depth.max() + 1):
            now = np.flatnonzero(tree.depth == depth)
            order = now[np.argsort(tree.rank[now])]
            assert (np.diff(tree.log_p[order]) <= 0).all()
            assert tree.kept[order[:3]].all() and tree.kept[now].sum() <= 4
            assert tree.greedy[now].sum() <= 1
        np.testing.assert_array_equal(tree.ended, tree.kept & (tree.symbol == stop))
        np.testing.assert_array_equal(
            tree.complete, tree.ended | (tree.kept & (tree.depth == LIMIT))
        )
        ranking = tree.ranking()
        assert ranking[0] == tree.best and set(ranking) == set(np.flatnonzero(tree.complete))
        for node in ranking:
            found = tree.written(node)
            assert strings[tuple(found.symbols)] == pytest.approx(found.log_p, 1e-9)
        with pytest.raises(ValueError, match="read-only"):
            tree.log_p[0] = 1


def test_a_search_ends_early_only_when_nothing_better_can_come():
    """The same best string as a search that goes on to the limit."""
    early = 0
    for seed in range(10):
        model = model_of("attention", seed)
        for source, tree in zip(
            SOURCES, beam_search(model, SOURCES, beam=100, limit=LIMIT), strict=True
        ):
            early += tree.depth.max() < LIMIT
            strings = every_string(model, source)
            assert tree.written().log_p == pytest.approx(max(strings.values()), 1e-9)
    assert early


def test_longer_strings_are_chosen_when_divided_by_length():
    shorter = longer = 0
    for seed in range(10):
        model = model_of("plain", seed)
        by_sum, by_mean = (
            beam_search(model, SOURCES, beam=20, limit=LIMIT, divisor=divisor)
            for divisor in (undivided, per_symbol)
        )
        for one, other in zip(by_sum, by_mean, strict=True):
            n, m = len(one.written().symbols), len(other.written().symbols)
            shorter, longer = shorter + (m < n), longer + (m > n)
    assert shorter == 0 < longer


def test_divisors():
    assert undivided(7) == 1 and per_symbol(7) == 7
    assert Wu(1)(7) == 2 and Wu(0)(7) == 1 and Wu(0.6)(1) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"beam": 0}, "beam: expected a number of strings to keep, at least 1, got 0"),
        ({"beam": 1.5}, "beam: expected a number of strings to keep"),
        ({"limit": 0}, "limit: expected a number of symbols, at least 1, got 0"),
        ({"sources": "ab"}, "sources: expected a list of strings, got a single one"),
        ({"sources": ["a", "x"]}, "string: expected only characters of the vocabulary, got 'x'"),
        ({"model": 3}, "model: expected one that writes"),
        ({"divisor": 2}, "divisor: expected a function such as per_symbol or Wu"),
        ({"divisor": Wu}, "divisor: expected a function such as per_symbol or Wu"),
        ({"divisor": lambda n: 5 - n}, "divisor: expected positive numbers that never fall"),
        ({"divisor": lambda n: n - 1}, "divisor: expected positive numbers that never fall"),
    ],
)
def test_wrong_input(options, message):
    given = {"model": model_of("plain", 0), "sources": ["a"], "beam": 2, "limit": 3}
    given |= options
    model, sources = given.pop("model"), given.pop("sources")
    with pytest.raises(ValueError, match=f"^{message}"):
        beam_search(model, sources, **given)


def test_wrong_exponents_and_nodes():
    for wrong in (-0.1, 1.1, np.nan, "a"):
        with pytest.raises(ValueError, match="^a: expected a"):
            Wu(wrong)
    (tree,) = beam_search(model_of("plain", 0), ["ab"], beam=2, limit=3)
    for wrong in (-1, len(tree), 0.5):
        with pytest.raises(ValueError, match="^node: expected"):
            tree.path(wrong)
