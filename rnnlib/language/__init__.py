"""The words of widgets, pages and exercises' frames, in the reader's language, for Python and the
page: one table.

A folder for each language holds a file for each group of words, {key: text}. A widget may have the
words that are its alone in its own folder, ``en.json`` and ``de.json``: the group is called as the
folder. In a text {name} stands for what the caller gives, and {name|one|other} for one of two
words, by its number: the second is taken unless it is 1. ``sentences.json`` of a language
translates what other parts of rnnlib say in English (stages of a diagram, presets, notes):
{English: translation}.

Letters, equations and numbers are the same in all languages: 0.93 is written with a point, as in
code, arrays and axes beside it. Terms of the German table, after German textbooks: gate Gate
(Forget-Gate, Input-Gate, Output-Gate, Update-Gate, Reset-Gate), cell state Zellzustand, hidden
state verborgener Zustand, candidate Kandidat, unit Einheit, step Schritt, loss Verlust, weight
Gewicht, bias Bias, attention Attention, head Kopf, embedding Einbettung, sample Stichprobe.
"""

import json
import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from rnnlib.edge import brief

HERE = Path(__file__).parent
WIDGETS = HERE.parent / "widgets"
LANGUAGES = tuple(
    sorted(folder.name for folder in HERE.iterdir() if (folder / "player.json").is_file())
)
VARIABLE = "RNNLIB_LANGUAGE"
PLACE = re.compile(r"\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}")
SENTENCES = "sentences"  # the file of what is said elsewhere

_chosen = None  # by `language`, for all
_now = ContextVar("language", default=None)  # while an older widget speaks


def language(name=None):
    """Choose the language of all widgets made from now on: "en" or "de"; without a name, tell it.

    Before any choice it is that of the environment variable RNNLIB_LANGUAGE, or English.
    """
    global _chosen
    if name is not None:
        _chosen = _checked("name", name)
    return _now.get() or _chosen or _checked(VARIABLE, os.environ.get(VARIABLE) or "en")


@contextmanager
def speaking(name):
    """Inside, everything is said in this language."""
    token = _now.set(_checked("name", name))
    try:
        yield
    finally:
        _now.reset(token)


def say(key, **places):
    """The words for "group.key" in the language of the moment, with its places filled in."""
    group, _, name = key.partition(".")
    text = table(language()).get(group, {}).get(name)
    if text is None:
        raise ValueError(f"key: expected one of the table of words, got {brief(key)}")
    return PLACE.sub(lambda m: _placed(places[m[1]], m[2], m[3]), text)


def marked():
    """What tells the language of an HTML element's words where all around it is English."""
    return "" if language() == "en" else f' lang="{language()}"'


def told(sentence):
    """A sentence that another part of rnnlib says in English, in the language of the moment."""
    return table(language()).get(SENTENCES, {}).get(sentence, sentence)


@cache
def table(name):
    """{group: {key: text}} of a language."""
    files = {file.stem: file for file in (HERE / name).glob("*.json")}
    files |= {file.parent.name: file for file in WIDGETS.glob(f"*/{name}.json")}
    return {group: json.loads(file.read_text("utf-8")) for group, file in sorted(files.items())}


def _placed(value, one, other):
    if one is None:
        return str(value)
    return one if str(value) == "1" else other


def _checked(argument, name):
    if name not in LANGUAGES:
        expected = " or ".join(map(repr, LANGUAGES))
        raise ValueError(f"{argument}: expected {expected}, got {str(name)[:60]!r}")
    return name
