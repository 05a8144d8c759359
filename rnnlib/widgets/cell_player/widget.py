"""CellPlayer: one run of one cell, step by step, with its real numbers."""

from pathlib import Path

import traitlets

from rnnlib import notation as notations
from rnnlib.diagrams import diagram_of
from rnnlib.diagrams.numbers import collect, held_steps
from rnnlib.widgets.shared.labels import labels_of, predictions_of
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import TRAITS, Player
from rnnlib.widgets.shared.series import lighter, pack
from rnnlib.widgets.shared.traits import BadValue
from rnnlib.widgets.shared.values import tape_of
from rnnlib.widgets.shared.words import added, vocabulary

from . import still

HERE = Path(__file__).parent

OWN = (*TRAITS, "output")


class CellPlayer(Player):
    """Plays the tape of a recurrent layer: diagram, formulas, heatmaps, sequence and prediction.

    tape         what `layer.forward` gave; after `layer.backward(tape, …)` it also plays backward.
    labels       what stands under each step: T strings, or T rows of B; default the integer inputs.
    predictions  (T, B, V) probabilities, or for each step a list of (symbol, probability).
    symbols      what the V columns of `predictions` stand for; default their indices.
    unit, batch  the unit and the sequence to look at first.
    output       the output to look at first, of a cell whose outputs are not its units (Jordan's).
    notation     one of `rnnlib.notation.NAMES`.

    The numbers are those of the run, as float32: nothing is computed in the page. See `Player` for
    the traits. Bad arguments and trait values raise a ValueError (and TraitError) that names them.
    """

    output = traitlets.Int(0).tag(sync=True)
    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "diagram", "formula", "time", "widget")
    _still = still

    _picture = traitlets.Dict().tag(sync=True)  # the diagram, as drawn
    _vocabulary = traitlets.Dict().tag(sync=True)  # by notation: symbols, formulas, sentences
    _needs_kernel = traitlets.List(["batch"]).tag(sync=True)  # what a page without one cannot move
    _run = traitlets.Dict().tag(sync=True)  # T, H and where each series stands in _numbers
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32

    def __init__(
        self,
        tape,
        *,
        labels=None,
        predictions=None,
        symbols=None,
        unit=0,
        batch=0,
        notation="house",
        **traits,
    ):
        self.tape = tape_of("tape", tape, "of several, choose: tape[0]")
        self.diagram = diagram_of(tape.cell)
        T, B, H = tape["h"].shape
        known = notations.names(self.diagram.cell)
        self._labels = labels_of(labels, tape, T, B)
        self._predictions = predictions_of(predictions, symbols, T, B)
        super().__init__(
            _choices={
                "t": T,
                "unit": H,
                "batch": B,
                "output": tape.cell.output_size if self.diagram.outputs else 1,
                "notation": list(known),
                "direction": ["forward", "backward"] if tape.back else ["forward"],
                "stage": ["all", *(stage.name for stage in self.diagram.stages)],
            },
            _picture=self.diagram.drawing(),
            _vocabulary={name: vocabulary(self.diagram, name) for name in known},
        )
        for name in traits:
            if name not in OWN:
                raise BadValue(f"{name}: expected one of {', '.join(OWN)}, got {name!r}")
        for name, value in {"unit": unit, "batch": batch, "notation": notation, **traits}.items():
            setattr(self, name, value)
        self._show_batch()
        self._start = {name: getattr(self, name) for name in OWN}

    @traitlets.validate("output")
    def _an_output(self, proposal):
        return self._within(proposal)

    @traitlets.observe("batch")
    def _show_batch(self, change=None):
        """Send the numbers of the chosen sequence."""
        b = self.batch
        numbers = collect(self.tape, b, self.diagram)
        table, data = pack(numbers, self.diagram.together)
        with self.hold_sync():
            self._numbers = data
            self._run = {
                "T": self._choices["t"],
                "H": self._choices["unit"],
                "series": table,
                "maps": self._maps(),
                "outputs": [name for name in self.diagram.outputs if name in table],
                "O": self._choices["output"],
                "held": held_steps(self.tape, b).nonzero()[0].tolist(),
                "labels": self._labels[b],
                "predictions": self._predictions[b],
            }

    def for_page(self):
        sums = {names for known in self._vocabulary.values() for names in added(known)}
        return {"_numbers": lighter(self._run["series"], self._numbers, sorted(sums))}

    def _maps(self):
        """What has a heatmap: the gates in the order of the step, then the states."""
        order = [name for stage in self.diagram.stages for name in stage.forward]
        gates = [name for name in order if name in self.tape.cell.gates]
        return gates + [name for name in ("c", "h", "y") if name in self.tape.names]

    def __repr__(self):
        name = type(self.tape.cell).__name__.removesuffix("Cell")
        T, B, H = (self._choices[trait] for trait in ("t", "batch", "unit"))
        return f"CellPlayer({name}, T={T}, B={B}, H={H})"
