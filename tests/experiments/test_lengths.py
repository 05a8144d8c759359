"""Accuracy against length: fair lessons, right shares, and what comes with the package."""

import json

import numpy as np
import pytest

from rnnlib.experiments import lengths
from rnnlib.experiments.lengths import EXAMINED, KINDS, SEEDS, examined, network, stored, taught


def test_every_kind_is_another_network_of_the_same_width():
    models = [network(kind, np.random.default_rng(0)) for kind in KINDS]
    assert len({model.describe() for model in models[2:]}) == 3
    for model in models:
        assert model.encoder.output_size == model.decoder.output_size == lengths.H
        assert {p.dtype for p in model.params.values()} == {np.dtype(np.float32)}
    with pytest.raises(ValueError, match="kind: expected one of summary, .*, got 'other'"):
        network("other", np.random.default_rng(0))


def test_lessons_and_examination_are_the_same_for_all_kinds(monkeypatch):
    seen = []

    def watched(model, batches, optimiser, clip):
        seen.append([next(batches).x.sum() for _ in range(3)])
        return iter(())

    monkeypatch.setattr(lengths, "fit", watched)
    monkeypatch.setattr(lengths, "N", 200)
    monkeypatch.setattr(lengths, "accuracy", lambda model, exam: seen.append(exam.sources))
    for kind in KINDS:
        examined(taught(kind, 0), 0, digits=(3,))
    assert seen[0] == seen[2] == seen[4] and seen[1] == seen[3] == seen[5]


def test_the_command_writes_what_stored_reads(tmp_path, monkeypatch):
    monkeypatch.setattr(lengths, "KINDS", ("summary", "Luong"))
    monkeypatch.setattr(lengths, "N", 200)
    path = tmp_path / "lengths.json"
    lengths.main([str(path)], seeds=2, updates=2)
    found = stored(path)
    assert list(found) == ["summary", "Luong"]
    assert all(list(by) == list(EXAMINED) for by in found.values())
    assert all(len(shares) == 2 for by in found.values() for shares in by.values())
    assert json.loads(path.read_text("utf-8"))["command"].startswith("python -m rnnlib")


def test_what_is_stored_is_whole_and_falls_with_the_length():
    found = stored()
    assert tuple(found) == KINDS
    for by in found.values():
        assert list(by) == list(EXAMINED)
        assert all(len(shares) == SEEDS for shares in by.values())
        assert np.mean(by[2]) > np.mean(by[12])


def test_a_network_taught_again_is_worth_what_is_stored():
    again = examined(taught("summary", 0), 0)
    for digits, shares in stored()["summary"].items():
        assert abs(again[digits] - shares[0]) < 0.12  # rounding differs between processors


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "other.json"
    path.write_text('{"scores": 1}', "utf-8")
    with pytest.raises(ValueError, match="expected accuracies by length, got another file"):
        stored(path)
    with pytest.raises(ValueError, match="FILE: expected one file for the results, got 0 words"):
        lengths.main([])
