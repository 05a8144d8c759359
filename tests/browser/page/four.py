"""Four small pages and their index, for tests of what a site does."""

from html import escape

import nbformat
from nbformat import v4

from rnnlib.chapters.page.state import STATE
from rnnlib.chapters.page.writer import write_pages

NASTY = "Second </script><img src=x onerror=alert(1)> “quoted” \u202eright\u202c 🙂"
LONG = (
    "Walk walk. " + "Then we walk on and on. " * 40 + "A wandering walker walks. " + "Home. " * 60
)
TEXTS = {
    "01_first": "# 1 · First\n\n**Why?**\n\n## Forget gates\n\nA gate that forgets home: $f_t$.",
    "02_second": f"# 2 · {escape(NASTY)}\n\n**What then?**\n\n## An uncommon one\n\n"
    "Gates. Čapek. ∂l / ∂z, ∂l / ∂z.",
    "04_fourth": "# 4 · Fourth\n\n**How far?**\n\nA loss L, a z. " + "L, z, h, k, 40. " * 9 + LONG,
    "03_third": "# 3 · Third\n\n**And now?**\n\n## Loss\n\nNothing of the kind: "
    r"$\frac{\partial L}{\partial z_{t}} = \mathrm{softmax}(z) - \sigma$. "
    r"For k = 40, $\alpha_t$ and $h^-$.",
}


def written(folder):
    """The address of a folder with the pages, below `folder`."""
    state = v4.new_code_cell(outputs=[v4.new_output("display_data", {STATE: {}})])
    for name, text in TEXTS.items():
        nb = v4.new_notebook(cells=[v4.new_markdown_cell(text), state])
        nbformat.write(nb, folder / f"{name}.ipynb")
    paths = sorted(folder.glob("*.ipynb"))
    out = folder / "pages"
    assert [said for _, said in write_pages(paths, out, run=lambda p: nbformat.read(p, 4))] == [
        ""
    ] * len(TEXTS)
    return out.as_uri()


def opened(open_page, site, name="index", script=None, **options):
    page = open_page(**options)
    if script:
        page.add_init_script(script)
    page.goto(f"{site}/{name}.html")
    return page
