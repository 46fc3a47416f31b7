"""For ``zeep``: its transport, over a session of ``requests`` that ends in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import zeep

from fake_magento.transports.requests import session

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def transport(application: WSGIApplication, **options: Any) -> zeep.Transport:
    """A transport that reads WSDLs from, and posts to, the application; ``options`` are those of `zeep.Transport`."""
    make: Any = zeep.Transport
    made: zeep.Transport = make(session=session(application), **options)
    return made
