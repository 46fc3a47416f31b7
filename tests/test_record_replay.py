"""``fake-magento record`` and ``replay``: what is kept of a real server's answers, what is not, and how it is served."""

from __future__ import annotations

import base64
import gzip
import json
import re
import signal
import urllib.error
import urllib.request
import xmlrpc.client
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
import zeep
from werkzeug.wrappers import Request, Response
from zeep.xsd import Nil

from fake_magento import DEMO, FakeMagento
from fake_magento.cli import main
from fake_magento.client.http import MAX_UNPACKED, Http
from fake_magento.server import Server
from fake_magento.transcripts import record
from fake_magento.transcripts.files import TranscriptError, files_of
from fake_magento.transcripts.masking import MaskingError, Masks
from fake_magento.transcripts.record import Recorder
from fake_magento.transcripts.replay import Replay
from tests.php import run_php
from tests.replay import (
    HOST,
    PATHS,
    Sessions,
    canonical,
    file_of,
    load,
    place,
    post,
    raw_files,
    scenarios,
    unpacked,
)
from tests.speaking import DIALECTS, Speaker
from tests.test_cli import address, listening, serving
from tests.test_files import no_space

KEY = "sécret <&> key"
WRONG = "not the key"


@contextmanager
def recording(url: str, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A recorder before a server, in this process: its address, and what it says."""
    said: list[str] = []
    recorder = Recorder(Http(url), folder, "life", said.append)
    recorder.resume()
    server = Server("127.0.0.1", 0, recorder.respond)
    server.start()
    recorder.url = server.url
    try:
        yield server.url, said
    finally:
        server.stop()


@contextmanager
def replaying(*paths: Path) -> Iterator[tuple[str, Replay, list[str]]]:
    """A replay of transcripts in this process: its address, itself, and what it says."""
    said: list[str] = []
    replay = Replay([file for path in paths for file in files_of(path)], said.append)
    server = Server("127.0.0.1", 0, replay.respond)
    server.start()
    replay.url = server.url
    try:
        yield server.url, replay, said
    finally:
        server.stop()


def shop(wsi: bool = False) -> FakeMagento:
    """A shop to record."""
    fake = FakeMagento(flavour="openmage-19", wsi=wsi)
    fake.add_user("me", KEY)
    fake.add_product("mug", images=[{"content": DEMO.parent / "images" / "shirt.png", "label": "Mug"}])
    return fake


def life_over_xmlrpc(url: str, key: str = KEY, wrong: str = WRONG) -> list[Any]:
    """What a client of XML-RPC sees."""
    proxy: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/", allow_none=True)
    seen: list[Any] = []

    def call(name: str, *arguments: Any) -> Any:
        try:
            answer = getattr(proxy, name)(*arguments)
        except xmlrpc.client.Fault as fault:
            answer = [fault.faultCode, fault.faultString]
        except xmlrpc.client.ProtocolError as error:
            answer = error.errcode
        seen.append(None if name in ("login", "startSession") and isinstance(answer, str) else answer)
        return answer

    session = call("login", "me", key)
    call("login", "me", wrong)
    [image] = call("call", session, "product_media.list", ["mug"])
    call("call", session, "product_media.update", ["mug", image["file"], {"label": "New ü"}])
    call("call", session, "product_media.list", ["mug"])
    call("call", session, "product_media.types")
    call("system.multicall", [{"methodName": "login", "params": ["me", key]}])
    seen[-1] = None
    second = call("login", "me", key)
    call("endSession", session)
    call("call", session, "product_media.list", ["mug"])
    call("call", second, "product_media.list", ["mug"])
    return at(url, seen)


def life_over_zeep(url: str, key: str = KEY, wrong: str = WRONG) -> list[Any]:
    """What zeep sees, over V2."""
    service = zeep.Client(f"{url}/api/v2_soap/?wsdl").service
    session = service.login("me", key)
    seen = [str(service.catalogProductAttributeMediaList(session, "mug", Nil, Nil))]
    for arguments in [(session, "nosuch"), ("0" * 32, "mug")]:
        with pytest.raises(zeep.exceptions.Fault) as fault:
            service.catalogProductAttributeMediaList(*arguments, Nil, Nil)
        seen.append((fault.value.code, fault.value.message))
    with pytest.raises(zeep.exceptions.Fault) as fault:
        service.login("me", wrong)
    return at(url, [*seen, (fault.value.code, fault.value.message)])


def life_over_php(url: str, key: str = KEY, wrong: str = WRONG) -> list[Any]:
    """What PHP's client sees, over V1."""
    steps = [
        {"op": "login", "args": ["me", key], "result": "session"},
        {"op": "login", "args": ["me", wrong]},
        {"op": "call", "args": ["session", "product_media.list", ["mug"]]},
        {"op": "multiCall", "args": ["session", [["product_media.list", ["mug"]], ["nosuch.x"]]]},
        {"op": "endSession", "args": ["session"]},
        {"op": "call", "args": ["session", "product_media.list", ["mug"]]},
    ]
    outcomes: list[Any] = run_php("replay.php", {"wsdl": f"{url}/api/soap/?wsdl", "dialect": "v1", "steps": steps})
    outcomes[0] = None
    return at(url, outcomes)


def at(url: str, seen: Any) -> Any:
    """What was seen, with the server's address taken out."""
    return json.loads(re.sub(r"http://127\.0\.0\.1:\d+", "URL", json.dumps(seen)))


LIVES = {"xmlrpc": life_over_xmlrpc, "v2": life_over_zeep, "v1": life_over_php}


@pytest.mark.parametrize("dialect", LIVES)
def test_a_client_cannot_tell_server_recorder_and_replay_apart(dialect: str, tmp_path: Path) -> None:
    life = LIVES[dialect]
    with shop() as server:
        told = life(server.url)
    with shop() as server, recording(server.url, tmp_path) as (url, said):
        assert life(url) == told
        assert len(server.calls) > 4
        assert not any("not kept" in line for line in said)
    for key, wrong in [(KEY, WRONG), ("another key", "and another")]:
        with replaying(tmp_path) as (url, replay, _):
            assert life(url, key, wrong) == told
            assert replay.missing == {}
            assert replay.never_asked() == []


@pytest.mark.parametrize("dialect", LIVES)
def test_nothing_secret_is_kept(dialect: str, tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, _):
        LIVES[dialect](url)
        port = server.url.rpartition(":")[2]
    for file in tmp_path.iterdir():
        text = file.read_text()
        for secret in (KEY, WRONG, "cret", "the key", port, "127.0.0.1"):
            assert json.dumps(secret)[1:-1] not in text, (file.name, secret)
        for session in re.findall(r"\b[0-9a-f]{32}\b", text):
            assert int(session, 16) < 10
        assert "masked-key" in text or file.name == "raw.json"
        assert json.loads(text)


@pytest.mark.long
def test_the_format_is_that_of_the_recorded_transcripts(tmp_path: Path) -> None:
    """A recording is replayed against a fresh fake, step by step, as those of the real server are."""
    with shop() as server, recording(server.url, tmp_path) as (url, _):
        life_over_xmlrpc(url)
        life_over_zeep(url)
        life_over_php(url)
    assert {file.name for file in tmp_path.iterdir()} == {
        "v1_life.json",
        "v2_life.json",
        "xmlrpc_life.json",
        "raw.json",
    }
    known = load(file_of("v1_session"))
    for dialect in LIVES:
        scenario = load(tmp_path / f"{dialect}_life.json")
        assert scenario.keys() == known.keys()
        assert (scenario["name"], scenario["dialect"]) == ("life", dialect)
        fake = FakeMagento(flavour="openmage-19")
        fake.add_user("me", "masked-key")
        fake.add_product("mug", images=[{"content": DEMO.parent / "images" / "shirt.png", "label": "Mug"}])
        with fake:
            if dialect != "xmlrpc":  # that life came before
                life_over_xmlrpc(fake.url, "masked-key")
            connection = HTTPConnection(fake.url.removeprefix("http://"), timeout=30)
            sessions = Sessions()
            for number, step in enumerate(scenario["steps"]):
                status, content_type, body = post(connection, PATHS[dialect], sessions.replace(step["request"]))
                for recorded, live in zip(
                    re.findall(r"\b0{16}[0-9a-f]{16}\b", step["response"]),
                    re.findall(r"\b[0-9a-f]{32}\b", body),
                    strict=True,
                ):
                    sessions.learn(recorded, live)
                assert canonical(body) == canonical(sessions.replace(step["response"])), f"{dialect}, step {number}"
                assert status == step["status"] == int(step["response_headers"].split()[1])
                assert f"\r\nContent-Type: {content_type}\r\n" in step["response_headers"]
                assert len({"result", "fault", "client_error"} & step.keys()) == 1


def test_what_is_kept_of_a_step(tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, _):
        life_over_xmlrpc(url)
    steps = load(tmp_path / "xmlrpc_life.json")["steps"]
    session = f"{1:032x}"
    assert (steps[0]["op"], steps[0]["args"], steps[0]["result"]) == ("login", ["me", "masked-key"], session)
    assert (steps[1]["args"], steps[1]["fault"]) == (["me", "masked-key-2"], {"code": 2, "string": "Access denied."})
    assert steps[2]["args"] == [session, "product_media.list", ["mug"]]
    assert steps[2]["result"][0]["url"] == f"http://{HOST}/media/catalog/product/s/h/shirt.png"
    assert (steps[5]["status"], steps[5]["response"]) == (500, "")
    assert steps[5]["client_error"] == "ExpatError: no element found: line 1, column 0"
    assert steps[6]["args"] == [[{"methodName": "login", "params": ["me", "masked-key"]}]]
    assert "masked-key" in steps[6]["request"]


def test_ws_i_is_kept_as_such(tmp_path: Path) -> None:
    with shop(wsi=True) as server, recording(server.url, tmp_path) as (url, _):
        speaker = Speaker(server, "wsi")
        connection = HTTPConnection(url.removeprefix("http://"), timeout=30)
        _, _, body = post(
            connection, PATHS["wsi"], speaker.list_body("mug").decode().replace("urn:Magento", "urn:OpenMage")
        )
        assert "complexObjectArray" in body
    [step] = load(tmp_path / "wsi_life.json")["steps"]
    assert step["op"] == "catalogProductAttributeMediaList"
    assert step["args"] == [{"sessionId": f"{1:032x}", "productId": "mug"}]
    [image] = step["result"]["complexObjectArray"]
    assert (image["label"], image["types"]) == ("Mug", "")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_no_call_is_kept_as_it_was_sent(dialect: str, tmp_path: Path) -> None:
    bodies = ["", "hello", "<a/>", "<methodCall/>"]
    with shop(wsi=dialect == "wsi") as server, recording(server.url, tmp_path) as (url, _):
        connection = HTTPConnection(url.removeprefix("http://"), timeout=30)
        answers = [post(connection, PATHS[dialect], body) for body in bodies]
        connection.request("GET", PATHS[dialect])
        assert connection.getresponse().read() is not None
    exchanges = load(tmp_path / "raw.json")["exchanges"]
    assert [exchange["body"] for exchange in exchanges] == [*bodies, None]
    assert [(each["status"], each["response_headers"]["Content-Type"]) for each in exchanges[:4]] == [
        (status, content_type) for status, content_type, _ in answers
    ]
    if dialect != "wsi":  # whose empty body starts a session
        with replaying(tmp_path) as (url, replay, _):
            connection = HTTPConnection(url.removeprefix("http://"), timeout=30)
            assert [post(connection, PATHS[dialect], body) for body in bodies] == answers
            assert replay.missing == {}


def test_what_cannot_be_read_and_may_hold_a_key_is_not_kept(tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, said):
        connection = HTTPConnection(url.removeprefix("http://"), timeout=30)
        post(connection, PATHS["v1"], "<e:Envelope><login><apiKey>secret-of-mine</apiKey>")
    assert said == ["POST /api/soap/ -> 500 not kept: it cannot be read, and may hold a key"]
    assert [*tmp_path.iterdir()] == []


ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="urn:Magento"><e:Body>'
    "<m:login>{}</m:login></e:Body></e:Envelope>"
)


