"""The README's Python runs, and does what the README says."""

import re
from pathlib import Path

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_a_cell_in_a_few_lines(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(code, {})
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in sorted(lines)] == [
        [name, "ok"] for name in ("U", "W", "b", "state.0", "x")
    ]
