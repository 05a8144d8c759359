"""The page that `python -m rnnlib.interop look` writes: players of every layer, from disk alone."""

import pytest
from browser.pages import drawn, mounted

from rnnlib import interop
from rnnlib.interop.__main__ import main
from rnnlib.pretrained.alice_in_torch import FILE, PARTS
from rnnlib.tasks import Text

STRING = "said the Hatter."


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The page of the shipped model, which reads a few characters."""
    folder = tmp_path_factory.mktemp("look")
    (folder / "alice.txt").write_text(Text.alice().corpus, encoding="utf-8")
    given = ["--text", STRING, "--corpus", str(folder / "alice.txt"), "--out", str(folder / "a")]
    assert main(["look", str(FILE), "--name", ",".join(PARTS), *given]) == 0
    return folder / "a" / "weights.html"


def test_it_plays_every_layer(written, open_page):
    page = open_page(width=900)
    page.goto(written.as_uri())
    mounted(page)
    assert page.locator("h1").inner_text() == "Inside weights.pt"
    kinds = {"rnn-cell": 2, "rnn-text": 2, "rnn-flow": 1}
    assert {kind: page.locator(f".{kind}").count() for kind in kinds} == kinds
    tape = interop.from_torch(FILE, PARTS).forward(Text.alice().encode(STRING)[:, None])[1]
    for k, run in enumerate(interop.runs(tape).values()):
        player = page.locator(".rnn-cell").nth(k)
        player.locator(".scrub").fill("3")
        drawn(page)
        said = player.locator(".said").inner_text()
        assert f"{run['f'][3, 0, 0]:.2f}" in said, said
        assert "d" in player.locator(".prediction").inner_text()
    assert page.locator(".rnn-flow .log-legend").inner_text().count("your own network") == 1
    page.watch.check()
