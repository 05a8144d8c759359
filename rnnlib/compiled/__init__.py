"""Loops over time as machine code, made from the same equations."""

from rnnlib.compiled.runs import run_backward, run_forward
from rnnlib.compiled.switch import made_for, on, set_threads, switched, threads

__all__ = ["made_for", "on", "run_backward", "run_forward", "set_threads", "switched", "threads"]
