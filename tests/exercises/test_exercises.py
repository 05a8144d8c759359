"""Every exercise: blank is reported as blank, the solution passes, every known bug is named."""

import re

import numpy as np
import pytest

from rnnlib import exercises
from rnnlib.exercises.machinery.trial import flat
from rnnlib.language import speaking

ALL = [getattr(exercises, name) for name in exercises.__all__]
TRIED = [exercise for exercise in ALL if exercise.trials]
ARRAYS = [e for e in TRIED if isinstance(flat(e.trials()[0].arguments)[0], np.ndarray)]
BUGS = [
    pytest.param(exercise, bug, id=f"{exercise.title}: {bug.instead or 'no ' + bug.line}")
    for exercise in ALL
    for bug in exercise.bugs
]


def not_implemented(*arguments):
    raise NotImplementedError


@pytest.mark.parametrize("exercise", ALL, ids=repr)
@pytest.mark.parametrize("blank", [lambda *a: None, lambda *a: ..., not_implemented])
def test_blank_is_reported_as_blank(exercise, blank):
    report = exercise.check(blank)
    assert report.outcome == "blank"
    assert "Not attempted yet" in report.says


def test_nothing_returned_in_one_of_two_cases_is_an_answer_that_is_wrong():
    def only_long_ones(*arguments):
        answer = exercises.clipping.solution(*arguments)
        return answer if answer[-1] > arguments[-1] else None

    report = exercises.clipping.check(only_long_ones)
    assert report.outcome == "wrong" and "ends without `return`" in report.says


@pytest.mark.parametrize("exercise", ALL, ids=repr)
def test_the_solution_passes(exercise):
    assert exercise.check(exercise.solution).outcome == "right"


@pytest.mark.parametrize(("exercise", "bug"), BUGS)
def test_every_known_bug_is_named(exercise, bug):
    report = exercise.check(exercise.buggy(bug))
    assert report.outcome == "wrong"
    assert bug.says in report.says


@pytest.mark.parametrize("exercise", ALL, ids=repr)
def test_what_is_shown_holds_statement_hints_and_the_solution_that_was_tested(exercise):
    shown = exercise._repr_markdown_()
    assert exercise.statement in shown
    assert all(hint in shown for hint in exercise.hints)
    assert exercise.source.strip() in shown
    assert shown.count("<details>") == len(exercise.hints) + 1


@pytest.mark.parametrize("exercise", ARRAYS, ids=repr)
def test_an_argument_overwritten_in_place_is_named(exercise):
    def overwriting(first, *others):
        answer = exercise.solution(first, *others)
        first += 1
        return answer

    name = exercise.trials()[0].names[0]
    assert f"`{name}` is overwritten in place" in exercise.check(overwriting).says


@pytest.mark.parametrize("exercise", TRIED, ids=repr)
def test_an_unknown_mistake_is_located_by_name(exercise):
    def off(*arguments):
        answer = exercise.solution(*arguments)
        if not isinstance(answer, tuple):
            return answer + 0.123
        return (answer[0] + 0.123, *answer[1:])

    report = exercise.check(off)
    assert report.outcome == "wrong"
    name = next(iter(exercise.trials()[0].returns))
    assert report.says.startswith(f"`{name}`")
    assert "is wrong (off by up to 0.12)" in report.says


@pytest.mark.parametrize("exercise", TRIED, ids=repr)
def test_a_wrong_shape_number_or_type_gets_one_sentence(exercise):
    def change(how):
        return exercise.check(lambda *a: how(parts(exercise.solution(*a)))).says

    name, shape = next(iter(exercise.trials()[0].returns.items()))
    assert change(lambda a: (np.asarray(a[0])[..., None], *a[1:])).startswith(
        f"`{name}`: expected shape {shape}, got {(*shape, 1)}."
    )
    assert change(lambda a: (*a, a[0])).startswith("Expected ")
    assert change(lambda a: ("x", *a[1:])).startswith(f"`{name}`: expected an array of numbers")
    assert exercise.check(3).says == "Expected a function, got int."


@pytest.mark.parametrize("exercise", TRIED, ids=repr)
def test_not_a_number_is_wrong(exercise):
    report = exercise.check(lambda *a: tuple(np.nan * p for p in flat(exercise.solution(*a))))
    assert report.outcome == "wrong"
    assert "not finite" in report.says


def test_an_error_is_told_with_its_line():
    def step(x, h_, c_, W, U, b):
        return {}["bias"]

    says = exercises.lstm_step.check(step).says
    assert says == "Your function stops with KeyError: 'bias'. The line is `return {}[\"bias\"]`."


def test_the_gate_is_named_after_those_that_are_right():
    def step(x, h_, c_, W, U, b):
        h, c, (i, f, o, g, m) = exercises.lstm_step.solution(x, h_, c_, W, U, b)
        return h, c, (i, f, o + 1, g, m)

    assert exercises.lstm_step.check(step).says == (
        "`o` is wrong (off by up to 1); `i`, `f` are right. It is σ of the third block of columns "
        "of $z$."
    )


def test_the_step_is_named_where_the_gradient_begins_to_be_wrong():
    bug = next(b for b in exercises.through_time.bugs if "dc_next" in b.says)
    says = exercises.through_time.check(exercises.through_time.buggy(bug)).says
    assert "It is right in `dx[4]` and wrong in `dx[3]`." in says


def test_a_bug_that_is_no_edit_of_the_solution_is_refused():
    with pytest.raises(ValueError, match="expected a line of the solution"):
        exercises.lstm_step.buggy(exercises.lstm_step.bugs[0]._replace(line="no such line"))


def test_counting_is_told_by_the_string_the_count_and_the_gate():
    W, U, b = exercises.counter.solution()
    b[1] = 3
    assert exercises.counter.check(lambda: (W, U, b)).says == (
        "After `aaa` the cell state is 2.86, and should be 3. The forget gate leaks: 0.95 per step "
        "looks like a lot, but it is multiplied at every step. It must be 1 to three places: a "
        "larger `b[1]`."
    )
    assert exercises.counter.check(lambda: (W, U)).says == "Expected three arrays, `W`, `U`, `b`."
    assert exercises.counter.check(lambda: (W, U, b[:3])).says == (
        "`b`: expected shape (4,), got (3,)."
    )
    assert exercises.counter.check(lambda: (W, U, b * np.inf)).says.startswith("`b`: expected fin")


def parts(answer):
    return list(answer) if isinstance(answer, tuple) else [answer]


def test_what_stands_around_an_exercise_speaks_the_reader_s_language():
    with speaking("de"):
        shown, made = exercises.affine._repr_markdown_(), exercises.affine.check(lambda *_: None)
        assert shown.count('<summary lang="de">') == len(exercises.affine.hints) + 1
        assert 'lang="de">Tipp 1 von 3<' in shown and 'lang="de">Lösung<' in shown
        assert made.says == f"Noch nicht versucht: {exercises.affine.title}."
        assert made._repr_markdown_() == f'**○** <span lang="de">{made.says}</span>'
        assert exercises.affine.check(exercises.affine.solution).says == "Alle Zahlen stimmen."
        table = exercises.progress()._repr_html_()
    assert re.search(r'lang="de"[^>]*><table><caption[^>]*>\d+ von \d+ Übungen gelöst<', table)
    assert "Kapitel" in table and '<tbody lang="en">' in table