@pytest.mark.parametrize(
    ("adapter", "body"),
    [
        ("soap", ENVELOPE.format("<apiKey>key</apiKey><username>me</username>")),
        ("soap", ENVELOPE.format("<a>me</a><b>key</b>")),
        ("soap", ENVELOPE.format("<username>me</username><apiKey>&#107;ey</apiKey>")),
        ("soap", ENVELOPE.format("<username>me</username><apiKey><![CDATA[key]]></apiKey>")),
        ("soap", ENVELOPE.format("<username>me</username><apiKey>k<!-- -->ey</apiKey>")),
        ("soap", ENVELOPE.format("<a>me</a><b>key</b>").replace("login", "LOGIN")),
        (
            "soap",
            ENVELOPE.format('<username>me</username><apiKey href="#1"/>').replace(
                "</e:Body>", '<x id="1">key</x></e:Body>'
            ),
        ),
        (
            "soap",
            ENVELOPE.format("<a/>")
            .replace("login", "other")
            .replace("</e:Body>", "<login><a/><b>key</b></login></e:Body>"),
        ),
        ("v2_soap", ENVELOPE.format("<username>me</username><apiKey> key\n</apiKey>").replace("login", "loginParam")),
        ("xmlrpc", xmlrpc.client.dumps(("me", "key"), "login")),
        ("xmlrpc", xmlrpc.client.dumps(("me", "key"), "login").replace("<string>key</string>", "key")),
        ("xmlrpc", xmlrpc.client.dumps(([{"methodName": "login", "params": ["me", "key"]}],), "system.multicall")),
    ],
)
@pytest.mark.parametrize("key", ["key", "a longer key"])
def test_keys_are_masked_however_they_are_written(adapter: str, body: str, key: str) -> None:
    masked = Masks("shop.example", "http://shop.example").request(adapter, body.replace("key", key).encode()).decode()
    assert "masked-key" in masked
    assert key not in re.sub("masked-key|apiKey", "", masked)
    assert "&#107;" not in masked


