"""Real clients live whole lives, as their users would write them, in both flavours and all dialects."""

from __future__ import annotations

import re

import pytest
import suds
import zeep
from suds.client import Client as SudsClient
from zeep import xsd

from fake_magento import DEMO
from tests.clients import PATH, PICTURE, given, shop_for
from tests.clients.matrix import README, Cell, cells, in_readme
from tests.clients.outcomes import OUTCOMES
from tests.php import output_of
from tests.replay import FOLDERS

IMAGES = DEMO.parent / "images"
LIVES, FAILURES = (
    [
        pytest.param(dialect, cell, id=f"{client} {dialect}")
        for client, dialect, cell in cells()
        if bool(cell.error) == fails
    ]
    for fails in (False, True)
)


@pytest.mark.long
@pytest.mark.parametrize("flavour", FOLDERS)
@pytest.mark.parametrize(("dialect", "cell"), LIVES)
def test_lives(dialect: str, cell: Cell, flavour: str) -> None:
    """All in one process and one shop: most of a life's time goes into starting the client and reading the WSDL."""
    with shop_for(dialect, flavour) as shop:
        lived = cell.live(given(shop, dialect))
        for life, (told, check) in OUTCOMES.items():
            assert lived.pop(life) == told(shop, dialect)
            check(shop)
        assert lived == {}
        assert {call.dialect for call in shop.calls} == {dialect, "xmlrpc"}  # who was logged in before was over XML-RPC
        assert [violation for call in shop.calls for violation in call.violations] == []


@pytest.mark.parametrize("flavour", FOLDERS)
@pytest.mark.parametrize(("dialect", "cell"), FAILURES)
def test_what_a_client_cannot_do_with_the_real_servers_wsdl_either(dialect: str, cell: Cell, flavour: str) -> None:
    with shop_for(dialect, flavour) as shop, pytest.raises(Exception, match=re.escape(cell.error)):
        cell.live(given(shop, dialect))


def test_readme_has_the_matrix() -> None:
    assert README.read_text(encoding="utf-8") == in_readme()


@pytest.mark.parametrize("flavour", FOLDERS)
@pytest.mark.parametrize("version", ["v1", "v2"])
def test_php_example_of_the_documentation(version: str, flavour: str) -> None:
    with shop_for(version, flavour) as shop:
        wsdl = shop.soap_v1_wsdl if version == "v1" else shop.soap_v2_wsdl
        picture = str(IMAGES / "mug-front.jpg")
        printed = output_of(f"seed_example_{version}.php", wsdl, shop.username, shop.api_key, picture)
        assert printed.startswith('string(18) "/f/i/file_name.jpg"')
        assert "Cool Image Through Soap" in printed
        assert printed.endswith("array(0) {\n}\n")
        assert shop.products["Sku"].images == []
        assert [call.fault for call in shop.calls] == [None] * len(shop.calls)


def test_suds_v1_with_one_argument() -> None:
    with shop_for("v1", "magento-1.9") as shop:
        shop.add_images("Sku", [PICTURE])
        service = SudsClient(shop.soap_v1_wsdl, cache=None).service
        session = service.login(shop.username, shop.api_key)
        assert len(service.call(session, "product_media.list", "Sku")) == 1
        with pytest.raises(suds.WebFault, match="Product not exists"):
            service.call(session, "product_media.list", "nope")


def test_zeep_v1_with_scalars() -> None:
    """zeep knows no Apache Map, which V1 answers with: sessions and scalars are what it can do."""
    with shop_for("v1", "magento-1.9") as shop:
        service = zeep.Client(shop.soap_v1_wsdl).service
        session = service.login(shop.username, shop.api_key)
        assert int(service.call(session, "product_media.currentStore", "german")) == 2
        assert service.endSession(session) is True


def test_zeep_v2_without_what_is_optional_and_with_all_of_it() -> None:
    with shop_for("v2", "magento-1.9") as shop:
        shop.add_images("Sku", [{"content": PICTURE, "name": "photo"}])
        service = zeep.Client(shop.soap_v2_wsdl).service
        session = service.login(shop.username, shop.api_key)
        service.catalogProductAttributeMediaUpdate(session, "Sku", PATH, {"label": "Vorne"}, "german", "sku")
        german = service.catalogProductAttributeMediaInfo(session, "Sku", PATH, "german", xsd.Nil)
        assert german.label == "Vorne"
        [media] = [each for each in service.resources(session) if each.name == "catalog_product_attribute_media"]
        assert list(media.aliases) == ["product_attribute_media", "product_media"]
        # The parts of resourceFaults stand in the WSDL in the order that the server does not have: by position it works.
        assert len(service.resourceFaults(session, "product_media")) == 8
