"""The record of progress, chapter by chapter, as a notebook shows it."""

from html import escape

from rnnlib import exercises
from rnnlib.chapters.course import CHAPTERS
from rnnlib.exercises.machinery import record
from rnnlib.exercises.machinery.report import MARKS
from rnnlib.language import marked, say
from rnnlib.notation.html import scrolling


class ProgressTable:
    """What has been solved until now: a row for each chapter, a mark for each exercise.

    It is read from the record whenever it is shown. `reset` makes all exercises new again.
    """

    def reset(self):
        """Forget what was solved; the table then shows it."""
        record.reset()
        return self

    def outcomes(self):
        """{chapter name: {title: "blank", "wrong" or "right"}}."""
        solved = record.read()
        return {
            chapter.name: {
                (title := getattr(exercises, name).title): solved.get(title, "blank")
                for name in chapter.exercises
            }
            for chapter in CHAPTERS
        }

    def __repr__(self):
        outcomes = [o for chapter in self.outcomes().values() for o in chapter.values()]
        return say("exercise.solved", done=outcomes.count("right"), n=len(outcomes))

    def _repr_html_(self):
        rows = [self._row(chapter, self.outcomes()[chapter.name]) for chapter in CHAPTERS]
        titles = marked() and ' lang="en"'
        return scrolling(
            f"<table><caption style='text-align: left'>{self!r}</caption>"
            f"<thead><tr>{_head('chapter')}{_head('exercises')}</tr></thead>"
            f"<tbody{titles}>{''.join(rows)}</tbody></table>",
            say("exercise.progress"),
            marked(),
        )

    def _row(self, chapter, outcomes):
        said = {
            "blank": "",
            "wrong": f" <em{marked()}>({say('exercise.was_tried')})</em>",
            "right": f" <em{marked()}>({say('exercise.was_solved')})</em>",
        }
        marks = " ".join(  # side by side, so that the whole course fits a slide
            f"<span style='display: inline-block; margin-right: 1.2em'>{MARKS[outcome]} "
            f"{escape(title)}{said[outcome]}</span>"
            for title, outcome in outcomes.items()
        )
        return (
            "<tr><th scope='row' style='text-align: left; vertical-align: top'>"
            f"<a href='{chapter.file}'>{chapter.number} · {escape(chapter.title)}</a></th>"
            f"<td style='text-align: left'>{marks}</td></tr>"
        )


def _head(name):
    return f"<th scope='col' style='text-align: left'>{say(f'exercise.{name}')}</th>"
