"""GatePlayground: one LSTM unit, its input drawn and its gates moved by hand or by weights."""

from .widget import GatePlayground

__all__ = ["GatePlayground"]
