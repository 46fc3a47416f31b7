"""Which client can speak which dialect: each cell is lived by the tests, and the README's table is made of them.

`python -m tests.clients.matrix` writes the table into the README.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.clients import Given, python, run
from tests.clients.python_lives import live

TESTS = Path(__file__).parents[1]
README = TESTS.parent / "README.md"
DIALECTS = {"v1": "SOAP V1", "v2": "SOAP V2", "wsi": "V2 in WS-I mode", "xmlrpc": "XML-RPC"}
START, END = "<!-- made by python -m tests.clients.matrix -->\n", "<!-- end -->"


@dataclass(frozen=True)
class Cell:
    """A client that speaks a dialect: how it lives, and, where it cannot, the error that it meets and why."""

    live: Callable[[Given], Any]
    error: str = ""
    why: str = ""


def _python(client: Callable[[Given], python.Client], error: str = "", why: str = "") -> Cell:
    return Cell(lambda given: live(client(given)), error, why)


def _program(*command: str, error: str = "", why: str = "") -> Cell:
    return Cell(partial(run, command), error, why)


def _java(given: Given) -> Any:
    """The Java program, built from the WSDL that it is given."""
    with tempfile.TemporaryDirectory() as folder:
        build = [str(TESTS / "java" / "build"), given.url, folder]
        done = subprocess.run(build, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return run([str(TESTS / "java" / "live"), folder], given)


_PHP = _program("php", "-d", "display_errors=stderr", str(TESTS / "php" / "life.php"))
_NODE_SOAP = str(TESTS / "node" / "soap_life.js")
_NODE_XMLRPC = str(TESTS / "node" / "xmlrpc_life.js")
_SUDS_V1 = "Type not found: 'args'"
_NO_ENCODING = Cell(_java, "Use of SOAP Encoding is not supported.", "`wsimport` takes document/literal WSDLs alone")

CLIENTS: dict[str, dict[str, Cell]] = {
    "PHP's SoapClient": {"v1": _PHP, "v2": _PHP, "wsi": _PHP},
    "zeep": {
        "v1": _python(
            python.ZeepV1,
            "Too few arguments to function Mage_Catalog_Model_Product_Attribute_Media_Api::create(), 1 passed",
            "it sends a list in a part of any type as the text of its `repr`; scalars work",
        ),
        "v2": _python(python.ZeepV2),
        "wsi": _python(python.ZeepWsi),
    },
    "suds-community": {
        "v1": _python(python.SudsV1, _SUDS_V1, "it sends no list in a part of any type; one argument as text works"),
        "v2": _python(python.SudsV2),
        "wsi": _python(python.SudsWsi),
    },
    "magento1-client": {
        "v1": _python(python.Magento1ClientSoap, _SUDS_V1, "it speaks SOAP with suds, as its own documentation says"),
        "xmlrpc": _python(python.Magento1Client),
    },
    "xmlrpc.client": {"xmlrpc": _python(python.XmlRpc)},
    "soap (npm)": {
        "v1": _program("node", _NODE_SOAP),
        "v2": _program("node", _NODE_SOAP),
        "wsi": _program("node", _NODE_SOAP),
    },
    "xmlrpc (npm)": {"xmlrpc": _program("node", _NODE_XMLRPC)},
    "JAX-WS (Java)": {"v1": _NO_ENCODING, "v2": _NO_ENCODING, "wsi": Cell(_java)},
}
"""Each client, and the dialects that it speaks at all."""


def cells() -> list[tuple[str, str, Cell]]:
    """Client, dialect and cell of each that speaks it at all."""
    return [(client, dialect, cell) for client, spoken in CLIENTS.items() for dialect, cell in spoken.items()]


def table() -> str:
    """The matrix in Markdown, and under it what the clients cannot do."""
    failures = [(client, dialect, cell) for client, dialect, cell in cells() if cell.error]
    numbers = {(client, dialect): number for number, (client, dialect, _) in enumerate(failures, 1)}
    lines = ["| client | " + " | ".join(DIALECTS.values()) + " |", "|---" * (len(DIALECTS) + 1) + "|"]
    for client, spoken in CLIENTS.items():
        marks = [
            f"no ({numbers[client, dialect]})" if (client, dialect) in numbers else "yes" if dialect in spoken else "–"
            for dialect in DIALECTS
        ]
        lines.append(f"| {client} | {' | '.join(marks)} |")
    notes = [
        f"{number}. {client}, {DIALECTS[dialect]}: `{cell.error}`: {cell.why}."
        for number, (client, dialect, cell) in enumerate(failures, 1)
    ]
    return "\n".join([*lines, "", *notes, ""])


def in_readme() -> str:
    """The README with the table of today."""
    before, _, rest = README.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{table()}{END}{after}"


if __name__ == "__main__":
    README.write_text(in_readme(), encoding="utf-8")
