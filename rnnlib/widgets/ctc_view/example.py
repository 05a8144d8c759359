"""Two clips, heard by the listener that comes with the package."""

from rnnlib.analysis import hearing
from rnnlib.pretrained.speech import digit_listener
from rnnlib.tasks.speech import clips
from rnnlib.widgets.ctc_view import CTCView


def example():
    """“011”, with a repeat, and “361”; digits of one's own can be typed."""
    model = digit_listener()
    return CTCView([hearing(model, clips()[n]) for n in (17, 9)], model=model)
