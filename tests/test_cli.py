"""The server alone: the command line, as a user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import xmlrpc.client
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
import trustme
import zeep

import fake_magento
from fake_magento import DEMO
from fake_magento.cli import main
from fake_magento.commands import output, serve
from tests.replay import CATALOGUE, PATHS, Sessions, file_of, load, post

COMMANDS = [[str(Path(sys.executable).with_name("fake-magento"))], [sys.executable, "-m", "fake_magento"]]


def serving(
    *arguments: str, command: list[str] = COMMANDS[1], environment: Mapping[str, str] | None = None
) -> AbstractContextManager[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, and what it says until it listens."""
    return listening("serve", *arguments, command=command, environment=environment)


@contextmanager
def listening(
    *arguments: str, command: list[str] = COMMANDS[1], environment: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A command that listens, in a process of its own, and what it says until it does."""
    process = subprocess.Popen(
        [*command, *arguments, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
    )
    assert process.stdout
    said = ""
    try:
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        yield process, said
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def address(said: str) -> str:
    """The address that a starting server prints."""
    found = re.search(r"at (http://\S+)", said)
    assert found, said
    return found[1]


def logged(lines: list[str]) -> list[str]:
    """What the log's lines say of calls, without the time and how long each took."""
    found = [re.fullmatch(r"\d\d:\d\d:\d\d (.*->.*) \d+\.\d ms", line) for line in lines]
    return [each[1] for each in found if each and not each[1].startswith("GET ")]


@pytest.mark.parametrize("command", COMMANDS, ids=["script", "module"])
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serves_the_demo_and_stops_cleanly(command: list[str], stop: signal.Signals) -> None:
    with serving("--demo", command=command) as (process, said):
        url = address(said)
        assert f"{url}/api/soap/?wsdl" in said
        assert "apiUser" in said
        assert "apiKey123" in said
        assert f"{url}/__fake__/openapi.json" in said
        with urllib.request.urlopen(f"{url}/__fake__/calls", timeout=30) as calls:
            assert calls.read() == b"[]\n"
        service = zeep.Client(f"{url}/api/v2_soap/?wsdl").service
        session = service.login("apiUser", "apiKey123")
        images = service.catalogProductAttributeMediaList(session, "mug-red", "german", "sku")
        assert [image.label for image in images] == ["Becher, vorne", "Mug, back"]
        with urllib.request.urlopen(images[0].url, timeout=30) as picture:
            assert picture.headers["Content-Type"] == "image/jpeg"
            assert picture.read() == (DEMO.parent / "images" / "mug-front.jpg").read_bytes()
        process.send_signal(stop)
        rest, _ = process.communicate(timeout=30)
        assert process.returncode == 0
        log = rest.splitlines()
        called = logged(log)
        assert re.search(rf"^..:..:.. GET {re.escape(url)}/api/v2_soap/\?wsdl -> 200 ", rest, re.MULTILINE)
        assert re.search(rf"^..:..:.. GET {re.escape(images[0].url)} -> 200 ", rest, re.MULTILINE)
        assert called[0] == "v2 apiUser login(username='apiUser', apiKey='apiKey123') -> ok"
        assert called[1].startswith("v2 apiUser catalog_product_attribute_media.list(productId='mug-red', ")
        assert log[-1] == "fake-magento has stopped."


def test_serves_the_catalogue_of_the_transcripts() -> None:
    scenario = load(file_of("v1_seed_example"))
    sessions = Sessions()
    with serving("--flavour", "openmage-19", "--fixtures", str(CATALOGUE)) as (_, said):
        connection = HTTPConnection(address(said).removeprefix("http://"), timeout=30)
        for step in scenario["steps"]:
            _, _, body = post(connection, PATHS["v1"], sessions.replace(step["request"]))
            if step["op"] == "login":
                sessions.learn(step["result"], body)
            assert body == sessions.replace(step["response"])


def test_serves_ws_i_and_xmlrpc() -> None:
    with serving("--wsi", "--fixtures", str(DEMO)) as (process, said):
        url = address(said)
        assert f"{url}/api/v2_soap/?wsdl (WS-I)" in said
        assert f"{url}/api/xmlrpc/" in said
        session = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/").login("apiUser", "apiKey123")
        service = zeep.Client(f"{url}/api/v2_soap/?wsdl").service
        assert service.catalogProductAttributeMediaCurrentStore(sessionId=session, store="german") == 2
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
    called = logged(rest.splitlines())
    assert called[0] == "xmlrpc apiUser login(username='apiUser', apiKey='apiKey123') -> ok"
    assert called[1] == "wsi apiUser catalog_product_attribute_media.currentStore(store='german') -> ok"


def test_log_shows_faults_and_violations() -> None:
    with serving() as (process, said):
        connection = HTTPConnection(address(said).removeprefix("http://"), timeout=30)
        envelope = (
            '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="urn:Magento"><e:Body>'
            "<m:login><a>x</a><b>y</b></m:login></e:Body></e:Envelope>"
        )
        post(connection, PATHS["v1"], envelope)
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
    assert "v1 - login(username='x', apiKey='y') -> fault 2: Access denied. " in rest
    assert "  violation /m:login, line 1: " in rest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The finished command."""
    return subprocess.run([*COMMANDS[1], *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_broken_file_is_refused_with_file_line_and_problem(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("products:\n  - sku: a\n  - sku: b\n    imagez: []\n")
    done = run("serve", "--fixtures", str(broken))
    assert done.returncode == 1
    assert done.stderr == f"fake-magento: {broken}:3: products have no 'imagez'; is 'images' meant?\n"
    assert done.stdout == ""


def test_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert re.fullmatch(r"fake-magento: cannot listen on 127\.0\.0\.1:\d+: Address already in use\n", done.stderr)


def test_waiting_for_a_server_and_for_what_stands_behind_a_recorder(tmp_path: Path) -> None:
    with serving() as (_, shop), listening("record", address(shop), "--to", str(tmp_path)) as (_, recorder):
        assert run("wait", address(shop), address(recorder)).returncode == 0


def test_waiting_for_what_does_not_come() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        done = run("wait", url, "--timeout", "0.2")
    assert done.returncode == 1
    assert done.stderr == f"fake-magento: {url} did not answer within 0.2 seconds: [Errno 111] Connection refused\n"


def test_a_server_that_answers_errors_alone_is_not_waited_for_in_vain(tmp_path: Path) -> None:
    with serving() as (process, shop), listening("record", address(shop), "--to", str(tmp_path)) as (_, recorder):
        process.kill()
        process.wait()
        done = run("wait", address(recorder), "--timeout", "0.2")
    assert done.returncode == 1
    assert done.stderr.endswith("did not answer within 0.2 seconds: 502 Bad Gateway\n")


@pytest.mark.parametrize(("given", "meant"), [("serv", "serve"), ("verfiy", "verify")])
def test_a_command_that_is_nearly_one(given: str, meant: str) -> None:
    done = run(given)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"there is no command {given!r}; did you mean {meant!r}?" in done.stderr


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"fake-magento, version {fake_magento.__version__}\n")


def test_an_option_by_a_variable() -> None:
    environment = {**os.environ, "FAKE_MAGENTO_SERVE_FLAVOUR": "openmage-19", "FAKE_MAGENTO_SERVE_DEMO": "1"}
    with serving(environment=environment) as (_, said):
        assert said.startswith("fake-magento openmage-19 at ")
        assert "mug-red" in said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["serve", "--demo", "--fixtures", "shop.yaml"], "it is --demo or --fixtures, not both"),
        (["run", "--https", "--certificate", "own.pem", "true"], "it is --https or --certificate, not both"),
        (["serve", "--quiet", "--verbose"], "it is --quiet or --verbose, not both"),
        (["wait", "https://127.0.0.1", "-k", "--cacert", "ca.pem"], "it is --insecure or --cacert, not both"),
        (["record", "https://127.0.0.1", "--to", "x", "-k", "--cacert", "x"], "it is --insecure or --cacert, not both"),
        (["serve", "--ca-file", "ca.pem"], "--ca-file is of use with --https alone: add that"),
        (["run", "--ca-file", "ca.pem", "true"], "--ca-file is of use with --https alone: add that"),
        (["serve", "--certificate-key", "own.key"], "--certificate-key is of use with --certificate alone: add that"),
    ],
)
def test_options_that_do_not_go_together(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"Usage: fake-magento {arguments[0]} ")
    assert shown.endswith(f"Error: {told}\n")


def test_variables_are_options_that_may_not_go_together(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAKE_MAGENTO_SERVE_HTTPS", "0")
    monkeypatch.setenv("FAKE_MAGENTO_SERVE_CA_FILE", "ca.pem")
    assert main(["serve"]) == 2
    assert "--ca-file is of use with --https alone" in capsys.readouterr().err


def test_lines_of_json() -> None:
    process = subprocess.Popen(
        [*COMMANDS[1], "serve", "--port", "0", "--json", "--verbose"], stdout=subprocess.PIPE, encoding="utf-8"
    )
    with process:
        assert process.stdout
        listening = json.loads(process.stdout.readline())
        shop = xmlrpc.client.ServerProxy(listening["xmlrpc"])
        session = shop.login(listening["user"], listening["key"])
        process.send_signal(signal.SIGTERM)
        asked, stopped = [json.loads(line) for line in process.stdout]
    assert listening["event"] == "listening"
    assert (asked["event"], asked["method"], asked["status"]) == ("request", "POST", 200)
    assert (asked["call"]["operation"], asked["call"]["outcome"]) == ("login", "ok")
    assert str(session) in asked["call"]["response"]
    assert stopped == {"event": "stopped"}


def test_quiet() -> None:
    with serving("--quiet") as (process, said):
        xmlrpc.client.ServerProxy(address(said) + "/api/xmlrpc/").login("apiUser", "apiKey123")
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=30)[0] == "fake-magento has stopped.\n"


def test_a_login_before_the_shop() -> None:
    with serving("--basic-auth", "staging:secret:word") as (_, said):
        shop = address(said).replace("http://", "http://staging:secret%3Aword@")
        assert xmlrpc.client.ServerProxy(f"{shop}/api/xmlrpc/").login("apiUser", "apiKey123")
        with pytest.raises(xmlrpc.client.ProtocolError, match="401"):
            xmlrpc.client.ServerProxy(f"{address(said)}/api/xmlrpc/").login("apiUser", "apiKey123")
    assert "a login is USER:PASSWORD, not 'x'" in run("serve", "--basic-auth", "x").stderr


def test_a_file_with_addresses(tmp_path: Path) -> None:
    file = tmp_path / "address.json"
    with serving("--address-file", str(file)) as (_, said):
        found = json.loads(file.read_text())
        assert found["url"] == address(said)
        assert xmlrpc.client.ServerProxy(found["xmlrpc"]).login(found["user"], found["key"])
        with urllib.request.urlopen(f"{found['control']}health", timeout=30) as health:
            assert json.loads(health.read()) == {"status": "ok", "version": fake_magento.__version__}


def test_a_file_with_addresses_that_cannot_be_written(tmp_path: Path) -> None:
    done = run("serve", "--port", "0", "--address-file", str(tmp_path / "nowhere" / "address.json"))
    assert done.returncode == 1
    assert done.stderr == f"fake-magento: {tmp_path}/nowhere/address.json: No such file or directory\n"


SHOWS = "import os; print(*sorted(each for each in os.environ if each.startswith('FAKE_MAGENTO_')), sep='\\n')"
LOGS_IN = (
    "import os, xmlrpc.client; e = os.environ;"
    "print(len(xmlrpc.client.ServerProxy(e['FAKE_MAGENTO_XMLRPC']).login(e['FAKE_MAGENTO_USER'], e['FAKE_MAGENTO_KEY'])))"
)


def test_running_a_command_beside_a_server() -> None:
    done = run("run", "--", sys.executable, "-c", SHOWS)
    names = "CONTROL KEY URL USER VERSION WSDL_V1 WSDL_V2 XMLRPC".split()
    assert (done.returncode, done.stdout.split()) == (0, [f"FAKE_MAGENTO_{name}" for name in names])
    done = run("run", "--demo", sys.executable, "-c", LOGS_IN)
    assert (done.returncode, done.stdout, done.stderr) == (0, "32\n", "")


@pytest.mark.parametrize(("program", "status"), [("exit(7)", 7), ("import os; os.kill(os.getpid(), 9)", 137)])
def test_the_status_is_that_of_the_command(program: str, status: int) -> None:
    assert run("run", "--", sys.executable, "-c", program).returncode == status


def test_a_command_that_is_none(tmp_path: Path) -> None:
    done = run("run", "--", "no-such-command")
    assert (done.returncode, done.stderr) == (127, "fake-magento: no-such-command: No such file or directory\n")
    assert run("run", "--", str(tmp_path)).returncode == 126


def test_a_running_command_is_stopped_with_the_server() -> None:
    program = "import time; print('began', flush=True); time.sleep(60)"
    words = [*COMMANDS[1], "run", "--", sys.executable, "-c", program]
    with subprocess.Popen(words, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        assert process.stdout.readline() == "began\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM


def test_https_with_a_certificate_made_on_the_spot(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    with serving("--https", "--ca-file", str(ca)) as (_, said):
        found = re.search(r"at (https://\S+)", said)
        assert found
        context = ssl.create_default_context(cafile=ca)
        assert xmlrpc.client.ServerProxy(f"{found[1]}/api/xmlrpc/", context=context).login("apiUser", "apiKey123")
        with urllib.request.urlopen(f"{found[1]}/api/soap/?wsdl", timeout=30, context=context) as wsdl:
            assert f'location="{found[1]}/'.encode() in wsdl.read()
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urllib.request.urlopen(found[1], timeout=30)
        assert run("wait", found[1], "--timeout", "0.2").returncode == 1
        for believing in (["--cacert", str(ca)], ["--insecure"]):
            assert run("wait", found[1], *believing).returncode == 0
        with listening("record", found[1], "--to", str(tmp_path), "--cacert", str(ca)) as (_, recorder):
            shop = xmlrpc.client.ServerProxy(f"{address(recorder)}/api/xmlrpc/")
            assert shop.login("apiUser", "apiKey123")


def test_https_with_a_certificate_of_ones_own(tmp_path: Path) -> None:
    ca = trustme.CA()
    ca.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(tmp_path / "own.pem")
    with serving("--certificate", str(tmp_path / "own.pem")) as (_, said):
        found = re.search(r"at (https://\S+)", said)
        assert found
        context = ssl.create_default_context(cadata=ca.cert_pem.bytes().decode())
        assert xmlrpc.client.ServerProxy(f"{found[1]}/api/xmlrpc/", context=context).login("apiUser", "apiKey123")


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "No such file or directory"), ("x", "no certificate in PEM with the key that belongs to it")],
)
def test_a_certificate_that_is_none(content: str | None, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "own.pem"
    if content is not None:
        file.write_text(content)
    done = run("serve", "--port", "0", "--certificate", str(file))
    assert done.returncode == 1
    assert done.stderr == f"fake-magento: {file}: {problem}\n"


def control(url: str, **headers: str) -> tuple[int, bytes]:
    """Status and body of the control's answer, asked on this machine."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{url.rpartition(':')[2]}/__fake__/state", headers={"Host": "fake.example", **headers}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_control_is_off_where_others_than_this_machine_can_reach_it() -> None:
    with serving("--host", "0.0.0.0") as (_, said):
        assert "  control   off; --control opens it\n" in said
        assert control(address(said))[0] == 403


@pytest.mark.parametrize(
    ("arguments", "variable", "expected"),
    [
        (["--control", "mine"], "", "mine"),
        (["--control"], "theirs", "theirs"),
        (["--control"], "", "[-_0-9A-Za-z]{43}"),
    ],
)
def test_control_with_a_token(arguments: list[str], variable: str, expected: str) -> None:
    environment = {**os.environ, serve.TOKEN_VARIABLE: variable}
    with serving("--host", "0.0.0.0", *arguments, environment=environment) as (_, said):
        found = re.search(r"^  token     (\S+)$", said, re.MULTILINE)
        assert found
        assert re.fullmatch(expected, found[1])
        assert control(address(said))[0] == 401
        assert control(address(said), Authorization="Bearer other")[0] == 401
        assert control(address(said), Authorization=f"Bearer {found[1]}")[0] == 200


def test_timeouts_of_connections() -> None:
    with serving("--idle-timeout", "0.2") as (_, said):
        connection = HTTPConnection(address(said).removeprefix("http://"), timeout=30)
        connection.connect()
        assert connection.sock.recv(1) == b""


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_timeouts_that_are_none(seconds: str) -> None:
    done = run("serve", "--request-timeout", seconds)
    assert done.returncode == 2
    assert "a timeout is a number of seconds" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["nosuch"], ["serve", "--port", "70000"], ["serve", "--flavour", "x"]])
