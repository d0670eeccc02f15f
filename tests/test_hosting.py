"""deploy/static.nginx.conf with a published site behind it: what readers get, and what they cannot."""

import datetime
import http.client
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from folder import write
from hosting import BROTLI, CONF, NGINX, Host
from looking import until

from graph.load import load
from graph.selection import Selection
from graph.site import POLICY, publish

pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx on this machine: apt-get install nginx")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    data, _ = load(write(tmp_path_factory.mktemp("data")))
    target = tmp_path_factory.mktemp("www") / "site"
    publish(data, Selection(), target, today=datetime.date(2026, 11, 22), base="http://localhost")
    return target


@pytest.fixture(scope="module")
def host(folder, tmp_path_factory):
    host = Host(folder, tmp_path_factory.mktemp("nginx"))
    yield host
    host.close()


def ask(host: Host, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(host.address).netloc, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    result = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return result


def test_pages_are_handed_out_compressed_as_they_lie_there(host, folder):
    page = folder / "actor" / "bolot-two.html"
    assert ask(host, "/actor/bolot-two.html")[2] == page.read_bytes()
    status, headers, body = ask(host, "/actor/bolot-two.html", Accept_Encoding="gzip")
    assert status == 200 and headers["content-encoding"] == "gzip" and body == Path(f"{page}.gz").read_bytes()
    assert headers["vary"] == "Accept-Encoding" and headers["content-type"] == "text/html; charset=utf-8"
    if BROTLI.exists():
        assert ask(host, "/ru/", Accept_Encoding="br, gzip")[2] == (folder / "ru" / "index.html.br").read_bytes()


def test_what_is_named_by_its_content_is_kept_for_ever_and_pages_are_asked_for_again(host, folder):
    asset = next(folder.glob("assets/view.*.js"))
    assert ask(host, f"/assets/{asset.name}")[1]["cache-control"] == "public, max-age=31536000, immutable"
    status, headers, _ = ask(host, "/years.html")
    assert headers["cache-control"] == "public, max-age=300"
    assert ask(host, "/years.html", If_None_Match=headers["etag"])[0] == 304


def test_every_answer_carries_the_policy_and_no_page_may_be_framed(host, folder):
    card = next(folder.glob("assets/card.en.*.png"))
    for path, wanted in (("/", 200), ("/actors.html", 200), ("/nowhere", 404), ("/.bailanysh-site.json", 404)):
        status, headers, _ = ask(host, path)
        assert status == wanted and headers["content-security-policy"] == f"{POLICY}; frame-ancestors 'none'"
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer" and not re.search(r"\d", headers["server"])
    assert ask(host, f"/assets/{card.name}")[1]["cross-origin-resource-policy"] == "cross-origin"


def test_there_is_nothing_to_write_and_nothing_beside_the_pages_to_read(host):
    assert ask(host, "/", "POST")[0] == ask(host, "/", "DELETE")[0] == 405
    for path in ("/.bailanysh-site.json", "/actors.html.gz", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/actor/"):
        status, _, body = ask(host, path)
        assert status in (400, 403, 404) and b"root:" not in body and b'"files"' not in body, path


def test_a_lost_reader_is_led_back_in_three_languages(host):
    status, headers, body = ask(host, "/actor/nobody.html")
    assert status == 404 and headers["content-type"].startswith("text/html")
    text = body.decode()
    assert all(f'href="/{prefix}actors.html"' in text for prefix in ("", "ru/", "ky/"))


def test_files_kept_open_leave_room_for_readers_in_what_nginx_may_open_by_itself():
    """20,000 of them once did not: after some thousand pages no reader was let in any more."""
    (kept,) = re.findall(r"open_file_cache max=(\d+)", CONF.read_text())
    assert int(kept) <= 1024 // 2


@pytest.mark.browser
def test_under_the_servers_policy_the_map_opens_and_a_claim_comes(host, browser):
    page = browser.new_page()
    errors, failed = [], []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))
    page.goto(f"{host.address}/ky/#open=bolot-two.accuses.crowd-three.2010-06-12")
    until(page, "document.querySelectorAll('.bn-quote').length", 2)
    page.locator(".bn-actions a").first.click()
    until(page, "document.querySelectorAll('.sources li').length > 0", True)
    assert page.url.endswith("/ky/actor/bolot-two.html") and errors == [] and failed == []
    page.close()
