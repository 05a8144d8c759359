"""All small changes of a script of the page that leave it a script."""

import re

from frame import mutation_of

# (what it looks like, what stands there instead); only whole operators between spaces.
SWAPS = [
    (r"(?<=[\w)\]]) \+ (?=[\w(])", " - "),
    (r"(?<=[\w)\]]) - (?=[\w(])", " + "),
    (r" \* (?=[\w(])", " / "),
    (r" / (?=[\w(])", " * "),
    (r" < ", " <= "),
    (r" <= ", " < "),
    (r" > ", " >= "),
    (r" >= ", " > "),
    (r" === ", " !== "),
    (r" && ", " || "),
    (r" \|\| ", " && "),
    (r"\bMath\.min\b", "Math.max"),
    (r"\bMath\.max\b", "Math.min"),
    (r"\bMath\.floor\b", "Math.ceil"),
    (r"(?<=[\w)])\[(\w+)\]", r"[\1 + 1]"),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r"(?<=[(\s])!(?=[\w(])", ""),
    (r"\bi\b(?= \* g| =)", "f"),
]
# In strings: the wrong key, the wrong trait, what is done again when a trait changes.
WORDS = [
    (r"\bArrowLeft\b", "ArrowRight"),
    (r"\bArrowUp\b", "ArrowDown"),
    (r"\bHome\b", "End"),
    (r'(?<=")change:', "changed:"),
    (r'(?<=: \[)"\w+"(?:, "\w+")*(?=\])', ""),
    (r'(?<=")unit(?=")', "t"),
    (r'(?<=")f(?=")', "i"),
]
CALL = re.compile(r"^ +(?:this|[a-z]\w*)(?:\.\w+|\?\.)*\(.*\);$", re.MULTILINE)
TEXTS = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)


def changes(file, text):
    """Every `Mutation` of the script's text."""
    code = TEXTS.sub(lambda found: "\0" * len(found[0]), text)
    comments = [found.span() for found in TEXTS.finditer(text) if found[0].startswith("/")]
    for pattern, inside in SWAPS:
        for found in re.finditer(pattern, code):
            yield mutation_of(file, text, *found.span(), found.expand(inside))
    for pattern, inside in WORDS:
        for found in re.finditer(pattern, text):
            if not any(begin <= found.start() < end for begin, end in comments):
                yield mutation_of(file, text, *found.span(), inside)
    for found in CALL.finditer(code):
        begin = found.start() + len(found[0]) - len(found[0].lstrip())
        yield mutation_of(file, text, begin, found.end(), ";")
