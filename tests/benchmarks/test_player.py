"""The benchmark of the player opens both states and finds a number for everything."""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SMALL = "--cells GRU --ways backward --shapes 30x3 --rounds 1 --steps 4 --seconds 0.2"


def test_it_prints_both_states_and_their_ratio(need, monkeypatch):
    need("chromium")
    monkeypatch.syspath_prepend(HERE)
    import player

    command = [sys.executable, HERE / "player.py", "--before", player.ROOT, *SMALL.split()]
    printed = subprocess.check_output(command, text=True)
    assert "GRU backward 30 × 3 (T × H)" in printed
    for name, (key, _) in player.COLUMNS.items():
        if "page" in key:
            continue
        pair = re.search(rf"^  {name} +([\d.%]+) → +([\d.%]+)", printed, re.MULTILINE)
        before, now = pair.groups()
        if name in ("MB", "rest kB", "nodes"):
            assert before == now, name
    assert float(re.search(r"script +[\d.]+ → +([\d.]+)", printed)[1]) > 0
