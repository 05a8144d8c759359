"""The race of readers: equal parameters, and results that the command gives."""

import numpy as np
import pytest

import rnnlib
from rnnlib.experiments import readers


def test_all_have_nearly_the_same_number_of_parameters():
    text = rnnlib.Text.alice()
    for kind in readers.KINDS.values():
        model = readers.reader(kind, text, np.random.default_rng(0))
        count = sum(p.size for p in model.params.values())
        assert 0.97 * readers.PARAMETERS < count <= readers.PARAMETERS


def test_what_is_stored_is_complete():
    found = readers.stored()
    assert list(found) == list(readers.KINDS)
    for rates in found.values():
        assert list(rates) == list(readers.RATES)
        assert all(len(bits) == readers.SEEDS for bits in rates.values())
        assert readers.best(rates) == min(rates.values(), key=np.mean)


def test_a_seed_gives_the_same_network_and_it_learns():
    one, other = (readers.examined("GRU", 0.015, 1, updates=12) for _ in range(2))
    assert one == other < 5.2


def test_the_command_writes_what_can_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "examined", lambda name, lr, seed: len(name) + lr + seed)
    readers.main([str(tmp_path / "readers.json")])
    found = readers.stored(tmp_path / "readers.json")
    assert found["GRU"][0.005] == [3.005, 4.005, 5.005]


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "other.json"
    for content in ("", "[]", '{"bits": 3}', "\xff"):
        path.write_text(content, "utf-8")
        with pytest.raises(ValueError, match="other.json: expected the bits of readers"):
            readers.stored(path)
    with pytest.raises(ValueError, match="FILE: expected one file for the results, got 0 words"):
        readers.main([])
