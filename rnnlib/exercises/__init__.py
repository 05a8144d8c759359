"""Exercises that say what is wrong: statement, layered hints, solution, and a check with reasons.

An exercise shows itself in a notebook; ``exercise.check(attempt)`` runs the reader's function. Each
stands in a file called like it, in the folder of its chapter; `rnnlib.chapters.course` lists them.
What all of them stand on is in `rnnlib.exercises.machinery`.
"""

from importlib import import_module

from rnnlib.chapters.course import CHAPTERS

_FOLDERS = {name: chapter.folder for chapter in CHAPTERS for name in chapter.exercises}

__all__ = sorted(_FOLDERS)


def progress():
    """What the reader has solved until now, as a table; ``progress().reset()`` begins anew."""
    from rnnlib.exercises.machinery.progress_table import ProgressTable

    return ProgressTable()


def __getattr__(name):
    if name not in _FOLDERS:
        raise AttributeError(f"module 'rnnlib.exercises' has no attribute {name!r}")
    return getattr(import_module(f"rnnlib.exercises.{_FOLDERS[name]}.{name}"), name)


def __dir__():
    return sorted({*globals(), *__all__})
