"""Formulas for a page without a kernel: LaTeX becomes MathML, which browsers draw themselves."""

import re
from html import unescape
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element

# Environments by the name under which they are understood; those of one line or many look alike.
ENVIRONMENTS = {
    **{name: name for name in ("align*", "array", "cases", "split", "smallmatrix")},
    **{name: name for name in ("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix")},
    **{name: "align*" for name in ("align", "aligned", "equation", "equation*")},
    **{name: "matrix" for name in ("gathered", "gather", "gather*")},
}
BESIDE = {  # functions written with a little room beside them
    *("arg", "cos", "cosh", "det", "dim", "exp", "ln", "log", "sin", "sinh", "tan", "tanh"),
}
UNDER = {"argmax", "argmin", "inf", "lim", "max", "min", "sup"}  # what they run over stands below
STRANGE = {"class", "href", "id", "style"}  # what a formula has no use for on a page
OPENING = tuple("([{|‖⟨")
TAG = r"""<(?:"[^"]*"|'[^']*'|[^"'>])*>"""
IN_HTML = re.compile(
    r"(?P<tag><(?P<name>script|style|pre|code|textarea|math|svg)\b.*?</(?P=name)>|<!--.*?-->"
    rf"|{TAG})"
    r"|(?<![\\$])\$\$(?P<block>[^$<]+?)\$\$"
    r"|(?<![\\$])\$(?P<inline>(?=\S)[^$<]+?(?<=[^\s\\]))\$(?!\d)",
    re.DOTALL,
)


def mathml(latex, display=False):
    """The formula as a <math> element; `display` gives it a line of its own.

    ValueError for what is not understood: a page never shows a formula that is half LaTeX.
    """
    source = " ".join(latex.split())
    bare = re.sub(r"\\[^a-zA-Z]", "", source)
    if bare.count("{") != bare.count("}"):
        raise ValueError(_wrong(source, "as many { as }"))
    if "&" in bare and r"\begin" not in bare:
        raise ValueError(_wrong(source, "& only inside an environment"))
    try:
        element = convert_to_element(_known(source), display="block" if display else "inline")
    except Exception as error:  # of many kinds, most of them without words
        raise ValueError(_wrong(source, f"one that can be read ({error!r})")) from error
    for node in element.iter():
        for name in STRANGE & node.attrib.keys():
            del node.attrib[name]
        node.text = unescape(node.text or "")
        _check(node, source)
        _polish(node)
    element.set("alttext", source)
    text = ElementTree.tostring(element, encoding="unicode")
    return f'<div class="formula-line">{text}</div>' if display else text


def in_html(html):
    """Replace $…$ and $$…$$ in the text of an HTML fragment, as JupyterLab does."""

    def replaced(found):
        if found["tag"]:
            return found["tag"]
        latex = found["block"] or found["inline"]
        return mathml(unescape(latex), display=bool(found["block"]))

    return IN_HTML.sub(replaced, html)


def _known(latex):
    def renamed(found):
        which, name = found.groups()
        if name not in ENVIRONMENTS:
            raise ValueError(f"environment {name}")
        return rf"\{which}{{{ENVIRONMENTS[name]}}}"

    latex = re.sub(r"\\(begin|end)\{(\w+\*?)\}", renamed, latex)
    latex = re.sub(r"(\\begin\{align\*\})\[\w\]", r"\1", latex)
    latex = re.sub(r"\\(arg)(?=\\m|[^a-zA-Z]|$)", r"\\operatorname{\1}\\,", latex)
    return re.sub(r"\\(?:nonumber|notag)\b", "", latex)


def _check(node, source):
    text = node.text
    if node.tag == "mtext" and "$" in text:
        raise ValueError(_wrong(source, r"no $ inside \text"))
    if node.tag != "mtext" and (command := re.search(r"\\\w*", text)):
        raise ValueError(_wrong(source, f"commands that are known, not {command[0]}"))
    if node.get("linebreak"):
        raise ValueError(_wrong(source, r"\\ only inside an environment such as aligned"))


def _wrong(source, expected):
    return f"formula: expected {expected}, got {source}"


def _polish(node):
    """Mend what the converter leaves and browsers draw differently."""
    if node.tag == "mrow" and len(node) > 1 and all(map(_roman, node)):
        node[0].text = "".join(child.text for child in node)
        del node[0].attrib["mathvariant"]
        node[:] = node[:1]
    elif node.tag in ("msub", "munder") and unescape(node[0].text or "") in UNDER:
        node.tag = "munder"
        node[0].attrib.update(movablelimits="true", lspace="0", rspace="0.17em")
    elif node.tag == "mo" and node.text.isalpha() and len(node.text) > 1:
        if not node.get("movablelimits"):
            node.tag = "mi"
    elif node.tag == "mo" and node.text in tuple("⊙⊗⊕"):
        node.set("largeop", "false")
    elif node.tag == "mo" and node.text in tuple("‖|") and not node.attrib:
        node.set("stretchy", "false")
    for place in range(len(node) - 1, -1, -1):
        if node.tag == "mrow" and node[place].tag == "mi" and node[place].text in BESIDE:
            _room(node, place)


def _room(row, place):
    """Set a function's name off from its neighbours, brackets excepted."""
    after = row[place + 1] if place + 1 < len(row) else None
    if after is not None and after.tag not in ("mo", "mspace"):
        if not unescape("".join(after.itertext())).startswith(OPENING):
            row.insert(place + 1, ElementTree.Element("mspace", width="0.17em"))
    if place and row[place - 1].tag not in ("mo", "mspace"):
        row.insert(place, ElementTree.Element("mspace", width="0.17em"))


def _roman(node):
    return node.tag == "mi" and node.get("mathvariant") == "normal" and len(node.text or "") == 1
