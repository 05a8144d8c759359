"""The speech synthesiser eSpeak NG, where the package espeakng-loader brings it.

It is an optional extra, ``pip install -e .[speech]``: the library and its voices are licensed under
GPL 3 or later, and no part of them comes with this package.
"""

import ctypes
from functools import cache
from importlib.util import find_spec

import numpy as np

from rnnlib.edge import brief, expect, whole
from rnnlib.tasks.speech.sound import RATE, resampled

RETRIEVAL, SPEED, PITCH, UTF8 = 1, 1, 3, 1  # numbers of espeak's speak_lib.h
FULL = 32768


def available():
    """Whether there is a synthesiser on this machine."""
    return find_spec("espeakng_loader") is not None


def say(text, voice="en-us", *, speed=170, pitch=50):
    """The text spoken, as samples (N,) at 8000 a second, from −1 to 1.

    ``voice`` is an accent and perhaps a variant of it, "en-gb-scotland+f2"; ``speed`` in words a
    minute, 80 to 450; ``pitch`` from 0 to 100. The same words may come out a little differently
    the next time. ValueError: a voice that eSpeak does not have, no synthesiser.
    """
    expect(available(), "say", "the package espeakng-loader (the extra speech)", "none")
    expect(isinstance(text, str) and text.strip(), "text", "something to say", brief(text))
    expect(isinstance(voice, str), "voice", 'a name such as "en-us+f2"', brief(voice))
    speed = whole("speed", speed, 80, "80 to 450 words a minute")
    pitch = whole("pitch", pitch, 0, "a number from 0 to 100")
    expect(speed <= 450, "speed", "80 to 450 words a minute", speed)
    expect(pitch <= 100, "pitch", "a number from 0 to 100", pitch)
    library, rate, heard, _ = _opened()
    known = library.espeak_SetVoiceByName(voice.encode("utf-8", "replace")) == 0
    expect(known, "voice", "one of eSpeak's, such as en-us+f2", brief(voice))
    library.espeak_SetParameter(SPEED, speed, 0)
    library.espeak_SetParameter(PITCH, pitch, 0)
    heard.clear()
    words = text.encode("utf-8", "replace") + b"\0"
    library.espeak_Synth(words, ctypes.c_size_t(len(words)), 0, 0, 0, UTF8, None, None)
    library.espeak_Synchronize()
    samples = np.concatenate(heard) / FULL
    return np.clip(resampled(samples, rate, RATE), -1, 1)


@cache
def _opened():
    """The library, its rate, the list it hands its sound to, and the function that does it."""
    import espeakng_loader

    library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
    folder = str(espeakng_loader.get_data_path()).encode()
    rate = library.espeak_Initialize(RETRIEVAL, 0, folder, 0)
    heard = []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    def keep(samples, n, events):
        if samples and n:
            heard.append(np.ctypeslib.as_array(samples, (n,)).astype(np.float64))
        return 0

    library.espeak_SetSynthCallback(keep)
    return library, rate, heard, keep
