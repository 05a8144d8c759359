"""What came of it: nats per pixel of every network and seed, and how they fell."""

import json
from pathlib import Path

import numpy as np

from rnnlib.edge import brief, expect, path_of
from rnnlib.experiments.pixels.network import DATA, KINDS, examination, size
from rnnlib.files import replaced


def stored(data):
    """Where the results of a collection are that come with the package."""
    return Path(__file__).with_name(f"{data}.json")


class Results:
    """The results of one collection, read from a file; by default those that come with the package.

    ``runs[kind][seed]`` holds "parameters"; "updates" and "curve", nats per pixel on pictures that
    are in no lesson; and "nats", the same at the end, of the weights as they are shipped.
    """

    def __init__(self, data, path=None):
        expect(data in DATA, "data", f"one of {', '.join(DATA)}", brief(data))
        path = stored(data) if path is None else path_of("path", path)
        try:
            found = json.loads(path.read_text("utf-8"))
            self.data, self.command, self.runs = data, found["command"], {}
            for name, run in found["runs"].items():
                _, kind, seed = name.split("/")
                self.runs.setdefault(kind, {})[int(seed)] = dict(run)
                run["nats"], run["curve"]
        except (ValueError, TypeError, KeyError, AttributeError):
            raise ValueError(f"{path}: expected results of {data}, got another file") from None

    def nats(self, kind):
        """Nats per pixel of every seed, (seeds,)."""
        return np.array([run["nats"] for run in self.runs[kind].values()])

    def table(self):
        """Nats per pixel of every kind: the mean of the seeds, the best and the worst."""
        lines = [f"{'':20}{'parameters':>12}{'seeds':>7}{'mean':>8}{'best':>8}{'worst':>8}"]
        for kind, runs in self.runs.items():
            nats, first = self.nats(kind), next(iter(runs.values()))
            numbers = f"{nats.mean():8.3f}{nats.min():8.3f}{nats.max():8.3f}"
            lines.append(f"{KINDS[kind]:20}{first['parameters']:12}{len(runs):7}{numbers}")
        return "\n".join(lines)

    def __repr__(self):
        return f"Results({self.data}: {sum(map(len, self.runs.values()))} networks)"


def write(data, states, models, path=None):
    """Write the results of {name: `State`} and the models by name; returns the path."""
    pictures, runs = examination(data), {}
    for name, state in states.items():
        runs[name] = {
            "parameters": size(models[name]),
            "updates": [point["updates"] for point in state.curve],
            "curve": [round(point["nats"], 4) for point in state.curve],
            "nats": round(models[name].nats(pictures)[0], 4),
        }
    path = stored(data) if path is None else path
    command = f"python -m rnnlib.experiments train pixels_{data}"
    lines = [f"{json.dumps(name)}: {json.dumps(run)}" for name, run in runs.items()]
    with replaced(path, "w") as file:
        file.write(f'{{"command": "{command}", "runs": {{\n' + ",\n".join(lines) + "\n}}\n")
    return path
