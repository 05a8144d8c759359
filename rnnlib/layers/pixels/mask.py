"""Which neighbours a convolution may look at."""

import numpy as np

from rnnlib.edge import brief, expect, whole


def causal_mask(kernel, kind):
    """The mask (k, l) of a kernel of k rows and l columns, both odd: True where it may look.

    The middle of the kernel lies on the pixel in question. Both masks let through all rows above
    it, and what is left of it in its own row. They differ in the pixel itself (van den Oord et al.
    2016, section 3.4): mask "A", for the first layer, whose inputs are the pixels, hides it; mask
    "B", for all further layers, whose inputs know nothing of it yet, lets it through. The kind
    None hides nothing: an ordinary convolution.

    (Of a picture in colours the masks also order red, green and blue; our pictures are grey.)
    """
    k, l = check_kernel(kernel)
    check_kind(kind)
    mask = np.ones((k, l), bool)
    if kind is not None:
        middle = k // 2, l // 2
        mask[middle[0] + 1 :] = False  # rows below
        mask[middle[0], middle[1] + 1 :] = False  # what is right of it
        mask[middle] = kind == "B"  # the pixel itself
    return mask


def check_kernel(kernel):
    """Two odd numbers."""
    fits = isinstance(kernel, tuple | list) and len(kernel) == 2
    expect(fits, "kernel", "two odd numbers (rows, columns)", brief(kernel))
    sizes = tuple(whole("kernel", k, 1, "odd numbers (rows, columns)") for k in kernel)
    expect(all(k % 2 for k in sizes), "kernel", "odd numbers (rows, columns)", brief(kernel))
    return sizes


def check_kind(kind):
    """A kind of mask."""
    fits = kind is None or (isinstance(kind, str) and kind in ("A", "B"))
    expect(fits, "mask", "'A', 'B' or None", brief(kind))
