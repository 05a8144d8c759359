"""Who speaks: voices to learn from, and others to be examined with."""

ACCENTS = (
    *("en-us", "en", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbclan", "en-gb-x-gbcwmd"),
    "en-029",
)
TAUGHT = (*("m1", "m2", "m3", "m4", "m5", "m6", "m8", "f1", "f2", "f3", "f4"), *("adam", "steph"))
TAUGHT += ("Andrea", "Denis", "Hugo", "Michael", "aunty", "caleb", "grandpa", "iven", "john", "zac")
UNSEEN = ("m7", "f5", "Alicia", "Andy", "Marco", "linda", "edward", "belinda")
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def drawn(variants, rng):
    """A voice, a speed and a pitch, drawn at random."""
    voice = f"{rng.choice(ACCENTS)}+{rng.choice(variants)}"
    return voice, int(rng.integers(130, 231)), int(rng.integers(25, 76))
