"""The program that breaks scripts: what it changes, and that it knows every script's tests."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
SAMPLE = """\
// a < b && c: nothing in a comment
const part = a + values[t] * 2 - (b < c ? Math.max(a, b) : 0);
const REDO = { t: ["run"], unit: [] };
const words = "x < y && z";
export function close(model) {
  model.off("change:t", hear);
  if (!held && key === "ArrowLeft") return true;
}
"""


@pytest.fixture
def program(monkeypatch):
    monkeypatch.syspath_prepend(HERE)
    import script_changes
    import scripts

    return type("Program", (), {"changes": script_changes.changes, "scripts": scripts})


def test_what_is_changed(program):
    made = list(program.changes("f.js", SAMPLE))
    pairs = {(m.line, m.new) for m in made}
    for line, new in [
        (2, "const part = a - values[t] * 2 - (b < c ? Math.max(a, b) : 0);"),
        (2, "const part = a + values[t + 1] * 2 - (b < c ? Math.max(a, b) : 0);"),
        (2, "const part = a + values[t] * 2 - (b <= c ? Math.max(a, b) : 0);"),
        (2, "const part = a + values[t] * 2 - (b < c ? Math.min(a, b) : 0);"),
        (3, "const REDO = { t: [], unit: [] };"),
        (6, ";"),
        (6, 'model.off("changed:t", hear);'),
        (7, 'if (held && key === "ArrowLeft") return true;'),
        (7, 'if (!held || key === "ArrowLeft") return true;'),
        (7, 'if (!held && key === "ArrowRight") return true;'),
        (7, 'if (!held && key === "ArrowLeft") return false;'),
    ]:
        assert (line, new) in pairs, (line, new)
    assert not {m.line for m in made} & {1, 4, 5, 8}  # no comment, no sentence
    for m in made:
        assert m.text != SAMPLE and SAMPLE.splitlines()[m.line - 1].strip() == m.old


def test_every_script_has_tests_that_exist(program):
    project = program.scripts.PROJECT
    files = program.scripts.scripts()
    assert len(files) > 50
    for file in files:
        stages = program.scripts.stages_of(file)
        assert stages and all(stages), file
        for test in [test for stage in stages for test in stage]:
            name, _, rest = test.partition("::")
            text = (project / name).read_text(encoding="utf-8")
            assert f"def {rest.partition('[')[0]}" in text


def test_a_change_that_is_called_equivalent_can_still_be_made(program):
    for file, old, new in program.scripts.EQUIVALENT:
        text = (program.scripts.PROJECT / file).read_text(encoding="utf-8")
        assert (old, new) in {(m.old, m.new) for m in program.changes(file, text)}
