"""What an import loads, what is depended on, and that the README's commands name what exists."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import rnnlib

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
HEAVY = """matplotlib anywidget ipywidgets IPython torch nbformat tqdm scipy joblib dask
distributed nh3""".split()


def python(*arguments, cwd):
    run = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_an_import_from_any_folder_loads_numpy_alone(tmp_path):
    use = "import rnnlib, sys; [getattr(rnnlib, name) for name in rnnlib.__all__]; "
    code = f"{use}print([m for m in {('numpy', *HEAVY)} if m in sys.modules])"
    assert python("-W", "error", "-c", code, cwd=tmp_path) == "['numpy']\n"


def test_an_import_loads_no_part_before_it_is_used(tmp_path):
    code = "import rnnlib, sys; print([name for name in sys.modules if 'rnnlib.' in name])"
    assert python("-c", code, cwd=tmp_path) == "[]\n"


def test_every_public_name_can_be_had(tmp_path):
    code = "import rnnlib; [getattr(rnnlib, name) for name in rnnlib.__all__]; print('all')"
    assert python("-c", code, cwd=tmp_path) == "all\n"


@pytest.mark.parametrize("name", ["LSTM", "TanhCell", "widget", "_x"])
def test_a_name_that_there_is_not_is_told_and_can_be_asked_for(name):
    with pytest.raises(AttributeError, match=f"^module 'rnnlib.*' has no attribute '{name}'$"):
        getattr(rnnlib, name)
    assert not hasattr(rnnlib, name) and name not in dir(rnnlib)


def test_dependencies_have_both_bounds():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    for dependency in sum(groups, []):
        assert re.fullmatch(r"[\w-]+>=[\d.]+,<\d[\d.]*", dependency), dependency


def commands():
    """The command lines of the README's shell blocks."""
    return "".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL)).splitlines()


def test_the_readme_sets_up_with_two_lines():
    opens, tests = (line for line in commands() if line.startswith("pip install"))
    assert opens.startswith("pip install -r requirements.txt && jupyter lab notebooks/")
    assert tests == "pip install -r requirements.txt && pytest"


def test_the_readme_names_what_exists():
    paths = re.findall(r"\]\((?!https?:)([^)\s]+)\)", README)  # of links and pictures
    paths += [
        word for line in commands() for word in line.split() if "/" in word or "." in word[1:-1]
    ]
    paths = [path for path in paths if path != "rnnlib.chapters"]
    assert "requirements.txt" in paths and paths
    for path in paths:
        assert (PROJECT / path).exists(), path


def test_the_readme_names_chapters_that_there_are():
    there = {path.stem for path in (PROJECT / "notebooks").glob("*.ipynb")}
    for line in commands():
        if line.startswith("python -m rnnlib.chapters"):
            assert line.split()[-1] in there
