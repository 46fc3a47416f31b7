"""What a server offers: its dialects, and what their WSDLs say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fake_magento.api.registry import core_registry
from fake_magento.client.dialects import dialect_of
from fake_magento.client.http import NoAnswerError, Send
from fake_magento.client.messages import NotXmlError
from fake_magento.client.value import Value
from fake_magento.client.wsdl import table
from fake_magento.transports.wsgi import Answer
from fake_magento.verify.compare import Difference, of_values, outcome_of, status


@dataclass(frozen=True)
class Offer:
    """A dialect that the server offers; those of SOAP have a WSDL."""

    dialect: str
    wsdl: Mapping[str, Any] | None = None

    @property
    def namespace(self) -> str | None:
        """The namespace of the shop, where it is told."""
        return None if self.wsdl is None else str(self.wsdl["meta"]["targetNamespace"])


def survey(send: Send) -> tuple[dict[str, Offer], dict[str, str]]:
    """The dialects that a server offers; and why it does not offer the others."""
    offers: dict[str, Offer] = {}
    problems: dict[str, str] = {}
    for adapter, names in (("soap", ("v1",)), ("v2_soap", ("v2", "wsi"))):
        try:
            said = table(_body_of(send("GET", f"/api/{adapter}/?wsdl", {}, None)))
        except (NoAnswerError, NotXmlError) as error:
            problems |= dict.fromkeys(names, str(error))
            continue
        offered = names[-1] if said["meta"]["style"] == "document" else names[0]
        offers[offered] = Offer(offered, said)
        problems |= {name: f"V2 speaks {offered}" for name in names if name != offered}
    speaks = dialect_of("xmlrpc", "", core_registry())
    asked = partial(send, "POST", speaks.path, speaks.headers, speaks.function("system.listMethods", {}))
    listed = outcome_of(asked, speaks.read)
    if listed.value is not None:
        offers["xmlrpc"] = Offer("xmlrpc")
    else:
        problems["xmlrpc"] = listed.outcome
    return offers, problems


def _body_of(found: Answer) -> bytes:
    if found.status != 200:
        raise NotXmlError(f"HTTP {status(found)}")
    return found.body


def of_wsdls(server: Offer, fake: Offer, roots: tuple[str, str]) -> list[Difference]:
    """In what the WSDLs of a dialect differ; ``roots`` are the addresses of the two shops.

    Only what the fake's one has is looked at: the server may offer more.
    """
    if server.wsdl is None or fake.wsdl is None:
        return []
    return list(of_values(_meaning(server.wsdl, fake.wsdl, roots[0]), _meaning(fake.wsdl, fake.wsdl, roots[1])))


def _meaning(wsdl: Mapping[str, Any], known: Mapping[str, Any], root: str) -> Value:
    """What a WSDL says of all that the fake's one knows, without the shop's address and its own namespace inside."""
    meta = {**wsdl["meta"], "address": wsdl["meta"]["address"].replace(root, "{shop}")}
    own = meta["targetNamespace"]
    meta["body"] = {name: "{namespace}" if value == own else value for name, value in meta["body"].items()}
    meta["schema"] = {"targetNamespace": "{namespace}" if meta["schema"]["targetNamespace"] == own else "another"}
    parts = {name: wsdl[name] for name in ("operations", "types", "elements") if name in wsdl}
    same = {
        section: {name: said[name] for name in known.get(section, {}) if name in said}
        for section, said in parts.items()
    }
    return _as_value({**meta, **same})


def _as_value(said: Any) -> Value:
    """A table as a value: a list of parts or fields is members, each of its type."""
    if isinstance(said, Mapping):
        return Value("", members=tuple((name, _as_value(each)) for name, each in said.items()))
    if isinstance(said, list):
        return Value("", members=tuple((name, Value(" ".join(rest), "")) for name, *rest in said))
    return Value("", said)
