"""Settings that can be chosen by name, and are left as soon as one of them is changed by hand."""

import operator

import traitlets

from rnnlib.edge import brief

from .player import Player
from .traits import BadValue


class PresetPlayer(Player):
    """A player with `preset`: the name of one of ``_presets``, or "" once anything is changed.

    A subclass gives ``_presets``, {name: {trait: value}}, and calls `_leave_preset` whenever one of
    those traits changes.
    """

    preset = traitlets.Unicode("").tag(sync=True)
    _presets = traitlets.Dict().tag(sync=True)

    @traitlets.validate("preset")
    def _check_preset(self, proposal):
        return preset_of(proposal.value, self._presets)

    @traitlets.observe("preset")
    def _apply(self, change):
        """Bring everything to what the preset says."""
        if change.new:
            with self.hold_trait_notifications():
                for name, value in self._presets[change.new].items():
                    setattr(self, name, value)

    def _leave_preset(self, same=operator.eq):
        """Whoever changes anything has left the preset: a value that is not the same any more."""
        wanted = self._presets.get(self.preset, {})
        if any(not same(getattr(self, name), value) for name, value in wanted.items()):
            self.preset = ""


def preset_of(name, made):
    """The name itself; BadValue if it is neither "" nor that of a preset."""
    if name not in ("", *made):
        raise BadValue(f"preset: expected {either(made)} or '', got {brief(name)}")
    return name


def either(names):
    """'a', 'b', 'c'."""
    return ", ".join(map(repr, names))
