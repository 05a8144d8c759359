"""The process of one attempt: runs the student's cells, then the attempt, as often as asked.

It knows no outcome and gives none: the judge, in another process, sends arguments and gets what
the attempt made of them. Whatever is done to rnnlib in here is done to this process alone.
"""

import ast
import os
import pickle
import sys

import numpy as np

from rnnlib.chapters.grade import message
from rnnlib.exercises.machinery.misfits import misfit
from rnnlib.exercises.machinery.trial import flat, raised


def main():
    """Answer the judge until it has no more questions."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):  # what is printed is nobody's
        os.dup2(nowhere, number)
    task = pickle.loads(message.receive(asked))
    channel = Channel(asked, answers)
    attempt, missing = prepared(task["cells"], task["attempt"])
    channel.tell({"ready": callable(attempt), "kind": type(attempt).__name__, "missing": missing})
    while True:
        call = message.loaded(message.receive(asked), channel.function)
        channel.tell(_tried(attempt, call["arguments"], call["names"], task["axes"]))


class Channel:
    """The two ends of the pipe to the judge."""

    def __init__(self, asked, answers):
        self.asked, self.answers = asked, answers

    def tell(self, what):
        """Send the judge something that JSON can hold."""
        message.send(self.answers, message.to_json(what))

    def function(self, number):
        """What stands here for a function of the judge's."""

        def call(*args, **kwargs):
            arguments = [[message.plain(x) for x in args], message.plain(kwargs)]
            self.tell({"function": number, "arguments": arguments})
            answer, error = message.loaded(message.receive(self.asked), self.function)
            if error is not None:
                raise error
            return answer

        return call


def prepared(cells, expression):
    """(what the expression is once the cells have run, why it is nothing): a cell that stops does
    not stop the next."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Shell(InteractiveShell):
        def enable_gui(self, gui=None):
            """There is no window to open: %matplotlib changes nothing."""

        def system(self, command):
            """Lines of the shell, such as !pip, do not run."""

        def getoutput(self, command, split=True, depth=0):
            """Lines of the shell say nothing."""
            return []

    config = Config(
        {"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}}
    )
    shell = Shell.instance(config=config)
    stopped = ""
    for cell in cells:
        result = shell.run_cell(cell, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            stopped = f" A cell above it stops with {type(error).__name__}: {str(error)[:200]}."
    try:
        code = compile(ast.parse(expression, mode="eval"), "<check>", "eval")
        return eval(code, shell.user_ns), ""
    except BaseException as error:
        return None, f"`{expression}` stops with {type(error).__name__}.{stopped}"


def _tried(attempt, arguments, names, axes):
    """What the attempt makes of the arguments, and how it leaves them."""
    named = dict(zip(names, arguments, strict=False))
    try:
        with np.errstate(all="ignore"):
            answer = attempt(*arguments)
    except NotImplementedError:
        return {"blank": True}
    except (Exception, SystemExit) as error:
        shapes = misfit(error, axes, named)
        return {"raised": shapes or raised(error, attempt), "shapes": shapes}
    try:
        answer = message.plain(answer)
    except RecursionError:
        return {"endless": True}
    after = [message.plain(x) for x in flat(arguments) if isinstance(x, np.ndarray)]
    return {"answer": answer, "arguments": after}


if __name__ == "__main__":
    try:
        main()
    except EOFError:
        sys.exit(0)