WORDS = ["1", "true", "login", "string", "call", "username", "apiKey", "sku"]
LOGINS = [
    ("soap", ENVELOPE.format('<username>{0}</username><apiKey xsi:type="string">{1}</apiKey>')),
    ("v2_soap", ENVELOPE.format("<a>{0}</a><b>{1}</b>").replace("login", "loginParam")),
    ("xmlrpc", xmlrpc.client.dumps(("{0}", "{1}"), "login")),
]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(("adapter", "body"), LOGINS)
def test_a_key_that_is_a_word_is_masked_where_it_is_the_key_alone(adapter: str, body: str, word: str) -> None:
    masks = Masks("shop.example", "http://shop.example")
    masked = masks.request(adapter, body.format("me", word).encode()).decode()
    assert masked == body.format("me", "masked-key")
    other = f'<a b="{word}"><{word}>{word}s</{word}></a> 1 true login'
    assert masks.text(other) == other


def test_a_key_of_another_type_is_masked_as_a_whole() -> None:
    for key, written in [(1, "<int>1</int>"), (xmlrpc.client.Binary(b"S3cret-of-mine"), "<base64>")]:
        masks = Masks("shop.example", "http://shop.example")
        body = xmlrpc.client.dumps(("me", key), "login")
        assert written in body
        assert xmlrpc.client.loads(masks.request("xmlrpc", body.encode()))[0] == ("me", "masked-key")
        assert masks.text("S3cret-of-mine") == ("S3cret-of-mine" if key == 1 else "masked-key")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16-le"])
