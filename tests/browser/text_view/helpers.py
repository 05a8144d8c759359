"""A TextView in a notebook, and what it should show."""

import json

import numpy as np
from browser.pages import drawn, told

from rnnlib import LanguageModel, LSTMCell, Recurrent, Text

TEXT = "def say(word):\n\treturn '(' + word\n\nsay(\"hi\")\n" * 4


SHOW = """\
import ipywidgets
from rnnlib.widgets import CellPlayer, TextView
_, tape = model().predict(TEXT)
view = TextView(tape.rnn, TEXT, sensitivity=sensitivity(model(), TEXT))
player = CellPlayer(tape.rnn, labels=list(TEXT))
for name in ("t", "unit"):
    ipywidgets.jslink((player, name), (view, name))
view"""


TELL = "import json; print(json.dumps({n: getattr(view, n) for n in view._start}))"


WORDS = {
    "\n": "a new line",
    "\t": "a tab",
    " ": "a space",
    '"': "a double quote",
    "'": "a single quote",
}


IMPORTS = """\
import numpy as np
from rnnlib import LanguageModel, LSTMCell, Recurrent, Text
from rnnlib.analysis import sensitivity
"""


def model():
    """A language model with lively weights: made once in the kernel and once more here."""
    rng = np.random.default_rng(3)
    text = Text(TEXT)
    made = LanguageModel(text, Recurrent(LSTMCell(text.V, 6, rng=rng)), rng=rng)
    for array in made.params.values():
        array *= 2.5
    return made


def traits(page):
    return json.loads(told(page, 2))


def said(view):
    drawn(view.page)
    return view.locator(".said").inner_text()


def parts(view):
    """The part of full colour behind every character, negative where it is hatched."""
    return np.array(
        view.locator(".letter").evaluate_all(
            """(all) => all.map((node) => (node.classList.contains("negative") ? -1 : 1)
                 * Number(node.style.getPropertyValue("--part")))"""
        )
    )
