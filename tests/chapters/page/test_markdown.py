"""Markdown on a page: its pictures come along, its links lead to pages, what is folded stays so."""

import re

import pytest

from rnnlib.chapters.page.markdown import html

PIXEL = "UElYRUw="


def test_pictures_come_along(tmp_path):
    (tmp_path / "a b.png").write_bytes(b"file")
    attachments = {"c.png": {"image/png": PIXEL}}
    source = '![one](a%20b.png) ![two](attachment:c.png)\n\n<img src="a b.png" alt="three">'
    found = html(source, tmp_path, attachments=attachments)
    assert re.findall(r'src="data:image/png;base64,(\w+=*)', found)[::2] == ["ZmlsZQ=="] * 2
    assert PIXEL in found
    for address in ("d.png", "https://example.org/e.png", "//example.org/e.png"):
        with pytest.raises(ValueError, match=f"image: expected a file near .*got {address}"):
            html(f"![far]({address})", tmp_path)


def test_links_between_notebooks_lead_to_pages(tmp_path):
    source = "[a](02_two.ipynb#Then) [b](https://example.org/c.ipynb) [d](#Then)"
    addresses = re.findall('href="(.*?)"', html(source, tmp_path))
    assert addresses == ["02_two.html#Then", "https://example.org/c.ipynb", "#Then"]


def test_folded_solutions_stay_folded_with_formulas_inside(tmp_path):
    source = (
        "<details><summary>Solution</summary>\n\n$x$\n\n```python\nx = '$y$'\n```\n\n</details>"
    )
    found = html(source, tmp_path)
    assert re.search(
        r"<details><summary>Solution</summary>.*<math.*</math>.*</details>", found, re.S
    )
    assert "$y$" in re.sub("<.*?>", "", found)
