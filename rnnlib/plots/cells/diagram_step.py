"""The numbers of one step of a run, as a diagram shows them."""

import numpy as np

from rnnlib.diagrams.numbers import collect


class Step:
    """Step ``t`` of one unit (and one output) of a sequence of a tape."""

    def __init__(self, tape, diagram, t, unit, batch, output):
        _within("t", t, len(tape))
        _within("batch", batch, tape.B)
        _within("unit", unit, tape.cell.H)
        _within("output", output, tape.cell.output_size)
        self.t, self.T, self.unit, self.output = t, len(tape), unit, output
        self.series = collect(tape, batch, diagram)
        self.diagram = diagram

    def value(self, name):
        """The number of the series ``name``, "c⁻" being c one step earlier; None without one."""
        old = name not in self.series
        if old and name.removesuffix("⁻") not in self.series:
            return None
        values = self._column(name.removesuffix("⁻") if old else name)
        if len(values) == 1:
            return float(values[0])
        return float(values[self.t + (len(values) - self.T) - old])

    def sum(self, names):
        """The sum of several series; None unless all are there."""
        values = [self.value(name) for name in names]
        return None if None in values else sum(values)

    def part(self, name):
        """The number as a part −1 … 1 of full size, which is shared by what is compared."""
        value = self.value(name)
        if value is None:
            return 0.0
        together = self.diagram.together
        compared = [name.removesuffix("⁻")] if name not in self.series else [name]
        if name.removesuffix("⁻") in together:
            compared = together
        elif "." in name:
            compared = [other for other in self.series if "." in other]
        full = max(np.abs(self._column(other)).max() for other in compared if other in self.series)
        if len(compared) == 1:
            full = max(full, 1)  # gates, and states that a tanh bounds
        return float(np.clip(value / max(full, 1e-12), -1, 1))

    def _column(self, name):
        return self.series[name][:, self.output if name in self.diagram.outputs else self.unit]


def written(value, enclosed=False):
    """A number with two decimals and a real minus sign; a negative one in parentheses if asked."""
    text = f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")
    return f"({text})" if enclosed and value < 0 else text


def _within(argument, index, size):
    if not 0 <= index < size:
        raise ValueError(f"{argument}: expected an integer from 0 to {size - 1}, got {index}")
