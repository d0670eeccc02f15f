"""nginx with a published site, by the very file that deploy/static.nginx.conf is: only addresses and TLS differ."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

CONF = Path(__file__).parents[1] / "deploy" / "static.nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
MAIN = """
{brotli}
daemon off;
{user}
pid {where}/nginx.pid;
error_log {where}/error.log;
worker_processes {workers};
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; multi_accept on; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {where}/body;
    proxy_temp_path {where}/proxy;
    fastcgi_temp_path {where}/fastcgi;
    uwsgi_temp_path {where}/uwsgi;
    scgi_temp_path {where}/scgi;
    include {where}/site.conf;
}}
"""


def conf(port: int, folder: Path) -> str:
    """The file as it is shipped, for this port and folder, without TLS. Each change must find its place."""
    text = CONF.read_text(encoding="utf-8")
    changes = [
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port} backlog=4096;"), (r"server_name [^;]+;", "server_name localhost;"),
        (r"    ssl_certificate(_key)? [^;]+;\n", ""), (r"root [^;]+;", f"root {folder};"),
    ]
    if not BROTLI.exists():
        changes.append((r"    brotli_static on;\n", ""))
    for pattern, new in changes:
        text, found = re.subn(pattern, new, text)
        assert found, f"deploy/static.nginx.conf holds no {pattern}"
    return text


class Host:
    """A running nginx on the loopback; `address` is where it answers. None of it outlives `close`."""

    def __init__(self, folder: Path, where: Path, workers: int = 1) -> None:
        where.mkdir(parents=True, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (where / "site.conf").write_text(conf(port, folder), encoding="utf-8")
        (where / "nginx.conf").write_text(MAIN.format(
            where=where, workers=workers, user="user root;" if os.getuid() == 0 else "",
            brotli=f"load_module {BROTLI};" if BROTLI.exists() else "",
        ), encoding="utf-8")
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen([NGINX, "-p", str(where), "-c", str(where / "nginx.conf"), "-e", str(where / "error.log")])
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        self.close()
        raise RuntimeError(f"nginx did not answer: {(where / 'error.log').read_text(encoding='utf-8')}")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
