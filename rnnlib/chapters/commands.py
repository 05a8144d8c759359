"""The two things to do with a chapter: write it, check it."""

import os
from pathlib import Path

from rnnlib.chapters.canonical import canonical, parse, text
from rnnlib.chapters.compare import differences, keep_pictures
from rnnlib.chapters.execute import run
from rnnlib.chapters.lint import problems
from rnnlib.language import VARIABLE as LANGUAGE
from rnnlib.widgets.shared.still import VARIABLE

FOLDER = Path(__file__).parents[2] / "notebooks"


def write(path):
    """Execute the chapter and store it; sentences on what is still wrong with it."""
    stored = path.read_text(encoding="utf-8")
    came = canonical(run(path, env=with_pictures()))
    keep_pictures(came, canonical(parse(stored)))
    path.write_text(text(came), encoding="utf-8", newline="\n")
    return problems(text(came))


def check(path, env=None):
    """Sentences on where the stored chapter is not what `write` would write."""
    return faults(path, run(path, env=with_pictures(env)))


def faults(path, came):
    """Sentences on where the stored chapter is not what came when it ran."""
    stored = path.read_text(encoding="utf-8")
    return problems(stored) + differences(canonical(parse(stored)), canonical(came))


def with_pictures(env=None, language="en"):
    """Environment variables of a run in which every widget brings its picture."""
    return {**(env or os.environ), VARIABLE: "1", LANGUAGE: language}


def chapters(names=(), folder=FOLDER):
    """The paths of the named chapters, or of all; ValueError for a name that is none."""
    found = {path.stem: path for path in sorted(Path(folder).glob("*.ipynb"))}
    if not found:
        none = f"{folder}, where there is none" + (
            ": the installed package has no chapters; get the project, or name a --folder"
            if Path(folder) == FOLDER
            else ""
        )
        raise ValueError(f"folder: expected a folder with notebooks, got {none}")
    wanted = [Path(name).name.removesuffix(".ipynb") for name in names]
    for name in wanted:
        if name not in found:
            raise ValueError(f"name: expected one of {', '.join(found)}, got {name}")
    return [found[name] for name in wanted or found]
