"""Does this machine have what the course needs? `checkup()` says so, and the remedy if not."""

import sys
from importlib import metadata
from typing import NamedTuple

import numpy as np


class Finding(NamedTuple):
    """One thing looked at: what it is, and the remedy where it is not as it should be."""

    what: str
    remedy: str = ""

    def __str__(self):
        return f"✗ {self.what}\n    {self.remedy}" if self.remedy else f"✓ {self.what}"


class Checkup(list):
    """All findings; `fine` is whether nothing is amiss."""

    @property
    def fine(self):
        """Whether everything is as it should be."""
        return not any(finding.remedy for finding in self)

    def __repr__(self):
        return "\n".join(map(str, self))


def checkup():
    """Look at Python, the packages, the figures, the numbers and the record of exercises."""
    try:
        import packaging.requirements  # noqa: F401, reads what versions are wanted
    except ImportError:
        return Checkup([Finding("packaging is missing", _install())])
    return Checkup([python(), *packages(), figures(), gradients(), record()])


def python(version=sys.version_info):
    """Is this Python new enough?"""
    wanted = metadata.metadata("rnnlib")["Requires-Python"]
    from packaging.specifiers import SpecifierSet

    what = f"Python {wanted.removeprefix('>=')} or newer"
    got = ".".join(map(str, version[:3]))
    if SpecifierSet(wanted).contains(got):
        return Finding(what)
    return Finding(what, f"This is {got}. Install a newer Python, and make a new environment.")


def packages(requirements=None):
    """Is every package here, in a version that the course is made for?

    ``requirements`` are lines like "numpy>=2.0"; by default those of the course itself.
    """
    from packaging.requirements import Requirement

    if requirements is None:
        requirements = metadata.requires("rnnlib")
    wanted = [Requirement(line) for line in requirements]
    wanted = [r for r in wanted if not r.marker or r.marker.evaluate({"extra": "course"})]
    amiss = [finding for finding in map(_package, wanted) if finding]
    if amiss:
        return amiss
    return [Finding("the packages, in versions that the course is made for")]


def _package(wanted):
    """What is amiss with one package; None if nothing is."""
    try:
        version = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        return Finding(f"{wanted.name} is missing", _install())
    if wanted.specifier.contains(version, prereleases=True):
        return None
    return Finding(f"{wanted.name} {version} is not {wanted.specifier}", _install())


def _install():
    return (
        f"In the project's folder: {sys.executable} -m pip install -r requirements.txt\n"
        "    Then restart JupyterLab, and the kernel with Kernel → Restart Kernel."
    )


def figures():
    """Can matplotlib draw?"""
    what = "figures are drawn"
    try:
        from rnnlib.plots import Picture, curves

        Picture(curves({"line": [0.0, 1.0]}, xlabel="", ylabel=""), "a line")
    except Exception as error:
        return Finding(what, f"matplotlib says: {error}. {_install()}")
    return Finding(what)


def gradients():
    """Are the gradients of an LSTM right on this processor?"""
    from rnnlib.cells import LSTMCell
    from rnnlib.checks import check_gradients
    from rnnlib.layers import Recurrent

    what = "the gradients of an LSTM agree with central differences"
    rng = np.random.default_rng(0)
    errors = check_gradients(
        Recurrent(LSTMCell(2, 3, rng=rng)), rng.normal(size=(3, 2, 2)), rng=rng
    )
    if max(errors.values()) < 1e-6:
        return Finding(what)
    return Finding(what, f"They do not: NumPy is broken here. {_install()}")


def record():
    """Can solved exercises be kept?"""
    what = "solved exercises are remembered on this machine"
    try:
        from rnnlib.exercises.machinery import record
    except ImportError as error:
        return Finding(what, f"Python says: {error}. {_install()}")
    file = record.place()
    if file is None or record.writable():
        return Finding(what)
    return Finding(
        what,
        f"{file.parent} cannot be written. Everything else works; to keep a record, set the "
        f"variable {record.VARIABLE} to a file that can be written.",
    )
