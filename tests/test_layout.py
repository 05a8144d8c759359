"""The tests stand where what they test stands."""

from pathlib import Path

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "rnnlib"
ELSEWHERE = ("benchmarks", "browser", "hostile", "mutants", "visual")  # about all the package


def test_every_folder_of_tests_is_one_of_the_package():
    for file in TESTS.rglob("test_*.py"):
        folder = file.parent.relative_to(TESTS)
        if folder.parts and folder.parts[0] not in ELSEWHERE:
            place = PACKAGE / folder
            assert place.is_dir() or place.with_suffix(".py").is_file(), file.relative_to(TESTS)


def test_what_a_browser_does_with_one_widget_stands_in_its_folder():
    folders = {path.parent.name for path in (TESTS / "browser").glob("*/test_*.py")}
    assert folders <= {path.name for path in (PACKAGE / "widgets").iterdir()} | {"page"}
