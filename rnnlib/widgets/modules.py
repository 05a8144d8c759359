"""One JavaScript module out of several: anywidget takes a single source, we write small files.

Each file keeps its own scope: ``import {a} from "./b.js"`` becomes a destructuring of b's exports,
and b a function, called once, that returns them. The result imports nothing, so that it also works
inlined in a page. Only what we use is understood: named imports of files in this folder, exported
functions, classes and constants, and one ``export default`` in the entry file.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:(?:async )?function|class|const) (\w+)", re.MULTILINE)


def script(entry: str, folder: Path = HERE) -> str:
    """The source of `entry`.js with every module it needs, as one ES module.

    ValueError for a circular import, a name that a module does not export, or an import or export
    in a form that is not understood.
    """
    done: dict[str, str] = {}
    _add(entry, folder, done, ())
    return "\n".join(done.values())


def style(*names: str, folder: Path = HERE) -> str:
    """The style sheets `names`, one after the other."""
    return "\n".join((folder / f"{name}.css").read_text("utf-8") for name in names)


def _add(name, folder, done, path):
    if name in path:
        raise ValueError(f"module: circular import {' → '.join((*path, name))}")
    if name in done:
        return
    source = (folder / f"{name}.js").read_text("utf-8")
    for names, needed in _IMPORT.findall(source):
        _add(needed, folder, done, (*path, name))
        exported = _EXPORT.findall((folder / f"{needed}.js").read_text("utf-8"))
        for wanted in re.findall(r"\w+", names):
            if wanted not in exported:
                raise ValueError(f"module: {name}.js imports {wanted}, which {needed}.js lacks")
    body = _IMPORT.sub(r"const {\1} = $\2;", source)
    exports = _EXPORT.findall(body)
    body = re.sub(_EXPORT, lambda m: m[0].removeprefix("export "), body)
    left = re.findall(r"^(?:import|export)\b.*", body, re.MULTILINE)
    if any(path or not line.startswith("export default") for line in left):
        raise ValueError(f"module: {name}.js has a line that cannot be composed: {left[0]}")
    if path:
        body = f"const ${name} = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();"
    done[name] = f"// {name}.js\n{body}"
