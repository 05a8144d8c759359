"""A chapter to be opened as a page: formulas, players, links, and widgets that need a kernel."""

import inspect

from browser import sample as sampling

TITLE = r"""# A page

Does it **play**? Here is $h_t = \tanh(x_t W + h_{t-1} U + b)$.

$$
\begin{aligned}
c &= f \odot c^- + i \odot g && \text{keep and write} \\
h &= o \odot \tanh(c)
\end{aligned}
$$

<details><summary>Solution</summary>

It does: $\sqrt{\frac{\partial c_t}{\partial c_k}}$.

</details>
"""
COUNTER = """\
class Counter(anywidget.AnyWidget):
    n = traitlets.Int(3).tag(sync=True)
    data = traitlets.Bytes(bytes(range(9))).tag(sync=True)
    _needs_kernel = traitlets.List(["n"]).tag(sync=True)
    _esm = \"\"\"// </script> <!--
    const initialize = ({ model }) => model.set("started", 1);
    const render = ({ model, el }) => {
      const button = document.createElement("button");
      const show = () => {
        const byte = model.get("data").getUint8(8);
        button.textContent = `n=${model.get("n")} ${byte} ${model.get("started")}`;
      };
      button.onclick = () => { model.set("n", model.get("n") + 1); model.save_changes(); };
      model.on("change:n", show);
      show();
      el.append(button);
    };
    export default () => ({ initialize, render })\"\"\"
Counter()"""
CELLS = (
    inspect.getsource(sampling) + "\n\nimport anywidget, traitlets\nfrom ipywidgets import Button, "
    "Checkbox, Dropdown, HBox, HTML, IntSlider, Label, VBox, dlink, jslink, jsdlink, link\n"
    "from rnnlib.widgets import CellPlayer",
    "tape, p, alphabet = sample()\nfirst = CellPlayer(tape, labels=list(TEXT[:-1]), "
    "predictions=p, symbols=alphabet)\nfirst",
    "second, slider = CellPlayer(tape, unit=3), IntSlider(5, 0, 40, description='step')\n"
    "_ = jslink((slider, 'value'), (second, 't')), jsdlink((first, 'unit'), (second, 'unit'))\n"
    "VBox([HBox([slider, Label('linked')]), second])",
    "first",
    COUNTER,
    "HBox([Button(description='Train')])",
    "a, b, c, d = (IntSlider(k, description=name) for k, name in enumerate('abcd'))\n"
    "_ = link((a, 'value'), (b, 'value')), dlink((a, 'value'), (c, 'value'))\n"
    "_ = dlink((a, 'value'), (d, 'value'), lambda x: 2 * x)\n"
    "VBox([a, b, c, d])",
    "e, f = Checkbox(description='e'), Checkbox(True, description='f')\n"
    "g, h = Dropdown(options=['one', 'two']), Dropdown(options=['1', '2'])\n"
    "_ = jslink((e, 'value'), (f, 'value')), jslink((g, 'index'), (h, 'index'))\n"
    "HBox([e, f, g, h, HTML('<b>bold</b>')])",
    "first.t = 7",
)

# The least contrast of text and ground, for each kind of element.
CONTRAST = """() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [r, g, b] = parts.map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return light(colour);
    }
    return 1;
  };
  const found = {};
  const texts = ".page-code span, .page-prose *, .needs-kernel, .page-bar *";
  for (const node of document.querySelectorAll(texts)) {
    const [a, b] = [light(getComputedStyle(node).color), ground(node)].sort();
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const name = `${node.tagName}.${node.className}`;
    found[name] = Math.min(found[name] ?? 99, ratio);
  }
  return found;
}"""
