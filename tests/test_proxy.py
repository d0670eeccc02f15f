"""What nginx with deploy/nginx.conf lets through and what stays closed, and the app's own bolts behind it: by real requests."""

import base64
import hashlib
import http.client
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit
from folder import write
from graph.screen.opening import START
from proxied import CONF, Proxy, free_port
from session import Session, answer
from websockets.exceptions import InvalidMessage, InvalidStatus

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def app(serve, tmp_path_factory) -> str:
    return serve(write(tmp_path_factory.mktemp("data")), BAILANYSH_EDIT="0")


@pytest.fixture(scope="module")
def address(app, tmp_path_factory):
    proxy = Proxy(tmp_path_factory.mktemp("nginx"), [app])
    yield proxy.address
    proxy.close()


def asked(address: str, path: str = "/", method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in small letters, body. A connection closed without an answer has the status 0."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
        return 0, {}, b""
    finally:
        connection.close()


def test_every_answer_carries_the_policy_and_its_companions(address):
    for path in ("/", "/compare", "/static/nothing.js", "/_stcore/metrics", "/media/none.svg"):
        _status, headers, _body = asked(address, path)
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'"
        assert "'unsafe-inline'" not in policy.get("script-src", "") and "unsafe-eval" not in policy.get("script-src", "")
        assert "http" not in headers["content-security-policy"] and "*" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY" and "nginx/" not in headers["server"]
        assert "access-control-allow-origin" not in headers
    assert "sandbox" in asked(address, "/media/none.svg")[1]["content-security-policy"]


def test_the_policy_names_the_inline_scripts_of_the_streamlit_that_is_installed_and_of_the_opening_picture():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'"
              for each in [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), START]}
    assert len(hashes) == 2 and hashes == set(re.findall(r"'sha256-[^']+'", CONF.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", [
    "/_stcore/metrics", "/_stcore/metrics/", "/_stcore/upload_file/x/y", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp",
    "/_stcore/script-health-check", "/_stcore/bidi-components/x/y", "/_stcore/anything", "/component/x/index.html", "/%5fstcore/metrics",
    "/static/../_stcore/metrics", "//_stcore/metrics",
])
def test_inner_doors_are_closed(address, path):
    status, _headers, body = asked(address, path)
    assert status == 404 and b"cache_memory" not in body and b"session" not in body


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading_is_let_through(address, method):
    for path in ("/", "/_stcore/upload_file/x/y", "/_stcore/stream"):
        assert asked(address, path, method, b"x" * 100 if method != "TRACE" else None)[0] in (404, 405)


def test_a_large_body_is_refused_before_it_is_taken_in(address):
    assert asked(address, "/_stcore/upload_file/x/y", "PUT", b"x" * 200_000)[0] in (0, 404, 405, 413)


def test_the_doors_that_readers_need_are_open(address):
    assert asked(address, "/_stcore/health")[0] == 200
    status, _headers, body = asked(address, "/_stcore/host-config")
    assert status == 200 and b'"allowedOrigins":[]' in body.replace(b" ", b"")

    async def read() -> str:
        session = await Session.opened(address, "read", "actor=aida-one")
        await session.close()
        return session.texts()

    assert "Aida One" in answer(read())


def test_a_reader_gets_a_name_once_and_keeps_it(address):
    _status, headers, _body = asked(address)
    name = re.fullmatch(r"reader=([0-9a-f]{32}); Path=/; HttpOnly; Secure; SameSite=Lax", headers["set-cookie"])[1]
    assert "set-cookie" not in asked(address, Cookie=f"reader={name}")[1]


def test_another_host_name_is_not_answered(address, app):
    assert asked(address, Host="evil.example")[0] == 0
    assert asked(address, Host="127.0.0.1")[0] == 0

    async def status(address: str, **asked: str) -> int:
        with pytest.raises((InvalidStatus, InvalidMessage)) as refused:
            await Session.opened(address, **asked)
        return getattr(getattr(refused.value, "response", None), "status_code", 0)

    assert answer(status(app, name="evil.example")) == 403
    assert answer(status(app, name="localhost.evil.example")) == 403
    assert answer(status(app, origin="http://evil.example")) == 403
    assert answer(status(address, origin="http://evil.example")) == 403
    assert answer(status(address, name="evil.example")) == 0


def test_without_the_proxy_the_app_takes_no_upload_that_is_large_strange_or_another_sites(app):
    path = "/_stcore/upload_file/no-session/file"
    assert asked(app, path, "PUT", b"x" * 10, Origin="http://evil.example")[0] in (400, 403)
    assert asked(app, path, "PUT", b"x" * 10)[0] in (400, 403)

    async def large() -> tuple[int, int]:
        session = await Session.opened(app, "import")
        token = "2|00000000|00000000000000000000000000000000|1700000000"
        (id,) = [each.new_session.initialize.session_id for each in session.firsts]
        body = b"x" * (9 << 20)
        found = asked(app, f"/_stcore/upload_file/{id}/file", "PUT", body, Cookie=f"_streamlit_xsrf={token}", X_Xsrftoken=token)[0]
        forged = asked(app, f"/_stcore/upload_file/{id}/file", "PUT", b"x")[0]
        await session.close()
        return found, forged

    assert answer(large()) == (413, 403)


def test_an_error_tells_no_reader_where_the_files_are(tmp_path):
    """The error goes to whoever keeps the app; a reader sees that there was one."""
    script = tmp_path / "broken.py"
    script.write_text("raise ValueError('/srv/secret/path')\n", encoding="utf-8")
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)], cwd=ROOT,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://localhost:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)

        async def read() -> str:
            session = await Session.opened(address)
            await session.close()
            return session.texts()

        told = answer(read())
        assert told and "secret" not in told and "broken.py" not in told and "Traceback" not in told
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.mark.browser
def test_the_page_the_charts_and_a_download_work_under_the_policy(browser, address):
    """Vega's expressions run without eval; conftest fails whatever test runs into the policy."""
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    for path in ("?year=2010", "timeline?actor=aida-one", "measures?year=2010", "export?year=2010"):
        page.goto(f"{address}/{path}")
        page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
        page.wait_for_selector(".stSpinner", state="detached")
        if path.startswith("timeline"):
            page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
    with page.expect_download() as saved:
        page.get_by_role("button", name=".svg").first.click()
    assert Path(saved.value.path()).read_bytes().lstrip().startswith(b"<")
    context.close()
