import json.decoder
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from rnnlib.tasks import Text
from rnnlib.tasks.corpora import ASCII, MODULES, plain


def test_the_default_modules_are_here_and_give_enough_to_train_on():
    text = Text.standard_library()
    assert len(MODULES) == len(set(MODULES)) >= 5
    assert len(text) > 150_000
    assert text.alphabet == ASCII and text.V == 96
    assert set(text.corpus) <= set(ASCII)


def test_library_text_is_the_source_of_the_modules_in_order():
    def cleaned(module):
        source = Path(module.__file__).read_text(encoding="utf-8").expandtabs(4)
        return "".join(c for c in source if c in ASCII)

    text = Text.standard_library(["json.decoder", "textwrap"])
    assert text.corpus == cleaned(json.decoder) + "\n" + cleaned(textwrap)
    assert Text.standard_library("textwrap").corpus == cleaned(textwrap)


def test_plain_text_has_96_characters():
    assert plain(ASCII) == ASCII and len(set(ASCII)) == 96
    assert plain("a\tb\n\tc") == "a   b\n    c"
    assert plain("na\u00efve \x0c\x7f\x80\u20ac\r\0") == "nave "


def test_limit_cuts_and_keeps_the_alphabet():
    text = Text.standard_library(limit=100)
    assert text.corpus == Text.standard_library().corpus[:100] and text.V == 96


def test_reading_source_neither_imports_nor_runs_it(tmp_path):
    (tmp_path / "difflib.py").write_text("raise SystemExit('shadowed')")
    code = (
        "from rnnlib.tasks import Text; import sys; "
        "text = Text.standard_library(['difflib', 'xml.dom.minidom']); "
        "print('shadowed' in text.corpus, 'difflib' in sys.modules, 'xml' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False", "False", "False"]


def test_modules_frozen_into_the_interpreter_are_found_too():
    assert "def makedirs" in Text.standard_library(["os"]).corpus


@pytest.mark.parametrize(
    "name", ["nosuchmodule", "numpy", "sys", "json.nosuch", "json.decoder.deep", "", "..", 3]
)
def test_unknown_module(name):
    sentence = "^modules: expected standard-library modules written in Python, got "
    with pytest.raises(ValueError, match=sentence) as raised:
        Text.standard_library(["textwrap", name])
    assert str(raised.value).endswith(repr(name))


def test_bad_input_to_the_library():
    with pytest.raises(ValueError, match="^modules: expected at least one name, got none"):
        Text.standard_library([])
    with pytest.raises(ValueError, match="^limit: expected an integer of at least 2, got 0"):
        Text.standard_library(limit=0)


def test_read_takes_utf8_with_any_newline_and_mark(tmp_path):
    path = tmp_path / "poem.txt"
    path.write_bytes("\ufeffÜber\r\nallen\rGipfeln\n".encode())
    text = Text.read(path)
    assert text.corpus == "Über\nallen\nGipfeln\n"
    assert repr(text) == f"Text('poem.txt', V={len(set(text.corpus))})"
    assert Text.read(str(path)).corpus == text.corpus


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "path: expected a text file of at least 2 characters, got {} with 0"),
        (b"a", "path: expected a text file of at least 2 characters, got {} with 1"),
        (b"ab\xff\xfe", "path: expected a text file in utf-8, got {}, whose byte 2 is not utf-8"),
        (b"ab\0\1cd", "path: expected a text file in utf-8, got the binary file {}"),
    ],
)
def test_bad_file(tmp_path, content, sentence):
    path = tmp_path / "some.txt"
    path.write_bytes(content)
    with pytest.raises(ValueError) as raised:
        Text.read(path)
    assert str(raised.value) == sentence.format(path)


def test_no_file(tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path, 3.5):
        with pytest.raises(ValueError) as raised:
            Text.read(path)
        assert str(raised.value).startswith(f"path: expected a readable text file, got {path} (")
