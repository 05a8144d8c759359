"""The clinic: every mistake has a pattern of its own, patients and solution are those of the cases,
and a function of the reader's is examined alike."""

from itertools import combinations

import numpy as np
import pytest

from rnnlib import Adam, Batch, LanguageModel, Recurrent, Text, VanillaCell, exercises
from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.exercises import rnn_step_back, rnn_through_time
from rnnlib.exercises.bptt.clinic import examined
from rnnlib.exercises.bptt.clinic_cases import CASES, HEALTHY, PATIENTS, backward, faulty, function
from rnnlib.exercises.bptt.examination import COLUMNS, TESTS, Examination, first_difference
from rnnlib.exercises.bptt.rnn_through_time import run
from rnnlib.optim import clip_norm

clinic = exercises.clinic


@pytest.mark.parametrize(("one", "other"), list(combinations(CASES, 2)))
def test_no_two_mistakes_look_alike(one, other):
    assert not np.array_equal(examined(one).wrong, examined(other).wrong)
    assert first_difference(examined(one), examined(other))


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_an_edit_that_shows(name):
    lines = faulty(name)
    assert bool(lines) == examined(name).wrong.any() == (name != HEALTHY)
    assert first_difference(examined(name), Examination(function(name))) is None


def test_the_healthy_pass_agrees_with_central_differences():
    arguments, answers = run(4, 2, 3, 2)
    dy, x, h, W, U = arguments.values()
    first, b = h[0], np.arctanh(h[1]) - x[0] @ W - h[0] @ U

    def projection(_):
        state, total = first, 0.0
        for row, weight in zip(x, dy, strict=True):
            state = np.tanh(row @ W + state @ U + b)
            total += np.vdot(weight, state)
        return total

    found = dict(zip(("dx", "dW", "dU"), backward(dy, x, h, W, U)[:3], strict=True))
    for name, array in {"dx": x, "dW": W, "dU": U}.items():
        numeric = numerical_gradient(projection, array)
        assert gradient_error(found[name], numeric) < 1e-8
        assert gradient_error(answers[name], numeric) < 1e-8


@pytest.mark.parametrize("name", CASES)
def test_the_loss_goes_down_with_every_mistake(name):
    """A network that learns a line by heart: what makes such mistakes hard to notice."""
    line, rng = Text("a rose is a rose is a rose. "), np.random.default_rng(0)
    model = LanguageModel(line, Recurrent(VanillaCell(line.V, 24, rng=rng)), rng=rng)
    p, losses = model.params, []
    adam = Adam(p, lr=0.003)
    batch = Batch(line.codes[:-1, None], line.codes[1:, None])
    x = np.eye(line.V)[batch.x]
    for _ in range(100):
        prediction, tape = model.forward(batch.x)
        loss, ds = model.loss(prediction, batch.target)
        h = np.concatenate([np.zeros((1, 1, 24)), tape.rnn["h"]])
        dy, _, out = model.readout.backward(tape.out, ds)
        _, *sums = function(name)(np.array(dy), x, h, p["rnn.W"], p["rnn.U"])
        grads = dict(zip(("rnn.W", "rnn.U", "rnn.b"), sums, strict=True))
        grads |= {f"out.{n}": g for n, g in out.items()}
        clip_norm(grads, 1.0)
        adam.step(grads)
        losses.append(loss)
    assert losses[-1] < 0.75 * losses[0]


def test_the_solution_shows_the_faulty_line_of_every_patient():
    assert clinic.solution() == PATIENTS
    for patient, name in PATIENTS.items():
        (line,) = [x for x in clinic.source.splitlines() if f'"{patient}"' in x]
        assert (
            line.endswith(f"# {faulty(name)[-1]}")
            if faulty(name) and name != ("sum over time missing")
            else True
        )
    assert f"# {faulty('sum over time missing')[0]}" in clinic.source


def test_the_answers_give_evidence():
    says = clinic.check(lambda: {"A": "carry never updated", "D": None}).says
    assert says.startswith("0 of 6 are right.")
    assert "would leave `dU` right in the test “one step”; here it is wrong." in says
    assert "- **D** ○ Not diagnosed yet." in says
    says = clinic.check(clinic.solution).says
    for name in PATIENTS.values():
        assert CASES[name].because in says
    assert "`dU += h[t + 1].T @ da`" in says
    assert clinic.check(clinic.solution).outcome == "right"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"A": "a cold"}, "'a cold' is none of the names."),
        ({"Z": HEALTHY}, "There is no patient 'Z'."),
        ("A", "Expected a dict, a name for each of A, B, C, D, E, F."),
    ],
)
def test_what_is_no_diagnosis_gets_one_sentence(answer, says):
    report = clinic.check(lambda: answer)
    assert report.outcome == "wrong"
    assert says in report.says


def test_no_names_at_all_is_no_attempt():
    assert clinic.check(lambda: dict.fromkeys("ABCDEF")).outcome == "blank"
    assert clinic.check({"A": HEALTHY}).says == "Expected a function, got dict."


def test_an_examination_is_shown_as_words_and_as_a_table():
    seen = clinic.examine("D")
    lines = repr(seen).splitlines()
    assert len(lines) == 1 + len(TESTS)
    assert lines[1].split()[-8:] == ["–"] * 5 + ["✓", "✓", "✓"]
    assert lines[2].split()[2:8] == ["✓"] * 6
    html = seen._repr_html_()
    assert html.count("✗") == seen.wrong.sum() == 12
    assert all(f">{name}</th>" in html for name in (*COLUMNS, *TESTS))


def test_the_readers_own_function_can_be_examined():
    step = rnn_step_back.solution
    loop = rnn_through_time.solution

    def mine(dy, x, h, W, U):
        return loop(dy, x, h, W, U, step)

    assert not clinic.examine(mine).wrong.any()
    with pytest.raises(ValueError, match="^patient: expected one of 'A', .* got 'G'$"):
        clinic.examine("G")
    with pytest.raises(ValueError, match="^backward: .* returns dx, dW, dU, db, got NoneType$"):
        clinic.examine(lambda *run: None)
    assert not clinic.examine(lambda *run: loop(*run, step)).wrong.any()


def test_the_best_is_the_attempt_only_if_it_is_right():
    exercise = exercises.central_differences

    def mine(x, f, eps):
        return exercise.solution(x, f, eps)

    assert exercise.best(mine) is mine
    assert exercise.best(lambda x, f, eps: None) is exercise.solution
    assert exercise.best(lambda x, f, eps: 2 * mine(x, f, eps)) is exercise.solution
