"""What the dialects share: bytes in, a call, an answer out."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from fake_magento.api.declare import GLOBAL_FAULTS
from fake_magento.api.dispatch import Handler
from fake_magento.contract.validation import Violation

_log = logging.getLogger(__name__)

CONTENT_TYPE = "text/xml; charset=UTF-8"
"""The content type of what Magento itself answers."""


@dataclass
class Call:
    """What a request asked for: the operation, its arguments by part name, and the API path where it is a call of one."""

    operation: str
    arguments: dict[str, Any]
    path: str | None = None


@dataclass
class Answer:
    """An answer, and what became of the request: the call where there was one, its value or its fault."""

    body: bytes
    status: int = 200
    content_type: str = CONTENT_TYPE
    call: Call | None = None
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
        except Exception:  # a mistake of the fake's own: whatever was sent, there is an answer
            _log.exception("no answer to a request of %d bytes", len(body))
            code, message = GLOBAL_FAULTS["internal"]
            answer.fault = str(code), message
            answer.body = self.fault(*answer.fault).encode()
        return answer
