"""nginx in front of the app, with the very file that deploy/nginx.conf is: only its addresses and its certificate differ."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

CONF = Path(__file__).parents[1] / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MAIN = """
daemon off;
{user}
pid {where}/nginx.pid;
error_log {where}/error.log;
worker_processes 1;
events {{ worker_connections 2048; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {where}/body;
    proxy_temp_path {where}/proxy;
    fastcgi_temp_path {where}/fastcgi;
    uwsgi_temp_path {where}/uwsgi;
    scgi_temp_path {where}/scgi;
    include {where}/site.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def site(port: int, backends: list[str]) -> str:
    """The file as it is shipped, for this port and these backends, without TLS. Each change must find its place."""
    text = CONF.read_text(encoding="utf-8")
    servers = "\n".join(f"    server {urlsplit(each).netloc.replace('localhost', '127.0.0.1')} max_fails=1 fail_timeout=5s;" for each in backends)
    for pattern, new in (
        (r"(    server 127\.0\.0\.1:\d+ max_fails=1 fail_timeout=5s;\n)+", servers + "\n"),
        (r"listen 443 ssl default_server;", f"listen 127.0.0.1:{port} default_server;"),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        (r"server_name bailanysh\.example\.org;", "server_name localhost;"),
        (r" *ssl_certificate(_key)? [^;]+;\n", ""),
    ):
        text, found = re.subn(pattern, new, text)
        assert found, f"deploy/nginx.conf holds no {pattern}"
    return text


class Proxy:
    """A running nginx; `address` is where readers come in."""

    def __init__(self, where: Path, backends: list[str]) -> None:
        if NGINX is None:
            pytest.skip("no nginx on this machine: apt-get install nginx")
        self.where, port = where, free_port()
        where.mkdir(parents=True, exist_ok=True)
        (where / "site.conf").write_text(site(port, backends), encoding="utf-8")
        (where / "nginx.conf").write_text(MAIN.format(where=where, user="user root;" if os.getuid() == 0 else ""), encoding="utf-8")
        self.process = subprocess.Popen([NGINX, "-p", str(where), "-c", str(where / "nginx.conf"), "-e", str(where / "error.log")])
        self.address = f"http://localhost:{port}"
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None, (where / "error.log").read_text(encoding="utf-8")
                time.sleep(0.05)
        raise AssertionError("nginx did not answer")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
