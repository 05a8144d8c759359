"""One JavaScript module out of several: anywidget takes a single source, we write small files.

Each file keeps its own scope: ``import { a } from "./b.js"`` becomes a destructuring of b's
exports, and b a function, called once, that returns them. The result imports nothing, so that it
also works inlined in a page. Only what we use is understood: named imports of files by relative
paths, exported functions, classes and constants, and one ``export default`` in the entry file.
Comments that have lines of their own stay behind: every page is sent the rest, but for ``//!``.
The words that a module says come with it, each group as a piece of its own.
"""

import json
import re
from functools import cache
from pathlib import Path

from rnnlib.language import table

SHARED = Path(__file__).parent
SAY = (SHARED / "frame" / "say.js").resolve()  # below it stand the words
STYLES = (SHARED / "frame", SHARED / "drawing")  # where a style sheet may lie, beside one's own
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[\w/.]+\.js)";$', re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://(?!!).*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)\n", re.MULTILINE)
_SAID = re.compile(r"""\bsay\(["'`](\w+)\.""")
_WORDS = re.compile(r"^// \w+/(\w+)\.js\n\$frame_say\.learn\(.*$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?:(?:async )?function|class|const) (\w+)", re.MULTILINE)


def script(folder: Path, entry: str = "widget", language: str = "en") -> str:
    """The source of `entry`.js in `folder` with every module it needs, as one ES module.

    What it says stands in it in one ``language``.

    ValueError for a circular import, a name that a module does not export, or an import or export
    in a form that is not understood.
    """
    done: dict[Path, str] = {}
    _add((folder / f"{entry}.js").resolve(), done, ())
    groups = sorted({group for source in done.values() for group in _SAID.findall(source)})
    return "\n".join(
        piece
        for path, source in done.items()
        for piece in (source, *(_words(language, g) for g in groups if path == SAY))
    )


@cache
def spoken(source: str, language: str) -> str:
    """The same composed module in another language."""
    return _WORDS.sub(lambda match: _words(language, match[1]), source)


def _words(language, group):
    words = json.dumps(table(language)[group], ensure_ascii=False)
    return f'// {language}/{group}.js\n$frame_say.learn("{language}", "{group}", {words});'


def style(folder: Path, *names: str) -> str:
    """The style sheets `names`, one after the other: from `folder`, or else a shared one."""
    sheets = (_sheet(folder, f"{name}.css").read_text("utf-8") for name in names)
    return "\n".join(_COMMENT.sub("", sheet) for sheet in sheets)


def _sheet(folder, file):
    for place in (folder, *STYLES):
        if (place / file).is_file():
            return place / file
    raise ValueError(f"style: {folder.name} has no {file}, and none is shared")


def label(path: Path) -> str:
    """What a module is called in the composed source: its folder and its name."""
    return f"{path.parent.name}/{path.stem}"


def _add(path, done, above):
    if path in above:
        raise ValueError(f"module: circular import {' → '.join(p.stem for p in (*above, path))}")
    if path in done:
        return
    source = _COMMENT.sub("", path.read_text("utf-8"))
    for names, relative in _IMPORT.findall(source):
        needed = (path.parent / relative).resolve()
        _add(needed, done, (*above, path))
        exported = _EXPORT.findall(needed.read_text("utf-8"))
        for wanted in re.findall(r"\w+", names):
            if wanted not in exported:
                raise ValueError(f"module: {path.name} imports {wanted}, which {needed.name} lacks")
    body = _IMPORT.sub(lambda m: f"const {{{m[1]}}} = {_name(path.parent / m[2])};", source)
    exports = _EXPORT.findall(body)
    body = re.sub(_EXPORT, lambda m: m[0].removeprefix("export "), body)
    left = re.findall(r"^(?:import|export)\b.*", body, re.MULTILINE)
    if any(above or not line.startswith("export default") for line in left):
        raise ValueError(f"module: {path.name} has a line that cannot be composed: {left[0]}")
    if above:
        body = (
            f"const {_name(path)} = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();"
        )
    done[path] = f"// {label(path)}.js\n{body}"


def _name(path):
    """The constant that holds a module's exports; folders may hold modules of one name."""
    return "$" + re.sub(r"\W", "_", label(path.resolve()))
