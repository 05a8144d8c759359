"""HTML that others wrote, without what could run, load or pass for a part of the page.

What JupyterLab drops from Markdown is dropped here too: scripts, handlers, frames, <svg> and <math>
(formulas and pictures of our own come in afterwards). A page drops more: forms, and style that
would load something. It does so with HTML outputs as well, which JupyterLab lets run for the one
who made them: a page is read by others.
"""

import re

import nh3

TAGS = {
    *("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br"),
    *("caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div"),
    *("dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("header", "hr", "i", "img", "ins", "kbd", "li", "mark", "nav", "ol", "p", "pre", "q", "s"),
    *("samp", "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table"),
    *("tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr"),
}
ANYWHERE = {"aria-hidden", "aria-label", "class", "dir", "id", "lang", "role", "style", "tabindex"}
CELL = {"align", "colspan", "headers", "rowspan", "scope", "valign"}
ATTRIBUTES = {
    "*": ANYWHERE | {"title"},
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"reversed", "start", "type"},
    "td": CELL,
    "th": CELL,
    "time": {"datetime"},
}
SIDES = ("", "-top", "-right", "-bottom", "-left")
STYLE = {
    *("background", "background-color", "caption-side", "color", "display", "float", "font"),
    *("font-family", "font-size", "font-style", "font-variant", "font-weight", "height"),
    *("letter-spacing", "line-height", "list-style-type", "max-height", "max-width", "min-height"),
    *("min-width", "opacity", "overflow", "overflow-wrap", "overflow-x", "text-align"),
    *("text-decoration", "text-indent", "text-transform", "vertical-align", "white-space", "width"),
    *("border-collapse", "border-color", "border-radius", "border-spacing", "border-style"),
    *(
        "border-width",
        *(f"{name}{side}" for name in ("border", "margin", "padding") for side in SIDES),
        *("column-gap", "flex-wrap", "gap", "row-gap"),
    ),
}
LOADS = re.compile(r"\(\s*['\"]?\s*[\w+.-]*:|url|image|src|\\|/\*", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}")
OURS = re.compile(r"page-|rnn-|needs-kernel$|chapter$")  # names that the page's own parts have
FORMULA = "page-formula"  # stands where a formula comes in; others' elements never hold one
SURROGATE = re.compile("[\ud800-\udfff]")


def cleaned(html, picture=None, link=None):
    """The HTML fragment without anything harmful, well-formed.

    `picture(address)` gives the data of a picture that is not in the fragment itself, or raises a
    ValueError, which is passed on; `link(address)` gives where a link leads.
    """
    wrong = []

    def attribute(tag, name, value):
        if (tag, name) == ("img", "src") and picture:
            try:
                value = picture(value)
            except ValueError as error:
                wrong.append(error)
        if (tag, name) == ("a", "href"):
            value = link(value) if link else value
            return None if value.lower().startswith("data:") else value
        return _allowed(name, value)

    text = nh3.clean(
        whole(html),
        tags=TAGS | {FORMULA},
        attributes=ATTRIBUTES | {FORMULA: {"data-k"}},
        clean_content_tags={"script", "style", "title", "textarea", "noscript", "iframe"},
        attribute_filter=attribute,
        filter_style_properties=STYLE,
        url_schemes={"attachment", "data", "http", "https", "mailto"},
        link_rel=None,
    )
    if wrong:
        raise wrong[0]
    return text


def whole(text):
    """The text with a sign of its own for halves of a character, which no file can hold."""
    return SURROGATE.sub("\ufffd", text)


def _allowed(name, value):
    """The value that an attribute may have; None for no attribute."""
    if name == "src":
        return value if PICTURE.fullmatch(value) else None
    if name == "style":
        return None if LOADS.search(value) else value
    if name == "tabindex":
        return value if value == "0" else None
    if name == "id":
        return None if OURS.match(value) else value
    if name == "class":
        return " ".join(n for n in value.split() if not OURS.match(n)) or None
    return value
