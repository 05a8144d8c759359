"""Who learns to tell the next pixel, how it is taught, and what is stored of it."""

import json
from importlib import import_module

import numpy as np
import pytest

from rnnlib.experiments.__main__ import names
from rnnlib.experiments.pixels import KINDS, Results, network
from rnnlib.experiments.pixels.network import DATA, examination, lesson, masked, size
from rnnlib.experiments.pixels.results import stored, write
from rnnlib.experiments.pixels.store import store
from rnnlib.experiments.pixels.training import HIGHEST, LOWEST, Pixels
from rnnlib.experiments.training import State, leg
from rnnlib.pretrained import pixel_painters
from rnnlib.tasks import learned_and_held_out

data = pytest.mark.parametrize("data", DATA)


@data
def test_lessons_and_examinations_have_nothing_in_common(data):
    rng = np.random.default_rng(0)
    taught, exam = lesson(data, 40, rng), examination(data)
    assert taught.shape[1:] == exam.shape[1:] and taught.max() < DATA[data]
    np.testing.assert_array_equal(exam, examination(data))
    if data != "ramps":
        ours, others = ({p.tobytes() for p in side} for side in learned_and_held_out(DATA[data]))
        halves = range(0, exam.shape[2], 8)
        for c in halves:
            assert {np.ascontiguousarray(p[:, c : c + 8]).tobytes() for p in taught} <= ours
            assert {np.ascontiguousarray(p[:, c : c + 8]).tobytes() for p in exam} <= others


@data
def test_sizes_count_what_is_not_hidden(data):
    sizes = {kind: size(network(data, kind, 0)) for kind in KINDS}
    assert sizes["wide"] > 1.5 * sizes["LSTM"] or data == "ramps"
    for kind in ("row", "diagonal"):
        model = network(data, kind, 0)
        used = sum(np.count_nonzero(p) for name, p in model.params.items() if name.endswith("K"))
        biases = sum(p.size for name, p in model.params.items() if not name.endswith("K"))
        assert sizes[kind] == used + biases
        assert len(masked(model)) == 1 + 2 * (3 if kind == "diagonal" else 2) + 2
    if data != "ramps":
        assert max(sizes[k] for k in KINDS if k != "wide") < 1.2 * min(sizes.values())


def test_it_is_taught_from_its_seed_alone_and_its_rate_falls():
    training = Pixels("binary", "row", 3, 20)
    first, again = (leg(training, State()) for _ in range(2))
    for name, array in first.arrays.items():
        np.testing.assert_array_equal(array, again.arrays[name])
    assert first.done == 20 and first.curve[0]["nats"] < 0.6
    rates = [training.rate(n) for n in range(21)]
    assert rates[0] == HIGHEST and rates[-1] == pytest.approx(LOWEST)
    assert all(a > b for a, b in zip(rates, rates[1:], strict=False))


@data
def test_the_command_teaches_what_is_stored(data):
    assert f"pixels_{data}" in names()
    module = import_module(f"rnnlib.experiments.trainings.pixels_{data}")
    trainings = {t.name: t for t in module.trainings()}
    runs = json.loads(stored(data).read_text("utf-8"))["runs"]
    assert sorted(runs) == sorted(trainings)
    for name, run in runs.items():
        training = trainings[name]
        assert run["updates"] == list(range(100, training.updates + 1, 100))
        assert run["parameters"] == size(training.begin())
        assert run["nats"] == pytest.approx(run["curve"][-1], abs=2e-3)
    assert Results(data).command == f"python -m rnnlib.experiments train pixels_{data}"


@data
def test_the_table_says_what_the_file_says(data):
    results = Results(data)
    lines = results.table().splitlines()[1:]
    assert len(lines) == len(results.runs)
    for line, kind in zip(lines, results.runs, strict=True):
        nats = results.nats(kind)
        *_, seeds, mean, best, worst = line.split()
        assert int(seeds) == len(nats) and line.startswith(KINDS[kind])
        expected = nats.mean(), nats.min(), nats.max()
        np.testing.assert_allclose([float(v) for v in (mean, best, worst)], expected, atol=6e-4)


def test_what_is_written_is_read_again(tmp_path):
    training = Pixels("binary", "LSTM", 1, 2)
    state = leg(training, State())
    models = {training.name: state.model(training)}
    path = write("binary", {training.name: state}, models, tmp_path / "some.json")
    results = Results("binary", path)
    nats = models[training.name].nats(examination("binary"))[0]
    np.testing.assert_allclose(results.nats("LSTM"), [nats], atol=6e-5)
    assert repr(results) == "Results(binary: 1 networks)"


def test_what_is_stored_are_weights_of_the_first_seed(tmp_path, monkeypatch):
    home = "rnnlib.experiments.pixels.store"
    monkeypatch.setattr(f"{home}.weights", lambda data, kind: tmp_path / f"{kind}.npz")
    kept = []
    monkeypatch.setattr(
        f"{home}.pixel_painter", lambda *which: kept.append(which) or network(*which[:2], 0)
    )
    monkeypatch.setattr(f"{home}.write", lambda data, states, models: sorted(models))
    trainings = [Pixels("binary", k, s, 1) for k in ("LSTM", "wide") for s in (0, 1)]
    states = {t.name: leg(t, State()) for t in trainings}
    *files, written = store("binary", trainings, states)
    assert files == [tmp_path / "LSTM.npz"] and files[0].exists()
    assert written == sorted(states) and len(kept) == 1


@pytest.mark.parametrize("which", ["binary", "grey", "ramps"])
def test_shipped_weights_are_worth_what_is_stored(which):
    for kind, model in pixel_painters(which, np.float32).items():
        nats = model.nats(examination(which))[0]
        assert nats == pytest.approx(Results(which).runs[kind][0]["nats"], abs=5e-4)


def test_what_is_not_there(tmp_path):
    with pytest.raises(ValueError, match="^data: expected one of binary, pairs, grey, ramps, got"):
        network("colour", "row", 0)
    with pytest.raises(ValueError, match="^kind: expected one of LSTM, wide, row, diagonal, got"):
        network("binary", "column", 0)
    with pytest.raises(ValueError, match="^kind: expected one that is stored of ramps, got 'row'"):
        import_module("rnnlib.pretrained").pixel_painter("ramps", "row")
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(ValueError, match="expected results of binary, got another file"):
        Results("binary", tmp_path / "a.json")
