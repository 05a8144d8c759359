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
    .filter((node) => !node.closest(".page-widget > *"))
    .map((node) => node.outerHTML.slice(0, 200));
  for (const node of document.querySelectorAll("body *")) {
    for (const { name, value } of node.attributes) {
      const leads = name === "href" && !["http:", "https:", "file:"].includes(node.protocol);
      const loads = ["action", "src", "srcset"].includes(name) && !/^data:image\\//.test(value);
      const covers = name === "style" && /^(?!--).*:\\s*(url|fixed)/.test(value);
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
