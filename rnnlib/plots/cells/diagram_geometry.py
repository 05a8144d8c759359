"""From the grid of a cell's diagram to inches on paper: sizes, boxes, the ways of wires."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """Where a node stands, in inches from the upper left corner; y is its gauge's middle."""

    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float


class Measures:
    """All sizes of a diagram of ``size`` (columns, rows) that is ``width`` inches wide."""

    def __init__(self, width, size):
        columns, rows = size
        # Narrow diagrams have no larger parts than wide ones: all figures go together.
        self.ux = width / columns
        part = min(self.ux, 0.9)
        self.uy = 0.8 * part
        self.height = self.uy * rows
        self.font = 0.235 * part
        self.gauge, self.tank, self.header = 0.86 * part, 1.15 * self.uy, 1.5 * self.font
        self.op, self.thickest = 0.19 * part, 0.13 * part

    @property
    def points(self):
        """The size of letters in points."""
        return 72 * self.font

    def box(self, node):
        """The box of a node."""
        x, y = node.at[0] * self.ux, node.at[1] * self.uy
        over = 0
        if node.kind in ("gate", "gauge"):
            w, h, over = self.gauge / 2, self.tank / 2, self.header
        elif node.kind == "op":
            w = h = self.op
        elif node.kind == "map":
            w, h = 1.35 * self.font, 0.75 * self.font
        else:
            w, h = 0.55 * min(self.ux, 0.9), 0.85 * self.font
        return Box(x, y, x - w, x + w, y - h - over, y + h)

    def corners(self, points, boxes):
        """The corners of a wire through ``points``; it meets a node straight where it can."""
        ends = [self._end(point, boxes) for point in points]
        found = []
        for k, (x, y, node, side) in enumerate(ends):
            other = ends[1 if k == 0 else k - 1]
            if node is not None and other[2] is None:
                if side in ("top", "bottom") and node.left < other[0] < node.right:
                    x = other[0]
                if side in ("left", "right") and node.top < other[1] < node.bottom:
                    y = other[1]
            found.append((x, y))
        return found

    def _end(self, point, boxes):
        """(x, y, its node, the side where it is met); no node for a point of the grid."""
        if not isinstance(point, str):
            return point[0] * self.ux, point[1] * self.uy, None, ""
        name, side = point.split(".")
        node = boxes[name]
        if side in ("top", "bottom"):
            return node.x, getattr(node, side), node, side
        return getattr(node, side), node.y, node, side


def rounded(points, radius):
    """A matplotlib path through ``points`` with rounded corners."""
    from matplotlib.path import Path

    vertices, codes = [points[0]], [Path.MOVETO]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        vertices += [_towards(at, before, radius), at, _towards(at, after, radius)]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*vertices, points[-1]], [*codes, Path.LINETO])


def arrow(tip, origin, size):
    """The corners of a small triangle at ``tip`` that comes from ``origin``."""
    (x, y), (bx, by) = tip, _towards(tip, origin, size)
    dx, dy = 0.55 * (x - bx), 0.55 * (y - by)
    return [tip, (bx - dy, by + dx), (bx + dy, by - dx)]


def _towards(point, goal, way):
    (x, y), (gx, gy) = point, goal
    length = ((gx - x) ** 2 + (gy - y) ** 2) ** 0.5 or 1.0
    part = min(way / length, 0.5)  # no corner is rounder than half of its side
    return x + (gx - x) * part, y + (gy - y) * part
