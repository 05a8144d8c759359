"""Judges one exercise of one notebook: the judge here, the attempt in a process of its own."""

import json
import pickle
import re
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from typing import NamedTuple

import numpy as np

from rnnlib import exercises
from rnnlib.chapters.grade import guard, message
from rnnlib.chapters.grade.surroundings import environment, places
from rnnlib.exercises.machinery.trial import Told, flat

MOST = 2000  # characters said
GRACE = 10  # seconds that a guard has to clear up, beyond its limit
NO_PYTHON = "A cell of it is no Python."
SAID = {
    guard.TOO_LONG: "It was stopped: it computed for {seconds:g} s, or took {wait:g} s in all.",
    guard.TOO_MANY: "It was stopped: it started more than {processes} processes.",
}


class Limits(NamedTuple):
    """Of one attempt: seconds of computing, seconds in all (which depend on how busy the machine
    is), MB of memory for each process, processes, MB of a file."""

    seconds: float = 60
    wait: float = 300
    memory: int = 4096
    processes: int = 32
    disk: int = 64


class Judged(NamedTuple):
    """The outcome, "blank", "wrong", "right" or "stopped", what is said to it, and the mistake."""

    outcome: str
    says: str
    mistake: str


class Stopped(BaseException):
    """The attempt's process has ended, or talks nonsense. No Exception: no report on an attempt
    may take it for an error of the student's function."""


def judged(check, limits):
    """What is `Judged` of a `Check`; what is no Python is named before what comes of it."""
    if not check.attempt:
        return Judged("wrong", check.broken, NO_PYTHON)
    found = _run(check, limits)
    if not check.broken or found.outcome == "right":
        return found
    return Judged("wrong", f"{check.broken} {found.says}"[:MOST], NO_PYTHON)


def _run(check, limits):
    """What comes of its cells."""
    exercise = getattr(exercises, check.exercise)
    with tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True) as folder:
        attempt = Attempt(check, exercise, limits, folder)
        try:
            report = exercise._report(attempt.function())
        except Stopped as stopped:
            return Judged("stopped", str(stopped), str(stopped))
        except Exception as error:  # an answer so odd that the check itself stops
            says = f"Its answer cannot be judged: {type(error).__name__}."
            return Judged("stopped", says, says)
        finally:
            attempt.end()
    if report.outcome == "right" and check.names_solution:
        return Judged("right", "Every number is right; but its cells name the given solution.", "")
    return Judged(report.outcome, report.says[:MOST], _mistake(exercise, report))


def _mistake(exercise, report):
    """What a report has in common with others' of the same mistake: the known mistake's own words,
    or else all of it but the student's numbers."""
    if report.outcome != "wrong":
        return ""
    known = (bug.says for bug in exercise.bugs if bug.says in report.says)
    return next(known, re.sub(r" \((off by up to [^)]*|not finite)\)", "", report.says)[:MOST])


class Attempt:
    """A student's function in a process of its own, called like any function."""

    def __init__(self, check, exercise, limits, folder):
        self.limits, self.functions = limits, []
        self.names = exercise.trials()[0].names if exercise.trials else ()
        settings = limits._asdict() | {"folder": folder} | places()
        settings["command"] = [sys.executable, "-m", "rnnlib.chapters.grade.worker"]
        self.process = subprocess.Popen(
            [sys.executable, "-S", guard.__file__, json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment(folder),
            start_new_session=True,
        )
        self.timer = threading.Timer(limits.wait + GRACE, self.process.kill)
        self.timer.daemon = True
        self.timer.start()
        task = {"cells": check.cells, "attempt": check.attempt, "axes": exercise.axes}
        self._send(pickle.dumps(task))

    def function(self):
        """What to judge: the attempt, or what stands in its place and is none."""
        ready = self._heard()
        if ready.get("missing"):
            raise Stopped(f"There is nothing to judge: {str(ready['missing'])[:400]}")
        if ready.get("ready") is True:
            return self.call
        return message.whole({"kind": "other", "value": ready.get("kind")})

    def call(self, *arguments):
        """The attempt's answer; what it changes in the arguments is changed in these, too."""
        self.functions.clear()
        call = {"arguments": arguments, "names": self.names}
        self._send(message.dumped(call, self.functions))
        while "function" in (heard := self._heard()):
            self._called(heard)
        try:
            return self._answer(heard, arguments)
        except (KeyError, TypeError, ValueError, RecursionError, MemoryError) as error:
            raise Stopped("It answers nonsense: its process was tampered with.") from error

    def _called(self, heard):
        """Call one of the judge's functions for the attempt."""
        try:
            function = self.functions[heard["function"]]
            args, kwargs = heard["arguments"]
            args, kwargs = [message.whole(x) for x in args], message.whole(kwargs)
        except Exception as error:
            raise Stopped("It asks for nonsense: its process was tampered with.") from error
        try:
            with np.errstate(all="ignore"):
                answer = function(*args, **kwargs), None
        except Exception as error:
            answer = None, error
        self._send(message.dumped(answer, self.functions))

    def _answer(self, heard, arguments):
        if heard.get("blank"):
            return None
        if heard.get("endless"):
            endless = []
            endless.append(endless)
            return endless
        if "raised" in heard:
            raise Told(str(heard["raised"]), heard["shapes"] and str(heard["shapes"]))
        arrays = [x for x in flat(arguments) if isinstance(x, np.ndarray)]
        for array, after in zip(arrays, heard["arguments"], strict=True):
            array[...] = message.whole(after)
        return message.whole(heard["answer"])

    def _send(self, data):
        try:
            message.send(self.process.stdin, data)
        except OSError:
            self._ended()

    def _heard(self):
        try:
            heard = message.from_json(message.receive(self.process.stdout))
        except (EOFError, OSError):
            self._ended()
        except (ValueError, RecursionError, MemoryError) as error:
            raise Stopped("It answers nonsense, or far too much.") from error
        if not isinstance(heard, dict):
            raise Stopped("It answers nonsense: its process was tampered with.")
        return heard

    def _ended(self):
        """Say why the process is no more."""
        code = self.process.wait()
        says = SAID.get(code, _by_itself(code))
        raise Stopped(says.format(**self.limits._asdict()))

    def end(self):
        """Nothing of it is left."""
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                stream.close()
        self.process.terminate()  # the guard clears up
        self.process.wait()
        self.timer.cancel()


def _by_itself(code):
    """Of a process that nobody stopped: it crashed, or left."""
    if code > 128 and (name := signal.strsignal(code - 128)):
        return f"Its process crashed: {name}."
    return f"Its process ended before it had answered (exit code {code})."
