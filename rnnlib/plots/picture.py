"""A finished figure with the sentence that says what it shows."""

from base64 import b64encode
from html import escape
from io import BytesIO

DPI = 150  # one and a half times the size on the page: sharp on a projector


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
            raise ValueError(f"alt: expected a sentence on what the figure shows, got {alt!r}")
        self.alt = " ".join(alt.split())
        self.width = round(fig.get_figwidth() * 100)
        self.png = _file(fig, "png", dpi=DPI, metadata={"Software": None})
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


def _file(fig, kind, **options):
    """The bytes of the figure's file; pyplot forgets the figure."""
    file = BytesIO()
    fig.savefig(file, format=kind, bbox_inches=fig.bbox_inches, **options)
    _pyplot().close(fig)
    return file.getvalue()


def _pyplot():
    from matplotlib import pyplot

    return pyplot
