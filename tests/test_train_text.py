"""The command that trains on a reader's text, killed at any moment, ends as if it had not been."""

import os
import random
import re
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from needs import need

import rnnlib
from rnnlib import train_text

need("tqdm")

TEXT = "The cat sat on the mat; the dog sat on the log.\n" * 60
SMALL = ("--units 8 --updates 60 --B 4 --T 10 --every 7".split(), {"units": 8, "updates": 60})


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "cats.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def command(text, out, *more):
    words = [sys.executable, "-m", "rnnlib.train_text", str(text), "--out", str(out)]
    return [*words, *SMALL[0], *more]


def run(*words, **options):
    return subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", timeout=300, **options
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_killed_at_random_moments_it_ends_with_the_same_bytes(text, tmp_path):
    whole, broken = tmp_path / "whole.npz", tmp_path / "broken.npz"
    began = time.monotonic()
    assert run(*command(text, whole)).returncode == 0
    took = time.monotonic() - began
    lot, kills = random.Random(), 0
    while kills < 5:
        process = subprocess.Popen(command(text, broken), stdout=subprocess.DEVNULL)
        try:
            process.wait(lot.uniform(0.4, 1.0) * took)
            break
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
    assert run(*command(text, broken)).returncode == 0
    assert broken.read_bytes() == whole.read_bytes()
    assert not [path.name for path in tmp_path.iterdir() if path.name.endswith(".lock")]


def test_where_the_output_knows_few_letters_it_writes_the_others_as_numbers(tmp_path):
    """As on Windows, into a file or a pipe."""
    text = tmp_path / "greek.txt"
    text.write_text("αβγ " * 500, encoding="utf-8")
    narrow = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    ended = run(*command(text, tmp_path / "greek.npz"), env=narrow)
    assert ended.returncode == 0, ended.stderr
    assert any(letter in ended.stdout for letter in (r"\u03b1", r"\u03b2", r"\u03b3"))


@pytest.mark.parametrize("cell", train_text.CELLS)
def test_left_after_any_update_it_goes_on_exactly(tmp_path, cell):
    """The same within one process, where the moment can be chosen: also between checkpoints."""
    text = rnnlib.Text(TEXT)
    settings = {"cell": cell, "units": 6, "updates": 23, "B": 3, "T": 8, "every": 5}
    for _ in train_text.train(tmp_path / "whole.npz", text, **settings):
        pass
    for stop in (1, 5, 7, 14, 23):
        path = tmp_path / f"{stop}.npz"
        for lessons, _ in train_text.train(path, text, **settings):
            if lessons.done == stop:
                break
        *_, (lessons, notes) = train_text.train(path, text, **settings)
        assert lessons.done == len(lessons.losses) == 23
        assert [done for done, _ in notes["examined"]] == [5, 10, 15, 20, 23]
        assert path.read_bytes() == (tmp_path / "whole.npz").read_bytes()


def test_it_learns_and_its_model_can_be_had(tmp_path):
    text = rnnlib.Text(TEXT)
    path = tmp_path / "cats.npz"
    settings = {"units": 16, "updates": 150, "B": 4, "T": 24, "lr": 0.02}
    *_, (lessons, notes) = train_text.train(path, text, **settings)
    assert notes["examined"][-1][1] < 0.5 < 3 < lessons.losses[0]
    model = train_text.reader(path)
    assert model.text.alphabet == text.alphabet
    for name, p in lessons.model.params.items():
        np.testing.assert_array_equal(model.params[name], p)
    assert "sat on the" in model.sample("The ", 100, rng=np.random.default_rng(0), top_k=1)


def test_what_it_says(text, tmp_path):
    done = run(*command(text, "cats.npz"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "7 updates, held out " in done.stdout and "60 updates, held out " in done.stdout
    assert "rnnlib.train_text.reader('cats.npz')" in done.stdout
    again = run(*command(text, "cats.npz"), cwd=tmp_path)
    assert "60 updates, held out " in again.stdout and "53 updates" not in again.stdout


def test_what_it_writes_says_nothing_to_the_terminal(tmp_path, capsys):
    hostile = "\x1b[2J\x1b]0;evil\x07\x9b31m\r\b\x7f<b>\u202e漢😀\t\n" * 30
    (tmp_path / "evil.txt").write_text(hostile, encoding="utf-8", newline="")
    command = [str(tmp_path / "evil.txt"), "--out", str(tmp_path / "evil.npz"), "--every", "1"]
    assert train_text.main([*command, *"--units 8 --updates 2 --B 4 --T 10".split()]) == 0
    said = capsys.readouterr().out
    assert "␛" in said and "\t" in said
    assert not set(said) & set("\x1b\x07\x9b\b\x7f")


def test_a_name_for_the_checkpoint_is_found(text, tmp_path):
    words = [sys.executable, "-m", "rnnlib.train_text", str(text), *SMALL[0], "--updates", "1"]
    assert run(*words, cwd=tmp_path).returncode == 0
    assert (tmp_path / "cats.rnn.npz").exists()


def wrong(tmp_path, name):
    """The arguments of a wrong call."""
    path = tmp_path / "bad.txt"
    out = tmp_path / "model.npz"
    text = {"short": "abc", "empty": "", "bytes": b"\xff\xfe\x9c\x01" * 9}.get(name, TEXT)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    if name == "another model":
        rng = np.random.default_rng(0)
        rnnlib.save(out, rnnlib.Linear(2, 3, rng=rng))
    if name == "no checkpoint":
        out.write_text("nothing")
    if name in ("other units", "other text"):
        other = rnnlib.Text(TEXT + "!" * (name == "other text"))
        for _ in train_text.train(out, other, units=8, updates=1, B=4, T=10, every=100):
            pass
    more = {
        "unknown": [str(tmp_path / "none.txt")],
        "folder": [str(tmp_path)],
        "units": [str(path), "--units", "0"],
        "lr": [str(path), "--lr", "0"],
        "other units": [str(path), "--units", "9"],
        "other text": [str(path), "--units", "8"],
    }.get(name, [str(path)])
    return [*more, "--out", str(out), "--updates", "1", *("--B 4 --T 10".split())]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("unknown", "path: expected a readable text file, got .*none.txt"),
        ("folder", "path: expected a readable text file"),
        ("empty", "expected a text file of at least 2 characters, got .* with 0"),
        ("short", "fraction: expected at least 2 characters on either side"),
        ("bytes", "expected a text file in utf-8, got .* byte 0 is not utf-8"),
        ("units", "units: expected a positive integer, got 0"),
        ("lr", "lr: expected a positive number, got 0.0"),
        ("another model", "model.npz: expected a training's checkpoint, got a Linear"),
        ("no checkpoint", "model.npz: expected a file written by rnnlib.storage.save"),
        ("other units", "model.npz: expected a training with units 9, got 8"),
        ("other text", "model.npz: expected a training with text .*, got"),
    ],
)
def test_wrong_input_gets_one_sentence(tmp_path, capsys, name, says):
    assert train_text.main(wrong(tmp_path, name)) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert re.search(says, said), said
