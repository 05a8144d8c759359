"""The printed twin of a shape: columns, losses, and gradients where they are asked for."""

import pytest

from rnnlib import plots
from rnnlib.widgets.sequence_shapes.example import example


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


def test_every_column_has_its_step_and_every_answer_its_loss():
    widget = example()
    for shown in widget.shown:
        run = shown.run
        said = texts(plots.sequence_shape(shown))
        steps = [t for t in said if t.startswith("step ") or t == "before"]
        assert len(steps) == len(run.h)
        losses = [t for t in said if t.startswith("$L^{(")]
        assert len(losses) == (run.target >= 0).sum()
        assert any(t.endswith(f"{run.losses.sum():.2f}") and t.startswith("$L$") for t in said)


def test_backward_the_sizes_of_the_gradient_stand_there():
    shown = example().shown[1]
    said = texts(plots.sequence_shape(shown, 2, 5, t=3, back=True))
    for size in shown.run.flow[2:5]:
        assert f"{size:.2g}".replace("-", "−") in said
    assert "step 3" in said and "step 6" not in said


def test_bad_input():
    with pytest.raises(ValueError, match="shown: expected a run with its words, got 'x'"):
        plots.sequence_shape("x")
