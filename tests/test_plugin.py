"""The plugin in somebody else's project: the fixture is there without an import, and fresh for each test."""

from __future__ import annotations

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


def test_fixture_is_listed_with_its_docstring(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("--fixtures")
    result.stdout.fnmatch_lines(["fake_magento -- *pytest_plugin.py:*", "*A Magento 1 server on a free port*"])


def test_plugin_imports_nothing_heavy_before_it_is_used(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_schema_pillow_and_yaml_wait_for_their_use(fake_magento):
            assert not {"xmlschema", "PIL", "yaml"} & set(sys.modules)
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
