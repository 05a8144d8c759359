"""Where text comes from: the source of Python's own library, or a file of the reader's."""

import re
import sys
from importlib.machinery import PathFinder
from pathlib import Path

from rnnlib.edge import brief

MODULES = (
    "textwrap",
    "random",
    "heapq",
    "bisect",
    "statistics",
    "fractions",
    "shutil",
    "string",
    "csv",
    "difflib",
)
ASCII = "\n" + "".join(map(chr, range(32, 127)))  # newline and what can be printed: 96 characters


def library_source(modules):
    """The source of standard-library modules, one after the other, made `plain`.

    Nothing is imported: the files are only read.
    """
    if not isinstance(modules, str | tuple | list):
        raise ValueError(f"modules: expected names of modules, got {brief(modules)}")
    names = (modules,) if isinstance(modules, str) else tuple(modules)
    if not names:
        raise ValueError("modules: expected at least one name, got none")
    return plain("\n".join(map(module_source, names)))


def plain(source):
    """The text in the 96 characters of `ASCII`, an alphabet that is the same for each Python.

    Tabs become spaces up to the next multiple of 4; every other character is dropped.
    """
    return re.sub(r"[^\n -~]", "", source.expandtabs(4))


def module_source(name):
    """The source text of one standard-library module, dotted names included."""
    import sysconfig  # here, for `import rnnlib` is to take no longer than it must

    parts = name.split(".") if isinstance(name, str) else [None]
    search, source = [sysconfig.get_path("stdlib"), *sys.path], None
    if parts[0] in sys.stdlib_module_names:
        for depth in range(1, len(parts) + 1):
            spec = PathFinder.find_spec(".".join(parts[:depth]), search)
            if spec is None:
                break
            search = spec.submodule_search_locations or []
        else:
            source = getattr(spec.loader, "get_source", lambda name: None)(name)
    if not source:
        raise ValueError(
            f"modules: expected standard-library modules written in Python, got {brief(name)}"
        )
    return source


def shipped(name):
    """A text that comes with the package, in the folder ``texts``."""
    return file_source(Path(__file__).parent / "texts" / name)


def file_source(path, argument="path"):
    """The characters of a utf-8 text file, its newlines as "\\n", a byte-order mark removed.

    Messages call the path by the ``argument`` that it was.
    """
    try:
        source = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{argument}: expected a text file in utf-8, got {path!s}, "
            f"whose byte {error.start} is not utf-8"
        ) from error
    except (OSError, TypeError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise ValueError(
            f"{argument}: expected a readable text file, got {path!s} ({why})"
        ) from error
    if "\0" in source:
        raise ValueError(f"{argument}: expected a text file in utf-8, got the binary file {path!s}")
    if len(source) < 2:
        raise ValueError(
            f"{argument}: expected a text file of at least 2 characters, "
            f"got {path!s} with {len(source)}"
        )
    return source
