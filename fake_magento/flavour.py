"""The two faces of a Magento 1 server. A flavour is a value: nothing else asks which server this is.

Source: the table in the README of the transcripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from fake_magento.nearest import nearest

FlavourName = Literal["magento-1.9", "openmage-19"]
"""The names of the flavours."""


@dataclass(frozen=True)
class Flavour:
    """What differs between the releases that clients meet.

    ``namespace`` and ``service`` name the WSDL's target namespace and service. ``database_numbers_as_strings`` says how
    PHP hands on numbers read from the database, which V1 shows as they are. ``address_is_canonical`` says whether
    ``soap:address`` is always the shop's own (``BASE/index.php/api/soap/index/``) or the address that was asked.
    ``openmage_version`` is that of OpenMage, which continues Magento; empty for Magento itself.
    """

    name: str
    namespace: str
    service: str
    wsdl_name: str
    database_numbers_as_strings: bool
    address_is_canonical: bool
    openmage_version: str

    def database_number(self, value: int) -> Any:
        """``value`` in the PHP type that this flavour reads from the database."""
        return str(value) if self.database_numbers_as_strings else value


MAGENTO_1_9 = Flavour("magento-1.9", "urn:Magento", "MagentoService", "Magento", True, True, "")
OPENMAGE_19 = Flavour("openmage-19", "urn:OpenMage", "OpenMageService", "OpenMage", False, False, "19.4.23")
FLAVOURS: dict[str, Flavour] = {flavour.name: flavour for flavour in (MAGENTO_1_9, OPENMAGE_19)}


def flavour_of(namespace: str) -> Flavour:
    """The flavour whose WSDLs have that target namespace; `MAGENTO_1_9` for one that none has."""
    return next((each for each in FLAVOURS.values() if each.namespace == namespace), MAGENTO_1_9)


def flavour(name: str | Flavour) -> Flavour:
    """The flavour of that name (or itself). Raises `ValueError` that lists the names there are."""
    if isinstance(name, Flavour):
        return name
    if not isinstance(name, str) or name not in FLAVOURS:
        raise ValueError(f"no flavour {name!r}{nearest(name, FLAVOURS)}")
    return FLAVOURS[name]
