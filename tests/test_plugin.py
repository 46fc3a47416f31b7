"""The plugin in somebody else's project: the fixture is there without an import, and fresh for each test."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

import fake_magento

PROJECT = """
    from http.client import HTTPConnection

    def test_first(fake_magento):
        fake_magento.add_product("Sku", id=7)
        fake_magento.expire_sessions()
        open("url", "w").write(fake_magento.url)
        assert fake_magento.products["Sku"].id == 7
        assert fake_magento.url.startswith("http://127.0.0.1:")

    def test_second(fake_magento):
        assert list(fake_magento.products) == []
        assert fake_magento.calls == []
        assert open("url").read() == fake_magento.url     # one server a session
        connection = HTTPConnection(fake_magento.url.removeprefix("http://"))
        for _ in range(2):                                # keep-alive: both over one connection
            connection.request("GET", "/api/soap/?wsdl")
            response = connection.getresponse()
            assert response.version == 11 and response.status == 200 and b"definitions" in response.read()
            assert connection.sock is not None
        assert (fake_magento.username, fake_magento.api_key) == ("apiUser", "apiKey123")
"""


def test_fixture_is_fresh_and_listens(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(PROJECT)
    result = pytester.runpytest_subprocess("-p", "no:randomly")  # the second test looks at what the first left
    result.assert_outcomes(passed=2)


def test_nothing_of_it_warns(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from urllib.request import urlopen

        def test_shop(fake_magento):
            fake_magento.add_product("mug")
            with urlopen(fake_magento.soap_v2_wsdl) as wsdl:
                assert b"definitions" in wsdl.read()
        """
    )
    pytester.makeini("[pytest]\nfake_magento_flavour = openmage-19")
    result = pytester.runpytest_subprocess("-W", "error")
    result.assert_outcomes(passed=1)
    assert result.stderr.str() == ""


