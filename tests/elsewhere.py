"""The whole suite as other machines would run it: one row of a table for each.

    python tests/elsewhere.py                              all of `TABLE`, which takes hours
    python tests/elsewhere.py python3.13 oldest+one-core   these rows
    python tests/elsewhere.py oldest --tests tests/cells   a part of the suite

A row is one word or several joined by +, see `WORDS`. Environments, logs and the rows that are done
lie in build/elsewhere; after a stop the same command goes on, and --again runs all rows anew.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from contextlib import ExitStack, contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[1]
FOLDER = PROJECT / "build" / "elsewhere"
ORACLE = "torch==2.13.0"

CORES = {  # OpenBLAS's name of a processor: which of NumPy's instruction sets it lacks
    "Prescott": "",
    "Nehalem": "",
    "Sandybridge": "",
    "Haswell": "AVX512|X86_V4",
    "Zen": "AVX512|X86_V4",
    "SkylakeX": "none",
}
WORDS = {
    **{f"python3.{minor}": {"python": f"python3.{minor}"} for minor in range(11, 16)},
    "newest": {},  # of every dependency, within its bounds: what pip chooses anyway
    "oldest": {"oldest": True},
    **{core.lower(): {"core": core} for core in CORES},
    "one-core": {"prefix": ["taskset", "-c", "0"], "options": ["-n", "1"]},
    "two-cores": {"prefix": ["taskset", "-c", "0,1"], "options": ["-n", "2"]},
    "load": {"busy": 4},
    **{fonts: {"fonts": fonts} for fonts in ("dejavu", "liberation", "wide", "narrow")},
}
TABLE = (
    "newest+two-cores",
    "oldest+nehalem",
    "python3.12+prescott+dejavu",
    "python3.13+haswell+liberation",
    "python3.14+zen+wide",
    "sandybridge+narrow",
    "skylakex+load",
    "one-core",
)


def settings(row):
    """What the words of the row say together; ValueError: an unknown word, or two of one kind."""
    found = {}
    for word in row.split("+"):
        if word not in WORDS:
            raise ValueError(f"row: expected words of {', '.join(WORDS)}, got {word!r}")
        if twice := found.keys() & WORDS[word].keys():
            raise ValueError(f"row: expected one {min(twice)}, got another in {word!r}")
        found |= WORDS[word]
    return found


def oldest(project):
    """The lower bound of every dependency, as lines for pip."""
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    bounds = {re.fullmatch(r"([\w-]+)>=([\d.]+),<.*", d).groups() for d in sum(groups, [])}
    return "".join(f"{name}=={version}\n" for name, version in sorted(bounds))


def environment(chosen):
    """The Python of a virtual environment made as the README says; None without such a Python."""
    program = shutil.which(chosen.get("python", sys.executable))
    runs = program and not subprocess.run([program, "-c", ""], capture_output=True).returncode
    if not runs:
        return None
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    age = "oldest" if chosen.get("oldest") else "newest"
    folder = FOLDER / "environments" / f"{chosen.get('python', 'python')}-{age}"
    python, done = folder / "bin" / "python", folder / "made-of.toml"
    if not done.exists() or done.read_text(encoding="utf-8") != text:
        subprocess.run([program, "-m", "venv", "--clear", folder], check=True)
        pip, limits = [python, "-m", "pip", "install", "-q"], folder / "oldest.txt"
        limits.write_text(oldest(tomllib.loads(text)["project"]) if age == "oldest" else "")
        everything = ["-r", "requirements.txt", "-e", ".[oracles]", "-c", limits]
        with (folder / "pip.log").open("w") as said:
            into = {"cwd": PROJECT, "stdout": said, "stderr": said}
            subprocess.run([*pip, ORACLE], **into)  # not for every Python; may want what is younger
            subprocess.run([*pip, *everything], **into, check=True)
        done.write_text(text, encoding="utf-8")
    return python


def variables(chosen, python):
    """The environment variables of the row."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if core := chosen.get("core"):
        code = "import numpy as np; print(*np._core._multiarray_umath.__cpu_dispatch__)"
        features = subprocess.check_output([python, "-c", code], text=True).split()
        lacking = [name for name in features if re.match(CORES[core], name)]
        env |= {"OPENBLAS_CORETYPE": core, "NPY_DISABLE_CPU_FEATURES": " ".join(lacking)}
    if name := chosen.get("fonts"):
        code = "import sys, pathlib, browser.fonts as fonts; "
        code += "print(fonts.config(sys.argv[1], pathlib.Path(sys.argv[2])))"
        seen = subprocess.check_output(
            [python, "-c", code, name, FOLDER / "fonts"], cwd=PROJECT / "tests", text=True
        )
        env["FONTCONFIG_FILE"] = seen.strip()
    return env


