"""Sets of fonts, each all that a browser can see: chosen by a fontconfig file of its own.

DejaVu comes with matplotlib, a wide and a narrow set are made from it, Liberation is Debian's
package fonts-liberation.
"""

from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from needs import need

SETS = ("dejavu", "liberation", "wide", "narrow")
KINDS = {"sans-serif": "Sans", "serif": "Serif", "monospace": "SansMono"}
FAMILIES = {
    "dejavu": dict(zip(KINDS, ("DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"), strict=True)),
    "liberation": dict(
        zip(KINDS, ("Liberation Sans", "Liberation Serif", "Liberation Mono"), strict=True)
    ),
}
STRETCH = {"wide": 1.25, "narrow": 0.78}
LETTERS = [*range(0x20, 0x180), *range(0x370, 0x400), *range(0x2000, 0x2300), 0x303, 0x25A0]


def config(name, folder):
    """The fontconfig file, written into `folder`, with which a program sees this set alone."""
    folder = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    if name in STRETCH:
        for kind, word in KINDS.items():
            for bold in ("", "-Bold"):
                stretched(f"DejaVu{word}{bold}", f"{name} {kind}", STRETCH[name], folder)
        place, families = folder, {kind: f"{name} {kind}" for kind in KINDS}
    else:
        place, families = folder, FAMILIES[name]
        source, start = (dejavu(), "DejaVu") if name == "dejavu" else (need(name), "Liberation")
        for file in source.glob(f"{start}*.ttf"):
            (folder / file.name).unlink(missing_ok=True)
            (folder / file.name).symlink_to(file)
    families = families | {"system-ui": families["sans-serif"]}
    aliases = "".join(
        f"<alias binding='strong'><family>{kind}</family><prefer><family>{family}</family></prefer>"
        "</alias>"
        for kind, family in families.items()
    )
    file = folder / "fonts.conf"
    file.write_text(
        f"<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
        f"<dir>{place}</dir><cachedir>{folder / 'cache'}</cachedir>{aliases}</fontconfig>"
    )
    return file


@cache
def dejavu():
    """The folder of matplotlib's own fonts."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def stretched(source, family, factor, folder):
    """A font's letters with their widths multiplied, under another family's name."""
    font = TTFont(dejavu() / f"{source}.ttf")
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM"]  # FontForge's time stamp
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    glyphs, metrics = font["glyf"], font["hmtx"]
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.isComposite():
            for part in glyph.components:
                part.x = round(part.x * factor)
        elif glyph.numberOfContours > 0:
            glyph.coordinates.scale((factor, 1))
            glyph.coordinates.toInt()
        advance, side = metrics[name]
        metrics[name] = round(advance * factor), round(side * factor)
    for name in font.getGlyphOrder():
        glyphs[name].recalcBounds(glyphs)
    bold = "Bold" in source
    for record in font["name"].names:
        said = {1: family, 2: "Bold" if bold else "Regular", 4: f"{family} {bold}", 16: family}
        if record.nameID in said:
            record.string = said[record.nameID]
        elif record.nameID == 6:
            record.string = f"{family.replace(' ', '')}-{'Bold' if bold else 'Regular'}"
    font.save(folder / f"{family}-{bold}.ttf")
