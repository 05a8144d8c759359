"""TrainingView: a language model as it learns, to be paused, scrubbed back and drawn from anew."""

from .widget import TrainingView

__all__ = ["TrainingView"]
