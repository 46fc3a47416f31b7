"""The fake answers what the real server was recorded to answer."""

from __future__ import annotations

import json
import xmlrpc.client
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from fake_magento.verify.known import KNOWN, as_the_fake_answers
from tests.parity import strict
from tests.parity.play import judged, play_on, play_raw_on
from tests.php import run_php
from tests.replay import (
    HERE,
    HOST,
    SOAP,
    Sessions,
    all_scenarios,
    connect,
    load,
    over_socket,
    parameter,
    place,
    raw_files,
    scenarios,
    start,
)


def parameters(*dialects: str) -> list[Any]:
    """The scenarios of the dialects, as parameters of a test."""
    return [parameter(flavour, file) for flavour, file in scenarios(*dialects)]


def equal(*dialects: str) -> list[Any]:
    """Those of them that are answered as recorded, by which clients can be shown to read what they read of the real server."""
    return [each for each in parameters(*dialects) if each.id not in strict.not_yet()]


RAW = [parameter(flavour, file) for flavour, file in raw_files()]


@pytest.mark.parametrize(("flavour", "file"), parameters())
def test_scenario_as_sent(flavour: str, file: Path) -> None:
    with start(flavour, load(file)["dialect"]) as fake:
        strict.check(judged(place(flavour, file), play_on(over_socket(connect(fake)), flavour, file)))


@pytest.mark.long
@pytest.mark.parametrize(("flavour", "file"), RAW)
def test_raw_exchanges(flavour: str, file: Path) -> None:
    with start(flavour) as fake:
        strict.check(judged(place(flavour, file), play_raw_on(over_socket(connect(fake)), file)))


@pytest.mark.parametrize(("flavour", "file"), equal(*SOAP))
def test_scenario_through_php(flavour: str, file: Path) -> None:
    """PHP's SoapClient, given the WSDL of the fake and the recorded calls, decodes the recorded values."""
    scenario = load(file)
    with start(flavour, scenario["dialect"]) as fake:
        wsdl = fake.soap_v1_wsdl if scenario["dialect"] == "v1" else fake.soap_v2_wsdl
        outcomes = run_php("replay.php", {"wsdl": wsdl, "dialect": scenario["dialect"], "steps": scenario["steps"]})
        sessions = Sessions()
        for number, (step, outcome) in enumerate(zip(scenario["steps"], outcomes, strict=True)):
            if step["op"] in ("login", "startSession") and "result" in step:
                sessions.learn(step["result"], outcome["result"])
            assert _at_fake(outcome, fake.url) == _recorded(step, sessions), f"step {number}: {step['op']}"


def _at_fake(outcome: Any, url: str) -> Any:
    if isinstance(outcome, dict):
        return {key: _at_fake(value, url) for key, value in outcome.items()}
    if isinstance(outcome, list):
        return [_at_fake(value, url) for value in outcome]
    return outcome.replace(url, f"http://{HOST}") if isinstance(outcome, str) else outcome


def _recorded(step: dict[str, Any], sessions: Sessions) -> dict[str, Any]:
    if "fault" in step:
        text = as_the_fake_answers(sessions.replace(step["fault"]["string"]))
        return {"fault": {"code": step["fault"]["code"], "string": text}}
    result = step["result"]
    return {"result": sessions.replace(result) if isinstance(result, str) else result}


@pytest.mark.long
@pytest.mark.parametrize(("flavour", "file"), equal("xmlrpc"))
def test_scenario_through_xmlrpc_client(flavour: str, file: Path) -> None:
    """Python's xmlrpc.client, given the recorded calls, decodes the recorded values."""
    sessions = Sessions()
    with start(flavour) as fake:
        shop = xmlrpc.client.ServerProxy(fake.xmlrpc_url, allow_none=True)
        for number, step in enumerate(load(file)["steps"]):
            call = partial(getattr(shop, step["op"]), *json.loads(sessions.replace(json.dumps(step["args"]))))
            if "client_error" in step:  # an empty page
                with pytest.raises(xmlrpc.client.ProtocolError, match="500"):
                    call()
                continue
            outcome: dict[str, Any] = {}
            try:
                outcome["result"] = call()
            except xmlrpc.client.Fault as fault:
                outcome["fault"] = {"code": fault.faultCode, "string": fault.faultString}
            if step["op"] in ("login", "startSession") and "result" in step:
                sessions.learn(step["result"], outcome["result"])
            assert _at_fake(outcome, fake.url) == _recorded(step, sessions), f"step {number}: {step['op']}"


@pytest.mark.long
def test_every_difference_is_needed_and_documented() -> None:
    answers = [step["response"] or "" for _, file in all_scenarios() for step in load(file)["steps"]]
    documented = (HERE.parent / "docs" / "differences.md").read_text(encoding="utf-8")
    for known in KNOWN:
        assert any(map(known.recorded.search, answers))
        assert known.reason in documented
