"""Where the tensors of an ONNX graph come from: its inputs, its constants, or other nodes."""

import numpy as np

# What hands on the numbers of its first input and adds none of its own; Concat those of all.
CARRYING = {
    *("Cast", "Concat", "Expand", "Gather", "Identity", "Reshape", "Slice", "Split", "Squeeze"),
    *("Tile", "Transpose", "Unsqueeze"),
}
VALUES = ("value", "value_float", "value_floats", "value_int", "value_ints")
ZERO, CONSTANT, INPUT = "zero", "a constant", "an input"
SHARED = "an input that the sequence is made of"


class Origins:
    """Of all tensors of a graph. ``recurrent`` are the operators that read sequences."""

    def __init__(self, onnx, graph, recurrent):
        self.onnx = onnx
        self.constants = {one.name: one for one in graph.initializer}
        self.inputs = {one.name for one in graph.input} - self.constants.keys()
        self.filled, self.makers = {}, {}  # {tensor: the number in it}, {tensor: its node in words}
        self.roots = {}  # {tensor: those whose numbers it has}
        self.nodes = {name: node for node in graph.node for name in node.output}
        self.recurrent = recurrent
        uses, self.sequences = {}, set()  # {tensor: the inputs that it is computed from}
        for node in graph.node:
            given = [name for name in node.input if name]
            used = [uses.get(name, {name} & self.inputs) for name in given]
            ends = node.op_type in recurrent  # what it reads is the sequence
            self.sequences |= set().union(*used[:1]) if ends else set()
            ends = ends or node.op_type in ("Shape", "Size")
            uses |= dict.fromkeys(node.output, set() if ends else set().union(*used))
            made = f"the output of {node.op_type} {node.name!r}"
            self.makers |= dict.fromkeys(node.output, made.removesuffix(" ''"))
            if node.output and node.domain in ("", "ai.onnx"):
                self._take_in(node, given)

    def constant(self, name):
        """A tensor's array if it is in the file, else None."""
        held = self.constants.get(name)
        is_proto = isinstance(held, self.onnx.TensorProto)
        return self.onnx.numpy_helper.to_array(held) if is_proto else held

    def embedded(self, name):
        """Whether a tensor is made of rows of a matrix in the file, other than those of an identity
        matrix, which are one-hot: of an embedding's."""
        return any(
            node.op_type in ("Gather", "GatherND") and self._looks_up(node)
            for node in self._above(name)
        )

    def _looks_up(self, node):
        data, places = node.input[:2]
        array = self.constant(data)
        if array is None:  # or made of constants, as of quantized ones
            above = self._above(data)
            given = {name for node in above for name in node.input} | {data}
            kinds = {node.op_type for node in above}
            if given & self.inputs or kinds & {"EyeLike", "Shape", *self.recurrent}:
                return False
            return any(np.ndim(self.constant(one)) > 1 for one in given if one)
        fixed = self.constant(places) is not None
        if fixed or array.dtype.kind in "iub" or array.ndim < 2:
            return False
        return not (array.ndim == 2 and np.array_equal(array, np.eye(*array.shape)))

    def _above(self, name):
        """All nodes that a tensor is computed by; of recurrent ones what the sequence is."""
        found, waiting = {}, [name]
        while waiting:
            node = self.nodes.get(waiting.pop())
            if node is not None and id(node) not in found:
                found[id(node)] = node
                ends = node.op_type in self.recurrent
                waiting += node.input[:1] if ends else node.input
        return found.values()

    def of(self, name):
        """`ZERO`, `INPUT`, `SHARED`, or in words what else a tensor is."""
        return " and ".join(dict.fromkeys(map(self._root, self._roots(name))))

    def whole(self, name, length):
        """Whether every number of a tensor is known to be ``length``, which may be None."""
        arrays = [self._numbers(root) for root in self._roots(name)]
        return all(a is not None and a.size and np.all(a == length) for a in arrays)

    def _roots(self, name):
        return self.roots.get(name, [name])

    def _numbers(self, root):
        return self.filled[root] if root in self.filled else self.constant(root)

    def _root(self, root):
        if root in self.inputs:
            return SHARED if root in self.sequences else INPUT
        array = self._numbers(root)
        if array is None:
            return self.makers.get(root, "a tensor of no node")
        return CONSTANT if array.any() else ZERO

    def _take_in(self, node, given):
        kind = node.op_type
        if kind in ("Constant", "ConstantOfShape"):
            value = self.onnx.helper.get_attribute_value
            held = [value(a) for a in node.attribute if a.name in VALUES]
            if kind == "Constant":
                is_proto = held and isinstance(held[0], self.onnx.TensorProto)
                held = held if is_proto else [np.asarray(one) for one in held]
                self.constants |= zip(node.output, held, strict=False)
            else:
                number = self.onnx.numpy_helper.to_array(held[0]) if held else np.zeros(1)
                self.filled[node.output[0]] = number
        elif kind in CARRYING and given:
            carried = given if kind == "Concat" else given[:1]
            roots = dict.fromkeys(root for name in carried for root in self._roots(name))
            self.roots |= dict.fromkeys(node.output, [*roots])
            if kind == "Identity" and given[0] in self.constants:
                self.constants[node.output[0]] = self.constants[given[0]]
