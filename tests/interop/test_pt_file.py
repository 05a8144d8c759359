"""Files of `torch.save`: read without PyTorch, and without running anything that they hold."""

import os
import pickle
import re
import sys
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interop.configurations import same_bits
from needs import need

from rnnlib import interop
from rnnlib.interop import pt_file
from rnnlib.pretrained.alice_in_torch import FILE, PARTS

torch = need("torch")


class Malicious:
    """Creates a file when it is unpickled."""

    def __init__(self, canary):
        self.canary = canary

    def __reduce__(self):
        return open, (str(self.canary), "w")


@pytest.fixture
def saved(tmp_path):
    def save(value, **options):
        path = tmp_path / "model.pt"
        torch.save(value, path, **options)
        return path

    return save


def test_it_reads_what_pytorch_reads(saved):
    flipped = torch.arange(12.0).reshape(3, 4)[1:].T  # a view with an offset and strides
    weights = {
        "a": {"flipped": flipped},
        "double": torch.randn(2, 3, 4, dtype=torch.float64),
        "count": torch.tensor(7),
        "empty": torch.zeros(0, 3),
        "parameter": torch.nn.Parameter(torch.randn(3)),
        "epoch": 3,
        "notes": ["one", 2.5, None, (True,)],
    }
    found = pt_file.read(saved(weights))
    assert found["epoch"] == 3 and found["notes"] == ["one", 2.5, None, (True,)]
    tensors = {k: v.detach() for k, v in weights.items() if torch.is_tensor(v)}
    assert same_bits({k: found[k] for k in tensors}, tensors)
    assert same_bits(found["a"], weights["a"])
    assert found["a"]["flipped"].flags.owndata


def test_the_shipped_file_is_read_alike(monkeypatch):
    theirs = torch.load(FILE, weights_only=True)
    assert same_bits(pt_file.read(FILE), theirs)
    with_torch = interop.from_torch(FILE, PARTS).params
    monkeypatch.setitem(sys.modules, "torch", None)
    assert same_bits(interop.from_torch(FILE, PARTS).params, with_torch)


@pytest.mark.parametrize("older", [False, True], ids=["zip", "before 1.6"])
@pytest.mark.parametrize("place", ["whole", "inside", "beside"])
def test_nothing_in_a_malicious_file_is_run(saved, tmp_path, place, older):
    canary = tmp_path / "canary"
    evil, weights = Malicious(canary), torch.nn.LSTM(2, 3).state_dict()
    value = {"whole": evil, "inside": weights | {"x": evil}, "beside": [weights, evil]}[place]
    path = saved(value, _use_new_zipfile_serialization=not older)
    with pytest.raises(ValueError, match="expected a file of torch.save"):
        interop.from_torch(path)
    assert not canary.exists()
    torch.load(path, weights_only=False)  # the file is as dangerous as it is meant to be
    assert canary.exists()


def archive(path, pickled, compression=zipfile.ZIP_STORED, data=b"\0" * 16):
    with zipfile.ZipFile(path, "w", compression) as made:
        made.writestr("x/data.pkl", pickled)
        made.writestr("x/data/0", data)
    return path


def tensor(first=0, shape=(2,), strides=(1,), kind=b"FloatStorage"):
    """The pickle of {"w": a tensor in storage 0}, written by hand: PyTorch writes no wrong ones."""
    values = b"".join(pickle.dumps(value, 2)[2:-1] for value in (first, shape, strides, False, {}))
    storage = b"(Vstorage\nctorch\n" + kind + b"\nV0\nVcpu\nK\x04tQ"
    return b"\x80\x02}Vw\nctorch._utils\n_rebuild_tensor_v2\n(" + storage + values + b"tRs."


def test_a_tensor_written_by_hand(tmp_path):
    data = np.arange(4, dtype="<f4").tobytes()
    path = archive(tmp_path / "a.pt", tensor(1, (3,)), data=data)
    np.testing.assert_array_equal(pt_file.read(path)["w"], [1, 2, 3])
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("x/byteorder", "big")
    np.testing.assert_array_equal(
        pt_file.read(path)["w"], np.frombuffer(data, ">f4")[1:].astype(np.float32)
    )


