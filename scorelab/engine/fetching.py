"""Fetching ahead: asking for records of people before their turn comes.

Days go through people whose records lie far apart; most of the time would be spent waiting for
memory. A fetch changes nothing and may be left out.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

READ, NEAR, DATA = 0, 3, 1
"""The last three arguments of LLVM's `llvm.prefetch`: for reading, into the nearest cache, data."""


@intrinsic
def fetch(typingctx: Any, array: Any, index: Any) -> Any:
    """Ask for the memory of ``array[index]``; of an array of two dimensions, for where that row begins."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        records = context.make_array(signature.args[0])(context, builder, arguments[0])
        stride = cgutils.unpack_tuple(builder, records.strides)[0]
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        start = builder.bitcast(records.data, byte)
        place = builder.gep(start, [builder.mul(arguments[1], stride)])
        form = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [byte], form)
        builder.call(prefetch, [place, number(READ), number(NEAR), number(DATA)])
        return context.get_dummy_value()

    return types.void(array, types.intp), generate
