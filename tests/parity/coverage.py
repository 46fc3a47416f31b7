"""The page of what is covered: for each method, dialect and face whether it is built, and how many recorded steps show it."""

from __future__ import annotations

from collections.abc import Iterator

from fake_magento.api.declare import ALL_DIALECTS
from fake_magento.api.registry import core_registry
from tests.parity.play import shown_steps
from tests.replay import FOLDERS, HERE

PAGE = HERE.parent / "docs" / "coverage.md"

_DIALECTS = {"v1": "SOAP V1", "v2": "SOAP V2", "wsi": "WS-I", "xmlrpc": "XML-RPC"}
_HEAD = """# What is covered

Made by `python -m tests.parity --coverage` from the declarations and the recordings. A number is how many recorded steps of a
real server call the method in that dialect, in the flavours `{}` and `{}`; each of them is answered as
recorded, but for those of the recordings that `tests/parity/not_yet.txt` names. A dash is a dialect in which the server does
not have the method; **no** is a method that the fake does not have yet: a call is fault 4.

{} of {} methods are built.
"""


def page() -> str:
    """The page."""
    methods = [method for resource in core_registry() for method in resource.methods.values()]
    built = sum(method.run is not None or method.run_v2 is not None for method in methods)
    return _HEAD.format(*FOLDERS, built, len(methods)) + "".join(f"{line}\n" for line in _tables())


def _tables() -> Iterator[str]:
    shown = shown_steps()
    assert {*_DIALECTS} == {*ALL_DIALECTS}
    for resource in core_registry():
        yield f"\n## `{resource.name}`\n"
        yield f"| method | {' | '.join(_DIALECTS.values())} |"
        yield "|---" * (1 + len(_DIALECTS)) + "|"
        for method in resource.methods.values():
            cells = []
            for dialect in _DIALECTS:
                steps = [shown[f"{resource.name}.{method.name}", dialect, face] for face in FOLDERS]
                if dialect not in method.dialects:
                    cells.append("–")
                elif method.implementation(dialect) is None:
                    cells.append("**no**")
                else:
                    cells.append(", ".join(map(str, steps)))
            yield f"| `{method.name}` | {' | '.join(cells)} |"
