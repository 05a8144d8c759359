"""Several JavaScript files become one module that keeps their scopes apart."""

import re

import pytest
from widgets.each import FOLDERS, WIDGETS, each

from rnnlib.widgets.shared.modules import SHARED, label, script, style


@pytest.fixture
def written(tmp_path):
    def write(**files):
        for name, source in files.items():
            (tmp_path / f"{name}.js").write_text(source, "utf-8")
        return tmp_path

    return write


def test_a_module_becomes_a_function_that_returns_its_exports(written):
    folder = written(
        a='import { twice } from "./b.js";\nexport default twice(2);\n',
        b="const factor = 2;\nexport function twice(n) { return factor * n; }\n",
    )
    source = script(folder, "a")
    assert source.index(f"const ${folder.name}_b") < source.index("const { twice } = $")
    assert "return { twice };" in source
    assert not re.search(r"^import", source, re.MULTILINE)
    assert source.count("export") == 1


def test_a_module_needed_twice_stands_once(written):
    folder = written(
        a='import { b } from "./b.js";\nimport { c } from "./c.js";\nexport default b + c;\n',
        b='import { c } from "./c.js";\nexport const b = c;\n',
        c="export const c = 1;\n",
    )
    assert script(folder, "a").count(f"const ${folder.name}_c =") == 1


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {
                "a": 'import { b } from "./b.js";\n',
                "b": 'import { a } from "./a.js";\nexport const b = a;\n',
            },
            "circular import a → b → a",
        ),
        (
            {"a": 'import { z } from "./b.js";\n', "b": "export const b = 1;\n"},
            "a.js imports z, which b.js lacks",
        ),
        ({"a": 'import * as b from "./b.js";\n'}, "cannot be composed: import \\* as b"),
        ({"a": 'import d3 from "https://cdn.example/d3.js";\n'}, "cannot be composed: import d3"),
        ({"a": "export let count = 0;\n"}, "cannot be composed: export let"),
        (
            {"a": 'import { b } from "./b.js";\n', "b": "export const b = 1;\nexport default b;\n"},
            "b.js has a line that cannot be composed: export default",
        ),
    ],
)
def test_what_is_not_understood_is_refused(written, files, message):
    with pytest.raises(ValueError, match=message):
        script(written(**files), "a")


@each
def test_a_widgets_source_imports_nothing(folder):
    source = script(folder)
    assert not re.search(r"^\s*import\b", source, re.MULTILINE)
    assert len(re.findall(r"^export", source, re.MULTILINE)) == 1


def test_every_script_is_part_of_some_widget():
    sources = [script(folder) for folder in FOLDERS]
    for path in WIDGETS.rglob("*.js"):
        counts = {source.count(f"// {label(path)}.js\n") for source in sources}
        assert 1 in counts and counts <= {0, 1}, f"{path.name} is not part of any widget"


def test_what_only_one_widget_uses_lies_with_it():
    for path in SHARED.rglob("*.js"):
        using = [folder.name for folder in FOLDERS if f"// {label(path)}.js\n" in script(folder)]
        assert len(using) > 1, f"shared/{label(path)}.js is {using}'s alone"


def test_a_widget_imports_its_own_scripts_and_shared_ones_only():
    for path in WIDGETS.rglob("*.js"):
        for needed in re.findall(r'from "([^"]+)"', path.read_text("utf-8")):
            home = (path.parent / needed).resolve()
            assert home.parent == path.parent or home.is_relative_to(SHARED), (path, needed)


def test_style_sheets_are_joined():
    joined = style(FOLDERS[0], "theme", "transport")
    assert 0 <= joined.index(".rnn-player {") < joined.index(".transport {")


def test_comments_with_lines_of_their_own_stay_behind(written):
    folder = written(
        a="//! A licence.\n// What it is.\n/** What it does\n *  and how. */\n"
        'export default "// here"; // and there\n',
    )
    (folder / "a.css").write_text("/* A part,\n * red. */\n.a { color: red } /* so */\n", "utf-8")
    heading, *lines = script(folder, "a").splitlines()
    assert heading == f"// {label(folder / 'a.js')}.js"
    assert lines == ["//! A licence.", 'export default "// here"; // and there']
    assert style(folder, "a") == ".a { color: red } /* so */\n"


def test_a_style_sheet_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="bptt_view has no colour.css, and none is shared"):
        style(WIDGETS / "bptt_view", "colour")


@each
def test_a_widgets_own_styles_stay_with_it(folder):
    """Several widgets stand on one page: what is named after one is for that one alone."""
    source = (folder / "widget.js").read_text("utf-8")
    (kind, *_) = re.findall(r"(?:rnn-player |kind: \")(rnn-[\w-]+)", source) or [None]
    assert kind, 'widget.js has no `kind: "rnn-…"`, which View.open needs to make the root'
    sheet = (folder / "widget.css").read_text("utf-8")
    sheet = re.sub(r"/\*.*?\*/|@[^{]*\{", "", sheet, flags=re.DOTALL)
    for rule in re.findall(r"([^{}]+)\{", sheet):
        for selector in re.split(r",(?![^(]*\))", rule):
            own = re.match(rf"\s*(\.rnn-player)?\.{kind}\b", selector)
            assert own, f"widget.css: {selector.strip()} does not begin with .{kind}"
