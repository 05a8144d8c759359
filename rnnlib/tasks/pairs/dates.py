"""Dates as people write them, to be written as ISO 8601 does."""

from datetime import date

import numpy as np

from rnnlib.edge import brief, expect, iterable, truth
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.pairs.pairs import Pairs
from rnnlib.tasks.pairs.vocabulary import Vocabulary

FIRST, LAST = date(1930, 1, 1), date(2029, 12, 31)  # so that two digits mean one year
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# In a style: {d} 3, {dd} 03, {th} 3rd, {m} 5, {mm} 05, {mon} May, {month} May, {y} 1983, {yy} 83,
# {day} Tuesday, {dow} Tue. Dots put the day first, strokes the month, as in Berlin and Boston.
STYLES = (
    "{d} {month} {y}",
    "{d} {mon} {yy}",
    "{th} {month} {y}",
    "{th} of {month} {y}",
    "the {th} of {month}, {y}",
    "{month} {d}, {y}",
    "{month} {th}, {y}",
    "{mon} {d} {yy}",
    "{mon}. {d}, {y}",
    "{day}, {d} {month} {y}",
    "{day}, {th} of {month} {y}",
    "{day}, {month} {d}, {y}",
    "{dow} {d} {mon} {y}",
    "{dow}, {mon} {th}, '{yy}",
    "{d}-{mon}-{y}",
    "{y} {month} {d}",
    "{d}.{m}.{y}",
    "{dd}.{mm}.{yy}",
    "{m}/{d}/{y}",
    "{mm}/{dd}/{yy}",
)

LETTERS = "".join(sorted(set("the of st nd rd th" + "".join(MONTHS + DAYS)) - {" "}))
SOURCE = Vocabulary(" ',-./0123456789" + LETTERS)
TARGET = Vocabulary("0123456789-")
HELD_OUT = 10  # every tenth day is kept for the examination


def dates(n, *, rng, held_out=False, styles=STYLES):
    """n dates from 1930 to 2029, each in one of the ``styles``, to be written as YYYY-MM-DD.

    "Tuesday, 3rd of May 1983" → "1983-05-03". Day and style are drawn evenly. What is right is
    never open: two digits of a year mean one from 1930 to 2029; between dots the day comes first,
    between strokes the month. Every tenth day of the calendar is *held out*: it is in no lesson
    in any style, and all of an examination.
    """
    n = check_size("n", n)
    check_rng(rng)
    styles = list(iterable("styles", styles))
    fits = styles and all(isinstance(style, str) and style in STYLES for style in styles)
    expect(fits, "styles", "some of STYLES", brief(styles))
    days = drawn(n, rng, held_out)
    chosen = rng.integers(len(styles), size=n)
    sources = [write(day, styles[k]) for day, k in zip(days, chosen, strict=True)]
    return Pairs(sources, [day.isoformat() for day in days], SOURCE, TARGET)


def dates_in_every_style(n, *, rng, held_out=False):
    """n dates, each in all `STYLES`, one after the other: n · 20 pairs; see `dates`."""
    n = check_size("n", n)
    check_rng(rng)
    days = drawn(n, rng, held_out)
    sources = [write(day, style) for day in days for style in STYLES]
    return Pairs(sources, [day.isoformat() for day in days for _ in STYLES], SOURCE, TARGET)


def drawn(n, rng, held_out):
    """n days, from the lessons or from what is held out, as `datetime.date`."""
    held_out = truth("held_out", held_out)
    days = np.arange(FIRST.toordinal(), LAST.toordinal() + 1)
    days = rng.choice(days[(days % HELD_OUT == 0) == held_out], n)
    return [date.fromordinal(int(day)) for day in days]


def write(day, style):
    """A `datetime.date` in one of `STYLES`, in English whatever the machine speaks."""
    month, weekday = MONTHS[day.month - 1], DAYS[day.weekday()]
    return style.format(
        d=day.day,
        dd=f"{day.day:02}",
        th=f"{day.day}{ending(day.day)}",
        m=day.month,
        mm=f"{day.month:02}",
        mon=month[:3],
        month=month,
        y=day.year,
        yy=f"{day.year % 100:02}",
        day=weekday,
        dow=weekday[:3],
    )


def ending(number):
    """st, nd, rd or th."""
    if number // 10 == 1:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
