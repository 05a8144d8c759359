"""No cell is left out that the attempt needs, wherever it stands above the check."""

import time

import pytest
from chapters.grade.students import IMPORTS

from rnnlib.chapters.grade.checks import checks

CHECK = "exercises.affine.check(mine)"


def ran(*sources):
    """What of these cells runs for a function that reads `table`."""
    attempt = "def mine(x, W, b):\n    return table['one'] * (x @ W + b)"
    cells = (IMPORTS, *sources[:1], attempt, *sources[1:], CHECK)
    (found,) = checks([(source, {}) for source in cells])
    return [cell.strip() for cell in found.cells]


def test_a_function_may_stand_below_the_one_that_calls_it():
    cells = [IMPORTS, "def mine(x, W, b):\n    return helper(x) @ W + b"]
    cells += ["def helper(x):\n    return x * scale", "scale = 1.0", "other = 2.0", CHECK]
    (found,) = checks([(source, {}) for source in cells])
    assert [cell.strip() for cell in found.cells[:-1]] == cells[:-2]


@pytest.mark.parametrize(
    "changes",
    [
        "fill(table)",
        "setattr(table, 'one', 1.0)",
        "_ = table.setdefault('one', 1.0)",
        "for part in [table]:\n    part['one'] = 1.0",
        "async def later():\n    fill(table)\n\nawait later()",
        "[fill(table) async for _ in numbers()]",
    ],
)
def test_a_cell_that_may_change_what_is_needed_runs(changes):
    assert changes in ran("table = {}", changes)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("put = table.update", "put(one=1.0)"),
        ("def put():\n    table['one'] = 1.0", "put()"),
        ("other = table = {}", "other['one'] = 1.0"),
        ("rows = [table]", "rows[0]['one'] = 1.0"),
        ("put = partial(fill, table)", "list(map(put, 'a'))"),
    ],
)
def test_it_may_do_so_by_another_name(name, changes):
    came = ran("table = {}", name, changes)
    assert name in came and changes in came


def test_a_function_that_binds_it_may_be_called():
    name, changes = "def put():\n    global table\n    table = {'one': 1.0}", "put()"
    came = ran("table = None", name, changes)
    assert name in came and changes in came


def test_who_calls_a_function_or_a_module_changes_nothing_of_it():
    cells = [IMPORTS, "def helper(x):\n    return np.tanh(x) * SCALE", "SCALE, WORD = 2.0, 'a'"]
    slow = ["weights = np.ones(3)", "for _ in range(10**9):\n    weights = helper(weights)"]
    slow += ["print(SCALE, weights)", "np = helper"]
    attempt = f"def mine(x, W, b):\n    return helper(x) @ W + b\n\n\n{CHECK}"
    (found,) = checks([(source, {}) for source in (*cells, *slow[:3], attempt)])
    assert [cell.strip() for cell in found.cells[:-1]] == cells
    (found,) = checks([(source, {}) for source in (*cells, *slow, attempt)])
    assert "np = helper" in [cell.strip() for cell in found.cells]


def test_what_a_needed_cell_reads_is_there_but_nothing_more():
    cells = ["import numpy as np\nfrom rnnlib import exercises, plots\nrng = seed", "seed = 3"]
    cells = [cells[1], cells[0], "rng.shuffle(x)", "plots.show(rng)", f"mine = np.dot\n{CHECK}"]
    (found,) = checks([(source, {}) for source in cells])
    assert [cell.strip() for cell in found.cells[:-1]] == cells[:2]


def test_a_chain_that_is_longer_than_anybodys_takes_all_cells_along():
    chain = [f"a{k} = [a{k + 1}]" for k in range(3000)][::-1]
    cells = [IMPORTS, "other = 3", *chain, f"def mine(x, W, b):\n    return a0\n\n\n{CHECK}"]
    began = time.perf_counter()
    (found,) = checks([(source, {}) for source in cells])
    assert len(found.cells) == len(cells) and time.perf_counter() - began < 60
