"""How the documents that name types name them."""

from __future__ import annotations

from fake_magento.api.declare import Simple, Type


def qualified(declared: Type, xsd: str, own: str) -> str:
    """The type's qualified name, with the prefix ``xsd`` for XML Schema's own and ``own`` for the WSDL's."""
    return f"{xsd if isinstance(declared, Simple) else own}:{declared.name}"
