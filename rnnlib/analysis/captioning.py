"""Are captions true? Whole sentences, and slot by slot."""

from typing import NamedTuple

from rnnlib.analysis.bleu import bleu
from rnnlib.edge import expect, iterable
from rnnlib.tasks.scenes import true_sentences, understood

SLOTS = ("number", "size", "colour", "shape", "relation")


class Verdict(NamedTuple):
    """What `judge` finds of many captions, as shares from 0 to 1.

    - exact: those that say the whole scene and nothing false;
    - grammatical: those that are sentences of the grammar at all;
    - slots: {"number", "size", "colour", "shape", "relation": the share of slots of that kind that
      are filled rightly};
    - pairs: the share of groups whose colour *and* shape are right;
    - bleu: the BLEU score, all true sentences being references.
    """

    exact: float
    grammatical: float
    slots: dict
    pairs: float
    bleu: float


def judge(captions, scenes):
    """The `Verdict` on one caption for each of the scenes.

    A scene may be told from either side; slots are counted by the side that fits better. What is
    not said is wrong, and a caption that is no sentence has no slot right.
    """
    captions, scenes = list(iterable("captions", captions)), list(iterable("scenes", scenes))
    fits = len(captions) == len(scenes) and captions
    expect(fits, "captions", f"{len(scenes)}, one for each scene", len(captions))
    right, asked = (dict.fromkeys((*SLOTS, "pair"), 0) for _ in range(2))
    exact = grammatical = 0
    for caption, scene in zip(captions, scenes, strict=True):
        exact += caption in true_sentences(scene)
        said = understood(caption)
        grammatical += said is not None
        found = max((filled(said, told) for told in (scene, scene.mirrored)), key=total)
        for slot, hits in found.items():
            right[slot] += sum(hits)
            asked[slot] += len(hits)
    share = {slot: right[slot] / asked[slot] if asked[slot] else 1.0 for slot in asked}
    pairs = share.pop("pair")
    n = len(captions)
    score = bleu(captions, [true_sentences(scene) for scene in scenes]).score
    return Verdict(exact / n, grammatical / n, share, pairs, score)


def filled(said, told):
    """For every kind of slot a list of bool: whether what is ``said`` agrees with what is told."""
    hits = {slot: [] for slot in (*SLOTS, "pair")}
    groups = () if said is None else said.groups
    for k, group in enumerate(told.groups):
        other = groups[k] if k < len(groups) else None
        for slot in SLOTS[:4]:
            hits[slot].append(getattr(other, slot, None) == getattr(group, slot))
        hits["pair"].append(hits["colour"][-1] and hits["shape"][-1])
    if told.relation is not None:
        hits["relation"].append(said is not None and said.relation == told.relation)
    return hits


def total(hits):
    """How many are right."""
    return sum(sum(own) for own in hits.values())