@contextmanager
def busy():
    """A process that does nothing, as fast as it can."""
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def counted(closing):
    """Passed, failed (errors too) and skipped, of pytest's closing line; None if it is none."""
    numbers = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error|skip)", closing)}
    if not numbers or " in " not in closing:
        return None
    failed = numbers.get("failed", 0) + numbers.get("error", 0)
    return numbers.get("passed", 0), failed, numbers.get("skip", 0)


def run(row, tests):
    """Carry out one row: [passed, failed, skipped, minutes], or a sentence on why it was not."""
    chosen, log = settings(row), FOLDER / f"{row}.log"
    try:
        python = environment(chosen)
    except subprocess.CalledProcessError as error:
        return f"not installed: exit code {error.returncode}, see pip.log of its environment"
    if python is None:
        return f"no {chosen['python']} here"
    command = [*chosen.get("prefix", []), python, "-m", "pytest", "-q"]
    start = time.monotonic()
    with ExitStack() as stack:
        for _ in range(chosen.get("busy", 0)):
            stack.enter_context(busy())
        file = stack.enter_context(log.open("w", encoding="utf-8"))
        env, options = variables(chosen, python), chosen.get("options", [])
        subprocess.run([*command, *options, *tests], cwd=PROJECT, env=env, stdout=file, stderr=file)
    numbers = counted((log.read_text(encoding="utf-8").splitlines() or [""])[-1])
    if numbers is None:
        return f"did not end: see {log.relative_to(PROJECT)}"
    return [*numbers, round((time.monotonic() - start) / 60, 1)]


def line(row, result, width):
    """One line of the table."""
    if isinstance(result, str):
        return f"{row:{width}}  {result}"
    return f"{row:{width}}" + "".join(f"{value:>9}" for value in result)


def main(arguments=None):
    """Carry out the rows, print the table; 1 if any failed or could not be carried out."""
    ours = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    ours.add_argument("rows", nargs="*", default=TABLE, help=f"of these words: {', '.join(WORDS)}")
    ours.add_argument("--tests", nargs="+", default=[], help="what pytest is to run; default all")
    ours.add_argument("--again", action="store_true", help="also what has been done before")
    options = ours.parse_args(arguments)
    for row in options.rows:
        try:
            settings(row)
        except ValueError as error:
            ours.error(str(error))
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / "done.json"
    done = json.loads(file.read_text()) if file.exists() and not options.again else {}
    results, width = [], max(map(len, options.rows))
    print(f"{'':{width}}{'passed':>9}{'failed':>9}{'skipped':>9}{'minutes':>9}")
    for row in options.rows:
        key = " ".join([row, *options.tests])
        if key not in done:
            result = run(row, options.tests)
            if not isinstance(result, str):
                done[key] = result
                file.write_text(json.dumps(done, indent=1) + "\n")
        results.append(done.get(key) or result)
        print(line(row, results[-1], width), flush=True)
    return int(any(isinstance(result, str) or result[1] for result in results))


if __name__ == "__main__":
    sys.exit(main())
