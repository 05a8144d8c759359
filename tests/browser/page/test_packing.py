"""What a page was given packed is the same when it is unpacked, by old browsers and new ones."""

from base64 import b64encode

import numpy as np
import pytest

from rnnlib.chapters.page.packing import packed
from rnnlib.chapters.page.writer import SITE
from rnnlib.widgets.shared.modules import script

BYTES = {
    "": np.random.default_rng(0).bytes(1001),
    "deflate": bytes(range(250)) * 9 + b"odd",
    "planes": np.linspace(0, 1, 999, dtype="<f4").tobytes(),
}


@pytest.mark.parametrize("modern", [True, False])
@pytest.mark.parametrize("way", BYTES)
def test_bytes_come_out_as_they_went_in(open_page, way, modern):
    code, chosen = packed(b64encode(BYTES[way]).decode())
    assert chosen == way
    page = open_page()
    if not modern:
        page.evaluate("() => delete Uint8Array.fromBase64")
    found = page.evaluate(
        f"""async ([code, way]) => {{
          {script(SITE, "packing")};
          const {{ buffer, byteOffset, byteLength }} = await unpacked(code, way);
          return [...new Uint8Array(buffer, byteOffset, byteLength)];
        }}""",
        [code, way],
    )
    assert bytes(found) == BYTES[way]
