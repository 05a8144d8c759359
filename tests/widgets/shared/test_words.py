"""What is written below a picture is true of its cell."""

import re

import pytest

from rnnlib import notation
from rnnlib.diagrams import ALL
from rnnlib.widgets.shared.words import vocabulary


@pytest.mark.parametrize("diagram", ALL, ids=lambda diagram: diagram.cell)
def test_no_note_speaks_of_gates_where_there_are_none(diagram):
    gated = any(node.kind == "gate" for node in diagram.nodes)
    for name in notation.names(diagram.cell):
        note = vocabulary(diagram, name)["note"]
        assert gated or not re.search("gate|candidate|Γ", note), (name, note)
