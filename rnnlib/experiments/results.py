"""The results of a sweep, to be asked, printed and plotted."""

from pathlib import Path

from rnnlib.edge import brief, expect
from rnnlib.experiments import store
from rnnlib.experiments.methods import METHODS
from rnnlib.experiments.problems import PROBLEMS

STORED = Path(__file__).with_name("success.jsonl")


class Results:
    """Outcomes of trials, and the header that says how they were made."""

    def __init__(self, header, outcomes):
        self.header, self.outcomes = header, tuple(outcomes)

    @classmethod
    def read(cls, path=STORED):
        """The results in a file; by default those that come with the package."""
        header, outcomes = store.read(path)
        return cls(header, outcomes.values())

    @property
    def command(self):
        """The command that made them."""
        return self.header["command"]

    @property
    def tasks(self):
        """The tasks that there are results of."""
        return tuple(name for name in PROBLEMS if any(o.task == name for o in self.outcomes))

    @property
    def methods(self):
        """The methods that there are results of."""
        return tuple(name for name in METHODS if any(o.method == name for o in self.outcomes))

    @property
    def lengths(self):
        """The lengths that there are results of."""
        return tuple(sorted({outcome.T for outcome in self.outcomes}))

    @staticmethod
    def label(name):
        """What a task or a method is called in figures and tables."""
        known = PROBLEMS | METHODS
        expect(name in known, "name", f"one of {', '.join(known)}", brief(name))
        return known[name].label

    def of(self, task, method, T=None):
        """The outcomes of a task and a method, of one length or of all, by seed."""
        expect(task in self.tasks, "task", f"one of {', '.join(self.tasks)}", brief(task))
        expect(method in self.methods, "method", f"one of {', '.join(self.methods)}", brief(method))
        found = (o for o in self.outcomes if (o.task, o.method) == (task, method))
        return sorted((o for o in found if T in (None, o.T)), key=lambda o: (o.T, o.seed))

    def solved(self, task, method):
        """{T: (how many seeds solved it, how many tried)}."""
        by_length = {T: self.of(task, method, T) for T in self.lengths}
        return {T: (sum(o.solved for o in found), len(found)) for T, found in by_length.items()}

    def longest(self, task, method):
        """The longest T that more than half of the seeds solved, as they did all shorter ones;
        0 if there is none."""
        longest = 0
        for T, (solved, tried) in self.solved(task, method).items():
            if 2 * solved <= tried:
                break
            longest = T
        return longest

    def table(self):
        """How many seeds solved each length, a line for each task and method."""
        width = max(len(self.label(name)) for name in self.methods)
        lines = []
        for task in self.tasks:
            lengths = "".join(f"{f'T={T}':>7}" for T in self.lengths)
            lines += [f"{self.label(task):{width}}{lengths}"]
            for method in self.methods:
                shares = self.solved(task, method).values()
                cells = "".join(f"{f'{k}/{n}' if n else '–':>7}" for k, n in shares)
                lines.append(f"{self.label(method):{width}}{cells}")
        return "\n".join(lines)

    def __len__(self):
        return len(self.outcomes)

    def __repr__(self):
        return f"Results({len(self)} trials: {', '.join(self.methods)} on {', '.join(self.tasks)})"