@pytest.mark.parametrize(("adapter", "body"), LOGINS)
def test_keys_are_masked_in_any_encoding(adapter: str, body: str, encoding: str) -> None:
    written = f"<?xml version='1.0' encoding='{encoding.removesuffix('-le')}'?>" + body.removeprefix(
        "<?xml version='1.0'?>\n"
    )
    written = written.format("mé", "sécret").replace(' xsi:type="string"', "")
    masked = Masks("shop.example", "http://shop.example").request(adapter, written.encode(encoding))
    assert b"masked-key" in masked
    assert "m\xe9".encode("utf-8" if encoding == "utf-16-le" else encoding) in masked
    assert b"cret" not in masked


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "login('me', '{}')",
        "<![CDATA[{}]]>",
        "<!-- {} -->",
        '<input value="{}">',
        "/api/?key={}&x=1",
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        str,
        lambda key: "".join(f"&#{ord(each)};" for each in key),
        lambda key: "".join(f"&#x00{ord(each):X};" for each in key),
        lambda key: key.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;"),
        lambda key: key.replace("&", "&amp;").replace("<", "&#60;").replace("'", "&#39;"),
        quote,
        quote_plus,
        lambda key: "".join(f"%{byte:02x}" for byte in key.encode()),
        lambda key: key.encode("latin-1").decode("utf-8", "surrogateescape"),
        lambda key: base64.b64encode(key.encode()).decode(),
        lambda key: base64.urlsafe_b64encode(f"user:{key}".encode()).decode(),
        lambda key: base64.b64encode(f"me:{key}~".encode()).decode(),
        lambda key: base64.b64encode(f"{key}{key}".encode()).decode(),
    ],
)
def test_keys_are_masked_in_other_forms(form: Any, written: str) -> None:
    key = "s 3<&é>'cret"
    masks = Masks("shop.example", "http://shop.example")
    masks.request("xmlrpc", xmlrpc.client.dumps(("me", key), "login").encode())
    masked = masks.text(written.format(form(key)))
    rest = written.partition("{}")[2]
    assert re.sub("(masked-key)+", "masked-key", masked) in (
        written.format("masked-key"),
        written.format("masked-key") + rest,
    )
    assert masks.text("s 3<&é>'cre") == "s 3<&é>'cre"


def test_a_key_that_contains_another_is_masked_whole() -> None:
    masks = Masks("shop.example", "http://shop.example")
    for key in ("secret1", "secret1-wrong", "a secret1"):
        masks.request("xmlrpc", xmlrpc.client.dumps(("me", key), "login").encode())
    assert masks.text("secret1-wrong, secret1, a secret1") == "masked-key-2, masked-key, masked-key-3"


def test_passwords_and_sessions_in_addresses_are_masked() -> None:
    masks = Masks("shop.example", "http://shop.example/sub")
    for text, masked in {
        "see http://user:pw@host/x and https://user@host:8/": "see http://***@host/x and https://***@host:8/",
        "http://user:p/w@host/x": "http://***@host/x",
        "http://host/@user?a=b@c": "http://host/@user?a=b@c",
        "HTTP://me:pw@SHOP.example/sub/a?b=c": f"http://{HOST}/a?b=c",
        "http://shop.example/sub/?PHPSESSID=1a2b&phpsessid=x;SID=y z": (
            f"http://{HOST}/?PHPSESSID=***&phpsessid=***;SID=*** z"
        ),
        "http://shop.example/submarine http://shop.example:81/sub": (
            "http://shop.example/submarine http://shop.example:81/sub"
        ),
        "https://shop.example/sub http://shop.example:80/sub/": f"http://{HOST} http://{HOST}/",
        "http://[::1 http://shop.example:x/sub": "http://[::1 http://shop.example:x/sub",
        f"{'AB' * 16} {'ab' * 16}": f"{1:032x} {1:032x}",
    }.items():
        assert masks.text(text) == masked


