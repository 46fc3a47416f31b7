"""The WSDLs mean what the recorded ones mean, and are served wherever the real server serves them."""

from __future__ import annotations

import base64
import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import zeep
from lxml import etree
from zeep.xsd import AnyObject, Nil, String

from fake_magento import FakeMagento, picture
from fake_magento.client.wsdl import table
from tests.replay import SOAP

CONTRACT = Path(__file__).parent / "contract"
NS = {
    "w": "http://schemas.xmlsoap.org/wsdl/",
    "s": "http://schemas.xmlsoap.org/wsdl/soap/",
    "x": "http://www.w3.org/2001/XMLSchema",
}


def read(url: str) -> etree._Element:
    """The document at an address."""
    with urllib.request.urlopen(url, timeout=30) as response:
        return etree.fromstring(response.read())


def one(element: etree._Element, path: str) -> Any:
    """The one thing at the path."""
    [found] = element.xpath(path, namespaces=NS)  # type: ignore[union-attr, misc]
    return found


def find(element: etree._Element, path: str) -> list[Any]:
    """All things at the path."""
    return list(element.xpath(path, namespaces=NS))  # type: ignore[arg-type]


def table_of(wsdl: etree._Element) -> dict[str, Any]:
    """What a WSDL says, in the form of the contract's tables."""
    return table(etree.tostring(wsdl))


def contract(dialect: str, flavour: str) -> Any:
    """The recorded table."""
    recorded = json.loads((CONTRACT / flavour / f"soap_{dialect}.json").read_text(encoding="utf-8"))
    del recorded["meta"]["address"]
    return recorded


@pytest.mark.parametrize("flavour", ["magento-1.9", "openmage-19"])
@pytest.mark.parametrize("dialect", SOAP)
def test_wsdl_means_what_the_contract_says(dialect: str, flavour: str) -> None:
    with FakeMagento(flavour=flavour, wsi=dialect == "wsi") as fake:
        wsdl = read(fake.soap_v1_wsdl if dialect == "v1" else fake.soap_v2_wsdl)
        said = table_of(wsdl)
        del said["meta"]["address"]
        assert said == contract(dialect, flavour)
        assert len(find(wsdl, "w:binding/w:operation")) == len(contract(dialect, flavour)["operations"])


@pytest.mark.parametrize("setting", [False, True])
def test_wsi_is_a_setting_of_v2_alone(setting: bool) -> None:
    with FakeMagento(wsi=setting) as fake:
        assert table_of(read(fake.soap_v1_wsdl))["meta"]["style"] == "rpc"
        assert table_of(read(fake.soap_v2_wsdl))["meta"]["style"] == ("document" if setting else "rpc")


ADDRESSES = {  # as asked: what openmage-19 and magento-1.9 say
    "/api/soap?wsdl": ("/api/soap", "/index.php/api/soap/index/"),
    "/api/soap/?wsdl=1": ("/api/soap/", "/index.php/api/soap/index/"),
    "/api/soap/index/wsdl/1": ("/api/soap/index/wsdl/1", "/index.php/api/soap/index/"),
    "/index.php/api/soap/index/wsdl/1": ("/index.php/api/soap/index/wsdl/1", "/index.php/api/soap/index/"),
    "/api/soap/?wsdl&services=x": ("/api/soap/?services=x", "/index.php/api/soap/index/?services=x"),
    "/api/?wsdl": ("/api/", "/index.php/api/index/index/"),
    "/api?wsdl": ("/api", "/index.php/api/index/index/"),
    "/api/index/index/?wsdl=1": ("/api/index/index/", "/index.php/api/index/index/"),
    "/index.php/api/index/index?wsdl": ("/index.php/api/index/index", "/index.php/api/index/index/"),
    "/api/?type=v2_soap&wsdl=1": ("/api/?type=v2_soap", "/index.php/api/index/index/?type=v2_soap"),  # is V1
    "/api.php?type=soap&wsdl": ("/api.php?type=soap", "/api.php/?type=soap"),
    "/api/v2_soap?wsdl": ("/api/v2_soap", "/index.php/api/v2_soap/index/"),
    "/api/v2_soap/index/?wsdl=1": ("/api/v2_soap/index/", "/index.php/api/v2_soap/index/"),
    "/api/v2_soap/?x=1&wsdl": ("/api/v2_soap/", "/index.php/api/v2_soap/index/"),
    "/index.php/api/v2_soap/?wsdl": ("/index.php/api/v2_soap/", "/index.php/api/v2_soap/index/"),
    "/api.php?wsdl&type=v2_soap": ("/api.php?type=v2_soap", "/api.php/?type=v2_soap"),
}


