"""Texts that try to run a script, to ask something of the network, or to break the page.

Each calls `ran(k)` with its number where it succeeds, or asks for an address of evil.example.
"""

import json
from base64 import b64encode
from pathlib import Path

DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
BAD = "data:image/gif;base64,AAAA"
FAR = "https://evil.example"

# What it tries: HTML or Markdown, with RUN for the call, and BAD, DOT and FAR as above.
MARKUP = json.loads(Path(__file__).with_name("hostile.json").read_text(encoding="utf-8"))
NAMES = tuple(MARKUP)


def payloads():
    """The texts, in the order of `NAMES`."""
    texts = (
        text.replace("STATE", _state(f"ran({k})")).replace("RUN", f"ran({k})")
        for k, text in enumerate(MARKUP.values())
    )
    return [text.replace("FAR", FAR).replace("DOT", DOT).replace("BAD", BAD) for text in texts]


def _state(script):
    """What a page would read of a widget whose source is the script."""
    model = {"name": "AnyModel", "_esm": 0, "state": {}}
    rest = {"models": [model], "sources": [[0]], "pieces": [script]}
    return b64encode(json.dumps(rest).encode()).decode("ascii")


# Every widget that takes text, given all of them; P holds the texts, `whole` those without halves.
START = """\
import numpy as np
import rnnlib as rnn
from rnnlib import widgets
P = {texts}
whole = [p.encode("utf-8", "replace").decode() for p in P]"""
WIDGETS = {
    "rnn-cell": """\
rng = np.random.default_rng(0)
x, half = rng.normal(size=(len(P), 1, 1)), np.full((len(P), 1, 2), 0.5)
tapes = [rnn.Recurrent(kind(1, 2, rng=rng)).forward(x)[1] for kind in (rnn.LSTMCell, rnn.GRUCell)]
widgets.CellPlayer(tapes[0], labels=P, symbols=P[:2], predictions=half)""",
    "rnn-compare": """\
names = "<script>ran(0)</script>", "<img src=x onerror=ran(9)>"
probabilities = dict.fromkeys(names, half)
widgets.ComparePlayer(
    dict(zip(names, tapes)), labels=P, symbols=P[-2:], predictions=probabilities)""",
    "rnn-text": "widgets.TextView({names[1]: half[:, 0]}, P)",
    "rnn-unroll": """\
model = rnn.EveryStepModel(rnn.Recurrent(rnn.VanillaCell(1, 2, rng=rng)), rnn.Linear(2, 2, rng=rng))
batch = rnn.Batch(x, np.zeros((len(P), 1), int))
widgets.UnrollView(model, batch, labels=P, symbols=P[2:4])""",
    "rnn-bptt": """\
short = rnn.Batch(x[:20], batch.target[:20])
display(*(widgets.BPTTView(model, short, labels=P[k:][:20]) for k in (0, 20, len(P) - 20)))""",
    "rnn-phase": "widgets.PhasePlane(border=(1, 1, 0), sides=names)",
    "rnn-attention": """\
from rnnlib.analysis import Alignment, Captioned
widgets.AttentionView(Alignment(P, P[::-1], np.full((len(P), len(P)), 1 / len(P))))""",
    "rnn-two-way": """\
both = rnn.Bidirectional(*(rnn.Recurrent(rnn.GRUCell(1, 2, rng=rng)) for _ in range(2)))
two = rnn.EveryStepModel(both, rnn.Linear(4, 2, rng=rng))
widgets.TwoWayView(two, x[:, 0], labels=P, symbols=P[-2:])""",
    "rnn-caption": """\
others = [[(p, 0.5), (P[-1], 0.4)] for p in P[:40]]
widgets.CaptionView([Captioned(np.zeros((8, 8, 3)), P[:40], np.full(40, 0.5), others, None, P)])""",
    "rnn-shapes": """\
from rnnlib.analysis import shape_run
reader = rnn.Recurrent(rnn.VanillaCell(len(P), 2, rng=rng))
last = rnn.LastStepModel(reader, rnn.Linear(2, 2, rng=rng))
seen = rnn.Batch(np.arange(30)[:, None], np.zeros(1, int))
shown = widgets.SequenceShapes.Shown(shape_run(last, seen), "".join(P), P[-2:], P)
widgets.SequenceShapes([shown])""",
    "rnn-pixels": """\
from rnnlib.models import PixelLSTM
pixels = {name: PixelLSTM(2, 3, rng=rng) for name in names}
erasures = {names[0]: np.eye(4, dtype=bool)}
widgets.PixelView(pixels, np.zeros((1, 4, 4), int), names=names[:1], erasures=erasures)""",
    "rnn-training": """\
from rnnlib.lessons import Lessons
corpus = rnn.Text("".join(P) * 2)
reader = rnn.LanguageModel(corpus, rnn.Recurrent(rnn.GRUCell(corpus.V, 2, rng=rng)), rng=rng)
lessons = Lessons(reader, corpus, updates=4, B=2, T=8, lr=0.03)
widgets.TrainingView(
    lessons, prompt=P[-2], levels=dict.fromkeys(P[-3:], 1.0), moments=2, length=40).finish()""",
    "rnn-ctc": """\
from rnnlib.widgets.ctc_view.example import example
widgets.CTCView(dict.fromkeys(P[-4:], example().found))""",
    "rnn-beam": """\
letters = rnn.Vocabulary('<script>an(0);/ &"')
ends = [rnn.Recurrent(rnn.GRUCell(n, 3, rng=rng)) for n in (letters.N, letters.inputs)]
writer = rnn.EncoderDecoder(letters, letters, *ends, rng=rng)
widgets.BeamTree(rnn.beam_search(writer, ["<script>"], beam=3, limit=5)[0])""",
}

LISTEN = """
window.succeeded = [];
window.ran = (k) => window.succeeded.push(k);
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""

# Parts that only a hostile text can have put into a chapter.
STRANGE = """() => {
  const bad = "script, iframe, frame, object, embed, base, meta, link, style, form, input, " +
    "button, textarea, select, svg, video, audio, source, use, annotation-xml, mglyph";
  const found = [...document.querySelectorAll(`main :is(${bad})`)]
    .filter((node) => !node.closest(".page-widget > *, .search"))
    .map((node) => node.outerHTML.slice(0, 200));
  for (const node of document.querySelectorAll("body *")) {
    for (const { name, value } of node.attributes) {
      const leads = name === "href" && !["http:", "https:", "file:"].includes(node.protocol);
      const loads = ["action", "src", "srcset"].includes(name) && !/^data:image\\//.test(value);
      const covers = name === "style" && /^(?!--).*:\\s*(url(?!\\(["']?#)|fixed)/.test(value);
      if (/^on/i.test(name) || leads || loads || covers) {
        found.push(`${node.tagName} ${name}=${value.slice(0, 100)}`);
      }
    }
  }
  return found;
}"""

# Click on everything that asks for it.
CLICK = """() => {
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some((n) => n.nodeType === 3 && n.data.includes("CLICK"))) continue;
    if (node.closest("a")?.protocol === "file:") continue; // a link to a file that is not there
    node.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }));
  }
}"""
