"""How Numba compiles the functions that kernels share: once for all integers, and for linking alone.

By itself Numba compiles a shared function again for every mixture of argument types, optimises each
version together with all that it calls, and makes machine code of it, although only the kernels at the
top are ever entered. Here integers narrower than 64 bits are widened before the call, as Numba's own
arithmetic would widen them, and what is compiled stays as it is until a kernel takes it in. That spares
more than half of the time of compiling the engine.
"""

from collections.abc import Callable
from typing import Any

from numba import njit, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.cpu import _dynfunc
from numba.core.typed_passes import NativeLowering
from numba.core.typing.templates import infer_global
from numba.extending import models, register_model


class _PartLibrary(JITCodeLibrary):
    """Intermediate code that others link into theirs; it is never handed to the machine."""

    def _optimize_final_module(self) -> None:
        """Leave it to the kernels, which optimise all that they are made of."""

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class _PartLowering(NativeLowering):
    """Lower a function into a :class:`_PartLibrary`, and let other functions call it."""

    _name = "part_lowering"

    def run_pass(self, state: Any) -> bool:
        target = state.targetctx
        part = _PartLibrary(target.codegen(), state.func_id.func_qualname)
        state["library"] = part
        state.flags.no_compile = True
        super().run_pass(state)
        described = state.cr.fndesc
        # Other functions find this one by an entry point, which must exist though nobody enters there.
        entry = _dynfunc.make_function(
            described.lookup_module(), described.qualname, "", 0, state.cr.env, (part,)
        )
        target.insert_user_function(entry, described, [part])
        state.reload_init.extend(part._reload_init)
        state.cr = state.cr._replace(cfunc=entry)
        return True


class _PartCompiler(CompilerBase):
    """Numba's passes, with the last ones changed for parts."""

    def define_pipelines(self) -> list[PassManager]:
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.passes = [
            (_PartLowering if step is NativeLowering else step, about) for step, about in passes.passes
        ]
        passes._finalized = False
        passes.finalize()
        return [passes]


class _Part(types.Dispatcher):
    """The type of a shared function: calls of it are of 64-bit integers."""

    def get_call_type(self, context: Any, args: Any, kws: Any) -> Any:
        return super().get_call_type(
            context,
            tuple(widened(kind) for kind in args),
            {name: widened(kind) for name, kind in kws.items()},
        )


register_model(_Part)(models.OpaqueModel)


def widened(kind: types.Type) -> types.Type:
    """The type that an argument has within a shared function."""
    kind = types.unliteral(kind)
    narrow = isinstance(kind, types.Integer) and kind.bitwidth < types.int64.bitwidth
    return types.int64 if narrow else kind


def make_callable(function: Callable[..., Any], merges: bool) -> None:
    """Let compiled kernels call a Python function.

    Parameters
    ----------
    function : callable
        What to compile when a kernel calls it.
    merges : bool
        Whether each call is replaced by the function's own code.
    """
    options = {"forceinline": True} if merges else {}
    compiled = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, pipeline_class=_PartCompiler, **options)(
        function
    )
    infer_global(function, _Part(compiled))
    _kept.append(compiled)


_kept: list[Any] = []
"""Types refer to compiled functions weakly."""
