"""Real clients live the whole life of an image, as their users would write it, in both flavours."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import suds
import zeep
from suds.client import Client as SudsClient
from zeep import xsd

from fake_magento import FakeMagento
from tests.php import output_of, run_php
from tests.replay import FOLDERS

IMAGES = Path(__file__).parent.parent / "fixtures" / "images"
PICTURE = (IMAGES / "shirt.png").read_bytes()
CONTENT = base64.b64encode(PICTURE).decode()
SESSION_EXPIRED = "Session expired. Try to relogin."


@pytest.fixture(params=sorted(FOLDERS))
def shop(request: pytest.FixtureRequest) -> Iterator[FakeMagento]:
    """A shop in each flavour that refuses what does not fit its WSDL."""
    with FakeMagento(flavour=request.param, validation="strict") as fake:
        fake.add_store("german")
        fake.add_attribute_set("Plain", media_gallery=False)
        fake.add_product("Sku")
        fake.add_product("plain", attribute_set="Plain")
        yield fake


@pytest.mark.parametrize("version", [1, 2])
def test_php_example_of_the_documentation(shop: FakeMagento, version: int) -> None:
    wsdl = shop.soap_v1_wsdl if version == 1 else shop.soap_v2_wsdl
    picture = str(IMAGES / "mug-front.jpg")
    printed = output_of(f"seed_example_v{version}.php", wsdl, shop.username, shop.api_key, picture)
    assert printed.startswith('string(18) "/f/i/file_name.jpg"')
    assert "Cool Image Through Soap" in printed
    assert printed.endswith("array(0) {\n}\n")
    assert shop.products["Sku"].images == []
    assert [call.fault for call in shop.calls] == [None] * len(shop.calls)


@pytest.mark.parametrize("version", [1, 2])
def test_php_lives_the_life_of_an_image(shop: FakeMagento, version: int) -> None:
    given = {
        "wsdl": shop.soap_v1_wsdl if version == 1 else shop.soap_v2_wsdl,
        "user": shop.username,
        "key": shop.api_key,
        "version": version,
        "picture": CONTENT,
    }
    steps = run_php("lifecycle.php", given)
    number = str if version == 2 or shop.flavour.database_numbers_as_strings else int
    empty = "\n" if version == 2 else ""
    url = f"{shop.url}/media/catalog/product"
    assert steps["files"] == ["/p/h/photo.png", "/p/h/photo_1.png"]
    assert steps["list"] == [
        {
            "file": "/p/h/photo.png",
            "label": "Front & back",
            "position": number(1),
            "exclude": number(1),
            "url": f"{url}/p/h/photo.png",
            "types": ["image"],
        },
        {
            "file": "/p/h/photo_1.png",
            "label": empty,
            "position": number(7),
            "exclude": number(1),
            "url": f"{url}/p/h/photo_1.png",
            "types": ["thumbnail"],
        },
    ]
    assert steps["german"] == {**steps["list"][0], "label": "Vorne"}
    assert [each["code"] for each in steps["types"]] == ["image", "small_image", "thumbnail"]
    assert steps["no product"] == ["101", "Product not exists."]
    assert steps["no store"] == ["100", "Requested store view not found."]
    assert steps["bad data"] == ["102", "Invalid image type."]
    assert steps["no image"] == ["103", "Requested image not exists in product images' gallery."]
    assert steps["no gallery"] == ["107", "Requested product doesn't support images"]
    assert steps["removed"] is True
    assert steps["expired"] == ["5", SESSION_EXPIRED]
    # photo_1 is a thumbnail in the German view too, which was saved after it became one: it stays.
    assert steps["after login"] == 2


def test_zeep_v2(shop: FakeMagento) -> None:
    client = zeep.Client(shop.soap_v2_wsdl)
    service = client.service
    array_of_string = client.get_type("ns0:ArrayOfString")

    def codes(*names: str) -> Any:
        item = xsd.Element("item", xsd.String())
        return array_of_string([xsd.AnyObject(item, name) for name in names])

    session = service.login(shop.username, shop.api_key)
    data = {
        "file": {"content": CONTENT, "mime": "image/png", "name": "photo"},
        "label": "Front",
        "types": codes("image", "thumbnail"),
    }
    file = service.catalogProductAttributeMediaCreate(session, "Sku", data, xsd.Nil, xsd.Nil)
    assert file == "/p/h/photo.png"
    [image] = service.catalogProductAttributeMediaList(session, "Sku", xsd.Nil, xsd.Nil)
    assert (image.file, image.label, image.position, image.exclude) == (file, "Front", "1", "1")
    assert list(image.types) == ["image", "thumbnail"]
    change = {"label": "Vorne", "position": "5", "types": codes("small_image")}
    assert service.catalogProductAttributeMediaUpdate(session, "Sku", file, change, "german", "sku") is True
    german = service.catalogProductAttributeMediaInfo(session, "Sku", file, "german", xsd.Nil)
    assert (german.label, german.position, list(german.types)) == ("Vorne", "5", ["small_image"])
    assert service.catalogProductAttributeMediaCurrentStore(session, "german") == 2
    types = service.catalogProductAttributeMediaTypes(session, "4")
    assert [(each.code, each.scope) for each in types] == [
        ("image", "store"),
        ("small_image", "store"),
        ("thumbnail", "store"),
    ]
    with pytest.raises(zeep.exceptions.Fault, match="Product not exists") as fault:
        service.catalogProductAttributeMediaInfo(session, "nope", file, xsd.Nil, xsd.Nil)
    assert fault.value.code == "101"
    [resource] = [each for each in service.resources(session) if each.name == "catalog_product_attribute_media"]
    assert list(resource.aliases) == ["product_attribute_media", "product_media"]
    # The parts of resourceFaults stand in the WSDL in the order that the server does not have: by position it works.
    assert len(service.resourceFaults(session, "product_media")) == 8
    shop.expire_sessions()
    with pytest.raises(zeep.exceptions.Fault, match=SESSION_EXPIRED):
        service.catalogProductAttributeMediaList(session, "Sku", xsd.Nil, xsd.Nil)
    session = service.login(shop.username, shop.api_key)
    second = service.catalogProductAttributeMediaCreate(session, "Sku", {"file": data["file"]}, xsd.Nil, xsd.Nil)
    assert service.catalogProductAttributeMediaRemove(session, "Sku", second, xsd.Nil) is True
    assert [each.file for each in shop.products["Sku"].images] == [file]
    assert service.endSession(session) is True


def test_suds_v2(shop: FakeMagento) -> None:
    client = SudsClient(shop.soap_v2_wsdl, cache=None)
    service = client.service
    session = service.login(shop.username, shop.api_key)
    data = client.factory.create("catalogProductAttributeMediaCreateEntity")
    data.file = client.factory.create("catalogProductImageFileEntity")
    data.file.content, data.file.mime, data.file.name = CONTENT, "image/png", "photo"
    data.types = {"item": ["image"]}
    file = service.catalogProductAttributeMediaCreate(session, "Sku", data)
    [image] = service.catalogProductAttributeMediaList(session, "Sku")
    assert (image.file, image.position, list(image.types)) == (file, "1", ["image"])
    with pytest.raises(suds.WebFault, match="Requested image not exists"):
        service.catalogProductAttributeMediaInfo(session, "Sku", "/nope.png")
    assert service.catalogProductAttributeMediaRemove(session, "Sku", file) is True
    assert shop.products["Sku"].images == []


def test_suds_v1(shop: FakeMagento) -> None:
    """suds cannot send an array in a part of any type, so V1 is what takes one argument."""
    shop.add_images("Sku", [PICTURE])
    service = SudsClient(shop.soap_v1_wsdl, cache=None).service
    session = service.login(shop.username, shop.api_key)
    assert len(service.call(session, "product_media.list", "Sku")) == 1
    with pytest.raises(suds.WebFault, match="Product not exists"):
        service.call(session, "product_media.list", "nope")


def test_zeep_loads_v1(shop: FakeMagento) -> None:
    """zeep knows no Apache Map, which V1 answers with: sessions and scalars are what it can do, as with the real WSDL."""
    service = zeep.Client(shop.soap_v1_wsdl).service
    session = service.login(shop.username, shop.api_key)
    assert int(service.call(session, "product_media.currentStore", "german")) == 2
    assert service.endSession(session) is True
