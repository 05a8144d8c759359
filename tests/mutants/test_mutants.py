"""The mutation program, on a project of one small file."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SUMS = '''\
"""Sums."""


def mean(values):
    """The mean, as a float."""
    return sum(values) / max(len(values), 1) * 1.0
'''
TESTS = """\
from small.sums import mean

def test_mean():
    assert mean([2, 4]) == 3
"""


@pytest.fixture
def program(monkeypatch):
    monkeypatch.syspath_prepend(HERE)
    import changes
    import core
    import frame

    return type("Program", (), {"changes": changes, "core": core, "frame": frame})


@pytest.fixture
def small(tmp_path):
    for name, text in {"small/__init__.py": "", "small/sums.py": SUMS}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_sums.py").write_text(TESTS)
    return tmp_path


def judged(program, small, wanted):
    made = {m.new: m for m in program.changes.changes("small/sums.py", SUMS)}
    stages = [[], ["tests/test_sums.py"]]
    return list(
        program.frame.judged(
            [made[new] for new in wanted], lambda file: stages[1:], small, preload=["pytest"]
        )
    )


WRONG = "return (sum(values) * max(len(values), 1)) * 1.0"
EQUAL = "return (sum(values) / max(len(values), 1) / 1.0)"


def test_a_wrong_mutant_is_noticed_and_an_equivalent_one_survives(program, small):
    wrong, equal = judged(program, small, [WRONG, EQUAL])
    assert (wrong.mutation.file, wrong.mutation.line) == ("small/sums.py", 6)
    assert wrong.noticed == "tests/test_sums.py::test_mean" and equal.noticed is None
    assert (small / "small" / "sums.py").read_text() == SUMS  # the project itself is as it was

    lines = []
    assert program.frame.report([wrong, equal], {}, lines.append) == [equal.mutation]
    assert lines[-1] == "2 tried, 1 noticed, 0 equivalent, 1 not noticed"
    known = {("small/sums.py", equal.mutation.old, EQUAL): "x · 1 = x / 1"}
    assert program.frame.report([wrong, equal], known, lines.append) == []
    assert lines[-2].endswith("nobody can: x · 1 = x / 1")
    assert lines[-1] == "2 tried, 1 noticed, 1 equivalent, 0 not noticed"


def test_a_test_that_fails_anyway_has_noticed_nothing(program, small):
    (small / "tests" / "test_sums.py").write_text(TESTS.replace("3", "5"))
    with pytest.raises(RuntimeError, match="test_mean fails, though nothing has been changed"):
        judged(program, small, [WRONG])


def test_a_copy_lies_in_the_project_s_build_and_holds_no_other(program, small):
    with program.frame.copied(small) as first, program.frame.copied(small) as second:
        for copy in (first, second):
            assert small / "build" in copy.parents and not (copy / "build").exists()
            assert (copy / "small" / "sums.py").read_text() == SUMS
    assert not list((small / "build").iterdir())


SAMPLE = """\
def f(x, y, mask):
    "1 + 1"
    x = g(x, y)
    if not mask and x < y:
        raise ValueError(f"{x + 1}")
    x[1:, 0] += y.sum(axis=0)
    return h(x, mask), np.where(mask, x, y.T), x[:-1].copy()
"""


def test_what_is_changed(program):
    made = list(program.changes.changes("f.py", SAMPLE))
    pairs = {(m.line, m.new) for m in made}
    for line, new in [
        (3, "pass"),
        (3, "x = g(y, x)"),
        (4, "if mask and x < y:"),
        (4, "if not mask and (x <= y):"),
        (4, "if False:"),
        (5, "pass"),
        (6, "x[1:, 0] -= y.sum(axis=0)"),
        (6, "x[2:, 0] += y.sum(axis=0)"),
        (6, "x[1:, 0] += y.sum(axis=1)"),
        (7, "return h(x, None), np.where(mask, x, y.T), x[:-1].copy()"),
        (7, "return h(x, mask), x, x[:-1].copy()"),
        (7, "return h(x, mask), np.where(mask, x, y), x[:-1].copy()"),
        (7, "return h(x, mask), np.where(mask, x, y.T), (x[:-1])"),
    ]:
        assert (line, new) in pairs, (line, new)
    assert not any(m.line == 2 for m in made)  # nothing in a docstring, or in a sentence
    assert not any("{x - 1}" in m.text or "{x + 2}" in m.text for m in made)
    for m in made:
        assert m.text != SAMPLE and SAMPLE.splitlines()[m.line - 1].strip() == m.old
        ast.parse(m.text)


def test_the_same_seed_makes_the_same_changes_in_every_file(program):
    every = [
        program.frame.Mutation(file, line, "", "", "") for file in "abc" for line in range(1, 9)
    ]
    first = program.frame.chosen(every, 4, 0)
    assert first == program.frame.chosen(every[::-1], 4, 0) == program.frame.chosen(every, 9, 0)[:4]
    assert first != program.frame.chosen(every, 4, 1)
    assert {m.file for m in first[:3]} == set("abc")


def test_the_files_of_the_core_and_their_tests(program):
    core, project = program.core, program.frame.PROJECT
    files = core.core()
    assert {"rnnlib/ops.py", "rnnlib/cells/lstm.py", "rnnlib/decoding/beam.py"} < set(files)
    assert "rnnlib/layers/attention/base.py" in files and "rnnlib/plots/__init__.py" not in files
    assert all((project / name).exists() for name in core.TESTS)
    assert core.stages_of("rnnlib/ops.py")[0] == ["tests/test_ops.py"]
    near, rest = core.stages_of("rnnlib/analysis/cliff.py")
    assert near == ["tests/analysis/test_cliff.py", "tests/analysis"]
    assert "tests/cells" in rest and "tests/analysis" not in rest
    assert core.stages_of("rnnlib/models/pairs/luong.py")[0] == ["tests/models/pairs"]


def test_a_change_that_is_called_equivalent_can_still_be_made(program):
    for file, old, new in program.core.EQUIVALENT:
        text = (program.frame.PROJECT / file).read_text(encoding="utf-8")
        assert (old, new) in {(m.old, m.new) for m in program.changes.changes(file, text)}