def test_unknown_words_are_refused(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: fake-magento")


FORGED = "x\x1b[2J\r\nxmlrpc apiUser login -> 200 ok\u202e\u2028é"


def send_forged(url: str) -> None:
    """Call a method whose name would forge a line of the log."""
    with pytest.raises(xmlrpc.client.Fault):
        xmlrpc.client.ServerProxy(url + "/api/xmlrpc/").call("x" * 32, FORGED.replace("\x1b", "\x9b"))


def test_log_escapes_what_a_terminal_would_obey() -> None:
    with serving() as (process, said):
        send_forged(address(said))
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
    call, hint, *others = rest.splitlines()
    for line in (call, hint):
        assert r"x\x9b[2J" in line
        assert r"\nxmlrpc apiUser login -> 200 ok\u202e\u2028é" in line
    assert hint.startswith("  hint there is no ")
    assert others == ["fake-magento has stopped."]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_log_in_an_encoding_that_lacks_letters(encoding: str, tmp_path: Path) -> None:
    shop = tmp_path / "shop.yaml"
    shop.write_text("products: [{sku: мышь}]", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    with serving("--fixtures", str(shop), environment=environment) as (process, said):
        assert r"\u043c" in said
        send_forged(address(said))
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=30)[0].endswith("fake-magento has stopped.\n")
    assert process.returncode == 0


def test_reader_that_does_not_read_blocks_nobody() -> None:
    with serving() as (process, said):
        connection = HTTPConnection(address(said).removeprefix("http://"), timeout=30)
        name = "x" * 9_000
        for _ in range(100):  # more than any pipe holds
            post(connection, PATHS["xmlrpc"], f"<methodCall><methodName>{name}</methodName></methodCall>")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def test_reader_that_has_gone_breaks_nothing() -> None:
    with serving() as (process, said):
        assert process.stdout
        process.stdout.close()
        for _ in range(3):
            send_forged(address(said))
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def test_lines_that_nobody_reads_are_counted() -> None:
    reading, writing = os.pipe()
    with open(writing, "w", encoding="utf-8") as stream, open(reading, encoding="utf-8") as reader:
        made = output.Output(stream)
        for number in range(20_000):
            made.say(f"{number} {'x' * 90}")
        lines = []
        thread = threading.Thread(target=lambda: lines.extend(reader))
        thread.start()
        made.say("last")
        while made._lines.qsize():
            thread.join(0.01)
        made.say("last")
        made.close()
        stream.close()
        thread.join()
    told = [int(line.split()[1]) for line in lines if "left out" in line]
    assert sum(told) > 0
    assert len(lines) - len(told) + sum(told) == 20_002
    assert lines[-1] == "last\n"
