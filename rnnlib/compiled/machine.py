"""A processor: how wide its registers are, and machine code for it."""

import os
from dataclasses import dataclass
from functools import cache

import llvmlite
import numpy as np
from llvmlite import binding as llvm


@dataclass(frozen=True)
class Machine:
    """A processor by LLVM's name of it, and what it has beyond that name: "+avx2,-avx512f,…"."""

    name: str
    features: str

    def has(self, feature):
        return f"+{feature}" in self.features.split(",")

    @property
    def bytes(self):
        """Of a register."""
        return 64 if self.has("avx512f") else 32 if self.has("avx2") else 16

    @property
    def registers(self):
        """How many there are for floats."""
        return 32 if self.has("avx512f") or self.has("neon") else 16

    def width(self, dtype):
        """Floats in a register."""
        return self.bytes // np.dtype(dtype).itemsize

    @property
    def _attributes(self):
        """Of every function: whole registers are used even by machines that are wary of them."""
        bits = f'"{8 * self.bytes}"'
        return f'nounwind "min-legal-vector-width"={bits} "prefer-vector-width"={bits}'

    @property
    def key(self):
        """What machine code depends on, beside its source."""
        return f"{llvmlite.__version__} {llvm.llvm_version_info} {self.name} {self.features}"

    def translate(self, text):
        """Machine code, as the bytes of an object file, of LLVM's text."""
        _start()
        target = llvm.Target.from_default_triple().create_target_machine(
            cpu=self.name, features=self.features, opt=3, reloc="pic", codemodel="default"
        )
        module = llvm.parse_assembly(f"{text}\nattributes #0 = {{ {self._attributes} }}\n")
        tuning = llvm.create_pipeline_tuning_options(speed_level=2)
        tuning.loop_vectorization = tuning.slp_vectorization = tuning.loop_unrolling = False
        passes = llvm.create_pass_builder(target, tuning)
        passes.getModulePassManager().run(module, passes)
        return target.emit_object(module)


@cache
def host():
    """The processor that we run on."""
    _start()
    return Machine(llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten())


@cache
def _start():
    """What puts code into memory: LLVM's newer linker, wherever LLVM itself prefers it. The older
    one looks for a place for code and for another one for its constants, and where memory is full
    of holes these are too far apart: it ends the process."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.create_lljit_compiler(use_jit_link=os.name != "nt")


def load(code, name, functions, known):
    """The addresses of functions in machine code that calls the ``known`` ones, by name. It stays
    in memory as long as the process."""
    builder = llvm.JITLibraryBuilder().add_object_img(code)
    for function in functions:
        builder.export_symbol(function)
    for function, address in known.items():
        builder.import_symbol(function, address)
    library = builder.link(_start(), name)
    _LOADED.append(library)
    return {function: library[function] for function in functions}


_LOADED = []
