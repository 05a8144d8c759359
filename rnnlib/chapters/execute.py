"""Run a notebook from top to bottom in a fresh kernel of this very Python."""

import os
import re
import subprocess
from copy import deepcopy

import ipykernel.kernelspec
import numpy as np
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import v4
from tqdm import tqdm

from rnnlib.chapters.canonical import parse
from rnnlib.exercises.machinery import record


class ChapterError(Exception):
    """A chapter that did not run to its end; the message names the cell."""


class _ThisPython(KernelSpecManager):
    """Knows one kernel, the running Python's, whatever kernels a user has installed."""

    def get_kernel_spec(self, kernel_name):
        return KernelSpec(
            resource_dir=ipykernel.kernelspec.RESOURCES, **ipykernel.kernelspec.get_kernel_dict()
        )


class _Client(NotebookClient):
    """Sees the outputs that strict nbval sees.

    So nothing shown is cleared or updated later, and what an `Output` widget captures belongs to
    its cell: there is no browser for the kernel to talk to.
    """

    def process_message(self, msg, cell, cell_index):
        kind = msg["msg_type"]
        if kind in ("clear_output", "update_display_data") or kind.startswith("comm"):
            return None
        return super().process_message(msg, cell, cell_index)


def execute(nb, folder, *, env=None, timeout=600, progress=None):
    """A copy of `nb`, executed in `folder`; ChapterError where a cell raises or takes too long.

    It runs as for a new reader, who has solved no exercise. `env` replaces the kernel's environment
    variables, `timeout` is in seconds a cell, and `progress(i)` is called before code cell i (from
    1) runs.
    """
    nb, begun = deepcopy(nb), []
    codes = [cell.source for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
    for number, code in enumerate(codes, start=1):
        if half := re.search("[\ud800-\udfff]", code):
            raise ChapterError(f"cell [{number}] holds half of a character, {ascii(half[0])}")

    def start(cell, cell_index):
        begun.append(cell_index)
        if progress:
            progress(len(begun))

    client = _Client(
        nb,
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=_ThisPython()),
        resources={"metadata": {"path": str(folder)}},
        timeout=timeout,
        iopub_timeout=timeout,
        raise_on_iopub_timeout=True,
        record_timing=False,
        store_widget_state=False,
        shutdown_kernel="immediate",
        on_cell_execute=start,
    )
    try:
        client.execute(stderr=subprocess.DEVNULL, env={**(env or os.environ), record.VARIABLE: ""})
    except CellExecutionError as error:
        raise ChapterError(f"cell [{len(begun)}] raises {error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise ChapterError(f"cell [{len(begun)}] takes longer than {timeout} s") from error
    except DeadKernelError as error:
        raise ChapterError(f"cell [{len(begun)}] kills its kernel") from error
    return nb


def run(path, *, env=None, last=None):
    """The notebook in the file `path`, executed; `last` is the code of one cell more."""
    nb = parse(path.read_text(encoding="utf-8"))
    if last is not None:
        nb.cells.append(v4.new_code_cell(last))
    total = sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in nb.cells)
    with tqdm(total=total, desc=path.stem, unit="cell", leave=False) as bar:
        return execute(nb, path.parent, env=env, progress=lambda number: bar.update())


def older_processor():
    """Environment variables with which NumPy computes as on a processor of 2010, and alone.

    Loops are not compiled (`rnnlib.compiled`), and sums round otherwise: an output that prints too
    many digits of a trained network differs.
    """
    features = getattr(np._core._multiarray_umath, "__cpu_dispatch__", ())
    slower = {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": " ".join(features)}
    return {**os.environ, **slower, "RNNLIB_COMPILED": "0"}
