"""CTCView: sound, spectrogram, symbols and lattice under one cursor, with the sound to be heard."""

from .widget import CTCView

__all__ = ["CTCView"]
