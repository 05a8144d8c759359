"""What is shown of a caption is what the model computes, word by word."""

import numpy as np
import pytest

from rnnlib.analysis.captioned import captioned
from rnnlib.decoding import greedy
from rnnlib.ops import softmax
from rnnlib.pretrained.captioners import untrained
from rnnlib.tasks.scenes import pictures, scenes, true_sentences

RNG = np.random.default_rng(0)
SCENES = scenes(3, rng=RNG)
X = pictures(SCENES, rng=RNG)


@pytest.mark.parametrize("kind", ["attention", "every"])
def test_word_by_word(kind):
    model = untrained(kind, dtype=np.float64)
    sentences = [str(scene) for scene in SCENES]
    found = captioned(model, X, sentences, SCENES, most=3)
    for b, own in enumerate(found):
        assert own.words == [*sentences[b].split(), "■"] and own.true == true_sentences(SCENES[b])
        np.testing.assert_array_equal(own.picture, X[0, b])
        state, last = model.begin(X[:, b : b + 1]), np.array([model.target.start])
        symbols = [*model.target.encode(sentences[b]), model.target.stop]
        for t, symbol in enumerate(symbols):
            logits, state = model.step(last, state)
            p = softmax(logits[0])
            np.testing.assert_allclose(own.p[t], p[symbol], rtol=1e-9)
            names = [*model.target.symbols, "■"]
            best = [names[k] for k in np.argsort(-p)[:3]]
            assert [word for word, _ in own.others[t]] == best
            np.testing.assert_allclose([q for _, q in own.others[t]], np.sort(p)[::-1][:3])
            last = np.array([symbol])
        if kind == "every":
            assert own.alpha is None
        else:
            assert own.alpha.shape == (len(symbols), 6, 6)
            np.testing.assert_allclose(own.alpha.sum((1, 2)), 1)


def test_what_greedy_has_written_can_be_given_as_it_is():
    model = untrained("attention")
    written = greedy(model, X, limit=5)
    for own, w in zip(captioned(model, X, written), written, strict=True):
        assert own.words[:-1] == w.text.split() and own.true == ()
        np.testing.assert_allclose(np.log(own.p[:5]).sum(), w.log_p, rtol=1e-4)


def test_wrong_input():
    model = untrained("state")
    for arguments, message in (
        ((3, X, [""]), "model: expected a captioner"),
        ((model, X, ["a"]), "written: expected 3, one for each picture, got 1"),
        ((model, X, ["a"] * 3, SCENES[:1]), "scenes: expected 3"),
        ((model, X, ["a", "dog", "a"]), "string: expected only words of the vocabulary, got 'dog'"),
    ):
        with pytest.raises(ValueError, match=message):
            captioned(*arguments)