def test_fixture_is_listed_with_its_docstring(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("--fixtures")
    result.stdout.fnmatch_lines(["fake_magento -- *pytest_plugin.py:*", "*A Magento 1 server on a free port*"])


def test_plugin_imports_nothing_heavy_before_it_is_used(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_schema_pillow_and_yaml_wait_for_their_use(fake_magento):
            assert not {"xmlschema", "jsonschema", "PIL", "yaml"} & set(sys.modules)
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_client_of_a_test_that_is_over_meets_nobody(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import urllib.error, urllib.request
        import pytest

        URL = []

        def test_one(fake_magento):
            URL.append(fake_magento.soap_v1_wsdl)

        def test_two():
            with pytest.raises(urllib.error.HTTPError, match="503"):
                urllib.request.urlopen(URL[0])
        """
    )
    pytester.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=2)


def test_package_is_typed() -> None:
    assert (Path(fake_magento.__path__[0]) / "py.typed").exists()


STRICT = """
    import xmlrpc.client
    import pytest

    pytestmark = pytest.mark.fake_magento(strict=True)

    @pytest.fixture
    def shop(fake_magento):
        fake_magento.add_products(1)
        return xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)

    def session(fake, shop):
        return shop.login(fake.username, fake.api_key)

    def test_clean(fake_magento, shop):
        shop.call(session(fake_magento, shop), "product_media.list", ["sku-1"])

    def test_fault(fake_magento, shop):
        with pytest.raises(xmlrpc.client.Fault):
            shop.call(session(fake_magento, shop), "product_media.list", ["nosuch"])

    @pytest.mark.fake_magento(allow_faults=[101])
    def test_allowed_fault(fake_magento, shop):
        with pytest.raises(xmlrpc.client.Fault):
            shop.call(session(fake_magento, shop), "product_media.list", ["nosuch"])

    @pytest.mark.fake_magento(allow_faults=[101])
    def test_allowed_fault_after_a_reset(fake_magento, shop):
        fake_magento.reset()
        with pytest.raises(xmlrpc.client.Fault):
            shop.call(session(fake_magento, shop), "product_media.list", ["nosuch"])

    def test_a_session_that_a_reset_took_away(fake_magento, shop):
        mine = session(fake_magento, shop)
        fake_magento.reset()
        with pytest.raises(xmlrpc.client.Fault):
            shop.call(mine, "product_media.list", ["sku-1"])

    def test_scripted_fault(fake_magento, shop):
        fake_magento.fail("login", fault=2)
        with pytest.raises(xmlrpc.client.Fault):
            session(fake_magento, shop)

    def test_trouble_left(fake_magento):
        fake_magento.fail("login", status=500)

    def test_violation(fake_magento):
        import urllib.request
        envelope = (
            b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="urn:Magento"><e:Body>'
            b"<m:login><username>apiUser</username><key>apiKey123</key></m:login></e:Body></e:Envelope>"
        )
        urllib.request.urlopen(fake_magento.url + "/api/soap/", envelope).read()

    def test_failed_anyway(fake_magento):
        fake_magento.fail("login", status=500)
        assert False, "its own failure"

    @pytest.mark.fake_magento(strict=False)
    def test_not_strict(fake_magento):
        fake_magento.fail("login", status=500)

    def test_skipped(fake_magento):
        fake_magento.fail("login", status=500)
        pytest.skip("for a reason")

    @pytest.mark.xfail(strict=True, reason="known")
    def test_expected_to_fail(fake_magento):
        fake_magento.fail("login", status=500)
        assert False
"""


@pytest.mark.parametrize("options", [[], ["-n", "1"], ["--junitxml=report.xml"]])
def test_a_report_that_cannot_be_made_ends_nothing(pytester: pytest.Pytester, options: list[str]) -> None:
    pytester.makepyfile(
        """
        from http.client import HTTPConnection
        import pytest

        class Odd:
            @property
            def __class__(self):
                raise RuntimeError("nobody knows")

        @pytest.fixture
        def odd():
            return Odd()

        def test_with_an_odd_fixture(fake_magento, odd):
            assert False

        def test_with_bytes_that_are_no_text(fake_magento):
            connection = HTTPConnection(fake_magento.url.removeprefix("http://"))
            call = b"<methodCall><methodName>a\\xff\\x1b</methodName></methodCall>"
            connection.request("POST", "/api/xmlrpc/", b"<?xml version='1.0' encoding='latin-1'?>" + call)
            assert False

        def test_that_passes(fake_magento):
            pass
        """
    )
    result = pytester.runpytest_subprocess(*options)
    result.assert_outcomes(passed=1, failed=2)
    assert "they cannot be told: RuntimeError('nobody knows')" in result.stdout.str()


def test_strict_checks(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(STRICT)
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(passed=9, failed=1, errors=3, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines_random(
        [
            "*ERROR at teardown of test_fault*",
            "  call 2 has an unexpected fault: xmlrpc apiUser * -> fault 101: Product not exists.",
            "*ERROR at teardown of test_trouble_left*",
            "  scripted trouble is left: <trouble 1: status 500 on login, met 0, 1 more>",
            "*ERROR at teardown of test_violation*",
            "  call 1 violates the contract: /m:login, line 1: *",
        ]
    )


def test_a_failing_tests_report_has_its_calls(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import xmlrpc.client
        import pytest
        from fake_magento import FakeMagento

        @pytest.fixture
        def shop(fake_magento):
            return fake_magento

        @pytest.fixture
        def other():
            with FakeMagento() as fake:
                yield fake

        def login(fake, user):
            with pytest.raises(xmlrpc.client.Fault):
                xmlrpc.client.ServerProxy(fake.xmlrpc_url).login(user, "key")

        def test_before(fake_magento_session):
            login(fake_magento_session, "before")

        @pytest.fixture
        def client(fake_magento):
            return lambda user: login(fake_magento, user)

        def test_fails(client, other, fake_magento_session):
            client("one")
            login(other, "two")
            login(fake_magento_session, "three")
            assert False

        def test_passes(shop):
            login(shop, "four")

        def test_fails_without_calls(shop):
            assert False
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(
        [
            "*- shop calls -*",
            "  nothing",
        ]
    )
    result.stdout.fnmatch_lines_random(
        [
            "*- fake_magento calls -*",
            "  1. xmlrpc - login(username='one', apiKey='key') -> fault 2: Access denied.",
            "*- other calls -*",
            "  1. xmlrpc - login(username='two', apiKey='key') -> fault 2: Access denied.",
            "*- fake_magento_session calls -*",
            "  1. xmlrpc - login(username='three', apiKey='key') -> fault 2: Access denied.",
        ]
    )
    result.stdout.no_fnmatch_line("*before*apiKey*")
    result.stdout.no_fnmatch_line("*four*apiKey*")


def test_marker_and_ini_options(pytester: pytest.Pytester) -> None:
    shop = fake_magento.DEMO
    (pytester.path / "own.yaml").write_text("products: [{sku: of-the-ini}]")
    (pytester.path / "inner").mkdir()
    (pytester.path / "inner" / "own.yaml").write_text("products: [{sku: of-the-marker}]")
    pytester.makeini(
        """
        [pytest]
        addopts = --strict-markers
        fake_magento_flavour = openmage-19
        fake_magento_fixtures = own.yaml
        fake_magento_validation = off
        """
    )
    test = f"""
        import pytest

        def test_ini(fake_magento, fake_magento_module, fake_magento_session):
            for fake in (fake_magento, fake_magento_module, fake_magento_session):
                assert fake.flavour.name == "openmage-19" and list(fake.products) == ["of-the-ini"]

        @pytest.mark.fake_magento(flavour="magento-1.9")
        class TestClass:
            def test_class(self, fake_magento):
                assert fake_magento.flavour.name == "magento-1.9" and list(fake_magento.products) == ["of-the-ini"]

            @pytest.mark.fake_magento(fixtures="own.yaml", wsi=True)
            def test_both(self, fake_magento):
                assert fake_magento.flavour.name == "magento-1.9" and list(fake_magento.products) == ["of-the-marker"]
                import urllib.request
                assert b'style="document"' in urllib.request.urlopen(fake_magento.soap_v2_wsdl).read()

        @pytest.mark.fake_magento(fixtures={str(shop)!r}, listen=False)
        def test_no_socket(fake_magento):
            assert "mug-red" in fake_magento.products
            assert fake_magento.url == "http://magento.test"
    """
    (pytester.path / "inner" / "test_it.py").write_text(textwrap.dedent(test))
    pytester.runpytest_subprocess("inner").assert_outcomes(passed=4)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("'openmage-19'", "takes its arguments by name"),
        ("flavor='openmage-19'", "the marker fake_magento has no 'flavor'; is 'flavour' meant?"),
        ("nosuch=1", "has no 'nosuch'; there are 'flavour', 'wsi', 'validation', 'fixtures', 'listen', 'own_port', "),
        ("wsi='yes'", "wsi of the marker fake_magento is true or false, not 'yes'"),
        (
            "time=True",
            "time of the marker fake_magento is text such as '2026-01-02 03:04:05', a number",
        ),
        ("flavour='nosuch'", "no flavour 'nosuch'"),
        ("validation='nosuch'", "no validation 'nosuch'; there are 'report', 'strict', 'off'"),
        ("fixtures='nosuch.yaml'", "No such file or directory"),
        ("allow_faults=['nosuch']", "the API has no fault 'nosuch'"),
        ("time='soon'", "no time 'soon'"),
    ],
)
def test_marker_that_means_nothing(pytester: pytest.Pytester, arguments: str, told: str) -> None:
    pytester.makepyfile(
        f"""
        import pytest

        @pytest.mark.fake_magento({arguments})
        def test_it(fake_magento):
            pass
        """
    )
    result = pytester.runpytest_subprocess()
    assert result.ret != 0
    said = result.stdout.str() + result.stderr.str()
    assert told in said
    assert "yield" not in said  # of the plugin's own code nothing is shown


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "fake_magento_flavor = openmage-19",
            "'fake_magento_flavor', which there is not; is 'fake_magento_flavour' meant",
        ),
        ("fake_magento_flavour = openmage", "no flavour 'openmage'; is 'openmage-19' meant?"),
        ("fake_magento_validation = strikt", "no validation 'strikt'; is 'strict' meant?"),
        ("fake_magento_wsi = maybe", "maybe"),
    ],
)
def test_an_ini_file_that_means_nothing(pytester: pytest.Pytester, line: str, told: str) -> None:
    pytester.makeini(f"[pytest]\n{line}\n")
    pytester.makepyfile("def test_it(fake_magento): pass")
    result = pytester.runpytest_subprocess()
    assert result.ret != 0
    assert told in result.stdout.str() + result.stderr.str()


def test_a_test_may_stop_its_fake(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import urllib.error, urllib.request
        import pytest

        def reach(fake):
            return urllib.request.urlopen(fake.soap_v1_wsdl, timeout=30).status

        def test_the_shop_is_down(fake_magento, fake_magento_module):
            for fake in (fake_magento, fake_magento_module):
                url = fake.url
                fake.stop()
                fake.stop()
                with pytest.raises(urllib.error.URLError):
                    reach(fake)
                with fake:
                    assert reach(fake) == 200 and fake.url == url
                assert fake.start().start() is fake

        def test_stops_again(fake_magento):
            fake_magento.stop()

        def test_next(fake_magento, fake_magento_module):
            assert reach(fake_magento) == 200
            fake_magento_module.stop()
        """
    )
    pytester.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=3)


