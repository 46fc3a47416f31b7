"""Run by `.ci/wheel` against the installed wheel, far from the checkout: nothing but the package's own dependencies."""

import xmlrpc.client
from http.client import HTTPConnection

import pytest

from fake_magento import FakeMagento
from fake_magento.transports.xmlrpc import WsgiTransport

ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="urn:Magento"><e:Body>'
    "<m:login><username>apiUser</username><apiKey>apiKey123</apiKey></m:login></e:Body></e:Envelope>"
)


def test_fixture_from_the_wheel(fake_magento):
    fake_magento.add_product("Sku", images=[{"content": b"GIF87a", "name": "a.gif"}])
    connection = HTTPConnection(fake_magento.url.removeprefix("http://"))
    for path in ("/api/soap/", "/api/v2_soap/"):
        connection.request("POST", path, ENVELOPE)
        response = connection.getresponse()
        assert response.status == 200
        assert b"loginReturn" in response.read()
        connection.request("GET", path + "?wsdl")
        assert b"definitions" in connection.getresponse().read()
    assert [call.violations for call in fake_magento.calls] == [[], []]
    assert fake_magento.products["Sku"].images[0].file == "/a/_/a.gif"


def test_xmlrpc_and_ws_i_from_the_wheel():
    with FakeMagento(wsi=True) as fake:
        fake.add_product("Sku")
        shop = xmlrpc.client.ServerProxy(fake.xmlrpc_url)
        session = shop.login(fake.username, fake.api_key)
        assert shop.call(session, "product_media.list", ["Sku"]) == []
        connection = HTTPConnection(fake.url.removeprefix("http://"))
        connection.request("GET", "/api/v2_soap/?wsdl")
        assert b"complexObjectArray" in connection.getresponse().read()


def test_trouble_log_and_own_method_without_a_socket(fake_magento):
    @fake_magento.method("custom.ping")
    def ping():
        return "pong"

    transport = WsgiTransport(fake_magento.wsgi_app)
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url, transport=transport)
    session = shop.login(fake_magento.username, fake_magento.api_key)
    fake_magento.fail("custom.ping", fault=1, message="not now")
    with pytest.raises(xmlrpc.client.Fault, match="not now"):
        shop.call(session, "custom.ping", [])
    assert shop.call(session, "custom.ping", []) == "pong"
    fake_magento.assert_called("custom.ping", times=2)
    fake_magento.assert_clean()
    fake_magento.loads(fake_magento.dumps())
