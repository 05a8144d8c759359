"""What a page must know of the widgets of a run: their state, and no more than is seen."""

import gc
import json
import re
from base64 import b64encode

from rnnlib.chapters.canonical import WIDGET_VIEW
from rnnlib.chapters.page.cleaning import cleaned
from rnnlib.chapters.page.packing import packed

STATE = "application/vnd.rnnlib.widget-state+json"
# The last cell of a run that becomes a page.
CELL = "from rnnlib.chapters.page.state import show_state as _show_state\n_show_state()"
REFERENCE = "IPY_MODEL_"
LINKS = ("LinkModel", "DirectionalLinkModel")
HTML = ("HTMLModel", "HTMLMathModel")  # whose value is HTML
MODULE = re.compile(r"(?m)^(?=// \S+\.js$)")  # where a module of a widget's source begins
IGNORED = {  # of no use to a page
    *("_anywidget_id", "_dom_classes", "_model_module", "_model_module_version", "_model_name"),
    *("_states_to_send", "_view_count", "_view_module", "_view_module_version", "_view_name"),
    *("comm", "style"),
}


def show_state():
    """Display, in the kernel, the state of every widget that lives in it."""
    from IPython.display import display
    from ipywidgets import Widget

    from rnnlib.widgets.shared.player import Player

    state = Widget.get_manager_state(drop_defaults=False)["state"]
    for widget in [found for found in gc.get_objects() if issubclass(type(found), Player)]:
        _lighten(state.get(widget.model_id, {}), widget.for_page())
    for name, ends in _ties(Widget):
        state[f"tie {len(state)}"] = {"model_name": name, "state": ends}
    display({STATE: state}, raw=True)


def _lighten(model, bytes_):
    """Put the bytes that a page is sent in place of those in the model's buffers."""
    for buffer in model.get("buffers", ()):
        if len(buffer["path"]) == 1 and buffer["path"][0] in bytes_:
            buffer["data"] = b64encode(bytes_[buffer["path"][0]]).decode("ascii")


def _ties(widget):
    """Links made by `link` and `dlink`, which live in Python: (model name, ends) as by `jslink`.

    Those with a transform stay behind: a page cannot compute it.
    """
    from traitlets import dlink, link

    anything = object()
    for tie in [found for found in gc.get_objects() if type(found) in (link, dlink)]:
        ends = {"source": tie.source, "target": tie.target}
        if not all(isinstance(w, widget) and trait in w.keys for w, trait in ends.values()):
            continue
        if type(tie) is link or _result(tie._transform, anything) is anything:
            name = LINKS[type(tie) is dlink]
            yield name, {end: [REFERENCE + w.model_id, trait] for end, (w, trait) in ends.items()}


def _result(function, argument):
    """What the function gives; None where it cannot take the argument."""
    try:
        return function(argument)
    except Exception:
        return None


class Widgets:
    """The widgets of one page: `number` those that are shown, then write `json`.

    Models are numbered in the order in which the page shows them, so that the page does not depend
    on the identifiers of a run. Models that nothing shown refers to are left out.
    """

    def __init__(self, state):
        self.state = state
        self.numbers = {}

    def number(self, identifier):
        """The page's number of a model that it shows; None if the run has closed it."""
        if identifier not in self.state:
            return None
        if identifier not in self.numbers:
            self.numbers[identifier] = len(self.numbers)
            for other in _references(_kept(self.state[identifier])):
                self.number(other)
        return self.numbers[identifier]

    def json(self):
        """All that the page's scripts read, safe to stand inside a <script> element.

        The buffers of the models stand beside the rest, which is compressed; what several modules
        have in common is there once.
        """
        for identifier in sorted(self._links(), key=self._ends):
            self.number(identifier)
        sources, pieces, buffers = {}, {}, []
        models = [self._model(identifier, sources) for identifier in self.numbers]
        for number, model in enumerate(models):
            buffers += [[number, *buffer] for buffer in model.pop("buffers")]
        cut = [[pieces.setdefault(p, len(pieces)) for p in MODULE.split(text)] for text in sources]
        rest = json.dumps({"models": models, "sources": cut, "pieces": list(pieces)})
        code = b64encode(rest.encode("utf-8")).decode("ascii")
        return json.dumps({"buffers": buffers, "rest": packed(code)}).replace("<", "\\u003c")

    def _links(self):
        """Identifiers of the links between two models that are shown."""
        for identifier, model in self.state.items():
            if model["model_name"] in LINKS:
                if {end.removeprefix(REFERENCE) for end, _ in _pair(model)} <= self.numbers.keys():
                    yield identifier

    def _ends(self, identifier):
        model = self.state[identifier]
        ends = [(self.numbers[end.removeprefix(REFERENCE)], trait) for end, trait in _pair(model)]
        return ends, model["model_name"]

    def _model(self, identifier, sources):
        model = self.state[identifier]
        kept = _kept(model)
        written = {"name": model["model_name"]}
        if model["model_name"] in HTML:
            kept["value"] = cleaned(kept.get("value") or "")
        for key in ("_esm", "_css"):
            if text := kept.pop(key, None):
                written[key] = sources.setdefault(text, len(sources))
        written["state"] = self._numbered(kept)
        buffers = [[b["path"], b["data"]] for b in model.get("buffers", ())]
        buffers = [b for b in buffers if b[0][0] not in IGNORED]
        written["buffers"] = sorted([path, *packed(code)] for path, code in buffers)
        return written

    def _numbered(self, value):
        if isinstance(value, dict):
            return {key: self._numbered(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._numbered(item) for item in value]
        if isinstance(value, str) and value.removeprefix(REFERENCE) in self.numbers:
            if value.startswith(REFERENCE):
                return f"{REFERENCE}{self.numbers[value.removeprefix(REFERENCE)]}"
        return value


def taken_out(nb):
    """Take the state out of an executed notebook whose last cell is `CELL`; the `Widgets`."""
    outputs = nb.cells.pop().outputs
    return Widgets(next(o.data[STATE] for o in outputs if STATE in o.get("data", {})))


def view(data):
    """The identifier of the model that an output's data shows; None if it shows no widget."""
    return data[WIDGET_VIEW]["model_id"] if WIDGET_VIEW in data else None


def _kept(model):
    """A model's state; an anywidget may want to see its None, ipywidgets' own do not."""
    state, full = model["state"], "_esm" in model["state"]
    return {
        k: state[k] for k in sorted(state) if k not in IGNORED and (full or state[k] is not None)
    }


def _pair(model):
    return model["state"]["source"], model["state"]["target"]


def _references(value):
    """Identifiers of the models that a state refers to, in order."""
    if isinstance(value, dict):
        value = [value[key] for key in sorted(value)]
    if isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, str) and value.startswith(REFERENCE):
        yield value.removeprefix(REFERENCE)
