"""What is handed out: the source distribution, the wheel made of it, and what they say of it."""

import re
import tarfile
import tomllib
import zipfile
from email.parser import Parser

import pytest
import yaml
from distribution import FILES, FOLDERS, PROJECT, distribute, files_of
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

TABLE = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def read(name):
    return (PROJECT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return distribute(tmp_path_factory.mktemp("made"))


def test_the_source_distribution_is_the_whole_project(made):
    with tarfile.open(made[0]) as archive:
        files = (member.name for member in archive.getmembers() if member.isfile())
        names = {name.partition("/")[2] for name in files}
    wanted = {*FILES}.union(*map(files_of, FOLDERS))
    assert wanted <= names
    added = {name.partition("/")[0] for name in names - wanted}
    assert added == {"PKG-INFO", "setup.cfg", "rnnlib.egg-info"}


def test_the_wheel_is_the_package_and_its_licences(made):
    with zipfile.ZipFile(made[1]) as wheel:
        names = set(wheel.namelist())
        (info,) = {name.partition("/")[0] for name in names if ".dist-info/" in name}
        assert {name for name in names if not name.startswith(info)} == files_of("rnnlib")
        for file in TABLE["license-files"]:
            assert wheel.read(f"{info}/licenses/{file}") == (PROJECT / file).read_bytes()
        said = Parser().parsestr(wheel.read(f"{info}/METADATA").decode("utf-8"))
    assert made[1].name.endswith("-py3-none-any.whl")
    assert said["License-Expression"] == "MIT AND OFL-1.1 AND CC-BY-4.0"
    assert said["Author"] == "The rnnlib authors" and said["Requires-Python"] == ">=3.11"
    assert said.get_payload().lstrip().startswith("# rnnlib")  # the README


def test_what_is_of_others_has_its_licence_in_the_wheel():
    """Whatever says of a file in the package where it is from and how it may be used."""
    package = PROJECT / "rnnlib"
    says = [
        path for name in ("OFL.txt", "SOURCE.txt", "digits.txt") for path in package.rglob(name)
    ]
    texts = {path.parent for path in package.rglob("*.txt")}
    assert {path.parent for path in says} == texts
    found = {path.relative_to(PROJECT).as_posix() for path in says}
    assert found | {"LICENSE"} == set(TABLE["license-files"])


def test_a_citation_has_what_its_format_asks_for():
    cited = yaml.safe_load(read("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert cited["cff-version"] == "1.2.0" and cited["type"] == "software"
    assert [author["name"] for author in cited["authors"]] == [TABLE["authors"][0]["name"]]
    assert cited["version"] == TABLE["version"]
    assert cited["license"] == TABLE["license"].partition(" ")[0] == "MIT"
    assert read("LICENSE").startswith("MIT License")


def test_the_changes_begin_with_this_version():
    assert re.search(r"^## ([\d.]+)", read("CHANGELOG.md"), re.MULTILINE)[1] == TABLE["version"]


def test_binder_gets_the_course_and_a_python_that_it_runs_on():
    (line,) = (li for li in read("binder/requirements.txt").splitlines() if li[0] != "#")
    folder, extras = re.fullmatch(r"(\.)\[(.*)\]", line).groups()
    assert Requirement(f"rnnlib[{extras}]").extras == {"course", "fast"}
    assert Requirement(f"rnnlib[{extras}]").extras <= TABLE["optional-dependencies"].keys()
    version = re.fullmatch(r"python-(3\.\d+)\n", read("binder/runtime.txt"))[1]
    assert SpecifierSet(TABLE["requires-python"]).contains(version)


WORKFLOW = yaml.safe_load(read(".github/workflows/ci.yml"))


def test_the_workflow_runs_what_there_is_on_all_three_systems():
    jobs = WORKFLOW["jobs"]
    assert WORKFLOW[True].keys() == {"push", "pull_request"}  # YAML 1.1 reads `on` as true
    steps = [step for job in jobs.values() for step in job["steps"]]
    assert all(("run" in step) != ("uses" in step) for step in steps)
    lines = [line for step in steps for line in step.get("run", "").splitlines()]
    assert ".ci/run" in lines and (PROJECT / ".ci" / "run").stat().st_size
    paths = re.findall(r"[\w.]+/[\w.-]+|\w+\.txt", " ".join(lines))
    assert {".ci/run", "requirements.txt", "tests/browser"} <= set(paths)
    assert all((PROJECT / path).exists() for path in paths)
    matrix = jobs["without_a_browser"]["strategy"]["matrix"]
    assert matrix["os"] == ["windows-latest", "macos-latest"]
    said = [c for c in TABLE["classifiers"] if re.search(r":: 3\.\d+$", c)]
    assert matrix["python"] == [classifier.rpartition(" ")[2] for classifier in said]
