"""Every widget looks as approved: in its main states, light and dark, in three widths."""

import pytest
from visual.approved import FOLDER, place
from visual.judge import judged, title
from visual.report import side_by_side
from visual.scenes import VIEWS, names

APPROVE = "if it should look so: python tests/visual/approve.py"
LARGEST = 4_500_000  # bytes of all approved pictures


@pytest.mark.parametrize("name", names())
def test_it_looks_as_approved(camera, name, tmp_path):
    told = []
    for n, (shot, said, before, regions) in enumerate(judged(name, camera.shots(name)).faults):
        side_by_side(shot.half, before, regions).save(picture := tmp_path / f"{n}.png")
        told.append(f"{title(shot)}: {'; '.join(said)}; before, after, difference: {picture}")
    assert not told, "\n".join([*told, f'{APPROVE} "{name}"'])


def test_all_that_is_approved_is_looked_at_and_small():
    files = set(FOLDER.glob("*/*"))
    assert files == {place(name, *view) for name in names() for view in VIEWS}
    assert sum(file.stat().st_size for file in files) <= LARGEST
