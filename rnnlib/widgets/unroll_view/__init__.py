"""UnrollView: a recurrent network folded and unfolded, with the numbers of a real run."""

from .widget import UnrollView

__all__ = ["UnrollView"]
