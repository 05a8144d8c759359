"""Each way for a chapter to be wrong turns the project's own tests red, and a fine one is green."""

import pytest
from chapters.miniature import CHAPTER, Miniature

STORED = "tests/chapters/test_stored.py::test_it_is_what_comes_when_it_runs_again"
WRONG = {
    "02_stale": (r'"-?0\.\d\d\d\\n"', r'"0.987\\n"'),
    "03_observer_raises": (r"seen\.append\(change\.new\)", "change.nothing"),
    "04_click_raises": (r"seen\.append\('click'\)", "button.nothing"),
    "05_other_colour": ("#0072B2", "#D55E00"),
}
BROWSER = f"""
def test_the_page_is_quiet(open_notebook):
    page = open_notebook("throw", {[*CHAPTER[:3], "player"]})
    page.locator(".rnn-player").first.wait_for(timeout=60_000)
    page.watch.check()
"""


@pytest.fixture(scope="module")
def miniature(tmp_path_factory):
    return Miniature(tmp_path_factory.mktemp("miniature"))


def test_chapters(miniature):
    for name, (old, new) in WRONG.items():
        miniature.variant(name, old, new)
    miniature.stripped("06_stripped")  # which nbval lets pass
    checked = [f"{STORED}[{name}]" for name in ("01_fine", "02_stale", "05_other_colour")]
    lint = "tests/chapters/test_stored.py::test_lint"
    assert miniature.red("notebooks", lint, *checked) == {
        "notebooks/02_stale.ipynb::Cell 1",
        "notebooks/03_observer_raises.ipynb::Cell 3",
        "notebooks/03_observer_raises.ipynb::Cell 4",
        "notebooks/04_click_raises.ipynb::Cell 4",
        f"{STORED}[02_stale]",
        f"{STORED}[05_other_colour]",
        f"{lint}[06_stripped]",
    }


def test_a_changed_equation(miniature):
    with miniature.altered("rnnlib/cells/lstm.py", "multiply(f, c_, c)", "multiply(o, c_, c)"):
        red = miniature.red("-n0", "notebooks/01_fine.ipynb")
    assert red == {"notebooks/01_fine.ipynb::Cell 1"}


def test_a_script_error(miniature, need):
    need("chromium")
    (miniature.folder / "tests" / "browser" / "test_throw.py").write_text(BROWSER)
    late = 'setTimeout(() => { throw new Error("on purpose"); });\n'
    with miniature.altered("rnnlib/widgets/cell_player/widget.js", "import ", f"{late}import "):
        red = miniature.red("-n0", "tests/browser/test_throw.py")
    assert "tests/browser/test_throw.py::test_the_page_is_quiet" in red
    assert "page error: on purpose" in miniature.said
