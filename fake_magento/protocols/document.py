"""XML from strangers: read without entities, without the network, and within limits."""

from __future__ import annotations

import threading

from lxml import etree

from fake_magento.errors import FakeMagentoError

MAX_ATTRIBUTES = 1000
"""Attributes of one element; more take lxml a time that grows with the square of their number."""

_MANY_ATTRIBUTES = etree.XPath(f"boolean(//*[count(@*) > {MAX_ATTRIBUTES}])")


class UnreadableError(FakeMagentoError):
    """A body that is no XML."""


class EntityError(UnreadableError):
    """A body that declares an entity."""


class TooManyAttributesError(UnreadableError):
    """A body with an element of more than `MAX_ATTRIBUTES` attributes."""


def read(body: bytes) -> etree._Element:
    """The root of the document, without comments, instructions and the white space between elements.

    Raises `UnreadableError`.
    """
    plain = body.replace(b"\0", b"") if b"\0" in body else body  # UTF-16 and UTF-32 are ASCII with zeros between
    if b"<!ENTITY" in plain:
        raise EntityError
    parser = _own.parser
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        if not parser.error_log or parser.error_log.filter_from_fatals():
            raise UnreadableError from None
        # PHP takes what breaks the rules of namespaces alone, such as a prefix that nobody declared.
        root = etree.fromstring(body, _parser(recover=True))
    if body.count(b"=") > MAX_ATTRIBUTES and _MANY_ATTRIBUTES(root):
        raise TooManyAttributesError
    return root


class _Own(threading.local):
    """What each thread has of its own: a parser keeps the errors of what it parsed last."""

    def __init__(self) -> None:
        self.parser = _parser()


def _parser(recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
        strip_cdata=False,
        huge_tree=False,
        recover=recover,
    )


_own = _Own()
