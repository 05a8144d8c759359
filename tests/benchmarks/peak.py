"""The peak memory of one piece of work in this process, in MB: peak.py CELL WHO T B D H. Linux."""

import re
import sys
from pathlib import Path

from contestants import Work


def peak():
    """The most memory that this process has held, in MB (not that of the one which started it)."""
    return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) / 1024


cell, who, *shape = sys.argv[1:]
work = getattr(Work(cell, *map(int, shape)), who)()
getattr(Work(cell, 2, 1, 2, 2), who)()()  # libraries set themselves up at their first use
before = peak()
work()
print(peak() - before)
