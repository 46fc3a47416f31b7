"""What is declared of the Core API is what the real server declares: resources, methods, faults, aliases, permissions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from xmlrpc.client import ServerProxy

import pytest

from fake_magento import FakeMagento
from fake_magento.api.declare import GLOBAL_FAULTS
from fake_magento.api.registry import core_registry
from fake_magento.transports.xmlrpc import WsgiTransport
from tests.replay import HERE

CONTRACT = HERE / "contract"
RESOURCES = json.loads((CONTRACT / "resources.json").read_text(encoding="utf-8"))
ACL = json.loads((CONTRACT / "acl.json").read_text(encoding="utf-8"))


def declared() -> dict[str, Any]:
    """The declarations in the form of the recorded table."""
    return {
        resource.name: {
            "title": resource.title,
            "aliases": [*resource.aliases],
            "methods": {method.name: method.title for method in resource.methods.values()},
            "faults": []
            if resource.faults is GLOBAL_FAULTS
            else [[name, code, text] for name, (code, text) in resource.faults.items()],
        }
        for resource in core_registry()
    }


def test_resources_methods_and_faults_in_their_order() -> None:
    found = declared()
    assert found == RESOURCES
    for name, resource in RESOURCES.items():
        assert [*found[name]["methods"]] == [*resource["methods"]], name
    assert sum(len(each["methods"]) for each in RESOURCES.values()) == 144


def test_what_each_method_needs() -> None:
    needs = {
        f"{resource.name}.{method.name}": [path for path in (resource.acl, method.acl) if path]
        for resource in core_registry()
        for method in resource.methods.values()
    }
    assert needs == ACL["needs"]


class User:
    """A user whose role has these paths, over XML-RPC in this process."""

    def __init__(self, fake: FakeMagento, name: str, paths: Iterable[str]) -> None:
        fake.add_user(name, "key", resources=[*paths])
        self.shop = ServerProxy(fake.xmlrpc_url, transport=WsgiTransport(fake.wsgi_app), allow_none=True)
        self.session = self.shop.login(name, "key")

    def shown(self) -> set[str]:
        """The methods that ``resources`` shows."""
        resources: Any = self.shop.resources(self.session)
        return {method["path"] for resource in resources for method in resource["methods"]}

    def refused(self, path: str) -> bool:
        """Whether a call of the method is fault 2."""
        [answer] = self.shop.multiCall(self.session, [[path, []]])  # type: ignore[misc]
        return isinstance(answer, dict) and answer.get("faultCode") == "2"

    def refused_faults(self, resources: Iterable[str]) -> list[bool]:
        """For each of the resources whether its ``resourceFaults`` is fault 2; all are asked at once."""
        calls = [{"methodName": "resourceFaults", "params": [self.session, name]} for name in resources]
        answers: Any = self.shop.system.multicall(calls)
        return [isinstance(each, dict) and each.get("faultCode") == 2 for each in answers]


@pytest.mark.parametrize("path", ACL["by_path"])
def test_what_a_role_with_one_path_shows(path: str) -> None:
    """Alone, and with the path's parents, as the form of the shop grants it; what is not shown is fault 2."""
    words = path.split("/")
    parents = ["/".join(words[:length]) for length in range(1, len(words) + 1)]
    recorded = ACL["by_path"][path]
    fake = FakeMagento()
    alone, with_parents = User(fake, "alone", [path]), User(fake, "with parents", parents)
    assert alone.shown() == {*recorded["alone"]}
    shown = with_parents.shown()
    assert shown == {*recorded["with_parents"]}
    hidden = next(each for each in sorted(ACL["needs"]) if each not in shown)
    assert with_parents.refused(hidden)
    resources = list(core_registry())
    refused = alone.refused_faults(each.name for each in resources)
    assert refused == [each.acl != path for each in resources]
