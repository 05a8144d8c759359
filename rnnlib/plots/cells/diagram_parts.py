"""The parts of a cell's diagram in print: wires, gauges, operations, functions, the input."""

from rnnlib.notation import palette
from rnnlib.plots.cells.diagram_geometry import arrow, rounded
from rnnlib.plots.cells.diagram_step import written
from rnnlib.plots.style import FAINT, INK

TRACK, NEGATIVE = "#CFCFCF", palette.NEGATIVE[0]
UNDER, WIRE, NODE, MARK = 1, 2, 4, 6  # what lies over what


class Pen:
    """Draws on ``axis``, in the measures ``m``; ``step`` has the numbers, or is None."""

    def __init__(self, axis, m, step=None):
        self.axis, self.m, self.step = axis, m, step

    def wire(self, wire, boxes):
        """A wire, as broad as its number is large, with its arrow head and its number."""
        points, hue = self.m.corners(wire.points, boxes), palette.colour(wire.hue)
        path, thickest = rounded(points, 0.6 * self.m.font), 72 * self.m.thickest
        if wire.lane:
            self._line(path, 2 * thickest, _tint(hue, 0.2), UNDER)
        self._line(path, 1.2, TRACK, WIRE)
        if wire.bundle:
            self._line(path, 4.5, hue, WIRE)
            self._line(path, 1.5, "white", WIRE)
        elif self.step is None:
            self._line(path, 0.35 * thickest, hue, WIRE)
        elif part := self.step.part(wire.value):
            size = abs(part)
            dash = (0, (1.6, 0.9)) if part < 0 else "-"
            colour = NEGATIVE if part < 0 else hue
            self._line(path, 1 + size * (thickest - 1), _tint(colour, 0.4 + 0.6 * size), WIRE, dash)
        if isinstance(wire.points[-1], str):
            self._patch(
                "Polygon", arrow(points[-1], points[-2], 0.6 * self.m.font), fc=FAINT, z=NODE
            )
        value = self.step and self.step.value(wire.value) if wire.label else None
        if value is not None:
            self._beside(wire, points, written(value))

    def node(self, node, box, symbol, inside):
        """A node: ``symbol`` stands over a gauge, ``inside`` in it where there are no numbers."""
        if node.kind == "op":
            self._operation(node, box)
        elif node.kind in ("gate", "gauge"):
            self._gauge(node, box, palette.colour(node.value.removesuffix("⁻")), symbol, inside)
        else:
            self._plate(node, box, inside)

    def text(self, x, y, text, size=1.0, **look):
        """Letters in the middle of (x, y), outlined in white."""
        from matplotlib.patheffects import withStroke

        look = {"ha": "center", "va": "center_baseline", "color": INK, "zorder": MARK} | look
        shown = self.axis.text(x, y, text, fontsize=size * self.m.points, **look)
        shown.set_path_effects([withStroke(linewidth=3, foreground="white")])

    def _gauge(self, node, box, hue, symbol, inside):
        m = self.m
        top, width = box.bottom - m.tank, box.right - box.left
        frame = {"style": f"round,pad=0,rounding_size={0.3 * m.font}", "z": NODE}
        empty = "white" if self.step else _tint(hue, 0.16)
        tank = self._rounded(box.left, top, width, m.tank, fc=empty, ec="none", **frame)
        if self.step:
            self._level(node, box, hue, tank)
        elif inside:
            self.text(box.x, box.y, inside, 0.95)
        self._rounded(box.left, top, width, m.tank, fc="none", ec=hue, lw=2.4, **frame)
        self.text(box.x, box.top + 0.55 * m.font, symbol, 1.1, fontweight="bold")

    def _level(self, node, box, hue, tank):
        """Gates are filled from the bottom, signed values from the middle, up or down."""
        value, part, signed = self.step.value(node.value), self.step.part(node.value), False
        base, room = box.bottom, self.m.tank
        if node.kind == "gauge":
            base, room, signed = box.y, self.m.tank / 2, True
            self.axis.plot(
                [box.left, box.right], [box.y] * 2, color=FAINT, lw=0.8, ls=":", zorder=NODE
            )
        look = {"fc": hue, "lw": 0}
        if part < 0:
            look = {"fc": NEGATIVE, "lw": 0, "hatch": "////", "ec": (1, 1, 1, 0.6)}
        width = box.right - box.left
        level = self._patch("Rectangle", (box.left, base - part * room), width, part * room, **look)
        level.set_clip_path(tank)
        away = (1 if part > 0 else -1) * self.m.tank / 4 if signed else 0  # where it is empty
        self.text(box.x, box.y + away, written(value), 0.92, fontweight="bold")

    def _operation(self, node, box):
        r = self.m.op
        self._patch("Circle", (box.x, box.y), r, fc="white", ec=FAINT, lw=1.8)
        a = (0.42 if node.sign == "×" else 0.58) * r
        lines = [((-a, -a), (a, a)), ((a, -a), (-a, a))]
        if node.sign == "+":
            lines = [((-a, 0), (a, 0)), ((0, -a), (0, a))]
        for (x1, y1), (x2, y2) in lines:
            x, y = [box.x + x1, box.x + x2], [box.y + y1, box.y + y2]
            self.axis.plot(x, y, color=INK, lw=2.2, zorder=MARK, solid_capstyle="round")

    def _plate(self, node, box, inside):
        style = f"round,pad=0,rounding_size={0.35 * self.m.font}"
        width, height = box.right - box.left, box.bottom - box.top
        self._rounded(box.left, box.top, width, height, style, fc="white", ec=FAINT, lw=1.8, z=NODE)
        self.text(box.x, box.y, node.sign or inside, 0.9)
        if self.step and node.value:
            value = written(self.step.value(node.value))
            self.text(box.right + 0.4 * self.m.font, box.y, value, 0.95, ha="left")

    def _beside(self, wire, points, text):
        """The number of a wire: over it, or to the right of where it goes upright."""
        x, y = wire.label[0] * self.m.ux, wire.label[1] * self.m.uy
        upright = any(
            abs(ax - x) < 0.02 and abs(bx - x) < 0.02 and (ay - y) * (by - y) < 0
            for (ax, ay), (bx, by) in zip(points, points[1:], strict=False)
        )
        if upright:
            self.text(x + 0.7 * self.m.font, y, text, 0.95, ha="left")
        else:
            self.text(x, y - self.m.thickest / 2 - 0.75 * self.m.font, text, 0.95)

    def _line(self, path, width, colour, z, dash="-"):
        from matplotlib.patches import PathPatch

        look = {"capstyle": "butt", "joinstyle": "round", "zorder": z}
        self.axis.add_patch(PathPatch(path, fc="none", ec=colour, lw=width, ls=dash, **look))

    def _rounded(self, x, y, width, height, style, z, **look):
        from matplotlib.patches import FancyBboxPatch

        return self.axis.add_patch(FancyBboxPatch((x, y), width, height, style, zorder=z, **look))

    def _patch(self, kind, *where, z=NODE, **look):
        from matplotlib import patches

        return self.axis.add_patch(getattr(patches, kind)(*where, zorder=z, **look))


def _tint(hue, part):
    """The hue laid thinly over white."""
    from matplotlib.colors import to_rgb

    return tuple(1 + (colour - 1) * part for colour in to_rgb(hue))
