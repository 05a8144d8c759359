"""Networks compared on a page without a kernel."""

import pytest
from browser.pages import number

from rnnlib import CoupledLSTMCell, GRUCell, LSTMCell, SimpleGRUCell, VanillaCell

KINDS = {"vanilla": (VanillaCell, 5), "LSTM": (LSTMCell, 3), "GRU": (GRUCell, 4)}


ROAD = {
    "LSTM": (LSTMCell, 3),
    "coupled": (CoupledLSTMCell, 3),
    "simple": (SimpleGRUCell, 3),
    "GRU": (GRUCell, 3),
}


LABELS = list("hello world\n")


def units(player):
    return [int(box.input_value()) for box in player.locator("input[name=unit]").all()]


def band(player, k):
    return player.locator(f".band[data-network='{k}']")


def written(band, selector):
    return {
        node.get_attribute("data-name"): number(node.text_content())
        for node in band.locator(selector).all()
    }


def check_numbers(player, tapes, t, chosen):
    """Heatmap labels, gauges and the result of the memory's line against the tapes."""
    for k, (tape, unit) in enumerate(zip(tapes.values(), chosen, strict=True)):
        shown = written(band(player, k), ".map-label .number[data-name]:visible")
        shown |= written(band(player, k), ".memory .result")
        cell = player.locator(f"figure[data-network='{k}']")
        shown |= written(cell, "svg .node .number[data-name]")
        assert "h" in shown
        for name, value in shown.items():
            values = tape.previous(name[0]) if name.endswith("⁻") else tape[name]
            assert value == pytest.approx(values[t, 0, unit], abs=0.00501), (k, name)
