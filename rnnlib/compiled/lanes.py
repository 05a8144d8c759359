"""Arithmetic on a few floats at once: the vectors that a processor has registers for."""

import struct

import numpy as np

LETTERS = {np.dtype(np.float32): "float", np.dtype(np.float64): "double"}


class Lanes:
    """So many floats of one kind, side by side in a register, and what can be done with them.

    ``code`` is where the instructions go. No operation changes the order of others, or takes NaN
    and ∞ for something that does not occur.
    """

    def __init__(self, code, dtype, width):
        self.code, self.dtype, self.width = code, np.dtype(dtype), width
        self.item = LETTERS[self.dtype]
        bits = 8 * self.dtype.itemsize
        self.kind = f"<{width} x {self.item}>"
        self.ints = f"<{width} x i{bits}>"
        self.bools = f"<{width} x i1>"
        self.mangled = f"v{width}f{bits}"

    def constant(self, value):
        """The same number in every lane."""
        with np.errstate(over="ignore"):  # beyond all floats of this kind it is ∞
            value = float(self.dtype.type(value))
        (word,) = struct.unpack("<Q", struct.pack("<d", value))
        return "<" + ", ".join([f"{self.item} 0x{word:016X}"] * self.width) + ">"

    def whole(self, value):
        """The same integer in every lane."""
        return "<" + ", ".join([f"{self.ints.split()[-1][:-1]} {value}"] * self.width) + ">"

    def two(self, operation, a, b):
        """fadd, fsub, fmul or fdiv."""
        return self.code.let(f"{operation} {self.kind} {a}, {b}")

    def add(self, a, b):
        return self.two("fadd", a, b)

    def subtract(self, a, b):
        return self.two("fsub", a, b)

    def multiply(self, a, b):
        return self.two("fmul", a, b)

    def divide(self, a, b):
        return self.two("fdiv", a, b)

    def negative(self, a):
        return self.code.let(f"fneg {self.kind} {a}")

    def call(self, function, *values):
        """One of LLVM's functions of floats, such as sqrt."""
        given = ", ".join(f"{self.kind} {value}" for value in values)
        return self.code.let(f"call {self.kind} @llvm.{function}.{self.mangled}({given})")

    def multiply_add(self, a, b, c):
        """a · b + c, rounded once where the processor can do that, twice elsewhere."""
        return self.call("fmuladd", a, b, c)

    def ordered(self, relation, a, b):
        """Which lanes stand in a relation: ogt, oge, olt, ole; uno is where one is NaN."""
        return self.code.let(f"fcmp {relation} {self.kind} {a}, {b}")

    def select(self, lanes, a, b):
        """a in these lanes, b in the others."""
        return self.code.let(f"select {self.bools} {lanes}, {self.kind} {a}, {self.kind} {b}")

    def number(self, lanes):
        """One in these lanes, zero in the others."""
        return self.select(lanes, self.constant(1), self.constant(0))

    def bits(self, a):
        """The lanes' bits as integers."""
        return self.code.let(f"bitcast {self.kind} {a} to {self.ints}")

    def floats(self, a):
        """Such integers as floats again."""
        return self.code.let(f"bitcast {self.ints} {a} to {self.kind}")

    def integer(self, operation, a, b):
        """An operation on the lanes' integers."""
        return self.code.let(f"{operation} {self.ints} {a}, {b}")

    def sum(self, a):
        """All lanes added up, half upon half."""
        for n in range(1, self.width.bit_length()):
            half = self.width >> n
            a = self.add(a, self.mixed(a, a, lambda lane, half=half: (lane + half) % self.width))
        return self.code.let(f"extractelement {self.kind} {a}, i64 0")

    def everywhere(self, address):
        """The float at the address, in every lane."""
        one = f"<{self.width} x {self.item}>"
        x = self.code.let(f"load {self.item}, ptr {address}, align {self.dtype.itemsize}")
        first = self.code.let(f"insertelement {one} poison, {self.item} {x}, i64 0")
        zeros = f"<{self.width} x i32> zeroinitializer"
        return self.code.let(f"shufflevector {one} {first}, {one} poison, {zeros}")

    def mixed(self, a, b, source):
        """Lane n is lane source(n) of a and b, one after the other."""
        order = ", ".join(f"i32 {source(n)}" for n in range(self.width))
        given = f"{self.kind} {a}, {self.kind} {b}, <{self.width} x i32> <{order}>"
        return self.code.let(f"shufflevector {given}")

    def first(self, n):
        """The first n lanes."""
        numbers = f"<{self.width} x i64>"
        each = "<" + ", ".join(f"i64 {k}" for k in range(self.width)) + ">"
        one = self.code.let(f"insertelement {numbers} poison, i64 {n}, i64 0")
        zeros = f"<{self.width} x i32> zeroinitializer"
        all_ = self.code.let(f"shufflevector {numbers} {one}, {numbers} poison, {zeros}")
        return self.code.let(f"icmp slt {numbers} {each}, {all_}")

    def load(self, address, lanes=None):
        """Floats from this address on; with ``lanes`` only those, and zero in the others."""
        size = self.dtype.itemsize
        if lanes is None:
            return self.code.let(f"load {self.kind}, ptr {address}, align {size}")
        given = f"ptr {address}, i32 {size}, {self.bools} {lanes}, {self.kind} zeroinitializer"
        return self.code.let(f"call {self.kind} @llvm.masked.load.{self.mangled}.p0({given})")

    def store(self, a, address, lanes=None):
        """The lanes to this address, all of them or only some."""
        size = self.dtype.itemsize
        if lanes is None:
            self.code.do(f"store {self.kind} {a}, ptr {address}, align {size}")
        else:
            given = f"{self.kind} {a}, ptr {address}, i32 {size}, {self.bools} {lanes}"
            self.code.do(f"call void @llvm.masked.store.{self.mangled}.p0({given})")

    def declarations(self):
        """What of LLVM's own is called here."""
        three = ", ".join([self.kind] * 3)
        masked = f"i32 immarg, {self.bools}"
        return (
            "declare void @llvm.prefetch.p0(ptr, i32 immarg, i32 immarg, i32 immarg)\n"
            f"declare {self.kind} @llvm.fmuladd.{self.mangled}({three})\n"
            f"declare {self.kind} @llvm.sqrt.{self.mangled}({self.kind})\n"
            f"declare {self.kind} @llvm.fabs.{self.mangled}({self.kind})\n"
            f"declare {self.kind} @llvm.copysign.{self.mangled}({self.kind}, {self.kind})\n"
            f"declare {self.kind} @llvm.masked.load.{self.mangled}.p0(ptr, {masked}, {self.kind})\n"
            f"declare void @llvm.masked.store.{self.mangled}.p0({self.kind}, ptr, {masked})\n"
        )
