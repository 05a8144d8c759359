"""Files that are there as they were, or complete."""

import os
import sys
from contextlib import contextmanager, suppress

from rnnlib.edge import expect, path_of


@contextmanager
def replaced(path, mode="wb"):
    """Write ``path`` anew: ``with replaced(path) as file: …``.

    The file is written beside its place, forced to the disk and moved there in one act: a kill or
    a full disk leaves the old one or the new one. Text is in utf-8, its newlines "\\n".

    ValueError: no folder to write into. OSError: a disk that is full, a place not to be written.
    """
    path = target(path)
    part = path.with_name(f".{os.urandom(4).hex()}.part")
    text = {} if "b" in mode else {"encoding": "utf-8", "newline": "\n"}
    try:
        with about(path):
            with open(part, mode.replace("w", "x"), **text) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def about(path):
    """What the system has against it is said of ``path``: whose disk is full, say."""
    try:
        yield
    except OSError as fault:
        if fault.errno is None:
            raise
        raise type(fault)(fault.errno, fault.strerror, str(path)) from fault


def target(path):
    """Where a file of this name is, or will be: a link's end, in a folder that is there."""
    path = path_of("path", path).resolve()
    expect(path.parent.is_dir(), "path", "a file in an existing folder", path)
    fits = path.is_file() or not path.exists()  # no folder, and no device such as /dev/null
    expect(fits, "path", "a file", f"the {'folder' if path.is_dir() else 'device'} {path}")
    return path


@contextmanager
def alone(path):
    """Work on ``path`` as the only process that does; ValueError where another one is at it.

    The lock is the system's, on a file beside it: it ends with the process, even with a killed one.
    Where the disk knows no locks there is none.
    """
    path = target(path)
    beside = path.with_name(f".{path.name}.lock")
    with open(beside, "a") as file:
        expect(_locked(file, beside), "path", "a file that no other process works on", path)
        try:
            yield
        finally:
            with suppress(PermissionError):  # Windows: a file in use stays
                beside.unlink(missing_ok=True)


def _locked(file, beside):
    """Whether the lock is ours now."""
    try:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # no locks on this disk
        return True
    try:  # who held it before has taken the file away, perhaps after we opened it
        return os.path.samestat(os.fstat(file.fileno()), os.stat(beside))
    except FileNotFoundError:
        return False


def print_all():
    """A command prints every letter: those that its output does not know, as their numbers.

    Windows' files and pipes know few: there ``print("∂")`` would end the command.
    """
    sys.stdout.reconfigure(errors="backslashreplace")


PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"}
PICTURES |= {0x7F: "␡"} | dict.fromkeys(range(0x80, 0xA0), "�")


def harmless(text):
    """The text for a terminal, to which it can say nothing: of control characters only line breaks
    and tabs are left; the others become pictures of themselves, ␛ and the like, or �."""
    return text.translate(PICTURES)
