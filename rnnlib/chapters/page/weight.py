"""Pictures in less room: compressed better than in a PNG file, and perhaps of fewer colours."""

from base64 import b64decode, b64encode
from functools import cache
from io import BytesIO

from PIL import Image, UnidentifiedImageError

PNG = "data:image/png;base64,"


@cache  # the index shows what a chapter shows
def lighter(address, colours=None):
    """The data of a picture as lossless WebP, where it is a PNG picture and that is shorter; with
    as many ``colours`` at the most."""
    if not address.startswith(PNG):
        return address
    try:
        picture = Image.open(BytesIO(b64decode(address.removeprefix(PNG))))
        file = BytesIO()
        if colours:
            picture = picture.convert("RGBA").quantize(colours).convert("RGBA")
        picture.save(file, "webp", lossless=True, exact=True, quality=100, method=4)
    except (OSError, ValueError, UnidentifiedImageError):  # what a browser may know and we do not
        return address
    found = f"data:image/webp;base64,{b64encode(file.getvalue()).decode('ascii')}"
    return min(address, found, key=len)
