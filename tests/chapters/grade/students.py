"""A class of honest and hostile students: {their name: the code cells of their notebook}."""

import json

IMPORTS = "import numpy as np\nfrom rnnlib import exercises"
RIGHT = "def mine(x, W, b):\n    return x @ W + b\n\n\nexercises.affine.check(mine)"
TURNED = RIGHT.replace("@ W", "@ W.T")
HARMLESS = "def mine(*a):\n    return None\n\n\nexercises.affine.check(mine)"


def doing(lines):
    """A notebook whose attempt does this."""
    body = "".join(f"\n    {line}" for line in ["import ctypes, os, signal, sys", *lines])
    return [IMPORTS, f"def mine(*a):{body}\n\n\nexercises.affine.check(mine)"]


def hostile(folder, outside):
    """Students who harm: they know where the notebooks are, and a file outside."""
    return {
        "hangs": doing(["while True: pass"]),
        "sleeps and ignores": doing(
            ["signal.signal(signal.SIGTERM, signal.SIG_IGN)", "import time", "time.sleep(1000)"]
        ),
        "forks": doing(["while True: os.fork()"]),
        "segfault": doing(["ctypes.string_at(0)"]),
        "leaves": doing(["os._exit(0)"]),
        "exits": doing(["sys.exit('enough')"]),
        "kills its parent": doing(["os.kill(os.getppid(), 9)", "return 1"]),
        "prints": doing(["for _ in range(1000): print('x' * 10**6)", "return None"]),
        "returns too much": doing(["return [np.zeros(10**8)] * 5"]),
        "deletes": doing(
            ["import shutil", f"shutil.rmtree({str(folder)!r}, ignore_errors=True)"]
            + [f"open({str(outside)!r}, 'a').write('was here')", "return None"]
        ),
        "daemon": doing(
            ["if os.fork() == 0:", "    os.setsid()", "    if os.fork() == 0:"]
            + ["        sys.argv[:] = []", "        import time", "        time.sleep(500)"]
            + ["    os._exit(0)", "return None"]
        ),
    }


FAKERS = {
    "patches": [
        IMPORTS,
        "from rnnlib.exercises.machinery import exercise, report\n"
        "exercise.Exercise.check = lambda *a: report.Report('right', 'Every number is right.')\n"
        "exercise.Exercise._report = exercise.Exercise.check",
        HARMLESS,
    ],
    "redefines": [
        IMPORTS + "\n\nclass exercises:\n    class affine:\n        check = print",
        HARMLESS,
    ],
    "prints solved": [IMPORTS, HARMLESS.partition("exercises")[0] + "print('✓ solved')"],
    "equal to all": [
        IMPORTS,
        "class All(np.ndarray):\n    def __array_function__(self, *a):\n        return True\n\n\n"
        "def mine(x, W, b):\n    return np.zeros((len(x), W.shape[1])).view(All)\n\n\n"
        "exercises.affine.check(mine)",
    ],
    "the solution": [IMPORTS, "exercises.affine.check(exercises.affine.solution)"],
    "writes into the pipe": doing(
        ["for fd in range(3, 40):", "    try: os.write(fd, b'\\0' * 7 + b'\\2{}')"]
        + ["    except OSError: pass", "return None"]
    ),
}

HONEST = {
    "ada": [IMPORTS, "%matplotlib inline", RIGHT],
    'Bo, "b" <b>': [IMPORTS, TURNED],
    "=cmd|'calc'!A0": [IMPORTS, TURNED],
    "blank": [IMPORTS, HARMLESS],
    "later": [
        IMPORTS,
        "raise RuntimeError('an earlier cell')",
        "while True: pass",
        "this is no Python",
        RIGHT,
        "exercises.slope.check(lambda h, da: da)",
    ],
    "no such": [IMPORTS, "exercises.nothing.check(print)"],
}

BROKEN = {
    "not JSON": b'{"cells": [',
    "no bytes": b"",
    "binary": b"\xff\xfe\x00",
    "deep": b"[" * 100_000,
    "of R": json.dumps(
        {"cells": [], "metadata": {"kernelspec": {"language": "R", "name": "ir"}}}
    ).encode(),
    "cells of nothing": b'{"cells": [1, {"cell_type": "code"}, null, {"source": 3}]}',
}


def notebook(cells, about=None):
    """The bytes of a notebook of these code cells."""
    made = [
        {"cell_type": "code", "source": cell, "metadata": {"nbgrader": about} if about else {}}
        for cell in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def fill(folder, notebooks):
    """Write a notebook, or these bytes, for each student, named by a folder of theirs."""
    for student, cells in notebooks.items():
        place = folder / student
        place.mkdir(parents=True)
        data = cells if isinstance(cells, bytes) else notebook(cells)
        (place / "work.ipynb").write_bytes(data)
