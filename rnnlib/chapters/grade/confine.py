"""What the system can keep a process from, where it can: Linux's Landlock and namespaces.

`guard` imports this without rnnlib. Every function says what holds and raises nothing: a machine
that lacks one of them still has time limits, memory limits and a process of its own.
Numbers are those of the kernel's own headers, linux/landlock.h and linux/sched.h.
"""

import ctypes
import os
import sys
from contextlib import suppress

NEW_USER, NEW_PID, NEW_NET, NEW_IPC = 0x10000000, 0x20000000, 0x40000000, 0x08000000
NO_NEW_PRIVS, CHILD_SUBREAPER, PARENT_DEATH = 38, 36, 1
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
READS = 1 << 2 | 1 << 3  # files, folders
WRITES = 1 << 1 | sum(1 << bit for bit in range(4, 13))  # and make and remove of every kind
REFER, TRUNCATE = 1 << 13, 1 << 14  # since versions 2 and 3
TCP = 1 << 0 | 1 << 1  # bind, connect; since version 4
SCOPES = 1 << 0 | 1 << 1  # abstract sockets, signals; since version 6
OF_FILES = 1 << 1 | 1 << 2 | TRUNCATE  # what a rule on a file, not a folder, may allow


def libc():
    """The C library; None where there is none of Linux's."""
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def namespaces():
    """Give children processes and a network of their own; which of them hold, as a set."""
    system, uid, gid = libc(), *_ids()
    if system is None:
        return set()
    for flags in (NEW_USER | NEW_PID | NEW_NET | NEW_IPC, NEW_USER | NEW_PID, NEW_PID):
        if system.unshare(flags) == 0:
            if flags & NEW_USER:
                _map(uid, gid)
            return {"processes"} | ({"network"} if flags & NEW_NET else set())
    return set()


def _ids():
    return (os.getuid(), os.getgid()) if hasattr(os, "getuid") else (0, 0)


def _map(uid, gid):
    """This user is the same one inside."""
    for file, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", gid)):
        with suppress(OSError), open(f"/proc/self/{file}", "w") as opened:
            opened.write(text if file != "gid_map" else f"{gid} {gid} 1")


def landlock(folder, readable, listable):
    """Let this process, and what it starts, write in ``folder`` alone, read ``readable`` beside it
    and see the names in ``listable``; signals and TCP stay inside, too, where the kernel
    can. What holds, as a set."""
    system = libc()
    version = system.syscall(CREATE_RULESET, None, 0, 1) if system else -1
    if version < 1:
        return set()
    files = READS | WRITES | (REFER if version >= 2 else 0) | (TRUNCATE if version >= 3 else 0)
    numbers = [files]
    numbers += [TCP] if version >= 4 else []
    numbers += [SCOPES] if version >= 6 else []
    rules = (ctypes.c_uint64 * len(numbers))(*numbers)
    ruleset = system.syscall(CREATE_RULESET, ctypes.byref(rules), ctypes.sizeof(rules), 0)
    if ruleset < 0:
        return set()
    _allow(system, ruleset, folder, files)
    for path in readable:
        _allow(system, ruleset, path, READS)
    for path in listable:
        _allow(system, ruleset, path, 1 << 3)
    _allow(system, ruleset, "/dev/null", (1 << 1 | 1 << 2 | TRUNCATE) & files)
    system.prctl(NO_NEW_PRIVS, 1, 0, 0, 0)
    held = system.syscall(RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    extra = {4: "tcp", 6: "signals"}
    return {"files"} | {extra[v] for v in extra if version >= v} if held else set()


def _allow(system, ruleset, path, rights):
    with suppress(OSError):
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rights &= ~0 if os.path.isdir(path) else OF_FILES
        rule = rights.to_bytes(8, sys.byteorder) + opened.to_bytes(4, sys.byteorder)  # packed
        system.syscall(ADD_RULE, ruleset, 1, ctypes.c_char_p(rule), 0)
        os.close(opened)
