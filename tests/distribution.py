"""The source distribution and the wheel, made in a copy of the project."""

import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
FOLDERS = ("rnnlib", "tests", "notebooks", "figures", "lite", "binder", ".ci", ".github")
FILES = (
    "CHANGELOG.md CITATION.cff CONTRIBUTING.md BENCHMARKS.md LICENSE MANIFEST.in README.md "
    "pyproject.toml requirements.txt .gitattributes .gitignore"
).split()
LEFT_OUT = ("__pycache__", ".ipynb_checkpoints")


def files_of(folder):
    """The files in a folder of the project, by their places in it."""
    return {
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and not any(part in LEFT_OUT for part in path.parts)
    }


def distribute(folder):
    """Build both in ``folder``, the wheel of what the source distribution holds: their paths."""
    copy = folder / "project"
    copy.mkdir()
    for name in FOLDERS:
        shutil.copytree(PROJECT / name, copy / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for name in FILES:
        shutil.copy(PROJECT / name, copy)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, copy]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, (run.stdout + run.stderr)[-3000:]
    (source,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return source, wheel
