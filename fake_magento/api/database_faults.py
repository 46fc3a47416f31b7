"""What a client reads when the database refuses a write."""

from __future__ import annotations

from fake_magento.api.declare import GLOBAL_FAULTS, Fault
from fake_magento.api.request import DATABASE_DUPLICATE, DATABASE_MISSING
from fake_magento.state import DuplicateError, MissingError, StateError


def database_fault(error: StateError) -> Fault:
    """Fault 1 with the database's words for a row that is missing or there already, or with the error's own text."""
    code, _ = GLOBAL_FAULTS["internal"]
    if isinstance(error, MissingError):
        return Fault(code, DATABASE_MISSING)
    if isinstance(error, DuplicateError):
        return Fault(code, DATABASE_DUPLICATE)
    return Fault(code, str(error))
