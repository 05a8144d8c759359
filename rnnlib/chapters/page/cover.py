"""The picture of a chapter on the index: the most colourful one that its players print."""

from base64 import b64decode, b64encode
from io import BytesIO

from PIL import Image, ImageChops, UnidentifiedImageError

WIDTH = 560  # pixels: twice those of a card
SHAPE = (1.2, 2.8)  # width : height of a picture that suits a card
COLOURED = 40  # of 255: how far the channels of a pixel lie apart that is no grey


def cover(pictures):
    """The data of the best of `pictures`, PNG files in base64, as a small WebP; "" for none."""
    known = [picture for code in pictures if (picture := _read(code))]
    fits = [picture for picture in known if SHAPE[0] <= picture.width / picture.height <= SHAPE[1]]
    if not known:
        return ""
    best = max(fits or known, key=_colour)
    best.thumbnail((WIDTH, WIDTH), Image.Resampling.LANCZOS)
    file = BytesIO()
    best.save(file, "webp", quality=82, method=6)
    return f"data:image/webp;base64,{b64encode(file.getvalue()).decode('ascii')}"


def _read(code):
    try:
        picture = Image.open(BytesIO(b64decode(code))).convert("RGBA")
    except (OSError, ValueError, UnidentifiedImageError):  # a chapter may print what it likes
        return None
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _colour(picture):
    """The share of pixels that have a colour."""
    red, green, blue = picture.resize((96, 96)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    return sum(ImageChops.subtract(most, least).histogram()[COLOURED:]) / 96**2
