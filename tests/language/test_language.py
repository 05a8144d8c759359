"""The words of the widgets: the table is whole in every language, and all of it is used."""

import ast
import re

import pytest
from widgets.each import WIDGETS, each, example

from rnnlib import analysis, language, notation, widgets
from rnnlib.chapters.page.writer import SITE
from rnnlib.diagrams import ALL, unrolled
from rnnlib.widgets.gate_playground import presets as gates
from rnnlib.widgets.gate_playground.words import DIAGRAMS
from rnnlib.widgets.memory_view.words import STAGES
from rnnlib.widgets.phase_plane import presets as plane
from rnnlib.widgets.phase_plane import words as phase
from rnnlib.widgets.sequence_shapes import tour
from rnnlib.widgets.sequence_shapes.widget import SHORT
from rnnlib.widgets.shared.player import Player
from rnnlib.widgets.unroll_view import words as unroll

OTHERS = [name for name in language.LANGUAGES if name != "en"]
PAGE, EXERCISES = SITE.parent, WIDGETS.parent / "exercises"
JS_KEY = re.compile(r"""\bsay\(\s*(["'`])(\w+\..*?)\1""")


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    monkeypatch.setattr(language, "_chosen", None)
    monkeypatch.delenv(language.VARIABLE, raising=False)


def keys(table):
    return {f"{group}.{key}" for group, words in table.items() for key in words}


def spoken_keys():
    """Patterns of all keys that JavaScript and Python ask for: what is computed matches any."""
    for folder in (WIDGETS, PAGE, EXERCISES):
        for file in folder.rglob("*.js"):
            for _, key in JS_KEY.findall(file.read_text("utf-8")):
                yield re.sub(r"\\\$\\\{.*?\\\}", r"\\w+", re.escape(key))
        for file in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                    yield from written(node.args[0])


def written(node):
    if isinstance(node, ast.IfExp):
        return [*written(node.body), *written(node.orelse)]
    if isinstance(node, ast.Constant):
        return [re.escape(node.value)]
    parts = (re.escape(v.value) if isinstance(v, ast.Constant) else r"\w+" for v in node.values)
    return ["".join(parts)]


def elsewhere():
    """What other parts of rnnlib say in English and a widget shows."""
    stages = [stage for diagram in (*ALL, *DIAGRAMS.values()) for stage in diagram.stages]
    tables = (notation.LABELS, notation.NOTES, notation.PLAIN_NOTES, unrolled.NOTES)
    tables += (unrolled.PARAMETERS, unroll.SAYS, gates.SAYS, gates.BY_WEIGHTS)
    tables += (plane.SAYS, phase.STAGES, tour.ABOUT)
    return {
        *(said for stage in stages for said in (stage.says, stage.says_back) if said),
        *(said for table in tables for said in table.values()),
        *(notation.GRU_NOTE, notation.JORDAN_NOTE, phase._ROWS, phase._COLUMNS),
        *(*analysis.SHAPES, *SHORT),
    }


def test_every_key_that_is_asked_for_is_there_and_every_key_is_asked_for():
    known, asked = keys(language.table("en")), set(spoken_keys())
    assert len(asked) > 300
    for pattern in asked:
        assert any(re.fullmatch(pattern, key) for key in known), pattern
    of_page = {f"template.{key}" for key in language.table("en")["template"]}
    unused = {k for k in known - of_page if not any(re.fullmatch(p, k) for p in asked)}
    assert not unused


def test_the_words_of_a_page_stand_in_its_template():
    names = ("chapter.html", "index.html")
    template = "".join((SITE / name).read_text("utf-8") for name in names)
    for text in language.table("en")["template"].values():
        assert re.search(rf'(>|title="|label="){re.escape(text)}[<"\n]', template), text


def test_names_that_are_looked_up_have_their_words():
    stages = {stage.name for diagram in (*ALL, *DIAGRAMS.values()) for stage in diagram.stages}
    stages |= {*unrolled.STAGES, *STAGES, "before"}
    words = language.table("en")
    assert words["stage"].keys() == stages
    assert words["preset"].keys() == {*gates.SAYS, *plane.SAYS}


@pytest.mark.parametrize("name", OTHERS)
def test_another_language_has_the_same_keys_with_the_same_places(name):
    known, other = language.table("en"), language.table(name)
    assert keys(known) == keys(other) - {f"sentences.{key}" for key in other["sentences"]}
    for group, words in known.items():
        for key, text in words.items():
            places = [{m[1] for m in language.PLACE.finditer(t)} for t in (text, other[group][key])]
            assert places[0] == places[1], f"{group}.{key}"
            assert other[group][key].strip(), f"{group}.{key}"


@pytest.mark.parametrize("name", OTHERS)
def test_another_language_has_all_sentences_of_elsewhere_with_the_same_symbols(name):
    sentences = language.table(name)["sentences"]
    assert sentences.keys() == elsewhere()
    for english, other in sentences.items():
        found = [set(re.findall(r"\{.*?\}", text)) for text in (english, other)]
        assert found[0] == found[1], english


def test_places_and_words_by_number_are_filled_in():
    fill = {"n": 1, "symbol": "a", "p": 0.5}
    assert language.say("ways.still_says", **fill) == "output 1 says “a” (0.5)"
    assert language.say("compare.size", H=1, parameters=9) == "1 unit, 9 parameters"
    with language.speaking("de"):
        assert language.say("compare.size", H=2, parameters=9) == "2 Einheiten, 9 Parameter"
    speeds = {"en": ["1 step/s", "2 steps/s"], "de": ["1 Schritt/s", "2 Schritte/s"]}
    for name, said in speeds.items():
        with language.speaking(name):
            assert [language.say("player.steps_a_second", s=s) for s in (1, 2)] == said


def test_the_reader_chooses_by_a_call_or_by_the_environment(monkeypatch):
    assert widgets.language() == "en"
    monkeypatch.setenv(language.VARIABLE, "de")
    assert widgets.language() == "de"
    assert widgets.language("en") == "en"


@pytest.mark.parametrize("wrong", ["fr", 3, "", "../de"])
def test_another_language_is_refused_in_a_sentence(wrong):
    with pytest.raises(ValueError, match=r"^name: expected 'de' or 'en', got "):
        widgets.language(wrong)


def test_a_key_that_is_not_in_the_table_is_refused():
    with pytest.raises(ValueError, match="key: expected one of the table of words, got 'player.x'"):
        language.say("player.x")


@each
def test_a_widget_speaks_the_language_that_was_chosen_when_it_was_made(folder):
    english = example(folder)
    widgets.language("de")
    german = example(folder)
    if not isinstance(german, Player):
        return  # it has no words from the table
    assert "// de/" not in english._esm and "// en/" not in german._esm
    assert ("// en/" in english._esm) == ("// de/" in german._esm)
    before, after = (w._repr_mimebundle_()[0]["text/plain"] for w in (english, german))
    widgets.language("en")
    assert german._repr_mimebundle_()[0]["text/plain"] == after
    says = any("say(" in file.read_text("utf-8") for file in folder.glob("*.py"))
    assert after != before or not says
