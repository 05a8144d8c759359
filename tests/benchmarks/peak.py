"""The peak memory of one piece of work in this process, in MB: peak.py CELL WHO T B D H."""

import resource
import sys

from contestants import Work

cell, who, *shape = sys.argv[1:]
work = getattr(Work(cell, *map(int, shape)), who)()
small = getattr(Work(cell, 2, 1, 2, 2), who)()
small()  # libraries set themselves up at their first use
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
work()
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