@pytest.mark.parametrize(
    ("pickled", "message"),
    [
        (tensor(first=3), "a tensor that is longer than its storage"),
        (tensor(shape=(5,), strides=(0,)), "a tensor that is longer than its storage"),
        (tensor(first=-1), "a tensor of impossible shape"),
        (tensor(strides=(-1,)), "a tensor of impossible shape"),
        (tensor(strides=(1, 1)), "a tensor of impossible shape"),
        (tensor(shape=("2",)), "a tensor of impossible shape"),
        (tensor(kind=b"UntypedStorage"), "torch.UntypedStorage, which is not loaded"),
        (b"\x80\x02cbuiltins\neval\n(V1\ntR.", "builtins.eval, which is not loaded"),
        (b"\x80\x02ccollections\nOrderedDict\n}(Va\nK\x01ub.", "cannot be read"),
        (b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n}(Va\nK\x01ub.", "would change what reads"),
        (b"\x80\x02ctorch\nfloat32.__class__\n.", "which is not loaded"),
        (b"\x80\x02ctorch\nset_default_dtype\n.", "which is not loaded, for what a file names"),
        (b"\x80\x02", "cannot be read"),
    ],
)
def test_a_pickle_that_is_wrong(tmp_path, pickled, message):
    with pytest.raises(ValueError, match=f"a.pt: expected a file of torch.save.*{message}"):
        pt_file.read(archive(tmp_path / "a.pt", pickled))


def test_what_is_no_state_dict_is_told(saved, tmp_path):
    whole = r"got one that holds torch.nn.modules.rnn.LSTM, which is not loaded, for what a file"
    with pytest.raises(ValueError, match=whole):
        interop.from_torch(saved(torch.nn.LSTM(2, 3)))
    with pytest.raises(ValueError, match="got one with compressed entries"):
        pt_file.read(archive(tmp_path / "a.pt", tensor(), zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(tmp_path / "b.pt", "w") as made:
        made.writestr("x/other", "")
    with pytest.raises(ValueError, match="got one without data.pkl"):
        pt_file.read(tmp_path / "b.pt")
    with pytest.raises(ValueError, match="path: expected a file, got the folder"):
        pt_file.read(tmp_path)
    with pytest.raises(FileNotFoundError):
        pt_file.read(tmp_path / "nowhere.pt")


def test_a_type_that_numpy_lacks_is_called_by_its_name(saved):
    path = saved(torch.nn.LSTM(2, 3).bfloat16().state_dict())
    what = "float32 or float64, got bfloat16, which model.float() makes float32"
    with pytest.raises(ValueError, match=re.escape(f"tensor of {what}") + "$"):
        interop.from_torch(path)


def test_an_archive_that_says_it_lies_on_two_disks(tmp_path):
    """What asks whether a file is an archive raises, too."""
    damaged = bytearray(FILE.read_bytes())
    damaged[damaged.rfind(b"PK\6\7") + 16] = 2
    (tmp_path / "a.pt").write_bytes(damaged)
    with pytest.raises(ValueError, match="a.pt: expected a file of torch.save.*cannot be read"):
        pt_file.read(tmp_path / "a.pt")


def test_the_older_format_is_left_to_pytorch(saved, monkeypatch):
    weights = torch.nn.GRU(2, 3).state_dict()
    path = saved(weights, _use_new_zipfile_serialization=False)
    assert same_bits(interop.state_dict(interop.from_torch(path)), weights)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ValueError, match=r"needs PyTorch to be read \(pip install torch\)"):
        interop.from_torch(path)


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_a_damaged_file_is_told_or_read(data, tmp_path_factory):
    """Whatever bytes change: arrays or a ValueError, and nothing else."""
    original = FILE.read_bytes()
    path = tmp_path_factory.getbasetemp() / f"damaged-{os.getpid()}.pt"
    near = st.one_of(st.integers(0, 3000), st.integers(len(original) - 1500, len(original) - 1))
    damaged = bytearray(original)
    for place, byte in data.draw(st.lists(st.tuples(near, st.integers(0, 255)), min_size=1)):
        damaged[place] = byte
    path.write_bytes(damaged[: data.draw(st.sampled_from((None, len(damaged) // 2)))])
    try:
        found = interop.from_torch(path, PARTS)
    except ValueError as error:
        assert len(str(error)) > 10
    else:
        assert found.params
