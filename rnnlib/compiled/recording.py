"""A cell's methods, read by calling them once with arrays that write down what is done to them.

The arrays of a method stand for *blocks*, such as the gate f or the scratch tmp, or for several
blocks under one another, such as "ifo". What is done to them elementwise becomes a `Value` for each
block, what is done by a matrix a `Dot`; neither is computed. A method that does anything else with
its arrays (asks for their shape or their numbers, say) cannot be recorded.
"""

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from rnnlib.compiled.values import Block, Dot, Unrecordable, Value, loads, number, truth, value_of

ELEMENTWISE = frozenset(
    "absolute add divide exp greater greater_equal less less_equal maximum minimum multiply "
    "negative positive reciprocal sqrt square subtract tanh".split()
)


class Trace:
    """What has been done so far: elementwise stretches, {block: value}, and dots between them."""

    def __init__(self, dtype):
        self.dtype = np.dtype(dtype)
        self.done, self.now = [], {}
        self.products, self.changed = 0, {}  # block: after how many products it was last written

    def read(self, block):
        return self.now.get(block) or Value("load", (block,), block.size)

    def write(self, block, value):
        if value.size not in (None, block.size):
            raise Unrecordable(f"it writes rows of {value.size} into rows of {block.size}")
        if truth(value):  # which is a float from now on
            value = value_of("positive", (value,), value.size)
        self.now[block] = value

    def dot(self, dot):
        self.end()
        self.changed |= dict.fromkeys(dot.out, self.products)
        self.done.append(dot)
        self.products += 1

    def end(self):
        """The end of an elementwise stretch."""
        self.changed |= dict.fromkeys(self.now, self.products)
        if self.now:
            self.done.append(self.now)
        self.now = {}

    def values(self, given):
        """One value for each block of what an operation was given; None for a bare number."""
        if isinstance(given, Recorded):
            values = given.values()
            if any(self.changed.get(b, -1) >= given.since for v in values for b in loads(v)):
                raise Unrecordable(
                    "it keeps what it has computed of an array until that is another"
                )
            return values
        if type(given) in (int, float):
            return number(given)
        if isinstance(given, np.generic | np.ndarray) and given.ndim == 0:
            if given.dtype == self.dtype:
                return number(given)
        raise Unrecordable(f"it computes with {_called(given)}, which is none of its arguments")


class Recorded(NDArrayOperatorsMixin):
    """An array that writes down what is done to it: a `Named` one, or what comes of others."""

    def __init__(self, trace, found):
        self.trace, self.found, self.dtype = trace, found, trace.dtype
        self._since = trace.products

    @property
    def since(self):
        """After how many products the memory held what its values are made of."""
        return self._since

    def values(self):
        return self.found

    def __array_ufunc__(self, ufunc, method, *given, out=None, **options):
        name = ufunc.__name__
        if name == "power" and given[1:2] == (2,):
            name, ufunc, given = "square", np.square, (given[0], *given[2:])
        if method != "__call__" or name not in ELEMENTWISE:
            raise Unrecordable(f"it calls {name}{'' if method == '__call__' else '.' + method}")
        if options:
            raise Unrecordable(f"it calls {name} with {' and '.join(options)}")
        if len(given) > ufunc.nin:  # positional out
            given, out = given[: ufunc.nin], given[ufunc.nin :]
        found = [self.trace.values(one) for one in given]
        lengths = {len(one) for one in found if type(one) is list}
        if len(lengths) > 1:
            raise Unrecordable(f"{name} is called with arrays of different sizes")
        made = [self._one(name, [f[k] if type(f) is list else f for f in found])
                for k in range(*lengths)]  # fmt: skip
        if out is None:
            return Recorded(self.trace, made)
        return out[0].put(made)

    @staticmethod
    def _one(name, given):
        sizes = {value.size for value in given} - {None}
        if len(sizes) > 1:
            raise Unrecordable(f"{name} is called with rows of {' and of '.join(sorted(sizes))}")
        if name not in ("maximum", "minimum", "multiply") and all(map(truth, given)):
            raise Unrecordable(f"{name} is called with nothing but comparisons")
        return value_of(name, given, *(sizes or {None}))

    def __getitem__(self, key):
        if key is Ellipsis or key == ():
            return self
        raise Unrecordable("it takes a part of an array")

    def __setitem__(self, key, value):
        self[key].put(self.trace.values(value))

    def put(self, made):
        raise Unrecordable("it writes into something that is none of its arguments")

    def dot(self, other, out=None):
        raise Unrecordable("it multiplies what comes of a step like a matrix")

    def _asked(self, *_, **__):
        raise Unrecordable("it asks for the numbers in an array")

    __array__ = __bool__ = __float__ = __int__ = __len__ = __iter__ = _asked

    def __array_function__(self, function, *_):
        raise Unrecordable(f"it calls {function.__name__}")

    def __getattr__(self, name):
        if name.startswith("__"):  # what Python and NumPy look for on their own
            raise AttributeError(name)
        raise Unrecordable(f"it asks an array for its {name}")


class Named(Recorded):
    """An argument of a method: one block, or several under one another."""

    def __init__(self, trace, blocks):
        super().__init__(trace, None)
        self.blocks = tuple(blocks)

    @property
    def since(self):
        return self.trace.products

    def values(self):
        return [self.trace.read(block) for block in self.blocks]

    def put(self, made):
        many = made if type(made) is list else [made] * len(self.blocks)
        if len(many) != len(self.blocks):
            raise Unrecordable("it writes an array into one of another size")
        for block, value in zip(self.blocks, many, strict=True):
            self.trace.write(block, value)
        return self


class Given(Named):
    """A working matrix or column: it can multiply, or be computed with."""

    def __init__(self, trace, name, size, adds):
        super().__init__(trace, [Block(name, size)])
        self.name, self.adds = name, adds

    def put(self, made):
        raise Unrecordable(f"it writes into the working matrix {self.name}")

    def dot(self, v, out=None):
        if not (isinstance(v, Named) and isinstance(out, Named)):
            raise Unrecordable(f"{self.name}.dot is not called with two of its arguments")
        if set(v.blocks) & set(out.blocks):
            raise Unrecordable(f"{self.name}.dot is called with an array that it writes into")
        self.trace.dot(Dot(self.name, v.blocks, out.blocks, self.adds))
        return out


def _called(value):
    return f"an array {value.shape}" if isinstance(value, np.ndarray) else type(value).__name__
