"""The page that leads to all chapters: their pictures, their map, and a search in all of them."""

import re
from html import escape
from urllib.parse import quote

from rnnlib.chapters.course import CHAPTERS
from rnnlib.chapters.page import font
from rnnlib.chapters.page.course_map import course_map
from rnnlib.chapters.page.finding import searchable, words
from rnnlib.chapters.page.template import SITE, filled
from rnnlib.language import language, marked, say, told
from rnnlib.notation.table import LABELS, NAMES
from rnnlib.widgets.shared.modules import script, style

COURSE = {chapter.name: chapter for chapter in CHAPTERS}
NUMBERED = re.compile(r"(\d+) · (.*)", re.DOTALL)


def index(entries):
    """The index as text, of `entries`, each (name, `Page`)."""
    items = "".join(_card(name, written) for name, written in entries)
    known = [COURSE[name] for name, _ in entries if name in COURSE]
    chapters = [(name, words(written.title), written.sections) for name, written in entries]
    symbols = "".join(
        f'<option value="{name}">{escape(told(LABELS[name]))}</option>\n' for name in NAMES
    )
    return filled(
        "index.html",
        items=items,
        facts=_facts(len(entries), known),
        map=course_map(known),
        first=escape(quote(entries[0][0])),
        symbols=symbols,
        found=searchable(chapters),
        style=style(SITE, "theme", "chapter", "frame", "index", "map") + font.style(items),
        script=script(SITE, "index", language()),
        theme=script(SITE, "early"),
    )


def _facts(count, known):
    """How much there is to read, for chapters that the course knows."""
    facts = [say("course.chapters", n=count)]
    if known:
        reading, solving = (sum(chapter.minutes[k] for chapter in known) for k in (0, 1))
        facts.append(say("course.hours", n=round(reading / 60)))
        exercises = sum(len(chapter.exercises) for chapter in known)
        facts.append(say("course.exercises", n=exercises, hours=round(solving / 60)))
    return "".join(f"<li>{fact}</li>" for fact in facts)


def _card(name, written):
    """A chapter as a card, a link all over."""
    number, title = "", written.title
    if found := NUMBERED.fullmatch(title):
        number, title = f'<b class="number">{found[1]}</b> ', found[2]
    picture = f'<img src="{written.cover}" alt="">' if written.cover else ""
    return (
        f'<li><div class="cover">{picture}</div>\n'
        f'<h3>{number}<a href="{escape(quote(name))}.html">{title}</a></h3>\n'
        f"<p>{written.question}</p>\n{_minutes(COURSE.get(name))}</li>\n"
    )


def _minutes(chapter):
    if chapter is None:
        return ""
    reading, solving = chapter.minutes
    return (
        f'<p class="minutes"{marked()}>{say("course.reading", n=reading)} '
        '<span aria-hidden="true">·</span> '
        f"{say('course.solving', minutes=solving, n=len(chapter.exercises))}</p>\n"
    )
