"""Right strings against length: what is stored says what is said of it, and can be made anew."""

import numpy as np
import pytest

from rnnlib.experiments import lengths
from rnnlib.experiments.lengths import ENTRIES, LENGTHS, SEEDS, examine, stored, teach, untaught

NAMES = sorted({name for names in ENTRIES.values() for name in names})


def test_what_is_stored():
    shares = stored()
    assert {task: tuple(own) for task, own in shares.items()} == ENTRIES
    for own in shares.values():
        for share in own.values():
            assert (
                share.shape == (SEEDS, len(LENGTHS)) and (0 <= share).all() and (share <= 1).all()
            )


def test_attention_passes_longer_strings_with_every_seed():
    own = stored()["reversal"]
    eight = list(LENGTHS).index(8)
    for name in ("luong", "bahdanau"):
        assert (own[name][:, eight] > own["plain"][:, eight] + 0.3).all()
    assert (own["plain"][:, 0] > 0.9).all() and (own["plain"][:, -1] < 0.1).all()


def test_reversing_the_source_and_feeding_the_summary_help_on_average():
    six = list(LENGTHS).index(6)
    again, backwards = stored()["repetition"], stored()["reversal"]
    assert again["reversed"][:, six].mean() > again["plain"][:, six].mean() + 0.1
    assert backwards["summary fed"][:, six].mean() > backwards["plain"][:, six].mean()


@pytest.mark.parametrize("name", NAMES)
def test_a_short_course_is_seeded_and_teaches(name):
    one, other = (teach(name, "reversal", 5, lessons=12) for _ in range(2))
    start = untaught(name, one.source, one.target, np.random.default_rng(5).spawn(3)[0])
    for key, p in one.params.items():
        np.testing.assert_array_equal(p, other.params[key])
    exam = lengths.reversal(60, 4, rng=np.random.default_rng(0)).batch()
    assert one.loss_and_grads(exam)[0] < start.loss_and_grads(exam)[0] - 0.1
    assert examine(one, "reversal", 5, n=10).keys() == set(LENGTHS)


def test_the_command_writes_what_it_found(tmp_path, monkeypatch):
    monkeypatch.setattr(lengths, "SEEDS", 2)
    monkeypatch.setattr(lengths, "ENTRIES", {"reversal": ("plain",)})
    monkeypatch.setattr(lengths, "teach", lambda name, task, seed: (name, task, seed))
    monkeypatch.setattr(lengths, "examine", lambda model, task, seed: {2: 0.5, 4: seed / 8})
    lengths.main([str(tmp_path / "found.json")])
    assert stored(tmp_path / "found.json")["reversal"]["plain"].tolist() == [[0.5, 0], [0.5, 0.125]]


def test_wrong_files_and_words(tmp_path):
    (tmp_path / "x.json").write_text("[]")
    with pytest.raises(ValueError, match="x.json: expected the shares of `lengths`, got another"):
        stored(tmp_path / "x.json")
    with pytest.raises(ValueError, match="^FILE: expected one file for the shares, got 2 words"):
        lengths.main(["a", "b"])
    with pytest.raises(ValueError, match="^name: expected one of those in ENTRIES, got 'x'"):
        untaught("x", *[lengths.reversal(1, 1, rng=np.random.default_rng(0)).source] * 2, None)
