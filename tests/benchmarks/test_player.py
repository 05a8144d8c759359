"""The benchmark of the player opens both states and finds a number for everything."""

import re
from pathlib import Path

HERE = Path(__file__).parent
SMALL = "--cells GRU --ways backward --shapes 30x3 --rounds 1 --steps 4 --seconds 0.2"


def test_it_prints_both_states_and_their_ratio(need, monkeypatch, capsys):
    need("chromium")
    monkeypatch.syspath_prepend(HERE)
    import player

    monkeypatch.setattr("sys.argv", ["player.py", "--before", str(player.ROOT), *SMALL.split()])
    player.main()
    printed = capsys.readouterr().out
    assert "GRU backward 30 × 3 (T × H)" in printed
    for name, (key, _) in player.COLUMNS.items():
        if "page" in key:
            continue
        pair = re.search(rf"^  {name} +([\d.%]+) → +([\d.%]+)", printed, re.MULTILINE)
        before, now = pair.groups()
        if name in ("MB", "rest kB", "nodes"):
            assert before == now, name
    assert float(re.search(r"script +[\d.]+ → +([\d.]+)", printed)[1]) > 0
