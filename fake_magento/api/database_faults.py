"""What a client reads when the database refuses a write."""

from __future__ import annotations

from fake_magento.api.declare import GLOBAL_FAULTS, Fault
from fake_magento.api.request import DATABASE_DUPLICATE, DATABASE_MISSING, DATABASE_NULL
from fake_magento.state import DuplicateError, MissingError, NullError, StateError


def database_fault(error: StateError) -> Fault:
    """Fault 1 with the database's words for a row that is missing, there, or lacks something, or with the error's own text."""
    code, _ = GLOBAL_FAULTS["internal"]
    if isinstance(error, MissingError):
        return Fault(code, DATABASE_MISSING)
    if isinstance(error, DuplicateError):
        return Fault(code, DATABASE_DUPLICATE)
    if isinstance(error, NullError):
        return Fault(code, DATABASE_NULL)
    return Fault(code, str(error))
