"""What a reader would call untidy in a widget: texts over one another, cut off, or outside."""

from pathlib import Path

LOOK = Path(__file__).with_suffix(".js").read_text("utf-8")


def untidy(root):
    """What is untidy in a widget, a sentence each: [] when nothing is."""
    return root.evaluate(LOOK)
