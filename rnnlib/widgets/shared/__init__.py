"""What the widgets share: in Python here, of the page in `frame` and `drawing`."""
