"""What a reader of Python source knows after every character: the truth to compare units with."""

import numpy as np

from rnnlib.edge import brief

FEATURES = (
    "inside quotes",
    "inside a docstring",
    "inside a comment",
    "bracket depth",
    "indentation",
    "line position",
)
OPENING, CLOSING = "([{", ")]}"


def features(source):
    """{feature: (T,) floats}: the state of a careful reader after each of the T characters.

    - inside quotes: 1 from an opening quotation mark, ' or ", up to its closing one, else 0;
    - inside a docstring: the same for triple marks;
    - inside a comment: 1 from a # outside quotes up to the end of its line, else 0;
    - bracket depth: how many brackets outside quotes and comments are still open;
    - indentation: the spaces read so far at the start of the line, kept to its end;
    - line position: the characters read since the last newline.

    All of it is known after reading the character, as is the state c_t of a network that has read
    x_t: an opening mark counts as inside, the last character of a closing one as outside. Strings
    in single marks end with their line at the latest. A text that begins in the middle of a string
    or bracket is read as if it began outside.
    """
    if not isinstance(source, str) or not source:
        raise ValueError(f"source: expected at least one character of text, got {brief(source)}")
    reader = Reader(source)
    seen = np.array([reader.read(t) for t in range(len(source))], float)
    return dict(zip(FEATURES, seen.T, strict=True))


class Reader:
    """Reads a source from left to right, one character at a time."""

    def __init__(self, source):
        self.source = source
        self.mark = ""  # the quotation mark of the open string, three of them if it is triple
        self.ends = -1  # the last character of the mark being read
        self.closing = self.escaped = self.comment = False
        self.depth = self.indentation = self.column = 0
        self.leading = True

    def read(self, t):
        """The features after character t; t must grow by one from call to call."""
        character = self.source[t]
        if character == "\n":
            self._end_line()
        else:
            self.column += 1
            self.leading = self.leading and character == " "
            self.indentation += self.leading
        if t > self.ends and not self.comment:
            self._string(t, character) if self.mark else self._code(t, character)
        if self.closing and t == self.ends:
            self.mark, self.closing = "", False
        width = len(self.mark) if t >= self.ends or self.closing else 0
        return width == 1, width == 3, self.comment, self.depth, self.indentation, self.column

    def _end_line(self):
        self.column = self.indentation = 0
        self.leading, self.comment = True, False
        if len(self.mark) == 1 and not self.escaped:
            self.mark = ""

    def _code(self, t, character):
        if character in "'\"":
            self.mark = character * (3 if self.source.startswith(3 * character, t) else 1)
            self.ends = t + len(self.mark) - 1
        elif character == "#":
            self.comment = True
        elif character in OPENING:
            self.depth += 1
        elif character in CLOSING:
            self.depth = max(0, self.depth - 1)

    def _string(self, t, character):
        if self.escaped:
            self.escaped = False
        elif character == "\\":
            self.escaped = True
        elif self.source.startswith(self.mark, t):
            self.ends, self.closing = t + len(self.mark) - 1, True
