"""What a test needs is found, or its absence skips, or fails where all is required."""

import math
import sys

import pytest
from needs import PROGRAMS, need


def test_what_is_there(monkeypatch):
    monkeypatch.setitem(PROGRAMS, "python", ("no-such-python", sys.executable))
    assert need("math") is math
    assert need("python") == sys.executable


@pytest.mark.parametrize("required", [None, "0", "1"])
def test_what_is_missing(monkeypatch, required):
    monkeypatch.delenv("RNNLIB_REQUIRE_ALL", raising=False)
    if required:
        monkeypatch.setenv("RNNLIB_REQUIRE_ALL", required)
    monkeypatch.setitem(PROGRAMS, "browser", ("no-such-browser",))
    outcome = pytest.fail.Exception if required == "1" else pytest.skip.Exception
    for name in ("no_such_module", "browser"):
        with pytest.raises(outcome, match=f"^{name} is not installed"):
            need(name)
