"""What CONTRIBUTING.md says is so: additions to a copy of the project are found and tested by
themselves, and are touched nowhere else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import added_widget
import additions
import nbformat
import pytest
from chapters.notebook import notebook

PROJECT = Path(__file__).parents[1]
TEXT = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PARTS = ("rnnlib", "tests", "notebooks", "pyproject.toml", "README.md")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    for part in PARTS:
        whole, to = PROJECT / part, folder / part
        if whole.is_dir():
            shutil.copytree(whole, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(whole, to)
    return folder


def add(copy, files):
    for path, text in files.items():
        assert not (copy / path).exists(), path
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_text(text, encoding="utf-8")


def python(copy, *arguments):
    """What Python says in the copy: (exit code, text)."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env=env | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return run.returncode, run.stdout + run.stderr


def passed(copy, *arguments):
    """The files of the tests that ran in the copy, one for each test; all must pass."""
    code, said = python(copy, "-m", "pytest", "-q", "-n0", "-rp", *arguments)
    assert code == 0, said[-6000:]
    return re.findall(r"^PASSED (.*?)::", said, re.MULTILINE)


def green(copy, *arguments):
    """How many that were."""
    return len(passed(copy, *arguments))


def test_a_cell_is_one_file_and_its_drawing_another(copy):
    add(copy, additions.CELL)
    assert python(copy, "-c", "import rnnlib; print(rnnlib.LeakyCell.__name__)") == (
        0,
        "LeakyCell\n",
    )
    ran = green(copy, "tests/cells", "tests/layers", "tests/notation", "-k", "Leaky")
    assert ran > 40
    add(copy, additions.DRAWING)
    drawn = ("tests/widgets/shared/test_series.py", "tests/plots/cells/test_cell_diagram.py")
    assert green(copy, *drawn, "-k", "Leaky") >= 4


def test_a_cell_whose_equations_are_others_is_red(copy):
    (file, text), *_ = additions.CELL.items()
    add(copy, {"rnnlib/cells/wrong.py": text.replace("Leaky", "Wrong").replace("0.75⊙", "0.7⊙")})
    code, said = python(copy, "-m", "pytest", "-q", "-n0", "tests/cells", "-k", "Wrong")
    (copy / "rnnlib/cells/wrong.py").unlink()
    assert code == 1
    assert set(re.findall(r"FAILED \S+::(\w+)", said)) == {"test_forward_is_its_equations"}


def test_a_widget_is_one_folder(copy, need):
    need("chromium")
    need("jupyterlab")
    add(copy, added_widget.WIDGET)
    code, said = python(copy, "tests/visual/approve.py", "Tally")
    assert code == 0 and "6 files written" in said, said
    about = "(tally or every_key_that or has_the_same_keys or every_script_is) and not notebook"
    folders = ("tests/language", "tests/widgets", "tests/browser", "tests/visual")
    section = re.search(r"^## A widget.*?^## ", TEXT, re.MULTILINE | re.DOTALL)[0]
    named = re.findall(r"^\| `(tests/\S+\.py)` \|", section, re.MULTILINE)
    assert set(passed(copy, *folders, "-k", about)) == set(named)


def test_a_chapter_is_one_notebook_and_one_line_and_so_is_an_exercise(copy):
    add(copy, additions.EXERCISES)
    course = copy / "rnnlib" / "chapters" / "course.py"
    text = course.read_text(encoding="utf-8")
    course.write_text(text.removesuffix(")\n") + additions.COURSE, encoding="utf-8")
    written = notebook(*additions.CELLS)
    written.cells[0].source = additions.OPENING
    nbformat.write(written, copy / "notebooks" / "99_echoes.ipynb")
    code, said = python(copy, "-m", "rnnlib.chapters", "write", "99_echoes", "00_start_here")
    files = ("99_echoes", "00_start_here", "README.md")
    assert code == 0 and said.startswith("".join(f"{name}: written\n" for name in files)), said
    assert "| [99 Echoes](notebooks/99_echoes.ipynb) | What comes back? |" in (
        (copy / "README.md").read_text(encoding="utf-8")
    )
    first = (copy / "notebooks" / "00_start_here.ipynb").read_text(encoding="utf-8")
    assert "99 · Echoes" in first and "exercises solved" in first
    chapter = ("notebooks/99_echoes.ipynb", "tests/chapters/test_stored.py")
    assert green(copy, *chapter, "-k", "99_echoes or 00_start_here") > 6
    green(copy, "tests/chapters/test_course.py", "tests/chapters/test_readme.py")
    names = " or ".join(additions.NAMES)
    assert green(copy, "tests/exercises/test_exercises.py", "-k", names) > 20
    assert green(copy, "tests/test_layout.py", "tests/test_lint.py") == 4


def test_it_names_what_exists():
    commands = re.findall(r"^    pytest .*", TEXT, re.MULTILINE) + re.findall(r"`pytest .*?`", TEXT)
    paths = [word.strip("`") for line in commands for word in line.split() if "/" in word]
    paths += re.findall(r"`((?:rnnlib|tests|notebooks)/[\w/.]*)`", TEXT)
    assert len(paths) > 20
    for path in paths:
        if "NAME" not in path and "CHAPTER" not in path and "NN_" not in path:
            assert (PROJECT / path).exists(), path
