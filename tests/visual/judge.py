"""Photographs held against the approved pictures."""

from dataclasses import dataclass, field

import numpy as np
from visual.approved import FOLDER, place, stored
from visual.compare import differences
from visual.report import marked
from visual.scenes import STATES

NOTHING = np.empty((0, 0, 3), np.uint8)
TOLD = 4  # regions of one picture that are told


@dataclass
class Verdict:
    """What one widget looks like: its shots, and those that are not as approved."""

    name: str
    shots: dict = field(default_factory=dict)  # {(width, scheme): [shot of every state]}
    faults: list = field(default_factory=list)  # (shot, sentences, before, regions)
    stale: set = field(default_factory=set)  # views whose file is to be written anew

    def reported(self):
        """The faults as `report.page` takes them."""
        for shot, said, before, regions in self.faults:
            difference = marked(shot.half, before, regions) if before.size else NOTHING
            yield title(shot), said, before, shot.half, difference


def title(shot):
    return f"{shot.name}, {shot.state}, {shot.width} px, {shot.scheme}"


def judged(name, shots, folder=FOLDER):
    """The `Verdict` on all shots of a widget."""
    verdict = Verdict(name)
    for shot in shots:
        verdict.shots.setdefault((shot.width, shot.scheme), []).append(shot)
    for view, taken in verdict.shots.items():
        known, states = stored(place(name, *view, folder)), list(STATES[name])
        if len(known) != len(states):
            known = [NOTHING] * len(states)
        for shot in taken:
            before = known[states.index(shot.state)]
            regions = differences(shot.half, before) if before.size else []
            said = sentences(regions) if before.size else ["there is no approved picture"]
            if said:
                verdict.faults.append((shot, said, before, regions))
                verdict.stale.add(view)
    return verdict


def sentences(regions):
    """The largest regions in words, and how many more there are."""
    more = len(regions) - TOLD
    return [*map(str, regions[:TOLD])] + ([f"and {more} smaller ones"] if more > 0 else [])
