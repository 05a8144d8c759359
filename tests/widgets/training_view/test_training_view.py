"""TrainingView without a page: moments are those of the training, samples those of the moment."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import traitlets

import rnnlib
from rnnlib.lessons import Lessons
from rnnlib.widgets import TrainingView

CORPUS = "the cat sat on the mat; the dog sat on the log.\n" * 20


def training(updates=30, seed=0, **options):
    text = rnnlib.Text(CORPUS)
    rng = np.random.default_rng(seed)
    model = rnnlib.LanguageModel(
        text, rnnlib.Recurrent(rnnlib.GRUCell(text.V, 8, rng=rng)), rng=rng
    )
    return Lessons(model, text, updates=updates, B=3, T=12, lr=0.03, **options)


def apart(function, *arguments):
    """What it returns in a thread of its own, where no event loop of a browser's runs."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function, *arguments).result()


def view(**options):
    return TrainingView(training(), prompt="the ", moments=5, length=20, **options)


def test_repr_is_short_and_stable():
    assert repr(view()) == "TrainingView(8 units, 30 updates, 6 moments)"


def test_moments_are_those_of_the_same_training_without_a_widget():
    shown, plain = view().finish(), training()
    losses = np.frombuffer(shown._losses, "<f4")
    chances = np.frombuffer(shown._chances, "<f4").reshape(6, -1)
    assert shown._plan["steps"] == [0, 1, 5, 11, 19, 30]
    for moment, step in enumerate(shown._plan["steps"]):
        plain.advance(step - plain.done)
        assert shown._bits[moment] == plain.examine(4000)
        p, _ = plain.model.predict("the ")
        np.testing.assert_allclose(chances[moment], p[-1], rtol=1e-6)
        for draw in range(2):
            u = np.random.default_rng([0, draw]).random((20, 1))
            for k, tau in enumerate((0.5, 1.0, 1.5)):
                written = plain.model.written("the ", u, temperature=tau)[0]
                assert shown._samples[moment][k][draw] == written
    np.testing.assert_allclose(losses, plain.losses, rtol=1e-6)


def test_scrubbing_back_writes_with_the_weights_of_that_moment():
    shown = view().finish()
    assert shown.t == shown.moment == 5
    for moment in (0, 3, 5):
        shown.t = moment
        assert shown.sample == shown._samples[moment][1][0]
    shown.draw = 1
    assert shown.sample == shown._samples[5][1][1]
    shown.top_k = 1
    p, text, string = shown.album.reader, shown.lessons.text, "the "
    for _ in range(20):
        string += text.alphabet[int(p.predict(string)[0][-1].argmax())]
    assert shown.sample == string[4:]


def test_looking_back_does_not_touch_the_training():
    whole, looked = view().finish(), view()
    for _ in range(12):
        looked.album.advance()
    looked._show(True)
    looked.t, looked.temperature, looked.draw = 1, 0.3, 7
    looked.finish()
    for name, p in whole.lessons.model.params.items():
        np.testing.assert_array_equal(looked.lessons.model.params[name], p)


def test_it_trains_in_the_background_pauses_and_goes_on():
    """In an event loop, as in a notebook: between its slices others have their turn."""

    async def notebook():
        shown = view()
        shown.learning = True
        assert shown._done == 0, "nothing runs before the loop has its turn"
        while shown._done < 3:
            await asyncio.sleep(0.001)
        shown.learning = False
        await asyncio.sleep(0.2)
        paused = shown.lessons.done
        await asyncio.sleep(0.2)
        assert shown.lessons.done == paused == shown._done
        shown.learning = True
        while shown.learning:
            await asyncio.sleep(0.01)
        return shown

    shown, whole = apart(asyncio.run, notebook()), view().finish()
    assert shown._done == 30 and shown._losses == whole._losses and shown._bits == whole._bits
    assert not shown.learning


def test_finish_takes_over_from_the_background():
    async def notebook():
        shown = view()
        shown.learning = True
        await asyncio.sleep(0.01)
        shown.finish()
        await asyncio.sleep(0.2)
        return shown

    shown = apart(asyncio.run, notebook())
    assert shown._done == len(shown.lessons.losses) == 30 and not shown.learning
    assert shown._losses == view().finish()._losses


def test_starting_over_gives_the_same_training():
    shown = view().finish()
    losses, bits = shown._losses, shown._bits
    shown.restarts += 1
    assert shown._done == 0 and len(shown._bits) == 1 and shown.t == 0
    shown.finish()
    assert (shown._losses, shown._bits) == (losses, bits)


def test_a_training_that_breaks_says_so():
    async def notebook():
        shown = view()
        shown.lessons.model.params["rnn.W"][:] = np.inf
        shown.learning = True
        while shown.learning:
            await asyncio.sleep(0.01)
        return shown

    shown = apart(asyncio.run, notebook())
    assert not shown.learning and "finite" in shown._trouble


def test_without_a_loop_it_says_what_to_call():
    with pytest.raises(ValueError, match="learning: .* elsewhere call finish"):
        apart(setattr, view(), "learning", True)


@pytest.mark.parametrize(
    ("trait", "value", "says"),
    [
        ("temperature", 0.0, "temperature: expected a number from 0.1 to 2"),
        ("temperature", float("nan"), "temperature: expected a number from 0.1 to 2"),
        ("top_p", 1.5, "top_p: expected a number from 0.05 to 1, got 1.5"),
        ("top_k", -1, "top_k: expected an integer from 0 to 9007199254740991, got -1"),
        ("draw", -1, "draw: expected an integer from 0 to 9007199254740991, got -1"),
        ("t", 6, "t: expected an integer from 0 to 5, got 6"),
    ],
)
def test_bad_trait_values(trait, value, says):
    shown = view()
    with pytest.raises(traitlets.TraitError, match=says):
        setattr(shown, trait, value)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: TrainingView(3, prompt="the"), "lessons: expected Lessons, got int"),
        (lambda: TrainingView(training(), prompt=""), "prompt: expected at least one character"),
        (lambda: TrainingView(training(), prompt="X"), "'X'"),
        (lambda: view(levels=3), "levels: expected a dict"),
        (lambda: view(unit=3), "unit: expected one of t, playing"),
        (lambda: TrainingView(training(), prompt="t", moments=0), "moments: expected a positive"),
        (lambda: TrainingView(training(), prompt="t", seed=-1), "seed: expected an integer"),
    ],
)
def test_bad_arguments(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_a_training_that_has_begun_is_refused():
    begun = training()
    begun.advance()
    with pytest.raises(ValueError, match="lessons: expected a training before its start, got 1"):
        TrainingView(begun, prompt="the")
