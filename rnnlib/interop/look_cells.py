"""The notebook that looks inside a network: what stands in its cells."""

import re

from nbformat import v4

from rnnlib.analysis.paths import longest, steps_forward
from rnnlib.layers import Embedding, Linear

STEPS = 40  # of noise, where no input is given
WALKED = 16  # steps that every loss is sent back over

TITLE = """\
# Inside {file}

**What happens in this network, step by step?**

{reads}{takes} Press **▶**, or step with **→** and **←**; **↑** and **↓** choose a unit, and **b** \
turns to the gradients. They are those of the sum of all outputs."""
READS = {
    "noise": f"No input was given, so it reads {STEPS} steps of noise.",
    "input": "It reads the input that was given.",
    "text": "It reads the text that was given.",
}
TANH = (
    " The file does not say whether its units are tanh or rectifiers: here they are tanh, "
    'unless `nonlinearity="relu"` says otherwise.'
)
NETWORK = """\
import numpy as np

import rnnlib as rnn
from rnnlib import interop, widgets

net = interop.from_file({path!r}{more})"""
VECTORS = """\
rng = np.random.default_rng(0)
x = rng.normal(size=({T}, 1, net.input_size))  # (T, B, D)
labels = None"""
SYMBOLS = """\
rng = np.random.default_rng(0)
x = rng.integers(net.input_size, size=({T}, 1))  # symbols (T, B)
labels = None"""
INPUT = """\
x = np.load({path!r})
alone = x.ndim == (1 if x.dtype.kind in "iu" else 2)
x = x[:, None] if alone else x  # one sequence is a batch of one
labels = None"""
TEXT = """\
text = rnn.Text.read({corpus!r})  # its characters, sorted, are the symbols
assert text.V == net.input_size, f"{{text.V}} symbols, the network reads {{net.input_size}}"
string = {string!r}
x = text.encode(string)[:, None]  # (T, B)
labels = list(string)"""
RUN = """\
y, tape = net.forward(x)
net.backward(tape, np.ones_like(y))
runs = interop.runs(tape)
for name, run in runs.items():
    print(f"{name}: {run.cell}, input {run.x.shape}")"""
PREDICTED = """\
assert text.V == net.output_size, f"{text.V} symbols, the network predicts {net.output_size}"
predictions = rnn.softmax(y)"""
LAYER = """\
## {Name}

{reads}"""
WALK = """\
## What does each step add to a gradient?

Every loss is sent back alone, over at most the first {T} steps of the first sequence. {loss} \
Choose a layer, a weight and a loss, and press **▶**."""
NEXT = "The loss is that of the prediction of the next character."
SUMMED = "A step's loss is the sum of its outputs."
PREDICTION = """\
*below, readout = net.layers
model = rnn.EveryStepModel(rnn.Stacked(below), readout)
first = x[: {T} + 1]
widgets.BPTTView(model, rnn.Batch(first[:-1], first[1:]), labels=labels[: len(first) - 1])"""
OUTPUTS = """\
def summed(y, target, mask=None):
    return y.sum() / len(y), np.ones_like(y) / len(y)


readout = rnn.Linear(net.output_size, 1, rng=np.random.default_rng(0), dtype=net.dtype)
readout.params["V"][:] = 1
model, first = rnn.EveryStepModel(net, readout, summed), x[:{T}, :1]
batch = rnn.Batch(first, np.zeros(first.shape[:2]))
widgets.BPTTView(model, batch, labels=labels and labels[:{T}])"""
FLOW = """\
## How far back does a gradient reach?

The dotted line is that of {name}, on the input above and from its last step back. The other three \
are untrained networks."""
ON = """\
## From here on

The network is a layer of `rnnlib` now. A tape such as `runs[{name!r}]` holds every gate and state \
of its run, (T, B, H) each: `widgets.ComparePlayer` plays it beside that of another network, and \
what is in `rnnlib.analysis` measures it."""


def notebook(net, names, *, path, name=None, nonlinearity=None, input=None, text=None, corpus=None):
    """The notebook of the layer ``net``, whose `runs` are called ``names``.

    ``path``, ``input`` and ``corpus`` are files as the notebook is to find them.
    """
    kind = "text" if text is not None else "noise" if input is None else "input"
    predicts = kind == "text" and isinstance(getattr(net, "layers", [net])[-1], Linear)
    parts = [
        TITLE.format(
            file=_code(path.replace("\\", "/").rpartition("/")[2]),
            reads=READS[kind],
            takes=TANH if _unsaid(net, path, nonlinearity) else "",
        ),
        NETWORK.format(
            path=path,
            more=("" if name is None else f", {name!r}")
            + ("" if nonlinearity is None else f", nonlinearity={nonlinearity!r}"),
        ),
        _read(net, kind, input, text, corpus),
        RUN + (f"\n{PREDICTED}" if predicts else ""),
    ]
    cells = [v4.new_markdown_cell(parts[0]), *map(v4.new_code_cell, parts[1:])]
    for one in names:
        back = one.endswith("backward")
        labels = "labels[::-1]" if back and kind == "text" else "labels"
        more = ", predictions=predictions, symbols=text.alphabet" if predicts and not back else ""
        cells += [
            v4.new_markdown_cell(LAYER.format(Name=one.capitalize(), reads=_reads(one))),
            v4.new_code_cell(f"widgets.CellPlayer(runs[{one!r}], labels={labels}{more})"),
        ]
        if kind == "text":
            string = "string[::-1]" if back else "string"
            cells.append(v4.new_code_cell(f"widgets.TextView(runs[{one!r}], {string})"))
    T = min(WALKED, longest(net.params) - 1)  # a readout has parameters, too
    if steps_forward(net) and T > 1:
        ahead = predicts and len(text) > 1  # there is a character to be predicted
        walk = WALK.format(T=T, loss=NEXT if ahead else SUMMED)
        code = (PREDICTION if ahead else OUTPUTS).format(T=T)
        cells += [v4.new_markdown_cell(walk), v4.new_code_cell(code)]
    last = names[-1]
    return v4.new_notebook(
        cells=[
            *cells,
            v4.new_markdown_cell(FLOW.format(name=last)),
            v4.new_code_cell(f"widgets.GradientFlow(own=runs[{last!r}])"),
            v4.new_markdown_cell(ON.format(name=last)),
        ]
    )


def _code(name):
    """A file's name as a code span of Markdown, in which nothing means anything."""
    fence = "`" * (1 + max(map(len, re.findall("`+", name)), default=0))
    space = " " if len(fence) > 1 else ""
    return f"{fence}{space}{' '.join(name.split())}{space}{fence}"


def _unsaid(net, path, nonlinearity):
    """Whether the file leaves open what the units of the network are."""
    plain = "VanillaCell" in net.describe()  # whose units are tanh
    return plain and nonlinearity is None and path.endswith((".pt", ".pth"))


def _read(net, kind, input, text, corpus):
    if kind == "input":
        return INPUT.format(path=input)
    if kind == "text":
        return TEXT.format(corpus=corpus, string=text)
    bottom = getattr(net, "layers", [net])[0]
    return (SYMBOLS if isinstance(bottom, Embedding) else VECTORS).format(T=STEPS)


def _reads(name):
    layer, *back = name.split(", ")
    below = int(layer.split()[-1]) - 1
    source = "the input" if below < 0 else f"what layer {below} puts out"
    return f"It reads {source}{', from the last step to the first' if back else ''}."
