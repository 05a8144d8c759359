"""What came of it: curves, and examinations on larger sizes, of every network and seed."""

import json
from pathlib import Path

from rnnlib.edge import brief, expect, path_of
from rnnlib.experiments.turing.examination import Examination, examined, with_memory
from rnnlib.experiments.turing.network import KINDS, size
from rnnlib.experiments.turing.problems import PROBLEMS
from rnnlib.files import replaced

B = 16  # sequences in a lesson
SOLVED = 0.1  # wrong bits per sequence, at most, of the largest size that was taught


def stored(task):
    """Where the results of a task are that come with the package."""
    return Path(__file__).with_name(f"{task}.json")


class Results:
    """The results of one task, read from a file; by default those that come with the package.

    ``runs[kind][seed]`` holds "parameters"; "sequences" and "bits", the curve: how many sequences
    had been seen, and the cost in bits per sequence; and "exams", {sizes: `Examination`}.
    """

    def __init__(self, task, path=None):
        expect(task in PROBLEMS, "task", f"one of {', '.join(PROBLEMS)}", brief(task))
        path = stored(task) if path is None else path_of("path", path)
        try:
            found = json.loads(path.read_text("utf-8"))
            self.command, runs = found["command"], found["runs"]
            self.task, self.problem, self.runs = task, PROBLEMS[task], {}
            for name, run in runs.items():
                _, kind, seed = name.split("/")
                exams = {_sizes(key): Examination(*exam) for key, exam in run["exams"].items()}
                self.runs.setdefault(kind, {})[int(seed)] = run | {"exams": exams}
        except (ValueError, TypeError, KeyError, AttributeError):
            raise ValueError(f"{path}: expected results of {task}, got another file") from None

    def exams(self, kind, sizes):
        """The `Examination` of every seed on sequences of these sizes."""
        return [run["exams"][sizes] for run in self.runs[kind].values()]

    def solved(self, kind, sizes, wrong=SOLVED):
        """How many seeds make at most so many mistakes in a sequence, and how many were tried."""
        exams = self.exams(kind, sizes)
        return sum(exam.wrong <= wrong for exam in exams), len(exams)

    def table(self):
        """How many seeds have solved each size, and the mean number of wrong bits in a sequence."""
        label = "×".join
        heads = [label(map(str, sizes)) for sizes in self.problem.longer]
        lines = [f"{self.problem.label:28}" + "".join(f"{head:>18}" for head in heads)]
        for kind in self.runs:
            cells = []
            for sizes in self.problem.longer:
                exams, (k, n) = self.exams(kind, sizes), self.solved(kind, sizes)
                wrong = sum(exam.wrong for exam in exams) / n
                cells.append(f"{f'{k}/{n} ({wrong:.1f} wrong)':>18}")
            lines.append(f"{KINDS[kind]:28}" + "".join(cells))
        return "\n".join(lines)

    def __repr__(self):
        networks = sum(map(len, self.runs.values()))
        return f"Results({self.task}: {networks} networks)"


def write(task, states, trained, path=None):
    """Write the results of {name: `State`} and of the trained models by name; returns the path.

    In the examination a memory has as many places as `Problem.places` says, more than in training.
    """
    problem, runs = PROBLEMS[task], {}
    for name, state in states.items():
        model, exams = trained[name], {}
        for sizes in problem.longer:
            exam = examined(with_memory(model, problem.places(sizes)), problem, sizes)
            exams[_key(sizes)] = [round(value, 4) for value in exam]
        runs[name] = {
            "parameters": size(model),
            "sequences": [point["updates"] * B for point in state.curve],
            "bits": [round(point["bits"], 3) for point in state.curve],
            "exams": exams,
        }
    path = stored(task) if path is None else path
    command = f"python -m rnnlib.experiments train turing_{task}"
    lines = [f"{json.dumps(name)}: {json.dumps(run)}" for name, run in runs.items()]
    with replaced(path, "w") as file:
        file.write(f'{{"command": "{command}", "runs": {{\n' + ",\n".join(lines) + "\n}}\n")
    return path


def _key(sizes):
    return ",".join(map(str, sizes))


def _sizes(key):
    return tuple(map(int, key.split(",")))
