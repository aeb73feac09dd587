"""A reference to a world's arrays: what compiled functions hand to one another.

Numba passes a named tuple by value, a hundred and eighty machine words at every call; a reference is one
word. Behind it the arrays are borrowed: whoever calls a kernel holds the world until it returns, and no
kernel exchanges one of its arrays for another. So nobody counts who else uses an array, which would take
longer than much of what is done with it, and the compiler looks up only once where an array lies.
"""

import hashlib
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, models, register_model

LOAD_ONCE = "invariant.load"
"""LLVM's mark of a place in memory whose content never changes."""


class HandleType(types.Type):
    """The compiled type of a reference to a world's arrays.

    Parameters
    ----------
    arrays : NamedTuple type
        The type of the world.
    """

    def __init__(self, arrays: Any) -> None:
        self.arrays = arrays
        # The fields of every record would stand in the symbol of every function.
        digest = hashlib.sha256(repr(arrays).encode()).hexdigest()
        super().__init__(f"{type(self).__name__}.{digest}")


register_model(HandleType)(models.OpaqueModel)


@intrinsic
def handle_of(typingctx: Any, arrays: Any) -> Any:
    """A reference to the arrays of a :class:`scorelab.engine.state.World`, valid until the kernel returns."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = cgutils.alloca_once_value(builder, arguments[0])
        pointer = builder.bitcast(place, cgutils.voidptr_t)
        # Behind an empty instruction the compiler no longer knows that this memory has just been written,
        # so that it may take the content for eternal.
        form = ir.FunctionType(cgutils.voidptr_t, [cgutils.voidptr_t])
        return builder.asm(form, "", "=r,0,~{memory}", [pointer], side_effect=True)

    return HandleType(arrays)(arrays), generate


@infer_getattr
class _HandleAttributes(AttributeTemplate):
    """What a reference offers: the arrays by their names."""

    key = HandleType

    def generic_resolve(self, handle: HandleType, name: str) -> Any:
        fields = handle.arrays.fields
        return handle.arrays.types[fields.index(name)] if name in fields else None


@lower_getattr_generic(HandleType)
def _get_array(context: Any, builder: Any, handle: HandleType, pointer: Any, name: str) -> Any:
    """One of the arrays, without an owner."""
    index = handle.arrays.fields.index(name)
    world = builder.bitcast(pointer, context.get_value_type(handle.arrays).as_pointer())
    kept = cgutils.gep_inbounds(builder, world, 0, index)
    array = context.make_array(handle.arrays.types[index])(context, builder)
    for place, field in enumerate(array._datamodel._fields):
        if field in ("meminfo", "parent"):
            setattr(array, field, cgutils.get_null_value(getattr(array, field).type))
            continue
        value = builder.load(cgutils.gep_inbounds(builder, kept, 0, place))
        value.set_metadata(LOAD_ONCE, builder.module.add_metadata([]))
        setattr(array, field, value)
    return array._getvalue()
