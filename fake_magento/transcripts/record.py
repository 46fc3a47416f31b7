"""A proxy that stands before a real server and keeps transcripts of what clients ask it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request, Response

from fake_magento import pages
from fake_magento.client.http import Http, NoAnswer
from fake_magento.client.reading import NoDocument
from fake_magento.transcripts.files import RAW, Growing, scenario_file, text_of
from fake_magento.transcripts.masking import Masks, NotMasked
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

_ADDRESS = re.compile(rb"(<(?:\w+:)?address\s[^>]*?location=[\"'])(https?://[^\"']*)")


class Recorder:
    """Hands requests on to ``shop``, and keeps those to its API in ``folder``, in scenarios of that ``name``.

    ``say`` is called with a line for each. ``url`` is where clients find the proxy, which they learn from WSDLs.
    """

    def __init__(self, shop: Http, folder: Path, name: str, say: Callable[[str], None]) -> None:
        self._shop = shop
        self._folder = folder
        self._name = name
        self._say = say
        self._masks = Masks(shop.host, shop.root)
        self._lock = threading.Lock()
        self._files: dict[str, Growing] = {}
        self.url = ""

    def check(self) -> None:
        """Raises `ValueError` where the folder holds a recording of that name already."""
        paths = [self._folder / RAW, *(scenario_file(self._folder, dialect, self._name) for dialect in ADAPTERS)]
        for path in paths:
            if path.exists():
                raise ValueError(f"{path} is there already; a recording needs a folder of its own")

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
        except NoAnswer as error:
            self._say(f"{request.method} {target} -> no answer: {error}")
            return Response(pages.status_page(502, "Bad Gateway"), 502, content_type=pages.HTML)
        query = request.query_string.decode("latin-1")
        adapter, wants_wsdl = adapter_of(request.path, query)
        is_wsdl = wants_wsdl and adapter != "xmlrpc"
        kept = "not kept"
        if adapter is not None:
            try:
                with self._lock:
                    kept = self._keep(adapter, is_wsdl, request, target, answer)
            except OSError as error:  # the client gets its answer all the same
                kept = f"not kept: {error.filename}: {error.strerror}"
        self._say(f"{request.method} {target} -> {answer.status} {kept}")
        handed_on = Headers((name, value) for name, value in answer.headers if name.lower() not in _OF_A_CONNECTION)
        if "Location" in handed_on:
            handed_on["Location"] = handed_on["Location"].replace(self._shop.root, self.url)
        content = _ADDRESS.sub(self._here, answer.body) if is_wsdl else answer.body
        return Response(content, f"{answer.status} {answer.reason}", handed_on)

    def _here(self, found: re.Match[bytes]) -> bytes:
        """The address in a WSDL, through this proxy."""
        address = urlsplit(found[2].decode())
        path = address.path.removeprefix(urlsplit(self._shop.root).path)
        return found[1] + f"{self.url}{path}{f'?{address.query}' if address.query else ''}".encode()

    def _keep(self, adapter: str, is_wsdl: bool, request: Request, target: str, answer: Answer) -> str:
        """Keep an exchange with the API, and say where."""
        sent = request.get_data()
        try:
            body = self._masks.request(adapter, sent)
        except NotMasked:
            return "not kept: it cannot be read, and may hold a key"
        try:
            if is_wsdl or request.method != "POST":
                raise NoDocument("no call")
            call = understood(adapter, sent)
        except NoDocument:
            entry = self._raw(request, target, body, answer)
            file = self._file("raw", lambda: Growing(self._folder / RAW, {}, "exchanges"))
        else:
            entry = self._step(call, sent, body, answer)
            head = {"name": self._name, "dialect": call.dialect}
            path = scenario_file(self._folder, call.dialect, self._name)
            file = self._file(call.dialect, lambda: Growing(path, head, "steps"))
        file.add(entry)
        what = f"{entry['op']}, " if "op" in entry else ""
        return f"({what}{file.path.name}, {file.count})"

    def _file(self, key: str, make: Callable[[], Growing]) -> Growing:
        if key not in self._files:
            self._files[key] = make()
        return self._files[key]

    def _step(self, call: Understood, sent: bytes, body: bytes, answer: Answer) -> dict[str, Any]:
        made = outcome(call, sent, answer.body)
        if call.operation in BEGINNING and isinstance(made.get("result"), str):
            self._masks.session(made["result"])
        return {
            "op": call.operation,
            "args": self._masks.value(call.arguments),
            **self._masks.value(made),
            "request": text_of(body),
            "response": self._masks.text(text_of(answer.body)),
            "status": answer.status,
            "response_headers": self._masks.headers(_lines(answer)),
        }

    def _raw(self, request: Request, target: str, body: bytes, answer: Answer) -> dict[str, Any]:
        path = self._masks.text(target)
        return {
            "name": f"{request.method} {path}",
            "method": request.method,
            "path": path,
            "headers": {name: request.headers[name] for name in _KEPT_HEADERS if name in request.headers},
            "body": text_of(body) if request.method == "POST" else None,
            "status": answer.status,
            "response_headers": {"Content-Type": answer.headers.get("Content-Type", "")},
            "response": self._masks.text(text_of(answer.body)),
        }


def _lines(answer: Answer) -> str:
    """Status and headers as they were sent."""
    headers = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    return f"HTTP/1.1 {answer.status} {answer.reason}\r\n{headers}"
