"""The style of all code, notebooks included, as ruff sees it."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.mark.parametrize("command", ["check", "format --check"])
def test_ruff(command):
    ruff = [sys.executable, "-m", "ruff", *command.split(), "--quiet", "."]
    run = subprocess.run(ruff, cwd=PROJECT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