def test_nothing_secret_is_said(tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, said):
        proxy: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/")
        session = proxy.login("me", KEY)
        for target in (f"/x?PHPSESSID=abc&key={quote(KEY)}", f"/x/{session}", "/x?to=http://me:pw@host/"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(url + target, timeout=30)
        with replaying(tmp_path) as (url, _, said_by_replay):
            for target in ("/x?PHPSESSID=abc", "/x?to=http://me:pw@host/"):
                with pytest.raises(urllib.error.HTTPError, match="404"):
                    urllib.request.urlopen(url + target, timeout=30)
    assert said[1:] == [
        "GET /x?PHPSESSID=***&key=masked-key -> 404 not kept",
        f"GET /x/{1:032x} -> 404 not kept",
        "GET /x?to=http://***@host/ -> 404 not kept",
    ]
    assert [line.partition(" ->")[0] for line in said_by_replay] == [
        "GET /x?PHPSESSID=***",
        "GET /x?to=http://***@host/",
    ]


def test_masks_are_the_same_each_time_and_know_the_server_by_its_name() -> None:
    masks = Masks("shop.example", "https://shop.example:8443/sub")
    text = masks.text(f"{'a' * 32} {'b' * 32} {'a' * 32} HTTPS://shop.example:8443/sub/media http://shop.example.org/x")
    assert text == f"{1:032x} {2:032x} {1:032x} http://{HOST}/media http://shop.example.org/x"
    assert masks.text(text) == text
    headers = "Set-Cookie: PHPSESSID=abc; path=/; domain=shop.example\r\nLocation: https://shop.example:8443/sub/x\r\n"
    assert masks.headers(headers) == (
        f"Set-Cookie: PHPSESSID=masked; path=/; domain={HOST}\r\nLocation: http://{HOST}/x\r\n"
    )
    for request in ("<methodCall><methodName>login</methodName>", '<?xml version="1.0"?><Login>'):
        for encoding in ("utf-8", "utf-16"):
            with pytest.raises(MaskingError):
                masks.request("xmlrpc", request.encode(encoding))


def test_sessions_of_another_form_are_masked_too(tmp_path: Path) -> None:
    body = b"<methodResponse><params><param><value>session-of-mine</value></param></params></methodResponse>"
    server = Server("127.0.0.1", 0, lambda request: Response(body, content_type="text/xml"))
    server.start()
    try:
        with recording(server.url, tmp_path) as (url, _):
            proxy: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/")
            proxy.endSession(proxy.startSession())
    finally:
        server.stop()
    text = (tmp_path / "xmlrpc_life.json").read_text()
    assert "session-of-mine" not in text
    assert [step["result"] for step in json.loads(text)["steps"]] == [f"{1:032x}"] * 2
    assert json.loads(text)["steps"][1]["args"] == [f"{1:032x}"]


def odd(request: Request) -> Response:
    """A server of odd answers."""
    if request.path == "/shop/packed":
        return Response(gzip.compress(b"hel") + gzip.compress(b"lo"), headers={"Content-Encoding": "gzip"})
    if request.path == "/shop/deflated":
        return Response(zlib.compress(b"hello"), headers={"Content-Encoding": "deflate"})
    if request.path == "/shop/deflated-bare":
        return Response(zlib.compress(b"hello")[2:-4], headers={"Content-Encoding": "deflate"})
    if request.path == "/shop/packed-twice":
        return Response(gzip.compress(zlib.compress(b"hello")), headers={"Content-Encoding": "deflate, gzip"})
    if request.path == "/shop/bomb":
        return Response(gzip.compress(bytes(MAX_UNPACKED + 1)), headers={"Content-Encoding": "gzip"})
    if request.path == "/shop/half-packed":
        return Response(gzip.compress(b"hello")[:-9], headers={"Content-Encoding": "gzip"})
    if request.path == "/shop/moved":
        return Response("", 302, {"Location": f"{request.host_url}shop/there"})
    if request.path == "/shop/cookies":
        return Response("x", headers=[("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    return Response(f"{request.method} {request.full_path} {request.get_data().decode()}", 299)


def test_the_recorder_hands_on_what_it_gets(tmp_path: Path) -> None:
    server = Server("127.0.0.1", 0, odd)
    server.start()
    try:
        with recording(f"{server.url}/shop/index.php", tmp_path) as (url, _):
            connection = HTTPConnection(url.removeprefix("http://"), timeout=30)

            def ask(method: str, path: str, body: Any = None, **options: Any) -> Any:
                connection.request(method, path, body, **options)
                answer = connection.getresponse()
                return answer, answer.read().decode()

            for packed in ("packed", "deflated", "deflated-bare", "packed-twice"):
                answer, text = ask("GET", f"/{packed}")
                assert (text, answer.getheader("Content-Encoding")) == ("hello", None)
            for packed in ("bomb", "half-packed"):
                assert ask("GET", f"/{packed}")[0].status == 502
            assert ask("GET", "/moved")[0].getheader("Location") == f"{url}/there"
            assert ask("GET", "/cookies")[0].headers.get_all("Set-Cookie") == ["a=1", "b=2"]
            answer, text = ask("PUT", "/a/b?c=d", "body")
            assert (answer.status, text) == (299, "PUT /shop/a/b?c=d body")
            chunks = {"headers": {"Transfer-Encoding": "chunked"}, "encode_chunked": True}
            assert ask("PUT", "/a", iter([b"in ", b"chunks"]), **chunks)[1] == "PUT /shop/a? in chunks"
            assert ask("GET", f"{url}/a")[1] == "GET /shop/a? "
            assert ask("HEAD", "/a")[1] == ""
            assert len(ask("PUT", "/a", "x" * 20_000_000)[1]) > 20_000_000
    finally:
        server.stop()


def test_an_answer_that_breaks_off_is_none(tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, said):
        server.fail(how="cut")
        with pytest.raises(xmlrpc.client.ProtocolError, match="502"):
            xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/").startSession()
    assert re.fullmatch(r"POST /api/xmlrpc/ -> no answer: IncompleteRead\(\d+ bytes read, \d+ more expected\)", *said)
    assert [*tmp_path.iterdir()] == []


def test_a_file_is_whole_after_each_exchange(tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, _):
        proxy: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/")
        for number in range(1, 4):
            proxy.login("me", KEY)
            assert len(load(tmp_path / "xmlrpc_life.json")["steps"]) == number


def test_a_client_is_answered_where_nothing_can_be_kept(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with shop() as server, recording(server.url, gone) as (url, said):
        assert xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/").endSession("x") is True
    assert said == [f"POST /api/xmlrpc/ -> 200 not kept: {gone / 'xmlrpc_life.json'}: No such file or directory"]


def test_a_client_is_answered_whatever_goes_wrong_in_keeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any) -> Any:
        raise RecursionError("secret")

    monkeypatch.setattr(record, "outcome", broken)
    with shop() as server, recording(server.url, tmp_path) as (url, said):
        assert xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/").endSession("x") is True
    assert said == ["POST /api/xmlrpc/ -> 200 not kept: RecursionError"]


def test_a_full_disk_leaves_what_was_kept(tmp_path: Path) -> None:
    file = tmp_path / "xmlrpc_life.json"
    with shop() as server, recording(server.url, tmp_path) as (url, said):
        proxy: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/")
        proxy.endSession("1")
        before = file.read_bytes()
        with no_space(len(before) + 100):
            proxy.endSession("2")
        assert file.read_bytes() == before
        proxy.endSession("3")
    assert said[1] == f"POST /api/xmlrpc/ -> 200 not kept: {file}: File too large"
    assert [step["args"] for step in load(file)["steps"]] == [["1"], ["3"]]


@pytest.mark.parametrize("cut", [0, 1, 3, 40, 400])
def test_a_recording_goes_on_behind_its_last_whole_entry(cut: int, tmp_path: Path) -> None:
    file = tmp_path / "xmlrpc_life.json"
    with shop() as server:
        for _ in range(2):
            with recording(server.url, tmp_path) as (url, said):
                proxy: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/")
                proxy.endSession(proxy.login("me", KEY))
                with pytest.raises(urllib.error.HTTPError):
                    urllib.request.urlopen(f"{url}/api/soap/", b"what is this", timeout=30)
            content = file.read_bytes()
            file.write_bytes(content[: len(content) - cut])
    with shop() as server, recording(server.url, tmp_path) as (url, said):
        proxy = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/")
        proxy.endSession("last")
    assert said[0] == f"{tmp_path / 'raw.json'}: 2 from before"
    steps = load(file)["steps"]
    assert said[1] == f"{file}: {len(steps) - 1} from before"
    both = ["login", "endSession"] if cut < 4 else ["login"]
    assert [step["op"] for step in steps] == [*both, *both, "endSession"]
    logins = [step for step in steps if step["op"] == "login"]
    assert [step["args"][1] for step in logins] == ["masked-key", "masked-key-2"]
    assert [step["result"] for step in logins] == [f"{1:032x}", f"{2:032x}"]


def test_pages_and_images_are_handed_on_and_not_kept(tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, said):
        with urllib.request.urlopen(f"{url}/media/catalog/product/s/h/shirt.png", timeout=30) as answer:
            assert answer.headers["Content-Type"] == "image/png"
            assert answer.read() == server.products["mug"].images[0].content
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{url}/a%20b?c=%C3%BC", timeout=30)
    assert said == ["GET /media/catalog/product/s/h/shirt.png -> 200 not kept", "GET /a%20b?c=%C3%BC -> 404 not kept"]
    assert [*tmp_path.iterdir()] == []


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    server = shop().start()
    server.stop()
    with (
        recording(server.url, tmp_path) as (url, said),
        pytest.raises(urllib.error.HTTPError, match="502: Bad Gateway"),
    ):
        urllib.request.urlopen(f"{url}/api/soap/?wsdl", timeout=30)
    assert re.fullmatch(r"GET /api/soap/\?wsdl -> no answer: .*refused", said[0])


def test_the_wsdl_leads_through_the_recorder(tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, _):
        for path in ("/api/soap/?wsdl", "/index.php/api/v2_soap/?wsdl=1"):
            with urllib.request.urlopen(url + path, timeout=30) as answer:
                assert f'<soap:address location="{url}{path.partition("?")[0]}"/>' in answer.read().decode()
    kept = load(tmp_path / "raw.json")["exchanges"]
    assert [each["path"] for each in kept] == ["/api/soap/?wsdl", "/index.php/api/v2_soap/?wsdl=1"]
    assert f'location="http://{HOST}/api/soap/"' in kept[0]["response"]


@pytest.mark.long
@pytest.mark.parametrize("file", [pytest.param(file, id=place(flavour, file)) for flavour, file in scenarios()])
def test_replays_the_transcripts_of_the_real_server(tmp_path: Path, file: Path) -> None:
    """Each step of a recorded scenario, asked in its order, is answered as it was."""
    scenario = load(file)
    with replaying(unpacked(file, tmp_path)) as (url, replay, _):
        connection = HTTPConnection(url.removeprefix("http://"), timeout=30)
        for number, step in enumerate(scenario["steps"]):
            if step["request"] is None:
                continue
            _, content_type, body = post(connection, PATHS[scenario["dialect"]], step["request"])
            assert body == step["response"].replace(f"http://{HOST}", url), f"step {number}"
            assert f"Content-Type: {content_type}" in step["response_headers"]
        assert replay.missing == {}
        assert replay.never_asked() == []


@pytest.mark.long
def test_replays_a_folder_whose_scenarios_are_told_apart_by_their_sessions(tmp_path: Path) -> None:
    recorded = [file for flavour, file in (*scenarios(), *raw_files()) if flavour == "openmage-19"]
    with replaying(*(unpacked(file, tmp_path) for file in recorded)) as (url, replay, said):
        shop: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/", allow_none=True)
        for name in ("xmlrpc_update", "xmlrpc_naming", "xmlrpc_seed_example"):
            for step in load(file_of(name))["steps"][1:]:
                if "result" in step:
                    assert shop.call(*step["args"]) == at_url(step["result"], url)
        service = zeep.Client(f"{url}/api/v2_soap/?wsdl").service  # the transcripts have no WSDL
        assert "the fake's own" in said[-1]
        assert re.fullmatch("[0-9a-f]{32}", service.login("apiUser", "apiKey123"))
        assert replay.missing == {}


def at_url(value: Any, url: str) -> Any:
    """A recorded value as the replay at that address gives it."""
    return json.loads(json.dumps(value).replace(f"http://{HOST}", url))


def test_says_what_is_asked_and_not_there(tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, _):
        life_over_xmlrpc(url)
        life_over_zeep(url)
    with replaying(tmp_path) as (url, replay, said):
        proxy: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/", allow_none=True)
        session = proxy.login("me", KEY)
        for _ in range(2):
            with pytest.raises(
                xmlrpc.client.Fault, match=r"this is not recorded: xmlrpc call product_media\.list"
            ) as fault:
                proxy.call(session, "product_media.list", ["cup"])
        assert fault.value.faultCode == 1
        service = zeep.Client(f"{url}/api/v2_soap/?wsdl").service
        with pytest.raises(zeep.exceptions.Fault, match="this is not recorded: v2 catalogProductAttributeMediaTypes"):
            service.catalogProductAttributeMediaTypes(session, "4")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{url}/media/x.png", timeout=30)
        with pytest.raises(urllib.error.HTTPError, match="500"):
            urllib.request.urlopen(f"{url}/api/soap/", b"what is this", timeout=30)
        assert replay.missing == {
            "xmlrpc call product_media.list(['cup'])": 2,
            "v2 catalogProductAttributeMediaTypes('4')": 1,
            "GET /media/x.png": 1,
            "POST /api/soap/ 'what is this'": 1,
        }
        asked, recorded = (f"xmlrpc call product_media.list(['{sku}'])" for sku in ("cup", "mug"))
        assert f"{asked} -> not there; recorded are {recorded}" in said
        assert len(replay.never_asked()) > 5
        assert not any(KEY in line for line in said)


def test_the_last_answer_is_given_again_and_told(tmp_path: Path) -> None:
    with shop() as server, recording(server.url, tmp_path) as (url, _):
        proxy: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/")
        session = proxy.login("me", KEY)
        for _ in range(2):
            proxy.call(session, "product_media.list", ["mug"])
            proxy.call(session, "product_media.update", ["mug", "/s/h/shirt.png", {"label": "New"}])
    with replaying(tmp_path) as (url, _, said):
        proxy = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/")
        session = proxy.login("me", "any")
        labels = [proxy.call(session, "product_media.list", ["mug"])[0]["label"] for _ in range(4)]
        assert labels == ["Mug", "New", "New", "New"]
        assert said[-1] == "xmlrpc call product_media.list(['mug']) -> 200 (xmlrpc_life.json, 4, served 3 times)"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is no JSON"),
        ("[]", "holds no transcript: it has neither steps nor exchanges"),
        ('{"steps": [1]}', "holds no transcript"),
        ('{"steps": []}', "has no dialect"),
        ('{"steps": [{}], "dialect": "v1"}', ": entry 1 is none of a transcript: KeyError('request')"),
        ('{"steps": [{"request": "", "response_headers": ""}], "dialect": "v1"}', ": entry 1 is none of a transcript"),
        ('{"steps": [{"request": 3, "response_headers": 4}], "dialect": "v9"}', ": entry 1 is none of a transcript"),
        ('{"exchanges": [{}]}', ": entry 1 is none of a transcript"),
    ],
)
def test_files_that_hold_no_transcripts(
    text: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    with pytest.raises(TranscriptError, match=re.escape(problem)):
        Replay([file], print)
    assert main(["replay", str(tmp_path)]) == 2
    assert f"{file}" in capsys.readouterr().err


def test_commands(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "transcripts"
    demo = ["--demo"]
    with serving(*demo) as (_, said):
        real = address(said)
        with listening("record", real, "--to", str(folder), "--name", "mine") as (process, said):
            assert f"fake-magento records {real} at http://127.0.0.1:" in said
            url = re.findall(r"at (http://\S+)", said)[-1]
            ask(url, "mug-red")
            process.send_signal(signal.SIGTERM)
            rest, _ = process.communicate(timeout=30)
        assert process.returncode == 0
        assert rest.splitlines() == [
            "POST /api/xmlrpc/ -> 200 (login, xmlrpc_mine.json, 1)",
            "POST /api/xmlrpc/ -> 200 (call, xmlrpc_mine.json, 2)",
            f"{folder / 'xmlrpc_mine.json'}: 2",
            "fake-magento has stopped.",
        ]
    for sku, status in [("mug-red", 0), ("mug-blue", 1)]:
        with listening("replay", str(folder)) as (process, said):
            ask(re.findall(r"at (http://\S+)", said)[-1], sku)
            process.send_signal(signal.SIGINT)
            rest, _ = process.communicate(timeout=30)
        assert process.returncode == status
        assert rest.splitlines()[2:] == (
            ["served 2 of 2 recorded answers", "fake-magento has stopped."]
            if status == 0
            else [
                "served 1 of 2 recorded answers",
                "asked and not there:",
                "  xmlrpc call product_media.list(['mug-blue'])",
                "fake-magento has stopped.",
            ]
        )


@pytest.mark.parametrize("command", ["record", "replay"])
@pytest.mark.parametrize("has_reader", [True, False])
def test_commands_print_what_no_terminal_obeys(command: str, has_reader: bool, tmp_path: Path) -> None:
    with shop() as server:
        with recording(server.url, tmp_path) as (url, _):
            ask(url, "mug")
        told = ["record", server.url, "--to", str(tmp_path)] if command == "record" else ["replay", str(tmp_path)]
        with listening(*told) as (process, said):
            assert process.stdout
            if not has_reader:
                process.stdout.close()
            connection = HTTPConnection(re.findall(r"at http://(127\.0\.0\.1:\d+)", said)[-1], timeout=30)
            for _ in range(3):
                body = "<methodCall><methodName>a\x9b[2J\u202e&#13;&#10;b</methodName></methodCall>"
                assert post(connection, PATHS["xmlrpc"], body)[0] == 200
            process.send_signal(signal.SIGTERM)
            rest = process.communicate(timeout=30)[0] if has_reader else ""
            assert process.wait(timeout=30) == (command == "replay")
    assert rest.replace("\n", "").isprintable()
    assert rest.count(r"a\x9b[2J\u202e\r\nb") == (3 if command == "record" else 4) * has_reader


def ask(url: str, sku: str) -> None:
    """Log in and list the images of a product."""
    proxy: Any = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/")
    session = proxy.login("apiUser", "apiKey123")
    with suppress(xmlrpc.client.Fault):  # where that is not recorded
        proxy.call(session, "product_media.list", [sku])


def test_commands_tell_what_they_cannot_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw.json").write_text("{}")
    (tmp_path / "file").write_text("")
    for arguments, status, problem in [
        (["record", "nowhere", "--to", str(tmp_path)], 1, "'nowhere' is no address of a shop"),
        (
            ["record", "http://127.0.0.1", "--to", str(tmp_path)],
            1,
            f"{tmp_path / 'raw.json'} is there already, and holds no transcript",
        ),
        (["record", "http://127.0.0.1", "--to", str(tmp_path / "file" / "x")], 1, f"{tmp_path / 'file'}"),
        (["record", "http://127.0.0.1", "--to", str(tmp_path), "--name", "a/b"], 1, "'a/b' is no name of scenarios"),
        (["replay", str(tmp_path / "nosuch")], 2, f"{tmp_path / 'nosuch'}: "),
        (["replay", str(tmp_path / "file")], 2, "is no JSON"),
    ]:
        assert main(arguments) == status
        told = capsys.readouterr().err
        assert told.startswith("fake-magento: ")
        assert problem in told
