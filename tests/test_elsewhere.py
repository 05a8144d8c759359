"""The table of other machines: its words, its bounds, and how it reads what pytest says."""

import elsewhere
import pytest


def test_every_row_of_the_table_can_be_read():
    for row in elsewhere.TABLE:
        elsewhere.settings(row)


def test_words_of_a_row_add_up():
    assert elsewhere.settings("python3.13+oldest+zen") == {
        "python": "python3.13",
        "oldest": True,
        "core": "Zen",
    }
    with pytest.raises(ValueError, match="row: expected words of .* got 'pyton'"):
        elsewhere.settings("pyton")
    with pytest.raises(ValueError, match="row: expected one core, got another in 'zen'"):
        elsewhere.settings("nehalem+zen")


def test_the_oldest_are_the_lower_bounds():
    project = {
        "dependencies": ["numpy>=2.0,<3"],
        "optional-dependencies": {"a": ["pytest-xdist>=3.6.1,<4"], "b": ["pytest-xdist>=3.6.1,<4"]},
    }
    assert elsewhere.oldest(project) == "numpy==2.0\npytest-xdist==3.6.1\n"


@pytest.mark.parametrize(
    "closing, numbers",
    [
        ("20 failed, 2862 passed, 22 skipped, 4595 warnings in 255.19s (0:04:15)", (2862, 20, 22)),
        ("3 passed in 0.10s", (3, 0, 0)),
        ("1 failed, 2 passed, 3 errors in 1.00s", (2, 4, 0)),
        ("no tests ran in 0.01s", None),
        ("ERROR: 3 failed to load", None),
    ],
)
def test_the_closing_line_is_counted(closing, numbers):
    assert elsewhere.counted(closing) == numbers


def test_a_row_that_fails_or_cannot_be_run_is_told_by_the_exit_code(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(elsewhere, "FOLDER", tmp_path)
    results = {"newest": [9, 0, 0, 0.1], "oldest": [8, 1, 0, 0.1], "zen": "no processor"}
    asked = []

    def run(row, tests):
        asked.append(row)
        return results[row]

    monkeypatch.setattr(elsewhere, "run", run)
    assert elsewhere.main(["newest"]) == 0
    assert elsewhere.main(["newest", "oldest"]) == 1
    assert elsewhere.main(["zen"]) == 1
    assert asked == ["newest", "oldest", "zen"]  # what is done is not done twice
    assert elsewhere.main(["newest", "--again"]) == 0
    assert asked[-1] == "newest"
    assert "no processor" in capsys.readouterr().out
