"""The site's templates, filled: a page's policy names the scripts that may run, by their bytes."""

import hashlib
import re
from base64 import b64encode
from html import escape, unescape
from pathlib import Path
from string import Template

from rnnlib.chapters.page.formulas import TAG
from rnnlib.chapters.page.wording import translated

SITE = Path(__file__).parent / "site"  # what a page is made of


def plain(html):
    """The text of a piece of HTML, to stand inside an element that holds text alone."""
    return escape(unescape(re.sub(TAG, "", html)), quote=False)


def filled(template, **parts):
    """A template of the site with its parts, and the names of its scripts."""
    for name in ("script", "theme"):
        if re.search(r"<(?:/script|script|!--)", parts[name], re.IGNORECASE):
            raise ValueError(f"{name}: expected no script tag or comment of HTML inside")
    runs = " ".join(_named(f"\n{parts[name]}\n") for name in ("theme", "script"))
    text = translated((SITE / template).read_text("utf-8"))
    return Template(text).substitute(parts, runs=runs)


def _named(source):
    """A script by its bytes, as the page's policy lets it run: no other one does."""
    code = b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{code}'"
