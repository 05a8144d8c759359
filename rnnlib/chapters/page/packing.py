"""Binary state of widgets as text on a page: compressed without loss, whichever way is shortest."""

import zlib
from base64 import b64decode, b64encode

FLOAT = 4  # bytes of a float32


def packed(code: str) -> list[str]:
    """[text, way] for bytes given in base64: way "" (as given), "deflate", or "planes".

    In planes the first bytes of all float32 stand together, then the second ones …: signs and
    exponents resemble one another, and so compress.
    """
    data = b64decode(code)
    ways = {"": data, "deflate": zlib.compress(data, 9)}
    if data and len(data) % FLOAT == 0:
        planes = b"".join(data[k::FLOAT] for k in range(FLOAT))
        ways["planes"] = zlib.compress(planes, 9)
    way = min(ways, key=lambda name: len(ways[name]))
    return [b64encode(ways[way]).decode("ascii"), way]
