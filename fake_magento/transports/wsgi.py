"""One request to a WSGI application, as the transports need it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@dataclass(frozen=True)
class Answer:
    """What the application answered."""

    status: int
    reason: str
    headers: Headers
    body: bytes


def answer(
    application: WSGIApplication, method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes | None
) -> Answer:
    """The answer to one request; its body is shorter than its header says where the connection would have been closed in it.

    Raises `ConnectionAbortedError` where that would have been closed without an answer.
    """
    address = urlsplit(url)
    whole = [(name, value) for name, value in headers if name.lower() != "transfer-encoding"]  # as the body is here
    builder = EnvironBuilder(
        base_url=f"{address.scheme}://{address.netloc}/",
        query_string=address.query,
        method=method,
        headers=Headers(whole),
        data=body,
    )
    try:
        environ = builder.get_environ()
        environ["PATH_INFO"] = unquote_to_bytes(address.path).decode("latin-1")
        chunks, status, received = run_wsgi_app(application, environ, buffered=True)
    finally:
        builder.close()
    code, _, reason = status.partition(" ")
    return Answer(int(code), reason, received, b"".join(chunks))
