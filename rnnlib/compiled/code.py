"""The text of a function in LLVM's intermediate representation, written line by line."""

from contextlib import contextmanager
from itertools import count


class Code:
    """Instructions of one function, in their order; each value has a name of its own.

    ``let("add i64 %a, %b")`` writes an instruction and returns the name of its value, ``do`` one
    without a value. Counters live in memory of the stack: LLVM makes registers of them.
    """

    def __init__(self, head):
        """``head`` is what stands before the body, "define void @name(…)"."""
        self.lines, self.head, self.names = [], head, count()
        self.room = []  # what is reserved on the stack, once, on entry

    def let(self, instruction):
        name = f"%v{next(self.names)}"
        self.lines.append(f"  {name} = {instruction}")
        return name

    def do(self, instruction):
        self.lines.append(f"  {instruction}")

    def reserve(self, kind):
        """Room for one value of this type."""
        name = f"%v{next(self.names)}"
        self.room.append(f"  {name} = alloca {kind}, align 64")
        return name

    def at(self, base, index, kind):
        """The address of base[index], for items of this type."""
        return self.let(f"getelementptr {kind}, ptr {base}, i64 {index}")

    def fetch(self, address):
        """Have the cache line at the address brought, to be written to."""
        self.do(f"call void @llvm.prefetch.p0(ptr {address}, i32 1, i32 3, i32 1)")

    def integer(self, operation, a, b):
        """An operation on two integers: add, sub, mul, sdiv, srem."""
        return self.let(f"{operation} i64 {a}, {b}")

    def is_(self, relation, a, b):
        """Whether two integers stand in a relation: eq, slt, sle, sge."""
        return self.let(f"icmp {relation} i64 {a}, {b}")

    def choose(self, condition, a, b):
        """The integer a if the condition holds, else b."""
        return self.let(f"select i1 {condition}, i64 {a}, i64 {b}")

    @contextmanager
    def loop(self, start, stop, step=1):
        """The lines of the block for index = start, start + step, … below stop."""
        counter, n = self.reserve("i64"), next(self.names)
        self.do(f"store i64 {start}, ptr {counter}")
        self.do(f"br label %test{n}")
        self.lines.append(f"test{n}:")
        index = self.let(f"load i64, ptr {counter}")
        more = self.is_("slt", index, stop)
        self.do(f"br i1 {more}, label %body{n}, label %end{n}")
        self.lines.append(f"body{n}:")
        yield index
        self.do(f"store i64 {self.integer('add', index, step)}, ptr {counter}")
        self.do(f"br label %test{n}")
        self.lines.append(f"end{n}:")

    @contextmanager
    def when(self, condition):
        """The lines of the block only if the condition holds."""
        n = next(self.names)
        self.do(f"br i1 {condition}, label %then{n}, label %after{n}")
        self.lines.append(f"then{n}:")
        yield
        self.do(f"br label %after{n}")
        self.lines.append(f"after{n}:")

    def text(self):
        """The whole function."""
        body = "\n".join([f"{self.head} #0 {{", "entry:", *self.room, *self.lines])
        return f"{body}\n  ret void\n}}\n"
