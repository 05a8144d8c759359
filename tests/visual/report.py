"""What differs, for people: a picture of it, and a page with before, after and difference."""

import base64
import html
from io import BytesIO

import numpy as np
from PIL import Image
from visual.compare import grown

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>What differs</title><style>
:root { color-scheme: light dark } body { font: 15px system-ui, sans-serif; margin: 1.5em }
.row { display: flex; gap: 8px; overflow-x: auto; align-items: flex-start }
figure { margin: 0 } img { border: 1px solid gray; image-rendering: pixelated }
</style><h1>What differs</h1>
"""
FRAME = (255, 0, 0)


def marked(found, approved, regions):
    """The difference as a picture: pale where nothing is, each region framed in red."""
    size = tuple(map(max, found.shape, approved.shape))
    a, b = (grown(picture, size) for picture in (found, approved))
    picture = (255 - np.abs(a - b)).astype(np.uint8)
    for region in regions:
        top, bottom, left, right = (
            edge // 2 for edge in (region.top, region.bottom, region.left, region.right)
        )
        picture[top:bottom, [left, right - 1]] = FRAME
        picture[[top, bottom - 1], left:right] = FRAME
    return picture


def side_by_side(found, approved, regions):
    """Before, after and difference, next to each other: a Pillow image."""
    approved = approved if approved.size else np.full((1, found.shape[1], 3), 255, np.uint8)
    parts = (approved, found, marked(found, approved, regions))
    width, gap = max(part.shape[1] for part in parts), 8
    whole = np.full((max(map(len, parts)), 3 * width + 2 * gap, 3), 128, np.uint8)
    for n, part in enumerate(parts):
        whole[: len(part), n * (width + gap) :][:, : part.shape[1]] = part
    return Image.fromarray(whole)


def page(faults):
    """The page as text, for faults (title, sentences, before, after, difference)."""
    parts = [HEAD if faults else HEAD + "<p>Nothing differs.</p>"]
    for title, said, *pictures in faults:
        parts.append(f"<h2>{html.escape(title)}</h2><p>{'<br>'.join(map(html.escape, said))}</p>")
        figures = zip(("before", "after", "difference"), pictures, strict=True)
        shown = (
            f"<figure><figcaption>{word}</figcaption>{image(p)}</figure>" for word, p in figures
        )
        parts.append(f"<div class=row>{''.join(shown)}</div>")
    return "\n".join(parts)


def image(picture):
    """An <img> that carries its picture; a dash where there is none."""
    if not picture.size:
        return "–"
    Image.fromarray(picture).save(file := BytesIO(), "png")
    return f'<img alt="" src="data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}">'
