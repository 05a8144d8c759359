"""The parent of one attempt's process: limits it, watches it, and leaves nothing of it behind.

Started as a file of its own, so that it loads neither rnnlib nor NumPy. Its exit code tells how
the attempt ended.
"""

import json
import os
import signal
import sys
import time
from contextlib import suppress

TOO_LONG, TOO_MANY = 124, 125  # exit codes: as timeout(1) has it, and the next
EVERY = 0.05  # seconds between two looks


def main(settings):
    """Run the attempt that the settings tell of; the exit code."""
    try:
        import resource
    except ImportError:  # Windows: time is all that can be limited here
        return _elsewhere(settings)
    import confine

    system = confine.libc()
    if system is not None:
        system.prctl(confine.CHILD_SUBREAPER, 1, 0, 0, 0)
    confine.namespaces()
    told = []
    signal.signal(signal.SIGTERM, lambda *_: told.append(0))  # by the judge, who has heard enough
    child = os.fork()
    if child == 0:
        if system is not None:
            system.prctl(confine.PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
        os.nice(19)  # whatever it starts, the guard comes first
        _limit(resource, settings)
        confine.landlock(*(settings[key] for key in ("folder", "readable", "listable")))
        os.execv(sys.executable, settings["command"])
    for number in (0, 1):
        os.close(number)  # the attempt's alone
    return _watch(child, settings, told)


def _limit(resource, settings):
    """The system's limits of one process: memory, seconds of CPU, bytes of a file, files, no core
    dumps."""
    MB = 1 << 20
    for name, most in (
        ("RLIMIT_AS", settings["memory"] * MB),
        ("RLIMIT_CPU", int(settings["seconds"]) + 2),
        ("RLIMIT_FSIZE", settings["disk"] * MB),
        ("RLIMIT_NOFILE", 256),
        ("RLIMIT_CORE", 0),
    ):
        with suppress(AttributeError, ValueError, OSError):  # macOS has not all of them
            resource.setrlimit(getattr(resource, name), (most, most))


def _watch(child, settings, told):
    """Wait for the attempt to end, or end it, at the latest when ``told``; then end all that it
    has started."""
    end, code = time.monotonic() + settings["wait"], None
    while code is None:
        time.sleep(EVERY)
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            code = 128 - code if code < 0 else code
        elif told:
            code = told[0]
        elif len(found := descendants()) > settings["processes"]:
            code = TOO_MANY
        elif sum(found.values()) > settings["seconds"] or time.monotonic() > end:
            code = TOO_LONG
    _end(child)
    return code


def _end(child):
    """Kill the attempt and whatever it has started, in sessions of their own, too. Orphans are
    this process's children: it is their subreaper. The first of a pid namespace takes all along."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    while left := descendants():
        for step in (signal.SIGSTOP, signal.SIGKILL):
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, step)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.001)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)  # where there is no /proc, at least its group


def descendants():
    """{process: its seconds of computing} of those that descend from this one and have not ended,
    by /proc; the seconds of its own children that have ended count, too."""
    children, spent = {}, {}
    for name in os.listdir("/proc") if os.path.isdir("/proc/self") else ():
        if name.isdigit():
            with suppress(OSError, ValueError):
                with open(f"/proc/{name}/stat", "rb") as file:
                    state, parent, *others = file.read().rpartition(b")")[2].split()
                if state not in b"ZX":
                    children.setdefault(int(parent), []).append(int(name))
                    spent[int(name)] = sum(map(int, others[9:13])) / os.sysconf("SC_CLK_TCK")
    found, new = {}, [os.getpid()]
    while new:
        new = [child for parent in new for child in children.get(parent, ())]
        found |= {pid: spent[pid] for pid in new}
    return found


def _elsewhere(settings):
    import subprocess

    process = subprocess.Popen(settings["command"])
    try:
        return process.wait(settings["wait"])
    except subprocess.TimeoutExpired:
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
        return TOO_LONG


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
