"""Writes BENCHMARKS.md: what the benchmarks print on this machine, word for word.

python tests/benchmarks/report.py                 everything, most of an hour on a quiet machine
python tests/benchmarks/report.py --seconds 0.5   less exactly, in a quarter of that
"""

import argparse
import datetime
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FILE = HERE.parents[1] / "BENCHMARKS.md"
HEAD = (
    "# What was measured\n\n"
    "The last run of `python tests/benchmarks/report.py`: on {machine}, {day}. Each script says in "
    "its first lines what it does, and `--help` what else it can do. Ratios are medians of paired "
    "ones, below 1 where rnnlib is faster; shapes are (T, B, D, H). No test looks at the numbers: "
    "machines differ, and so does what else they are doing.\n"
)
PARTS = (
    (
        "The LSTM, one thread",
        "recurrent.py",
        "--cells LSTMCell --no-memory --seconds {seconds}",
    ),
    (
        "The LSTM, one thread, AVX2 for all",
        "recurrent.py",
        "--cells LSTMCell --avx2 --no-memory --seconds {seconds}",
    ),
    (
        "Other cells, one thread",
        "recurrent.py",
        "--cells PeepholeLSTMCell CoupledLSTMCell ResetAfterGRUCell GRUCell SimpleGRUCell "
        "VanillaCell VanillaReLUCell JordanCell --shapes ABDE --no-memory --seconds {seconds}",
    ),
    (
        "Length, checkpoints and memory",
        "recurrent.py",
        "--cells LSTMCell GRUCell VanillaCell --shapes AD --seconds {seconds}",
    ),
    (
        "The LSTM in float64",
        "recurrent.py",
        "--cells LSTMCell --dtype float64 --shapes ABCDE --no-memory --seconds {seconds}",
    ),
    (
        "The LSTM on two threads",
        "recurrent.py",
        "--cells LSTMCell --threads 2 --shapes BCDEF --no-memory --seconds {seconds}",
    ),
    ("A whole step of training", "training.py", "--seconds {longer}"),
    ("A player of 2000 steps and 128 units", "player.py", "--cells LSTM GRU --seconds {seconds}"),
)


def main():
    """Run every part and write the file when all have ended well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3.0, help="for each cell and shape")
    seconds = parser.parse_args().seconds
    day = datetime.date.today().isoformat()
    text = [HEAD.format(machine=machine(), day=day)]
    for title, script, options in PARTS:
        given = options.format(seconds=seconds, longer=5 * seconds).split()
        print(title, flush=True)
        said = subprocess.check_output([sys.executable, HERE / script, *given], text=True)
        command = " ".join(["python", f"tests/benchmarks/{script}", *given])
        text.append(f"## {title}\n\n`{command}`\n\n```text\n{said.strip()}\n```\n")
    FILE.write_text("\n".join(text), encoding="utf-8")


def machine():
    """Its processor and system, as far as they say who they are."""
    name, cores = platform.processor(), 0
    if (info := Path("/proc/cpuinfo")).exists():
        lines = [line.split(":", 1) for line in info.read_text().splitlines() if ":" in line]
        names = [value.strip() for key, value in lines if key.strip() == "model name"]
        name, cores = (names or [name])[0], len(names)
    return f"{name or platform.machine()} with {cores} cores, {platform.platform(terse=True)}"


if __name__ == "__main__":
    main()
