"""What a client reads when the database refuses a write."""

from __future__ import annotations

from fake_magento.api.declare import GLOBAL_FAULTS, Fault
from fake_magento.state import DuplicateError, MissingError, NullError, StateError


def database_fault(error: StateError) -> Fault:
    """Fault 1 with the database's words for a row that lacks something or stands in another's way, or the error's own text."""
    code, _ = GLOBAL_FAULTS["internal"]
    violation = "SQLSTATE[23000]: Integrity constraint violation"
    if isinstance(error, MissingError):
        return Fault(code, f"{violation}: 1452")
    if isinstance(error, DuplicateError):
        return Fault(code, f"{violation}: 1062")
    if isinstance(error, NullError):
        return Fault(code, f"{violation}: 1048")
    return Fault(code, str(error))
