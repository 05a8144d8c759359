"""Where somebody speaks: a feature of prose that a unit may follow."""

import numpy as np

from rnnlib.edge import one_of


def speech(text):
    """(T,) of bool: whether a quotation is open after each character of prose.

    ` opens it and ' closes it, as in the plain texts of books; a ' with a letter on either side is
    an apostrophe. A new line closes what was left open, for a paragraph there is one line.
    """
    one_of("text", text, str, "a str")
    inside, said = np.zeros(len(text), bool), False
    for t, character in enumerate(text):
        apostrophe = text[t - 1 : t].isalpha() and text[t + 1 : t + 2].isalpha()
        if character == "`":
            said = True
        elif character == "\n" or (character == "'" and not apostrophe):
            said = False
        inside[t] = said
    return inside
