"""What the dialects share: bytes in, a call, an answer out."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from fake_magento import pages, php
from fake_magento.api.call import Interruption
from fake_magento.api.declare import GLOBAL_FAULTS
from fake_magento.api.dispatch import Handler
from fake_magento.contract.validation import Violation

_log = logging.getLogger(__name__)

UNAVAILABLE = 503
"""The status of the page that the shop shows for an error that nothing catches."""

CONTENT_TYPE = "text/xml; charset=UTF-8"
"""The content type of what Magento itself answers."""


@dataclass
class Answer:
    """An answer, and what became of the request: its value or its fault.

    ``operation`` is what the request asked for, ``None`` where that is nothing; ``path`` and ``arguments`` are what is known of
    its call where the handler was not reached. ``is_many`` is whether it holds calls that are performed one by one.
    """

    body: bytes
    status: int = 200
    content_type: str = CONTENT_TYPE
    operation: str | None = None
    is_many: bool = False
    path: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    value: Any = None
    fault: tuple[str, str] | None = None


class Protocol(ABC):
    """A dialect. It holds no state of a shop."""

    @abstractmethod
    def respond(self, body: bytes, handler: Handler, answer: Answer) -> None:
        """Fill in the answer to any request."""

    @abstractmethod
    def fault(self, code: str, message: str) -> str:
        """A fault as this dialect writes it where the request does not say how."""

    @abstractmethod
    def violations(self, body: bytes) -> list[Violation]:
        """What the request in ``body`` does against the contract; none where it holds no call of an operation."""

    def answer(self, body: bytes, handler: Handler) -> Answer:
        """The answer to any request."""
        answer = Answer(b"")
        try:
            self.respond(body, handler, answer)
        except Interruption:  # whoever raised it has the answer
            pass
        except php.UncaughtError as error:
            answer.fault = str(UNAVAILABLE), str(error)
            answer.status, answer.content_type = UNAVAILABLE, pages.HTML
            answer.body = pages.status_page(UNAVAILABLE, "Service Unavailable").encode()
        except Exception:  # a mistake of the fake's own: whatever was sent, there is an answer
            _log.exception("no answer to a request of %d bytes", len(body))
            code, message = GLOBAL_FAULTS["internal"]
            answer.fault = str(code), message
            answer.body = self.fault(*answer.fault).encode()
        return answer
