"""What came of it: curves and verdicts of every way to feed the picture, over several seeds."""

import json
from pathlib import Path

import numpy as np

from rnnlib.analysis.captioning import Verdict
from rnnlib.edge import path_of
from rnnlib.experiments.captioning.examination import examined
from rnnlib.files import replaced

STORED, LONGER = (Path(__file__).with_name(f"{name}.json") for name in ("captions", "longer"))
COMMAND = "python -m rnnlib.experiments train captions"
WAYS = {
    "first": "as first input",
    "every": "at every step",
    "state": "as first state",
    "attention": "attention over cells",
}


class Results:
    """The results of all captioners, by default those that come with the package.

    ``runs[kind][seed]`` holds "updates", "loss", "seen" and "unseen", a curve, and "verdicts",
    {"seen": `Verdict`, "unseen": `Verdict`}, of 300 scenes each.
    """

    def __init__(self, path=STORED):
        path = path_of("path", path)
        try:
            found = json.loads(path.read_text("utf-8"))
            self.command, self.runs = found["command"], {}
            for name, run in found["runs"].items():
                kind, seed = name.split("/")
                verdicts = {exam: Verdict(**own) for exam, own in run["verdicts"].items()}
                self.runs.setdefault(kind, {})[int(seed)] = run | {"verdicts": verdicts}
        except (ValueError, TypeError, KeyError, AttributeError):
            raise ValueError(f"{path}: expected results of captioners, got another file") from None

    def shares(self, kind, exam, what="exact"):
        """A share of every seed: "exact", "pairs", or one of the slots, such as "colour"."""
        verdicts = [run["verdicts"][exam] for run in self.runs[kind].values()]
        return [own.slots[what] if what in own.slots else getattr(own, what) for own in verdicts]

    def table(self):
        """Sentences without a mistake, and slots, in per cent: the mean of all seeds and, for the
        sentences, the worst and the best of them."""
        columns = ("number", "size", "colour", "shape", "relation", "pairs")
        head = "".join(f"{name:>9}" for name in columns)
        lines = [f"{'':7}{'':21}{'sentences':>14}{head}"]
        for exam in ("seen", "unseen"):
            for kind in self.runs:
                exact = [100 * share for share in self.shares(kind, exam)]
                span = f"{np.mean(exact):.0f} ({min(exact):.0f}–{max(exact):.0f})"
                means = (np.mean(self.shares(kind, exam, name)) for name in columns)
                cells = "".join(f"{100 * mean:9.0f}" for mean in means)
                lines.append(f"{exam:7}{WAYS[kind]:21}{span:>14}{cells}")
        return "\n".join(lines)

    def __repr__(self):
        return f"Results({sum(map(len, self.runs.values()))} captioners)"


def write(trainings, states, models, path=STORED, command=COMMAND):
    """Write the results of trainings with these states, and models by name; returns the path."""
    runs = {}
    for training in trainings:
        curve, model = states[training.name].curve, models[training.name]
        runs[training.name] = {
            name: [round(point[name], 4) for point in curve]
            for name in ("updates", "loss", "seen", "unseen")
        }
        runs[training.name]["verdicts"] = {
            exam: rounded(examined(model, exam == "unseen")) for exam in ("seen", "unseen")
        }
    lines = [f"{json.dumps(name)}: {json.dumps(run)}" for name, run in runs.items()]
    with replaced(path, "w") as file:
        file.write(f'{{"command": "{command}", "runs": {{\n' + ",\n".join(lines) + "\n}}\n")
    return path


def rounded(verdict):
    """A verdict as a dict of shares to four digits."""
    found = verdict._asdict()
    found["slots"] = {name: round(share, 4) for name, share in verdict.slots.items()}
    return {k: v if k == "slots" else round(v, 4) for k, v in found.items()}
