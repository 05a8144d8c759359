"""What a TextView should show."""

import pytest
from browser.text_view.helpers import TEXT, model

from rnnlib.analysis import sensitivity


@pytest.fixture(scope="module")
def truth():
    """(the tape, the sensitivities), computed here."""
    made = model()
    return made.predict(TEXT)[1].rnn, sensitivity(made, TEXT)