def test_a_wide_fake_is_not_checked_where_a_test_failed(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        pytestmark = pytest.mark.fake_magento(strict=True)

        def test_one(fake_magento_module):
            fake_magento_module.fail("login", status=500)
            assert False

        def test_two(fake_magento_module):
            pass
        """
    )
    pytester.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=1, failed=1)


def test_after_a_strict_failure_nobody_answers(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import urllib.error, urllib.request
        import pytest

        URL = []

        @pytest.mark.fake_magento(strict=True)
        def test_one(fake_magento):
            URL.append(fake_magento.soap_v1_wsdl)
            fake_magento.fail("login", status=500)

        def test_two():
            with pytest.raises(urllib.error.HTTPError, match="503"):
                urllib.request.urlopen(URL[0])
        """
    )
    pytester.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=2, errors=1)


def test_marker_that_no_fixture_reads(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.fake_magento(flavour="openmage-19")
        def test_it(fake_magento_module):
            pass
        """
    )
    result = pytester.runpytest_subprocess()
    assert result.ret != 0
    assert "the marker fake_magento of a test or class is for the fixture fake_magento" in result.stderr.str()


def test_fake_that_is_asked_for_in_a_test_is_reported(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import time
        import urllib.request

        def test_it(request, monkeypatch):
            monkeypatch.setattr(time, "time", lambda: 0.0)
            fake = request.getfixturevalue("fake_magento")
            urllib.request.urlopen(fake.xmlrpc_url, b"x").read()
            assert False
        """
    )
    result = pytester.runpytest_subprocess()
    result.stdout.fnmatch_lines(["*- fake_magento calls -*", "  1. xmlrpc - no call() -> fault 632: *"])


