"""Pictures in less room: the same pixels, compressed better than in a PNG file, or nearly."""

from base64 import b64decode, b64encode
from functools import cache
from io import BytesIO

from PIL import Image, UnidentifiedImageError

PNG = "data:image/png;base64,"


@cache  # the index shows what a chapter shows
def lighter(address, lossless=True):
    """The data of a picture as WebP, where it is a PNG picture and that is shorter."""
    if not address.startswith(PNG):
        return address
    try:
        picture = Image.open(BytesIO(b64decode(address.removeprefix(PNG))))
        file = BytesIO()
        how = {"lossless": True, "exact": True, "quality": 100} if lossless else {"quality": 70}
        picture.save(file, "webp", method=4, **how)
    except (OSError, ValueError, UnidentifiedImageError):  # what a browser may know and we do not
        return address
    found = f"data:image/webp;base64,{b64encode(file.getvalue()).decode('ascii')}"
    return min(address, found, key=len)
