"""What is said and written, by clips and by the synthesiser."""

import itertools

import numpy as np
import pytest

from rnnlib.tasks import speech
from rnnlib.tasks.speech import espeak, make
from rnnlib.tasks.speech.utterances import words
from rnnlib.tasks.speech.voices import TAUGHT, UNSEEN


def test_the_clips_are_of_voices_that_are_in_no_lesson():
    heard = {u.voice.partition("+")[2] for u in speech.clips()}
    taught = {lesson.voice.partition("+")[2] for lesson in speech.lessons()}
    assert heard <= set(UNSEEN) and taught <= set(TAUGHT) and not heard & taught
    assert len(speech.clips()) == 24 and len(speech.lessons()) == 240
    for u in speech.clips():
        assert 3 <= len(u.digits) <= 5 and 4000 < len(u.samples) < 24000
        assert 0.05 < abs(u.samples).max() <= 1 and u.x.shape[1] == 40


def test_digits_are_joined_of_single_ones():
    joined = speech.joined("707")
    seven, nought = (speech.joined(d).samples for d in "70")
    np.testing.assert_array_equal(joined.samples, np.concatenate((seven, nought, seven)))
    assert joined.voice.endswith(", joined")


def test_symbols():
    assert speech.encode("0937").tolist() == [1, 10, 4, 8]
    assert speech.decode(speech.encode("0937")) == "0937"
    assert words("40") == "four zero"


def test_a_batch():
    few = speech.lessons()[:3]
    batch = speech.together(few)
    lengths = [len(lesson.x) for lesson in few]
    assert batch.x.shape == (max(lengths), 3, 40) and batch.mask.sum(0).tolist() == lengths
    for b, lesson in enumerate(few):
        np.testing.assert_array_equal(batch.x[: lengths[b], b], lesson.x)
        assert not batch.x[lengths[b] :, b].any()
        assert speech.decode(batch.target[b]) == lesson.digits


def by_trying(a, b):
    """The edit distance by its recursion."""
    if not a or not b:
        return len(a) + len(b)
    same = by_trying(a[1:], b[1:]) + (a[0] != b[0])
    return min(same, 1 + by_trying(a[1:], b), 1 + by_trying(a, b[1:]))


def test_errors_are_the_fewest_changes():
    strings = ["".join(s) for n in range(4) for s in itertools.product("12", repeat=n)]
    for a, b in itertools.product(strings, repeat=2):
        assert speech.errors(a, b) == by_trying(a, b)
    assert speech.error_rate(["12", "3"], ["1", "345"]) == 3 / 4


def test_the_synthesiser_says_it():
    said = speech.speak("31", "en-gb-scotland+f2", speed=200)
    slow = speech.speak("31", "en-gb-scotland+f2", speed=100)
    assert len(slow.samples) > 1.4 * len(said.samples) and abs(said.samples).max() > 0.05
    assert said.digits == "31"


def test_the_command_makes_what_is_shipped(tmp_path, monkeypatch, capsys):
    for name, value in {"SPOKEN": 2, "TAKEN": 3}.items():
        monkeypatch.setattr(make, name, value)
    for name in ("CLIPS", "LESSONS"):
        monkeypatch.setattr(make, name, tmp_path / f"{name.lower()}.npz")
    make.main()
    with np.load(tmp_path / "clips.npz") as clips, np.load(tmp_path / "lessons.npz") as lessons:
        assert len(clips["digits"]) == 12 and clips["ends"][-1] == len(clips["sound"])
        assert len(lessons["digits"]) == 3 and lessons["x"].shape[1] == 40
        assert clips["digits"][0] == speech.clips()[0].digits  # the same seed
    assert "clips.npz" in capsys.readouterr().out


def test_without_a_synthesiser_it_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(espeak, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match="say: expected the package espeakng-loader"):
        speech.speak("1")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: speech.speak("12a"), "digits: expected a string such as \"2024\", got '12a'"),
        (lambda: speech.speak(""), "digits: expected at least one digit, got none"),
        (lambda: speech.joined(""), "digits: expected at least one digit, got none"),
        (lambda: speech.speak("1", "nobody"), "voice: expected one of eSpeak's, such as"),
        (lambda: speech.speak("1", speed=500), "speed: expected 80 to 450 words a minute"),
        (lambda: speech.speak("1", pitch=101), "pitch: expected a number from 0 to 100"),
        (lambda: speech.together([]), "examples: expected at least one, got none"),
        (lambda: speech.error_rate(["1"], []), "reads, truths: expected as many of one as"),
    ],
)
def test_wrong_input(call, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        call()


@pytest.mark.parametrize("symbols", [[99], [-1], [0], [1.5], 3])
def test_wrong_symbols(symbols):
    with pytest.raises(ValueError, match="^symbols: expected"):
        speech.decode(symbols)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"lengths": (3, 1)}, r"lengths: expected \(least, most\) digits, got \(3, 1\)"),
        ({"lengths": 3}, r"lengths: expected \(least, most\) digits, got 3"),
        ({"variants": ()}, "variants: expected at least one, got none"),
    ],
)
def test_wrong_choices_of_voices(arguments, said):
    given = {"n": 1, "variants": TAUGHT, "rng": np.random.default_rng(0)} | arguments
    with pytest.raises(ValueError, match=f"^{said}"):
        speech.spoken(**given)
