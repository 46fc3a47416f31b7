"""A proxy that stands before a real server and keeps transcripts of what clients ask it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request, Response

from fake_magento import pages
from fake_magento.client.address import Root, with_addresses
from fake_magento.client.http import Http, NoAnswerError, UnpackError, unpacked
from fake_magento.client.messages import NotXmlError
from fake_magento.transcripts.files import RAW, Growing, bytes_of, scenario_file, text_of
from fake_magento.transcripts.masking import MaskingError, Masks
from fake_magento.transcripts.understood import (
    ADAPTERS,
    BEGINNING,
    Understood,
    adapter_of,
    outcome,
    target_of,
    understood,
)
from fake_magento.transports.wsgi import Answer

_OF_A_CONNECTION = frozenset(
    "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade "
    "content-length host accept-encoding".split()
)
"""Headers that are not handed on: they are about one connection."""

_KEPT_HEADERS = ("Content-Type", "SOAPAction")
"""Headers of requests that are kept."""

_RAW = "raw"
"""What stands for a dialect where there is no call."""

_ADDRESS = re.compile(rb"(<(?:\w+:)?address\s[^>]*?location=[\"'])(https?://[^\"']*)")


class Recorder:
    """Hands requests on to ``shop``, and keeps those to its API in ``folder``, in scenarios of that ``name``.

    ``say`` is called with a line for each. ``url`` is where clients find the proxy, which they learn from WSDLs.
    """

    def __init__(self, shop: Http, folder: Path, name: str, say: Callable[[str], object]) -> None:
        self._shop = shop
        self._folder = folder
        self._name = name
        self._say = say
        self._root = Root(shop.root)
        self._masks = Masks(shop.host, shop.root)
        self._lock = threading.Lock()
        self._files: dict[str, Growing] = {}
        self.url = ""

    def resume(self) -> None:
        """Go on with a recording of that name in the folder. Raises `OSError`, and `TranscriptError` for other files there."""
        for dialect in (_RAW, *ADAPTERS):
            path = self._path(dialect)
            if path.exists():
                file = self._file(dialect)
                self._masks.used(path.read_text(encoding="utf-8"))
                self._say(f"{path}: {file.count} from before")

    def files(self) -> list[Growing]:
        """The files that were written."""
        return [*self._files.values()]

    def respond(self, request: Request) -> Response:
        """The server's answer to any request."""
        target = target_of(request)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _OF_A_CONNECTION}
        body = request.get_data()
        posted = body if body or request.method in ("POST", "PUT", "PATCH") else None
        headers["Accept-Encoding"] = "identity"
        try:
            answer = self._shop.send_to_root(request.method, target, headers, posted)
        except NoAnswerError as error:
            self._log(request, target, f"no answer: {error}")
            return Response(pages.status_page(502, "Bad Gateway"), 502, content_type=pages.HTML)
        query = request.query_string.decode("latin-1")
        adapter, wants_wsdl = adapter_of(request.path, query)
        is_wsdl = wants_wsdl and adapter != "xmlrpc"
        kept = "not kept"
        if adapter is not None:
            try:
                with self._lock:
                    kept = self._keep(adapter, is_wsdl, request, target, answer)
            except OSError as error:
                kept = f"not kept: {error.filename}: {error.strerror}"
            except Exception as error:  # whatever it is, the client gets its answer
                kept = f"not kept: {type(error).__name__}"
        self._log(request, target, f"{answer.status} {kept}")
        handed_on = Headers((name, value) for name, value in answer.headers if name.lower() not in _OF_A_CONNECTION)
        if "Location" in handed_on:
            handed_on["Location"] = with_addresses(handed_on["Location"], self._through_here)
        content = _ADDRESS.sub(self._here, answer.body) if is_wsdl else answer.body
        return Response(content, f"{answer.status} {answer.reason}", handed_on)

    def _log(self, request: Request, target: str, what: str) -> None:
        """Say what became of a request, in a line without secrets."""
        with self._lock:
            line = self._masks.log(f"{request.method} {target} -> {what}")
        self._say(line)

    def _through_here(self, address: SplitResult) -> str | None:
        """An address of the shop, through this proxy."""
        rest = self._root.rest(address)
        return None if rest is None else f"{self.url}{rest}"

    def _here(self, found: re.Match[bytes]) -> bytes:
        """The address in a WSDL, through this proxy."""
        address = urlsplit(found[2].decode())
        path = address.path.removeprefix(urlsplit(self._shop.root).path)
        return found[1] + f"{self.url}{path}{f'?{address.query}' if address.query else ''}".encode()

    def _keep(self, adapter: str, is_wsdl: bool, request: Request, target: str, answer: Answer) -> str:
        """Keep an exchange with the API, and say where."""
        try:
            sent = unpacked(request.get_data(), request.headers.get("Content-Encoding", ""))
            body = self._masks.request(adapter, sent)
        except (MaskingError, UnpackError):
            return "not kept: it cannot be read, and may hold a key"
        try:
            if is_wsdl or request.method != "POST":
                raise NotXmlError("no call")
            call = understood(adapter, body)
        except NotXmlError:
            entry = self._raw(request, target, body, answer)
            file = self._file(_RAW)
        else:
            entry = self._step(call, body, answer)
            file = self._file(call.dialect)
        file.add(entry)
        what = f"{entry['op']}, " if "op" in entry else ""
        return f"({what}{file.path.name}, {file.count})"

    def _path(self, dialect: str) -> Path:
        return self._folder / RAW if dialect == _RAW else scenario_file(self._folder, dialect, self._name)

    def _file(self, dialect: str) -> Growing:
        """The file of a dialect, or of all that is no call."""
        if dialect not in self._files:
            head, entries = (
                ({}, "exchanges") if dialect == _RAW else ({"name": self._name, "dialect": dialect}, "steps")
            )
            self._files[dialect] = Growing(self._path(dialect), head, entries)
        return self._files[dialect]

    def _step(self, call: Understood, body: bytes, answer: Answer) -> dict[str, Any]:
        """A call as it is kept; ``call`` and ``body`` are without secrets, and so is what is made of the answer."""
        if call.operation in BEGINNING:
            begun = outcome(call, body, answer.body).get("result")
            if isinstance(begun, str):
                self._masks.session(begun)
        response = self._masks.text(text_of(answer.body))
        return {
            "op": call.operation,
            "args": call.arguments,
            **outcome(call, body, bytes_of(response)),
            "request": text_of(body),
            "response": response,
            "status": answer.status,
            "response_headers": self._masks.headers(_lines(answer)),
        }

    def _raw(self, request: Request, target: str, body: bytes, answer: Answer) -> dict[str, Any]:
        path = self._masks.text(target)
        return {
            "name": f"{request.method} {path}",
            "method": request.method,
            "path": path,
            "headers": {
                name: self._masks.text(request.headers[name]) for name in _KEPT_HEADERS if name in request.headers
            },
            "body": text_of(body) if request.method == "POST" else None,
            "status": answer.status,
            "response_headers": {"Content-Type": answer.headers.get("Content-Type", "")},
            "response": self._masks.text(text_of(answer.body)),
        }


def _lines(answer: Answer) -> str:
    """Status and headers as they were sent."""
    headers = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    return f"HTTP/1.1 {answer.status} {answer.reason}\r\n{headers}"
