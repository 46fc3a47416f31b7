"""One request to a WSGI application, as the transports need it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

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
    """The answer to one request. Raises `ConnectionAbortedError` where the connection would have been closed before."""
    address = urlsplit(url)
    builder = EnvironBuilder(
        address.path,
        base_url=f"{address.scheme}://{address.netloc}/",
        query_string=address.query,
        method=method,
        headers=Headers([*headers]),
        data=body,
    )
    try:
        chunks, status, received = run_wsgi_app(application, builder.get_environ(), buffered=True)
    finally:
        builder.close()
    code, _, reason = status.partition(" ")
    return Answer(int(code), reason, received, b"".join(chunks))
