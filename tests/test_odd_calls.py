"""Calls with arguments of other types than a method expects: PHP's own error or value, never a mistake of the fake's."""

from __future__ import annotations

import re

import pytest

from fake_magento.contract.namespaces import ENVELOPE_11, XSI
from tests.replay import ENVELOPE, PATHS, login, over_wsgi, start


def answered(dialect: str, message: str, parts: str) -> str:
    """The fault's text or the result of a message of V2 or WS-I with these parts, as XML, after the session."""
    fake = start("openmage-19", dialect)
    send = over_wsgi(fake)
    body = (
        f'<e:Envelope xmlns:e="{ENVELOPE_11}" xmlns:x="{XSI}" xmlns:m="{fake.flavour.namespace}"><e:Body>'
        f"<m:{message}><sessionId>{login(send)}</sessionId>{parts}</m:{message}></e:Body></e:Envelope>"
    )
    text = send("POST", PATHS[dialect], ENVELOPE, body.encode()).body.decode()
    found = re.search(r"<(faultstring|result)[^>]*>(.*)</\1>", text, re.DOTALL)
    return found[2].strip() if found else text


_IDS = "<productIds><item>Sku</item></productIds>"
_DATA = "<productData><item><name>New</name></item></productData>"
_NIL = '<{} x:nil="true"/>'


@pytest.mark.parametrize(
    "parts",
    [_NIL.format("productIds") + _DATA, _IDS + _NIL.format("productData"), _IDS],
    ids=["no products", "no data", "data left out"],
)
def test_many_products_are_counted_first(parts: str) -> None:
    error = "count(): Argument #1 ($value) must be of type Countable|array, null given"
    assert answered("v2", "catalogProductMultiUpdate", parts) == error


def test_empty_list_of_wsi_is_an_object_that_cannot_be_counted() -> None:
    error = "count(): Argument #1 ($value) must be of type Countable|array, stdClass given"
    parts = "<productIds/><productData/>"
    assert answered("wsi", "catalogProductMultiUpdateRequestParam", parts) == error


def test_empty_list_of_wanted_attributes_cannot_be_merged_in_wsi() -> None:
    error = "array_merge(): Argument #2 must be of type array, stdClass given"
    parts = "<productId>Sku</productId><attributes><attributes/></attributes>"
    assert answered("wsi", "catalogProductInfoRequestParam", parts) == error


def test_empty_list_of_additional_attributes_asks_for_none_in_wsi() -> None:
    parts = "<productId>Sku</productId><attributes><additional_attributes/></attributes>"
    shown = answered("wsi", "catalogProductInfoRequestParam", parts)
    assert "<sku>Sku</sku>" in shown
    assert "additional_attributes" not in shown


def test_empty_list_of_additional_attributes_sets_none_in_wsi() -> None:
    """Where it holds any, it is an error of PHP's (transcript ``wsi_product_data``)."""
    empty, full = (
        answered(
            "wsi",
            "catalogProductUpdateRequestParam",
            f"<productId>Sku</productId><productData><additional_attributes>{pairs}</additional_attributes></productData>",
        )
        for pairs in ("", "<complexObjectArray><key>meta_title</key><value>T</value></complexObjectArray>")
    )
    assert (empty, full.partition(":")[0]) == ("true", "property_exists()")
