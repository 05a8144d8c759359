"""How the clips and lessons were made: ``python -m rnnlib.tasks.speech.make``, with eSpeak NG.

Another version of it says the same a little differently.
"""

import numpy as np

from rnnlib.tasks.speech.clips import CLIPS, LESSONS, RANGE
from rnnlib.tasks.speech.sound import compressed
from rnnlib.tasks.speech.utterances import speak, spoken
from rnnlib.tasks.speech.voices import TAUGHT, UNSEEN

SPOKEN, TAKEN, ALONE = 24, 240, "en+f5"


def main():
    """Have it all said, and write it."""
    rng = np.random.default_rng(12)
    said = spoken(SPOKEN, UNSEEN, rng=rng, lengths=(3, 5))
    said += [speak(digit, ALONE, speed=150) for digit in "0123456789"]
    _store(CLIPS, said, sound=[compressed(u.samples) for u in said])
    heard = spoken(TAKEN, TAUGHT, rng=rng, lengths=(1, 4))
    fine = [np.round(np.clip(u.x / RANGE, -1, 1) * 127).astype(np.int8) for u in heard]
    _store(LESSONS, heard, x=fine)


def _store(path, utterances, **arrays):
    """Arrays of all utterances one after the other, and where each ends."""
    (name, parts), *_ = arrays.items()
    np.savez_compressed(
        path,
        digits=np.array([u.digits for u in utterances]),
        voices=np.array([u.voice for u in utterances]),
        ends=np.cumsum([len(part) for part in parts]),
        **{name: np.concatenate(parts)},
    )
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
