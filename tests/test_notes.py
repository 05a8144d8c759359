"""Notes on objects go with them."""

import gc
from dataclasses import dataclass

from rnnlib.notes import Notes


@dataclass
class Equal:
    """Equal to all others of its kind, and without a hash."""

    n: int = 0


def test_each_object_has_its_own_as_long_as_it_is_there():
    notes, one, other = Notes(), Equal(), Equal()
    notes.of(one)["said"] = 1
    assert notes.of(one) == {"said": 1} and notes.of(other) == {} and one == other
    del one
    gc.collect()
    assert len(notes) == 1
    assert notes.of(Equal()) == {}
