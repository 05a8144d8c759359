import numpy as np
import pytest
from experiments.training.tiny import Tiny

from rnnlib.experiments.training import State, carry_out, leg
from rnnlib.experiments.training.legs import file_of
from rnnlib.files import alone
from rnnlib.optim import Adam

LOT = [Tiny(seed) for seed in range(3)]


def quietly(trainings, folder, **options):
    return carry_out(trainings, folder, progress=False, **{"jobs": 1} | options)


def same(one, other):
    assert one[:1] + one[2:] == other[:1] + other[2:]
    assert one.arrays.keys() == other.arrays.keys()
    assert all(np.array_equal(one.arrays[k], other.arrays[k]) for k in one.arrays)


def test_legs_are_one_training():
    """What comes of it is what one loop over all updates gives."""
    training = LOT[0]
    model = training.begin()
    optimiser = Adam(model.params)
    for n in range(training.updates):
        loss, grads = training.lesson(model, n)
        norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
        optimiser.lr = training.rate(n)
        optimiser.step({k: g / max(norm, 1) for k, g in grads.items()})
    state = State()
    while not state.ended(training):
        state = leg(training, state)
    assert [point["updates"] for point in state.curve] == [10, 20, 25]
    for name, p in state.model(training).params.items():
        assert np.allclose(p, model.params[name], rtol=1e-12)
        assert np.array_equal(p, state.arrays[f"params.{name}"])
    assert state.curve[-1]["a"] == state.model(training).params["a"][0]


def test_a_training_goes_on_where_it_was_left(tmp_path, monkeypatch):
    whole = quietly(LOT, tmp_path / "whole")
    legs = []

    def some(training, state):
        if len(legs) == 4:
            raise KeyboardInterrupt
        legs.append(training.name)
        return leg(training, state)

    with monkeypatch.context() as patch:
        patch.setattr("rnnlib.experiments.training.legs.leg", some)
        with pytest.raises(KeyboardInterrupt):
            quietly(LOT, tmp_path / "parts")
    assert len(list((tmp_path / "parts").glob("*.npz"))) >= 2
    parts = quietly(LOT, tmp_path / "parts")
    for training in LOT:
        same(whole[training.name], parts[training.name])
        files = [file_of(tmp_path / folder, training).read_bytes() for folder in ("whole", "parts")]
        assert files[0] == files[1]


@pytest.mark.parametrize("where", [{"jobs": 2}, {"jobs": 2, "dask": "local"}], ids=str)
def test_processes_and_a_cluster_come_to_the_same(tmp_path, where):
    beside = quietly(LOT, tmp_path / "beside", **where)
    here = quietly(LOT, tmp_path / "here")
    for training in LOT:
        same(here[training.name], beside[training.name])


def test_what_is_done_is_not_done_again(tmp_path, monkeypatch):
    first = quietly(LOT, tmp_path)
    monkeypatch.setattr("rnnlib.experiments.training.legs.leg", None)
    again = quietly(LOT, tmp_path)
    for training in LOT:
        same(first[training.name], again[training.name])


def test_what_explodes_ends_with_the_last_good_parameters(tmp_path):
    training = Tiny(0, explodes=13)
    state = quietly([training], tmp_path)[training.name]
    assert state.diverged and state.done == 13 and state.ended(training)
    good = leg(Tiny(0, updates=13), leg(Tiny(0, updates=13), State()))
    assert all(np.array_equal(state.arrays[k], good.arrays[k]) for k in good.arrays)
    assert quietly([training], tmp_path)[training.name].done == 13


def test_the_bar_tells_what_is_left(tmp_path, capsys):
    quietly(LOT[:1], tmp_path)
    carry_out(LOT, tmp_path, jobs=1)
    assert "75/75" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"jobs": 0}, "jobs: expected a positive integer, or −1 for all cores, got 0"),
        ({"trainings": [LOT[0], LOT[0]]}, "trainings: expected different names, got one twice"),
    ],
)
def test_bad_input(tmp_path, change, said):
    with pytest.raises(ValueError, match=said):
        carry_out(**{"trainings": LOT, "folder": tmp_path, "progress": False} | change)


def test_files_of_something_else(tmp_path):
    file_of(tmp_path, LOT[0]).write_bytes(b"what is this")
    with pytest.raises(ValueError, match="tiny-0.npz"):
        quietly(LOT, tmp_path)
    State(3, {"other": np.zeros(2)}).write(file_of(tmp_path, LOT[0]), LOT[0].name)
    with pytest.raises(ValueError, match="expected a state of this network"):
        quietly(LOT, tmp_path)
    State().write(file_of(tmp_path, LOT[0]), "another")
    with pytest.raises(ValueError, match="expected the state of tiny/0, got another"):
        quietly(LOT, tmp_path)


def test_two_at_one_file(tmp_path):
    with (
        alone(file_of(tmp_path, LOT[1])),
        pytest.raises(ValueError, match="no other process"),
    ):
        quietly(LOT, tmp_path)