def test_allowed_faults_and_no_fixtures(pytester: pytest.Pytester) -> None:
    (pytester.path / "shop.yaml").write_text("products: [{sku: mug}]")
    pytester.makepyfile(
        """
        import pytest

        pytestmark = pytest.mark.fake_magento(fixtures="shop.yaml", strict=True)

        @pytest.mark.fake_magento(fixtures=None, allow_faults={"632"})
        def test_it(fake_magento):
            import urllib.request
            assert list(fake_magento.products) == []
            urllib.request.urlopen(fake_magento.xmlrpc_url, b"x").read()
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


WIDE = """
    import pytest

    pytestmark = pytest.mark.fake_magento(flavour="openmage-19")

    @pytest.mark.parametrize("number", range(4))
    def test_it(fake_magento, fake_magento_module, fake_magento_session, number):
        assert len({fake.url for fake in (fake_magento, fake_magento_module, fake_magento_session)}) == 3
        assert list(fake_magento.products) == []
        fake_magento.add_product("mine")
        fake_magento_module.add_product(f"{__name__} {number}")
        fake_magento_session.add_product(f"{__name__} {number}")
        assert all(sku.startswith(__name__) for sku in fake_magento_module.products)
        assert fake_magento_module.flavour.name == "openmage-19"
        assert fake_magento_session.flavour.name == "magento-1.9"
"""


@pytest.mark.parametrize("options", [[], ["-n", "2"], ["-p", "no:randomly"], ["-p", "randomly", "-n", "2"]])
def test_wider_fixtures_in_any_order_and_beside_each_other(pytester: pytest.Pytester, options: list[str]) -> None:
    pytester.makepyfile(test_one=WIDE, test_two=WIDE)
    pytester.runpytest_subprocess(*options).assert_outcomes(passed=8)


def test_strict_module_and_session(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nfake_magento_strict = true\n")
    pytester.makepyfile(
        """
        def test_one(fake_magento_module):
            fake_magento_module.fail("login", status=500)

        def test_two(fake_magento_session):
            fake_magento_session.fail("login", status=501)
        """
    )
    result = pytester.runpytest_subprocess()
    assert result.ret != 0
    result.stdout.fnmatch_lines_random(["*trouble is left*status 500*", "*trouble is left*status 501*"])


def test_no_socket_is_opened_where_none_is_wanted(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nfake_magento_listen = false\n")
    pytester.makepyfile(
        """
        import socket, xmlrpc.client
        import pytest
        from fake_magento.transports.xmlrpc import WsgiTransport

        class Refused(Exception):
            pass

        @pytest.fixture(autouse=True, scope="session")
        def no_sockets():
            def refuse(*arguments, **named):
                raise Refused
            socket.socket = refuse

        def test_it(no_sockets, fake_magento, fake_magento_module, fake_magento_session):
            for fake in (fake_magento, fake_magento_module, fake_magento_session):
                shop = xmlrpc.client.ServerProxy(fake.xmlrpc_url, transport=WsgiTransport(fake.wsgi_app))
                assert len(shop.login(fake.username, fake.api_key)) == 32
            with pytest.raises(Refused):
                fake_magento.start()
        """
    )
    pytester.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=1)


LATE = """
    import socket
    import pytest

    BODY = (
        b"<methodCall><methodName>login</methodName><params><param><value>apiUser</value></param>"
        b"<param><value>apiKey123</value></param></params></methodCall>"
    )
    HEAD = b"POST /api/xmlrpc/ HTTP/1.1\\r\\nHost: shop\\r\\nContent-Length: %d\\r\\n" % len(BODY)
    WAITING = b"Expect: 100-continue\\r\\n\\r\\n"
    CLIENTS = []

    def connected(fake):
        host, port = fake.url.removeprefix("http://").split(":")
        CLIENTS.append(socket.create_connection((host, int(port)), timeout=30))
        return CLIENTS[-1]

    def late(client, data):
        try:
            client.sendall(data)
            return client.recv(65536)
        except ConnectionError:
            return b""

    def test_one(fake_magento):
        idle = connected(fake_magento)
        idle.sendall(HEAD + b"\\r\\n" + BODY)
        assert b" 200 OK" in idle.recv(65536)
        begun = connected(fake_magento)
        begun.sendall(HEAD + WAITING)
        assert b" 100 " in begun.recv(65536)
        begun.sendall(BODY[:10])
        assert len(fake_magento.calls) == 1

    def test_two(fake_magento):
        idle, begun = CLIENTS
        assert b" 200 " not in late(idle, HEAD + b"\\r\\n" + BODY)
        assert b" 200 " not in late(begun, BODY[10:])
        new = connected(fake_magento)
        new.sendall(HEAD + b"\\r\\n" + BODY)
        assert b" 200 OK" in new.recv(65536)
        assert len(fake_magento.calls) == 1
"""


def test_late_calls_over_connections_of_an_earlier_test_do_not_land(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(LATE)
    pytester.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=2)


@pytest.mark.parametrize("by", ["marker", "ini"])
def test_port_of_its_own(pytester: pytest.Pytester, by: str) -> None:
    mark = "pytest.mark.fake_magento(own_port=True)" if by == "marker" else "[]"
    pytester.makeini(f"[pytest]\nfake_magento_own_port = {by == 'ini'}\n")
    pytester.makepyfile(
        f"""
        import xmlrpc.client
        import pytest

        pytestmark = {mark}
        SHOPS = []

        @pytest.mark.parametrize("number", range(3))
        def test_it(fake_magento, number):
            for shop in SHOPS:
                with pytest.raises(ConnectionRefusedError):
                    shop.login("apiUser", "apiKey123")
            SHOPS.append(xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url))
            assert len(SHOPS[-1].login("apiUser", "apiKey123")) == 32
            assert len(fake_magento.calls) == 1
            if number == 2:
                assert False
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*- fake_magento calls -*"])
