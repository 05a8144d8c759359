"""The README shows the pictures that there are, light and dark, told in words; all are small."""

import re
from pathlib import Path

from visual.gallery import FOLDER, SHOWN, place
from visual.scenes import SCHEMES, STATES

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
LARGEST = 1_000_000  # bytes of all pictures
PICTURE = re.compile(
    r'<picture><source media="\(prefers-color-scheme: dark\)" srcset="(\S+)_dark.png">'
    r'<img src="(\S+)_light.png" width="\d+" alt="([^"]+)"></picture>'
)


def test_the_readme_shows_every_picture_in_light_and_dark():
    shown = PICTURE.findall(README)
    assert all(dark == light for dark, light, _ in shown)
    names = [Path(light).name for _, light, _ in shown]
    assert sorted(names) == sorted(name.replace(" ", "_") for name in SHOWN)
    for name, (*_, told) in zip(names, shown, strict=True):
        assert told.startswith(name.partition("_")[0]) and len(told) > 60


def test_the_pictures_are_those_of_states_that_there_are_and_small():
    assert all(state in STATES[name] for name, state in SHOWN.items())
    files = set(FOLDER.iterdir())
    assert files == {place(name, scheme) for name in SHOWN for scheme in SCHEMES}
    assert sum(file.stat().st_size for file in files) <= LARGEST
