"""n-grams: predict the next character from how often it followed the last few."""

from collections import Counter, defaultdict

import numpy as np

from rnnlib.decoding.sampling import draw, reshaped
from rnnlib.edge import expect, generator, one_of, whole
from rnnlib.tasks.characters import Text


class NGrams:
    """Counts of what followed each string of up to ``order`` characters, blended.

    With n(v) the times v followed the last k characters, N = Σ_v n(v), and U the number of
    *different* characters that did, each order leans on the one below::

        p_k(v) = (n(v) + U · p_{k−1}(v)) / (N + U),        p_{−1}(v) = 1 / V

    A context that was never seen has N = U = 0 and leaves p_{k−1} as it is. Every p_k sums to 1,
    and no character has probability 0. Order 0 knows how frequent the characters are, order 1
    the pairs; an "n-gram" of the literature has order n − 1.

    Source: Witten & Bell 1991, The zero-frequency problem, method C, recursively as in Chen &
    Goodman 1999, An empirical study of smoothing techniques, §2.5.
    """

    def __init__(self, text, order):
        one_of("text", text, Text, "a Text")
        self.order = whole("order", order, 0, "a number of characters to look back, 0 or more")
        self.text = text
        self.followers = defaultdict(Counter)  # context → how often each character came next
        corpus = text.corpus
        for k in range(self.order + 1):
            for t in range(k, len(corpus)):
                self.followers[corpus[t - k : t]][corpus[t]] += 1
        self.totals = {context: n.total() for context, n in self.followers.items()}

    def probability(self, context, character):
        """p(character | the last characters of the context)."""
        p = 1 / self.text.V
        for k in range(min(self.order, len(context)) + 1):
            recent = context[len(context) - k :]
            if recent not in self.totals:  # nor is any longer one
                break
            n, N = self.followers[recent], self.totals[recent]
            p = (n[character] + len(n) * p) / (N + len(n))
        return p

    def predict(self, context):
        """Probabilities (V,) of what follows the context."""
        expect(isinstance(context, str), "context", "a string", type(context).__name__)
        return np.array([self.probability(context, v) for v in self.text.alphabet])

    def bits_per_character(self, held_out):
        """The mean of −log₂ p(x_t | x_1 … x_{t−1}) over a held-out `Text`, from its second
        character on, as of `LanguageModel`."""
        one_of("held_out", held_out, Text, "a Text")
        corpus = held_out.corpus
        p = [
            self.probability(corpus[max(0, t - self.order) : t], corpus[t])
            for t in range(1, len(corpus))
        ]
        return float(-np.log2(p).mean())

    def sample(self, prompt, n, *, rng, temperature=1.0, top_k=None, top_p=None):
        """n characters that follow the prompt, drawn as `LanguageModel.sample` draws them."""
        n = whole("n", n, 0, "a number of characters, zero or more")
        generator(rng)
        string = prompt
        for _ in range(n):
            logits = np.log(self.predict(string[-self.order or len(string) :]))
            p = reshaped(logits, temperature=temperature, top_k=top_k, top_p=top_p)
            string += self.text.alphabet[int(draw(p, rng.random()))]
        return string[len(prompt) :]
