"""Loops over time as machine code, made from the equations of a cell.

`step`, `local` and `step_back` are called once with arrays that write down what is done to them
(`recording`); what they say becomes a `program`, and that a `loop` in LLVM's language, in which the
elementwise runs between two products are one pass each. `products` and its neighbours multiply;
`library` has LLVM translate all of it, once for a processor, and `store` keeps that on disk. `runs`
carries out a run. A cell says its equations once: there is no second set of them here.

With the package llvmlite (``pip install -e .[fast]``) this happens by itself, and a tape holds what
it always holds. Without it, with ``RNNLIB_COMPILED=0`` in the environment, inside
``with switched(False):``, and for a cell that cannot be recorded (`reason` says why), NumPy does
the same work.
"""

from rnnlib.compiled.matrices import product
from rnnlib.compiled.pool import both
from rnnlib.compiled.reasons import reason
from rnnlib.compiled.runs import run_backward, run_forward
from rnnlib.compiled.switch import made_for, on, set_threads, switched, threads
from rnnlib.compiled.turned import turn

__all__ = [
    "both",
    "made_for",
    "on",
    "product",
    "reason",
    "run_backward",
    "run_forward",
    "set_threads",
    "switched",
    "threads",
    "turn",
]
