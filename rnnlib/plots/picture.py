"""A finished figure with the sentence that says what it shows."""

from base64 import b64encode
from contextlib import contextmanager
from html import escape
from io import BytesIO

from rnnlib.edge import brief

DPI = 150  # one and a half times the size on the page: sharp on a projector
SMALL, COLOURS, RIM = 900, 128, 8  # of a picture in a stored notebook: pixels across, hues, pixels
CORNER = 0.09  # inches: a dark page shows the figure as a white card with round corners


class Picture:
    """The matplotlib figure `fig` as a still picture with the alternative text `alt`.

    `alt` is one or two sentences with rounded numbers. It is the picture's `repr`, which a notebook
    test compares, and its alt text, which a screen reader reads. The picture is an HTML image, for
    JupyterLab gives other images no alt text. `png` holds the same bytes whenever the figure is
    drawn with the same matplotlib, and so does `svg`, for print; pyplot forgets the figure, which
    so appears only once.
    """

    def __init__(self, fig, alt):
        if not hasattr(fig, "savefig"):
            raise ValueError(f"fig: expected a matplotlib figure, got {type(fig).__name__}")
        if not isinstance(alt, str) or not alt.strip():
            raise ValueError(f"alt: expected a sentence on what the figure shows, got {brief(alt)}")
        whole = alt.encode(errors="replace").decode()  # no lone surrogate comes into a file
        self.alt = " ".join(whole.split())
        self.width = round(fig.get_figwidth() * 100)
        with _card(fig):
            self.png = _file(fig, "png", dpi=DPI, facecolor="none", metadata={"Software": None})
        self._fig = fig

    @property
    def svg(self):
        """The figure as SVG, its letters as outlines: the same on every machine."""
        with _pyplot().rc_context({"svg.hashsalt": "rnnlib", "svg.fonttype": "path"}):
            return _file(self._fig, "svg", metadata={"Date": None, "Description": self.alt})

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        code = b64encode(self.png).decode("ascii")
        image = (
            f'<img alt="{escape(self.alt)}" width="{self.width}" '
            f'src="data:image/png;base64,{code}">'
        )
        return {"text/html": image, "text/plain": self.alt}


def small_png(fig):
    """The figure as a PNG of `SMALL` pixels across and few colours, so that many fit a notebook."""
    from PIL import Image, ImageOps  # which matplotlib needs, too

    dpi = (SMALL - 2 * RIM) / fig.get_figwidth()
    file = BytesIO(_file(fig, "png", dpi=dpi, metadata={"Software": None}))
    whole = ImageOps.expand(Image.open(file).convert("RGB"), RIM, "white")
    # by maximal coverage: a median cut takes the hue out of thin lines and letters
    few = whole.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    few.save(file := BytesIO(), "PNG", optimize=True)
    return file.getvalue()


@contextmanager
def _card(fig):
    """The figure's ground with round corners, and nothing outside of them."""
    from matplotlib.patches import FancyBboxPatch

    ground = FancyBboxPatch(
        (0, 0),
        *fig.get_size_inches(),
        f"round,pad=0,rounding_size={CORNER}",
        transform=fig.dpi_scale_trans,
        facecolor=fig.get_facecolor(),
        linewidth=0,
        zorder=-1000,
        in_layout=False,
    )
    fig.add_artist(ground)
    try:
        yield
    finally:
        ground.remove()


def _file(fig, kind, **options):
    """The bytes of the figure's file; pyplot forgets the figure."""
    file = BytesIO()
    fig.savefig(file, format=kind, bbox_inches=fig.bbox_inches, **options)
    _pyplot().close(fig)
    return file.getvalue()


def _pyplot():
    from matplotlib import pyplot

    return pyplot
