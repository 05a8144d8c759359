"""Dates: the truth is never open, and an examination is new in every style."""

from datetime import date, datetime

import numpy as np
import pytest

from rnnlib import dates, dates_in_every_style
from rnnlib.tasks.pairs.dates import DAYS, FIRST, LAST, MONTHS, SOURCE, STYLES, ending, write


def test_the_calendar_is_that_of_the_standard_library():
    assert [date(2024, k, 1).strftime("%B") for k in range(1, 13)] == list(MONTHS)
    assert [date(2024, 1, k).strftime("%A") for k in range(1, 8)] == list(DAYS)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("{day}, {th} of {month} {y}", "Tuesday, 3rd of May 1983"),
        ("{dow}, {mon} {th}, '{yy}", "Tue, May 3rd, '83"),
        ("{d}.{m}.{y}", "3.5.1983"),
        ("{mm}/{dd}/{yy}", "05/03/83"),
        ("the {th} of {month}, {y}", "the 3rd of May, 1983"),
    ],
)
def test_some_styles(style, written):
    assert style in STYLES and write(date(1983, 5, 3), style) == written


def test_endings():
    expected = "st nd rd th th th th th th th th th th".split() + ["th"] * 7 + "st nd rd".split()
    assert [ending(k) for k in range(1, 24)] == expected
    assert [ending(k) for k in (30, 31)] == ["th", "st"]


def test_no_string_means_two_days():
    """Over all styles and all days of a year and those with the same two digits."""
    meaning = {}
    for style in STYLES:
        for year in (1930, 1983, 2012, 2029):
            for day in range(365):
                when = date.fromordinal(date(year, 1, 1).toordinal() + day)
                string = write(when, style)
                assert meaning.setdefault(string, when) == when, string
    assert LAST.year - FIRST.year < 100


def test_what_is_to_be_written_is_the_day():
    pairs = dates(300, rng=np.random.default_rng(0), styles=["{d} {month} {y}"])
    for source, target in zip(pairs.sources, pairs.targets, strict=True):
        assert datetime.strptime(source, "%d %B %Y").date().isoformat() == target
    assert set(pairs.target_lengths) == {11}


def test_lessons_and_examination_share_no_day():
    rng = np.random.default_rng(1)
    lessons, exam = dates(3000, rng=rng), dates(1000, rng=rng, held_out=True)
    assert not set(lessons.targets) & set(exam.targets)
    days = {date.fromisoformat(day) for day in lessons.targets + exam.targets}
    assert min(days) >= FIRST and max(days) <= LAST


def test_seeded_and_every_style_is_met():
    one, other = (dates(400, rng=np.random.default_rng(2)) for _ in range(2))
    assert one.sources == other.sources
    found = {s for s in STYLES for k in range(400) if write(day(one, k), s) == one.sources[k]}
    assert found == set(STYLES)


def day(pairs, k):
    return date.fromisoformat(pairs.targets[k])


def test_every_symbol_can_occur():
    whole = "".join(
        write(date(2024, m, d), s) for s in STYLES for m in range(1, 13) for d in (1, 9, 22, 23)
    )
    assert set(whole) | set("0123456789") == set(SOURCE.symbols)


@pytest.mark.parametrize("styles", [[], ["{d}"], 3])
def test_unknown_styles(styles):
    with pytest.raises(ValueError, match="^styles: expected"):
        dates(3, rng=np.random.default_rng(0), styles=styles)


def test_every_style_of_each_day_comes_in_the_same_order():
    pairs = dates_in_every_style(3, rng=np.random.default_rng(4), held_out=True)
    assert len(pairs) == 3 * len(STYLES)
    for k in range(3):
        own = range(k * len(STYLES), (k + 1) * len(STYLES))
        days = {pairs.targets[j] for j in own}
        assert len(days) == 1
        day = date.fromisoformat(days.pop())
        assert day.toordinal() % 10 == 0
        assert [pairs.sources[j] for j in own] == [write(day, style) for style in STYLES]
