"""What an attempt's process finds around it: places to read, variables of the environment."""

import os
import site
import sys
import sysconfig
from pathlib import Path

import rnnlib

KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def places():
    """What an attempt may read, Python and its packages, and of what it may see the names."""
    package = Path(rnnlib.__file__).parent
    system = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/dev", "/sys")
    python = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
    return {
        "readable": [*system, *sorted(python), site.getusersitepackages(), str(package)],
        "listable": [str(package.parent)],
    }


def environment(folder):
    """The variables of an attempt: none of the teacher's own but where programs are."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    one = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "IPYTHONDIR"), folder)
    ours = {"RNNLIB_PROGRESS": "", "RNNLIB_COMPILED": "0", "MPLBACKEND": "Agg"}
    return kept | one | homes | ours | {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
