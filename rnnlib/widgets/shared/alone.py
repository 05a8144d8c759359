"""A page without JupyterLab and without a kernel that shows one widget, from its sources alone.

Tests look at widgets on it, and films are taken of them.
"""

import base64
import json

HOST = """<!doctype html><meta charset="utf-8"><title>alone</title>
<style>body {{ margin: 0 }} {css}</style><div id="place"></div>
<script type="module">
const state = {state};
for (const [name, code] of Object.entries({buffers})) {{
  const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  state[name] = new DataView(bytes.buffer);
}}
const heard = new Map();
window.model = {{
  kernel: false,
  get: (name) => state[name],
  set(name, value) {{
    if (state[name] === value) return;
    state[name] = value;
    [...(heard.get(`change:${{name}}`) ?? [])].forEach((listener) => listener());
  }},
  on: (event, listener) => heard.set(event, [...(heard.get(event) ?? []), listener]),
  off: (event, listener) => heard.set(event, heard.get(event).filter((one) => one !== listener)),
  save_changes() {{}},
  send() {{}},
}};
window.listeners = () => [...heard.values()].flat().length;
const source = new Blob([{esm}], {{ type: "text/javascript" }});
const widget = (await import(URL.createObjectURL(source))).default;
const stop = widget.initialize?.({{ model }});
window.show = () => widget.render({{ model, el: document.getElementById("place") }});
window.close_view = await show();
window.stop = stop;
window.ready = true;
</script>"""


def alone(widget):
    """The page as text: everything that the widget needs is in it."""
    state = widget.get_state()
    binary = {k: v for k, v in state.items() if isinstance(v, bytes | memoryview)}
    buffers = json.dumps({k: base64.b64encode(v).decode() for k, v in binary.items()})
    state = {k: v for k, v in state.items() if k not in binary}
    state = {k: v for k, v in state.items() if k in widget.traits(sync=True) and k != "layout"}
    esm, css = str(state.pop("_esm")), str(state.pop("_css"))
    quoted = json.dumps(esm).replace("</", "<\\/")
    return HOST.format(css=css, state=json.dumps(state), buffers=buffers, esm=quoted)


def show_alone(page, widget):
    """Open that page in `page` and wait for the first picture."""
    page.set_content(alone(widget))
    page.wait_for_function("() => window.ready")
    page.wait_for_selector(".rnn-player")
