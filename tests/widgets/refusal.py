"""What a widget does with a bad value: a sentence, as both kinds of error, and nothing else."""

import pytest
import traitlets


def check_refused(widget, name, value, message):
    """Setting the trait raises with this message, and leaves it as it was."""
    before = getattr(widget, name)
    for kind in (ValueError, traitlets.TraitError):
        with pytest.raises(kind, match=message):
            setattr(widget, name, value)
    assert getattr(widget, name) == before
