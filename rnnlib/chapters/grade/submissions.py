"""Which notebooks lie in a folder, and whose they are."""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

MOST = 100_000_000  # bytes of a notebook


class Submission(NamedTuple):
    """One notebook: whose, for which assignment, its file as seen from the folder, its bytes, and
    what the teacher's own copy of it is in nbgrader's folder ``release`` (or None)."""

    student: str
    assignment: str
    file: str
    data: bytes
    problem: str = ""
    release: bytes | None = None
    path: Path | None = None

    @property
    def digest(self):
        """Which bytes they are."""
        return hashlib.sha256(self.data + b"\0" + (self.release or b"")).hexdigest()[:32]


def submissions(folder):
    """The `Submission`s in a folder, in the order of their files' names.

    Layouts: nbgrader's ``submitted/STUDENT/ASSIGNMENT/x.ipynb``, seen from the course's folder or
    from ``submitted``; a folder for each student; or a notebook for each student.

    ValueError: no folder, or none with notebooks.
    """
    top = Path(folder)
    if not top.is_dir():
        raise ValueError(f"folder: expected a folder with notebooks, got {folder}")
    released = top / "release" if (top / "submitted").is_dir() else top.parent / "release"
    top = top / "submitted" if (top / "submitted").is_dir() else top
    files = (file for file in top.rglob("*.ipynb") if not _hidden(file.relative_to(top)))
    found = [_read(file, file.relative_to(top), released) for file in files]
    if not found:
        raise ValueError(f"folder: expected a folder with notebooks, got {folder}")
    return sorted(found, key=lambda one: (one.student, one.file))


def _hidden(relative):
    """Whether it is Jupyter's or the system's: .ipynb_checkpoints, ._x.ipynb."""
    return any(part.startswith(".") for part in relative.parts)


def _read(file, relative, released):
    student = relative.parts[0] if len(relative.parts) > 1 else file.stem
    assignment = "/".join(relative.parts[1:-1])
    names = [readable(text) for text in (student, assignment, relative.as_posix())]
    try:
        if file.is_symlink() or not file.is_file():
            return Submission(*names, b"", "It is no file, but a link or a folder.")
        if file.stat().st_size > MOST:
            return Submission(*names, b"", f"It is larger than {MOST // 1_000_000} MB.")
        data = file.read_bytes()
    except OSError as error:
        return Submission(*names, b"", f"It cannot be read: {error.strerror}.")
    own = released.joinpath(*relative.parts[1:])
    try:
        release = own.read_bytes() if len(relative.parts) > 2 and own.is_file() else None
    except OSError as error:
        return Submission(*names, b"", teachers(names[2], f"{error.strerror}."))
    return Submission(*names, data, release=release, path=file)


def teachers(file, why):
    """A sentence on why the released copy of a student's file is of no use."""
    copy = "/".join(["release", *file.split("/")[1:]])
    return f"The teacher's own copy, {copy}, cannot be read: {why[:1].lower()}{why[1:]}"


def readable(name):
    """A file's name as text that can be written, whatever bytes it is of."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def mended(before):
    """Sentences on the notebooks that are no longer what they were; those that are gone have been
    put back. Where nothing keeps an attempt from files (`confine`), one may have deleted them."""
    says = []
    for one in before:
        try:
            if one.problem or one.path.read_bytes() == one.data:
                continue
            says.append(f"{one.file}: changed meanwhile; judged as it was before")
        except OSError:
            one.path.parent.mkdir(parents=True, exist_ok=True)
            one.path.write_bytes(one.data)
            says.append(f"{one.file}: was deleted meanwhile, and has been put back")
    return says


def code_cells(data):
    """[(source, nbgrader's metadata)] of the code cells of a notebook's bytes.

    ValueError: a sentence on why there are none to be had.
    """
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError("It is no notebook: its text is not JSON.") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise ValueError("It is no notebook of format 4: it has no list of cells.")
    if (language := _language(notebook)) != "python":
        raise ValueError(f"It is no notebook in Python, but in {language}.")
    return [_cell(cell) for cell in cells if isinstance(cell, dict) and _is_code(cell)]


def with_locked(cells, release):
    """The cells, those that nbgrader locks as the teacher released them."""
    own = {about["grade_id"]: source for source, about in release if about.get("locked")}
    return [(own.get(about.get("grade_id"), source), about) for source, about in cells]


def _is_code(cell):
    return cell.get("cell_type") == "code"


def _cell(cell):
    source, metadata = cell.get("source"), cell.get("metadata")
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    about = about if isinstance(about, dict) and isinstance(about.get("grade_id"), str) else {}
    return text.encode("utf-8", "replace").decode(), about


def _language(notebook):
    """The language of its kernel; Python where it says nothing of it."""
    metadata = notebook.get("metadata")
    for part, name in (("language_info", "name"), ("kernelspec", "language")):
        about = metadata.get(part) if isinstance(metadata, dict) else None
        if isinstance(about, dict) and isinstance(about.get(name), str):
            return about[name].lower()
    return "python"
