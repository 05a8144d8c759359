"""Machine code on disk, so that it is made once and not in every process.

A file holds the checksum of its key and of what follows, the code. Several processes may write the
same file (each writes its own and moves it into place); a file that is damaged counts as none;
where nothing can be written nothing is, and every process makes its own.
"""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from rnnlib.files import replaced


def folder():
    """Where the files lie: $RNNLIB_CACHE, or rnnlib in the user's folder for such things."""
    if own := os.environ.get("RNNLIB_CACHE"):
        return Path(own)
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "rnnlib"


def kept(key, make):
    """The bytes for a key (a text): from disk, or made now and kept."""
    found, path = b"", None
    with suppress(OSError, RuntimeError):  # no home, no such file, no right to read it
        path = folder() / f"{sha256(key.encode()).hexdigest()[:32]}.bin"
        found = path.read_bytes()
    if len(found) > 32 and _checksum(key, found[32:]) == found[:32]:
        return found[32:]
    made = make()
    if path:
        with suppress(OSError, ValueError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with replaced(path) as file:
                file.write(_checksum(key, made) + made)
    return made


def _checksum(key, code):
    return sha256(sha256(key.encode()).digest() + code).digest()
