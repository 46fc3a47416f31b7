"""Real clients live the whole life of an image, as their users would write it, in both flavours and all dialects."""

from __future__ import annotations

import re

import pytest
import suds
import zeep
from suds.client import Client as SudsClient
from zeep import xsd

from fake_magento import DEMO
from tests.clients import PATH, PICTURE, given, outcome, shop_for
from tests.clients.matrix import README, Cell, cells, in_readme
from tests.php import output_of
from tests.replay import FOLDERS

IMAGES = DEMO.parent / "images"
CELLS = [pytest.param(dialect, cell, id=f"{client} {dialect}") for client, dialect, cell in cells()]


@pytest.mark.parametrize("flavour", FOLDERS)
@pytest.mark.parametrize(("dialect", "cell"), CELLS)
def test_life_of_an_image(dialect: str, cell: Cell, flavour: str) -> None:
    with shop_for(dialect, flavour) as shop:
        if cell.error:  # what the client cannot do, with the real server's WSDL either
            with pytest.raises(Exception, match=re.escape(cell.error)):
                cell.live(given(shop, dialect))
            return
        assert cell.live(given(shop, dialect)) == outcome(shop.url)
        [image] = shop.products["Sku"].images
        assert (image.file, image.content, image.in_store("german").label) == (PATH, PICTURE, "Vorne")
        assert {call.dialect for call in shop.calls} == {dialect, "xmlrpc"}  # who was logged in before was over XML-RPC
        assert [violation for call in shop.calls for violation in call.violations] == []


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
