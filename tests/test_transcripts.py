"""The fake answers what the real server was recorded to answer."""

from __future__ import annotations

import json
import re
import xmlrpc.client
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from fake_magento.verify.known import KNOWN, as_the_fake_answers
from tests.php import run_php
from tests.replay import (
    HERE,
    HOST,
    PATHS,
    SOAP,
    TRANSCRIPTS,
    Sessions,
    canonical,
    connect,
    exchange,
    load,
    post,
    scenarios,
    start,
)


def parameters(*dialects: str) -> list[Any]:
    """The scenarios of the dialects, as parameters of a test."""
    return [pytest.param(flavour, file, id=f"{flavour}-{file.stem}") for flavour, file in scenarios(*dialects)]


RAW = [pytest.param(each, id=each["name"]) for each in load(TRANSCRIPTS / "raw.json")["exchanges"]]


@pytest.mark.parametrize(("flavour", "file"), parameters())
def test_scenario_as_sent(flavour: str, file: Path) -> None:
    scenario = load(file)
    sessions = Sessions()
    with start(flavour, scenario["dialect"]) as fake:
        connection = connect(fake)
        for number, step in enumerate(scenario["steps"]):
            if step["request"] is None:  # the client refused to send it
                continue
            status, content_type, body = post(connection, PATHS[scenario["dialect"]], sessions.replace(step["request"]))
            if step["op"] in ("login", "startSession") and "result" in step:
                sessions.learn(step["result"], body)
            recorded = as_the_fake_answers(sessions.replace(step["response"]))
            assert canonical(body) == canonical(recorded), f"step {number}"
            if scenario["dialect"] == "xmlrpc":  # which has no prefixes that may differ
                assert body == recorded, f"step {number}"
            assert (status, content_type) == (_status(step), _content_type(step)), f"step {number}"


def _status(step: Any) -> int:
    return int(step["status"] if "status" in step else step["response_headers"].split()[1])


def _content_type(step: Any) -> str:
    found = re.search(r"^Content-Type: (.*?)\r?$", step["response_headers"], re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize(("flavour", "file"), parameters(*SOAP))
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


@pytest.mark.parametrize(("flavour", "file"), parameters("xmlrpc"))
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


@pytest.mark.parametrize("recorded", RAW)
def test_raw_exchange(recorded: dict[str, Any]) -> None:
    with start("openmage-19") as fake:
        connection = connect(fake)
        session = _login(connection)
        body = recorded["body"] and recorded["body"].replace("{S}", session)
        status, content_type, answer = exchange(
            connection, recorded["method"], recorded["path"], recorded["headers"], body
        )
        assert (status, content_type) == (recorded["status"], recorded["response_headers"]["Content-Type"])
        if "address" in recorded:
            assert f'<soap:address location="{recorded["address"]}"/>' in answer
        elif recorded["response"] is not None:
            sessions = Sessions()
            for known, live in zip(_ids(recorded["response"]), _ids(answer), strict=True):
                sessions.learn(known, live)
            assert canonical(answer) == canonical(sessions.replace(recorded["response"]))


def _ids(text: str) -> list[str]:
    return re.findall(r"\b[0-9a-f]{32}\b", text)


def _login(connection: HTTPConnection) -> str:
    login = load(TRANSCRIPTS / "v1_aliases.json")["steps"][0]
    _, _, answer = post(connection, PATHS["v1"], login["request"])
    [session] = _ids(answer)
    return session


def test_every_difference_is_needed_and_documented() -> None:
    texts = "".join(file.read_text(encoding="utf-8") for _, file in scenarios())
    documented = (HERE.parent / "docs" / "differences.md").read_text(encoding="utf-8")
    for known in KNOWN:
        assert known.recorded.search(texts)
        assert known.reason in documented