@pytest.mark.parametrize("asked", ADDRESSES)
def test_address_is_the_one_asked_or_the_shops_own(asked: str) -> None:
    for flavour, expected in zip(("openmage-19", "magento-1.9"), ADDRESSES[asked], strict=True):
        with FakeMagento(flavour=flavour) as fake:
            document = read(fake.url + asked)
            assert one(document, ".//s:address").get("location") == fake.url + expected
            is_v2 = "v2_soap" in asked.partition("?")[0] or asked.startswith("/api.php?wsdl&type=v2_soap")
            assert bool(document.findall(".//{*}operation[@name='call']")) is not is_v2
            assert read(fake.url + expected + ("&wsdl" if "?" in expected else "?wsdl")).tag == document.tag


def test_address_follows_the_host_header(fake_magento: FakeMagento) -> None:
    request = urllib.request.Request(fake_magento.soap_v1_wsdl, headers={"Host": "shop.example:8080"})
    with urllib.request.urlopen(request, timeout=30) as response:
        wsdl = etree.fromstring(response.read())
    assert one(wsdl, ".//s:address").get("location") == "http://shop.example:8080/index.php/api/soap/index/"


def test_encoding_schema_is_served_where_the_wsdl_says(fake_magento: FakeMagento) -> None:
    for address in (fake_magento.soap_v1_wsdl, fake_magento.soap_v2_wsdl):
        location = one(read(address), ".//x:import").get("schemaLocation")
        assert location.startswith(fake_magento.url)
        assert read(location).get("targetNamespace") == "http://schemas.xmlsoap.org/soap/encoding/"


class WithoutTheWeb(zeep.Transport):
    """zeep's transport, which reads from this shop alone."""

    def load(self, url: str) -> bytes:
        assert url.startswith("http://127.0.0.1"), url
        return bytes(super().load(url))


def test_zeep_writes_arrays_as_it_does_by_the_public_schema(fake_magento: FakeMagento) -> None:
    """A type of the WSDL takes a list of values. What is no such array is refused before it is sent, or sent as nothing."""
    fake_magento.add_product("Sku")
    client = zeep.Client(fake_magento.soap_v2_wsdl, transport=WithoutTheWeb())
    session = client.service.login(fake_magento.username, fake_magento.api_key)
    array = client.get_type("ns0:ArrayOfString")
    assert "ArrayOfString(_value_1: string[], arrayType: " in array.signature()
    file = {"content": base64.b64encode(picture()).decode(), "mime": "image/png", "name": "x"}
    create = client.service.catalogProductAttributeMediaCreate
    create(session, "Sku", {"file": file, "types": array(["image", "thumbnail"])}, Nil, Nil)
    assert fake_magento.products["Sku"].images[0].types == ["image", "thumbnail"]
    for wrong in (["image"], {"item": ["image"]}, "image"):
        with pytest.raises(zeep.exceptions.ValidationError, match="Missing element for Any"):
            create(session, "Sku", {"file": file, "types": wrong}, Nil, Nil)
    with pytest.raises(TypeError, match="Any element received object of type 'AnyObject'"):
        create(session, "Sku", {"file": file, "types": array([AnyObject(String(), "image")])}, Nil, Nil)
    assert len(fake_magento.products["Sku"].images) == 1


@pytest.mark.parametrize(("agent", "imports"), [("Zeep/4.3.1 (www.python-zeep.org)", 1), ("PHP-SOAP/8.2", 0)])
def test_encoding_schema_imports_itself_for_zeep_alone(fake_magento: FakeMagento, agent: str, imports: int) -> None:
    location = one(read(fake_magento.soap_v2_wsdl), ".//x:import").get("schemaLocation")
    with urllib.request.urlopen(urllib.request.Request(location, headers={"User-Agent": agent}), timeout=30) as answer:
        schema = etree.fromstring(answer.read())
    assert len(find(schema, "x:import")) == imports
    [array] = find(schema, "x:complexType[@name='Array']")
    assert [each.get("ref") for each in array] == [
        "soapenc:Array",
        "soapenc:arrayAttributes",
        "soapenc:commonAttributes",
    ]
