"""The checkup is fine here, and names the remedy for whatever is not."""

import subprocess
import sys

import numpy as np
import pytest

from rnnlib.cells import LSTMCell
from rnnlib.chapters import checkup as module
from rnnlib.exercises.machinery import record


def test_all_is_well_here():
    checkup = module.checkup()
    assert checkup.fine, checkup
    assert all(line.startswith("✓ ") for line in repr(checkup).splitlines())
    assert len(checkup) == 5


def test_an_old_python_is_named():
    finding = module.python((3, 9, 1))
    assert str(finding).startswith("✗ Python 3.11 or newer\n    This is 3.9.1. Install")


@pytest.mark.parametrize(
    ("line", "words"),
    [("numpy>=99", "is not >=99"), ("no-such-package>=1", "no-such-package is missing")],
)
def test_a_package_amiss_is_named_with_the_command_that_mends_it(line, words):
    (finding,) = module.packages([line, "numpy>=1"])
    assert words in finding.what
    assert f"{sys.executable} -m pip install -r requirements.txt" in finding.remedy
    assert not module.Checkup([finding]).fine


def test_packages_of_other_extras_are_not_asked_for():
    (finding,) = module.packages(['no-such-package>=1; extra == "test"'])
    assert not finding.remedy


def test_matplotlib_that_cannot_draw_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    assert "matplotlib says" in module.figures().remedy


def test_a_wrong_gradient_is_named(monkeypatch):
    def wrong(ifo, i, f, o, g, c_, m, K_ifo, K_i, K_f, K_o, K_g, A, F):
        right(ifo, i, f, o, g, c_, m, K_ifo, K_i, K_f, K_o, K_g, A, F)
        K_g *= np.float64(1.01)

    right = LSTMCell.local
    monkeypatch.setattr(LSTMCell, "local", staticmethod(wrong))
    assert "They do not" in module.gradients().remedy


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("a file where a folder should be")
    monkeypatch.setenv(record.VARIABLE, str(tmp_path / "taken" / "progress.json"))
    assert "cannot be written" in module.record().remedy
    monkeypatch.setenv(record.VARIABLE, str(tmp_path / "new" / "progress.json"))
    assert not module.record().remedy


@pytest.mark.parametrize("name", ["anywidget", "matplotlib", "packaging", "platformdirs"])
def test_a_missing_package_is_told_and_does_not_stop_the_checkup(name):
    code = (
        f"import sys; sys.modules[{name!r}] = None; "
        "from rnnlib.chapters.checkup import checkup; checkup()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
