"""A whole widget in a few lines: what a newcomer adds to a copy of the project, {path: text}."""

WIDGET = {
    "rnnlib/widgets/tally/__init__.py": '''\
"""Tally: a mark for every step."""

from .widget import Tally

__all__ = ["Tally"]
''',
    "rnnlib/widgets/tally/widget.py": '''\
"""Tally: a mark for every step."""

from pathlib import Path

from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import STEPS_ONLY, Player

from . import still

HERE = Path(__file__).parent


class Tally(Player):
    """T marks in a row; those up to step t are full."""

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    def __init__(self, T):
        super().__init__(_choices={"t": T, **STEPS_ONLY}, _start={"t": 0})

    def __repr__(self):
        return f"Tally({self._choices['t']} steps)"
''',
    "rnnlib/widgets/tally/still.py": '''\
"""A Tally in one sentence and one figure."""

from rnnlib.language import say
from rnnlib.plots.style import INK, style
from rnnlib.plots.style import figure as sheet


def sentence(tally):
    """How many are full."""
    t, T = tally.t + 1, tally._choices["t"]
    return say("tally.said", t=t, T=T, left=T - t)


def figure(tally):
    """The marks, with the numbers of their steps."""
    steps = range(1, tally._choices["t"] + 1)
    with style():
        fig, axis = sheet(7.5, 1.6)
        fills = [INK if step <= tally.t + 1 else "white" for step in steps]
        axis.bar(steps, 1, 0.5, color=fills, edgecolor=INK)
        axis.set(xticks=steps, yticks=[])
    return fig
''',
    "rnnlib/widgets/tally/widget.js": """\
// A Tally in the page: a mark for every step, those up to the cursor full.

import { forwardBar } from "../shared/frame/bar.js";
import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { View, widget } from "../shared/frame/view.js";

const REDO = { t: [], playing: [], speed: [] };

class TallyView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.bar = forwardBar(model, this.put, { unit: false });
    this.T = this.get("_choices").t;
    this.marks = Array.from({ length: this.T }, () => el("span", { class: "mark" }));
    const row = el("div", { class: "row", "aria-hidden": "true" }, ...this.marks);
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.open(
      host,
      { kind: "rnn-tally", title: say("tally.title"), key: (e) => this.bar.key(e), watched: [row] },
      this.bar.host, row, this.said,
    );
  }

  draw() {
    this.frame = 0;
    if (this.todo.has("size")) this.theme.apply();
    this.todo.clear();
    const { T } = this, t = this.get("t") + 1;
    this.bar.show();
    this.marks.forEach((mark, k) => setAttribute(mark, "data-full", k < t));
    setAttribute(this.said, "aria-live", this.get("playing") ? "off" : "polite");
    setText(this.said, say("tally.said", { t, T, left: T - t }));
  }
}

export default widget(TallyView);
""",
    "rnnlib/widgets/tally/widget.css": """\
/* Tally: full or hollow marks. */

.rnn-tally .row {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5em;
}
.rnn-tally .mark {
  width: 1em;
  height: 1.5em;
  border: 2px solid var(--ink);
}
.rnn-tally .mark[data-full="true"] {
  background: var(--ink);
}
""",
    "rnnlib/widgets/tally/en.json": """\
{
  "title": "Tally",
  "said": "Step {t} of {T}: {t} {t|tick|ticks} full, {left} still hollow."
}
""",
    "rnnlib/widgets/tally/de.json": """\
{
  "title": "Strichliste",
  "said": "Schritt {t} von {T}: {t} {t|Strich|Striche} voll, {left} noch leer."
}
""",
    "rnnlib/widgets/tally/example.py": '''\
"""A short tally to look at."""

from rnnlib.widgets.tally import Tally


def example():
    """Five steps."""
    return Tally(5)
''',
}
