"""The recordings of a real server, packed; `README.md` here says what they are."""

from __future__ import annotations

import json
import lzma
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PACKED = ".json.xz"
UNDEFINED = "undefined.json"

_CONTENT_TYPE = re.compile(r"^Content-Type: (.*?)\r?$", re.MULTILINE)
_ADDRESS = re.compile(r'<soap:address location="([^"]*)"')


def load(file: Path) -> Any:
    """What a file holds, packed or not."""
    content = file.read_bytes()
    return json.loads(lzma.decompress(content) if file.suffix == ".xz" else content)


def pack(recorded: Path, packed: Path) -> list[Path]:
    """Pack each recording below a folder into the same place below another, and the table of what is left open.

    Returns the files that were written. Files that hold neither steps nor exchanges are passed over.
    """
    written = []
    for file in sorted(recorded.rglob("*.json")):
        found = json.loads(file.read_text(encoding="utf-8"))
        to = packed / file.relative_to(recorded)
        if "steps" in found or "exchanges" in found:
            to = to.with_name(to.stem + PACKED)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(lzma.compress(json.dumps(slim(found)).encode(), preset=9 | lzma.PRESET_EXTREME))
            written.append(to)
        elif file == recorded / UNDEFINED:
            to.write_text(_undefined(found, recorded), encoding="utf-8")
            written.append(to)
    return written


def slim(found: dict[str, Any]) -> dict[str, Any]:
    """A recording without what nothing is compared by: of the headers only the content type is kept."""
    if "steps" in found:
        return {**found, "steps": [_step(step) for step in found["steps"]]}
    return {**found, "exchanges": [_exchange(exchange) for exchange in found["exchanges"]]}


def _step(step: dict[str, Any]) -> dict[str, Any]:
    headers = step["response_headers"]
    content_type = _CONTENT_TYPE.search(headers)
    status = step["status"] if "status" in step else int(headers.split()[1])
    return {**step, "status": status, "response_headers": content_type[0].strip() if content_type else ""}


def _exchange(exchange: dict[str, Any]) -> dict[str, Any]:
    headers = exchange["response_headers"]
    kept = {**exchange, "response_headers": {name: headers[name] for name in headers if name == "Content-Type"}}
    response = (exchange["response"] or "").lstrip()
    address = _ADDRESS.search(response)
    if address:
        kept |= {"response": None, "address": address[1]}
    elif response.startswith("<!DOCTYPE html"):
        kept["response"] = None
    return kept


def _undefined(found: dict[str, Any], recorded: Path) -> str:
    """The table of the steps that are left open, a line a file, without files that are not there."""
    tables = {"both faces": found["files"], "magento-1.9": found["magento-1.9"]["files"]}
    rows = {
        face: ",\n".join(
            f"  {json.dumps(file.removesuffix('.json'))}: {json.dumps(steps)}"
            for file, steps in sorted(files.items())
            if (recorded / file).is_file()
        )
        for face, files in tables.items()
    }
    return "{\n" + ",\n".join(f' "{face}": {{\n{lines}\n }}' for face, lines in rows.items()) + "\n}\n"
