"""CTCView without a page: what it holds, what it refuses, what it says, and what can be typed."""

import numpy as np
import pytest
import traitlets

from rnnlib.analysis import hearing
from rnnlib.pretrained.speech import digit_listener
from rnnlib.tasks import speech
from rnnlib.tasks.speech import espeak
from rnnlib.tasks.speech.sound import expanded
from rnnlib.widgets import CTCView


@pytest.fixture(scope="module")
def listener():
    return digit_listener()


@pytest.fixture(scope="module")
def found(listener):
    return [hearing(listener, speech.clips()[n]) for n in (17, 9)]


def test_numbers_and_sound_travel_as_they_are(found):
    view = CTCView(found)
    numbers = np.frombuffer(view._numbers, "<f4")
    for one, clip in zip(found, view._clips, strict=True):
        assert list(clip["layout"]) == ["spectrogram", "y", "dz", "gamma", "log_alpha", "log_beta"]
        for name, (start, rows, columns) in clip["layout"].items():
            sent = numbers[start : start + rows * columns].reshape(rows, columns)
            near = 1 / 32 if name == "spectrogram" else 0
            expected = np.maximum(getattr(one, name), -1e30)
            np.testing.assert_allclose(sent, expected, rtol=1e-6, atol=near + 1e-30)
        start, length = clip["sound"]
        codes = np.frombuffer(view._sound, np.int8)[start : start + length]
        assert abs(expanded(codes) - one.samples).max() < 0.03
        assert clip["states"] == one.states.tolist() and clip["T"] == len(one.y)


def test_it_sends_no_more_than_is_shown(found):
    view = CTCView(found[0], parts="waveform")
    assert view._numbers == b"" and len(view._sound) == len(found[0].samples)
    assert repr(view) == "CTCView(011: waveform)"
    assert view._still.sentence(view) == "“011” in 42 steps."
    assert list(CTCView(found, parts=["spectrogram"])._clips[0]["layout"]) == ["spectrogram"]


def test_what_it_says_follows_the_cursor_and_the_recording(found):
    view = CTCView({"one": found[0], "two": found[1]}, t=16, s=3, layer="alpha")
    assert [clip["title"] for clip in view._clips] == ["one", "two"]
    y = found[0].y[16]
    assert view._still.sentence(view) == (
        f"“011” in 42 steps, read as “011”; at step 17 1 is likeliest, with {y[2]:.2f}."
    )
    view.batch, view.t = 1, 41  # beyond the end of the shorter one
    assert view.found is found[1] and f"at step {len(found[1].y)} " in view._still.sentence(view)


@pytest.mark.parametrize("synthesiser", [True, False])
def test_digits_that_are_typed_are_said_and_heard(found, listener, synthesiser, monkeypatch):
    if synthesiser and not espeak.available():
        pytest.skip("no eSpeak NG")
    monkeypatch.setattr(espeak, "available", lambda: synthesiser)
    view = CTCView(found, model=listener)
    view.asked = "42"
    assert view.batch == 2 and view.playing and (view.found.digits, view.found.read) == ("42", "42")
    assert view.found.voice.endswith("joined") is not synthesiser
    view.asked = "4711"  # in the place of the first
    assert len(view._clips) == 3 and view.found.digits == "4711" and view._choices["batch"] == 3
    for wrong in ("4a", "123456789", "٣"):
        view.asked = wrong
        assert view._problem.startswith("digits: expected 1 to 8 of them, got")
        assert view.found.digits == "4711"
    view.asked = "0"
    assert view._problem == "" and view.found.digits == "0"


def test_without_a_model_nothing_is_said(found):
    view = CTCView(found)
    view.asked = "42"
    assert len(view._clips) == 2 and not view._typed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"found": 5}, "found: expected a Hearing of rnnlib.analysis, a list of them or .* got 5"),
        ({"found": []}, "found: expected a Hearing"),
        ({"found": ["011"]}, "found: expected a Hearing"),
        ({"parts": ()}, "parts: expected some of waveform, spectrogram, symbols, lattice"),
        ({"parts": "sound"}, "parts: expected some of"),
        ({"t": 42}, "t: expected an integer from 0 to 41, got 42"),
        ({"s": 7}, "s: expected an integer from 0 to 6, got 7"),
        ({"batch": 2}, "batch: expected an integer from 0 to 1, got 2"),
        ({"layer": "delta"}, "layer: expected one of 'gamma', 'alpha', 'beta', 'gradient', got"),
        ({"speed": 0}, "speed: expected more than 0"),
        ({"colour": 1}, "colour: expected one of t, s, batch"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(found, arguments, message):
    with pytest.raises(ValueError, match=message) as caught:
        CTCView(**{"found": found} | arguments)
    assert isinstance(caught.value, traitlets.TraitError) and "\n" not in str(caught.value)


def test_wrong_model():
    found = hearing(digit_listener(), speech.clips()[0])
    with pytest.raises(ValueError, match="^model: expected an EveryStepModel or None, got 3"):
        CTCView(found, model=3)
