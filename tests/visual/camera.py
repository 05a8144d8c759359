"""Photographs of a widget on a page of its own, the same on every machine.

The browser sees DejaVu alone (`browser.fonts`), letters are measured without hinting, nothing
moves, and a picture has one pixel for every CSS pixel. What may still differ between machines is
how edges and letters are smoothed; `visual.compare` lives with that.
"""

import base64
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from browser.showcase import SHOWN
from PIL import Image
from visual.scenes import STATES, VIEWS

from rnnlib.widgets.shared.alone import show_alone

STYLE = """
:root { color-scheme: light dark }
* { text-rendering: geometricPrecision !important; caret-color: transparent !important }
"""
SET = """async (changes) => {
  for (const [name, { value, code }] of Object.entries(changes)) {
    const bytes = code && Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
    model.set(name, code === undefined ? value : new DataView(bytes.buffer));
  }
}"""
SETTLED = """() => new Promise((done) => {
  const measure = () => done(document.querySelector(".rnn-player").getBoundingClientRect().height);
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(measure)));
})"""


@dataclass
class Shot:
    """One picture: of which widget and state, in which view."""

    name: str
    state: str
    width: int
    scheme: str
    image: Image.Image

    @property
    def half(self):
        """(height, width, 3) bytes at half the size: what is compared and kept."""
        return np.asarray(self.image.reduce(2))


class Camera:
    """Takes pictures with a page of this browser, at ``scale`` device pixels for a CSS pixel."""

    def __init__(self, browser, *, scale=1, style=STYLE):
        self.page = browser.new_page(reduced_motion="reduce", device_scale_factor=scale)
        self.session = self.page.context.new_cdp_session(self.page)
        self.scale, self.style = scale, style

    def shots(self, name, *, states=None, views=VIEWS, broken=""):
        """A `Shot` for each of the states in each of the views, with the style ``broken`` added."""
        widget, changed = SHOWN[name](), STATES[name]
        touched = {trait for traits in changed.values() for trait in traits}
        start = {trait: getattr(widget, trait) for trait in sorted(touched)}
        before = sendable(widget)
        show_alone(self.page, widget)
        self.page.add_style_tag(content=self.style + broken)
        self.page.evaluate("() => document.fonts.ready")
        for state in states or changed:
            for trait, value in (start | changed[state]).items():
                setattr(widget, trait, value)
            after = sendable(widget)
            self.page.evaluate(SET, {k: v for k, v in after.items() if v != before[k]})
            before = after
            for width, scheme in views:
                yield Shot(name, state, width, scheme, self.taken(width, scheme))

    def close(self):
        self.page.close()

    def taken(self, width, scheme):
        """The page's widget as it stands, with this room and in this scheme."""
        self.page.set_viewport_size({"width": width, "height": 1000})
        self.page.emulate_media(color_scheme=scheme)
        height = 2 * -(-round(self.page.evaluate(SETTLED), 2) // 2)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": self.scale}
        options = {"optimizeForSpeed": True, "captureBeyondViewport": True, "clip": clip}
        found = self.session.send("Page.captureScreenshot", options)
        image = Image.open(BytesIO(base64.b64decode(found["data"]))).convert("RGB")
        return image if self.scale == 1 else image.reduce(self.scale)


def sendable(widget):
    """What the page knows of the widget: {trait: {"value": …} or {"code": bytes in base64}}."""
    state = widget.get_state()
    known = [k for k in widget.traits(sync=True) if k != "layout" and k not in ("_esm", "_css")]
    return {
        k: {"code": base64.b64encode(state[k]).decode()}
        if isinstance(state[k], bytes | memoryview)
        else {"value": state[k]}
        for k in known
        if k in state
    }
