"""A published site under load: nginx by deploy/static.nginx.conf on the loopback, wrk with 1,000 connections.

    python bench/static_load.py [--site DIR] [--seconds 20] [--connections 1000] [--rounds 3]

Needs nginx and wrk (apt-get install nginx wrk libnginx-mod-http-brotli-static). Without --site it publishes data/ first.
Two mixes: `pages` is any page of the site in any language, as readers who have its code in their cache ask for them;
`first visits` is what an empty cache asks for: the map with its code and data, and three pages. The best of the rounds
counts, since other work on the machine only takes away; each round is printed. nginx and wrk share the machine's cores.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from hosting import NGINX, Host  # noqa: E402
from sites import Site  # noqa: E402

BASE = "https://bailanysh.example.org"
LEAST, SLOWEST = 5000, 300  # requests a second; milliseconds for 99 of 100


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a published site (default: publish data/ into a temporary folder)")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if not NGINX or not shutil.which("wrk"):
        print("nginx and wrk are needed: apt-get install nginx wrk libnginx-mod-http-brotli-static", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        where = Path(scratch)
        site = args.site or published(where / "site")
        if not args.site and not sound(site):
            return 1
        host = Host(site.absolute(), where / "nginx", workers=os.cpu_count() or 2)
        try:
            return 0 if all([measured(host, name, paths, where, args) for name, paths in mixes(site).items()]) else 1
        finally:
            host.close()


def published(target: Path) -> Path:
    subprocess.run([sys.executable, "-m", "graph", "publish", str(target), "--base", BASE], cwd=ROOT, check=True)
    return target


def sound(site: Path) -> bool:
    """Are all pages of the real data well-formed, and does every link and footnote lead somewhere?"""
    found = Site(site, BASE)
    faults = found.faults()
    links = sum(len(found.addresses(page)) for page in found.pages.values())
    print(f"{len(found.pages):,} pages, {links:,} links, faults: {len(faults)}", *faults[:10], sep="\n", flush=True)
    return not faults


def mixes(site: Path) -> dict[str, list[str]]:
    pages = sorted(f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*.html") if path.name != "404.html")
    asked = ("vis.*.js", "view.*.js", "site.*.css", "icon.*.svg", "drawn.en.*.js", "words.en.*.js")
    code = [f"/{next(site.glob(f'assets/{name}')).relative_to(site).as_posix()}" for name in asked]
    some = pages[:: max(1, len(pages) // 60)]
    visits = [address for page in some for address in ("/", *code, page, page, page)]
    return {"pages": pages, "first visits": visits}


def measured(host: Host, name: str, paths: list[str], where: Path, args: argparse.Namespace) -> bool:
    """Runs the rounds of one mix; true if the best of them keeps what is promised and none met an error."""
    listed = where / "paths.txt"
    listed.write_text("\n".join(paths), encoding="utf-8")
    results = []
    for number in range(args.rounds):
        busy, nginx, wrk = os.getloadavg()[0], cpu_of_workers(host), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = ["wrk", "-t2", f"-c{args.connections}", f"-d{args.seconds}s", "--timeout", "10s", "-s", str(ROOT / "bench" / "static_load.lua"),
                   host.address, "--", str(listed), "br, gzip"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
        result = json.loads(said)
        if host.process.poll() is not None or not result["requests"]:
            raise SystemExit(f"nginx is gone: {(where / 'nginx' / 'error.log').read_text()[-2000:]}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        nginx = cpu_of_workers(host) - nginx
        wrk = after.ru_utime + after.ru_stime - wrk.ru_utime - wrk.ru_stime
        result["rate"] = result["requests"] / result["seconds"]
        results.append(result)
        print(f"{name}, round {number + 1}: {result['rate']:,.0f} requests/s, {result['bytes'] / result['seconds'] / 1e6:,.0f} MB/s, "
              f"p50 {result['p50']:.0f} ms, p99 {result['p99']:.0f} ms, worst {result['worst']:.0f} ms, errors {result['errors']}, "
              f"statuses {result['statuses']}, timeouts {result['timeouts']}; CPU a request: nginx {nginx / result['requests'] * 1e6:.0f} µs, "
              f"wrk {wrk / result['requests'] * 1e6:.0f} µs; load before: {busy:.1f}", flush=True)
        time.sleep(1)
    clean = not any(result[key] for result in results for key in ("errors", "statuses", "timeouts"))
    best = max(results, key=lambda result: result["rate"])
    return clean and best["rate"] >= LEAST and min(result["p99"] for result in results) < SLOWEST


def cpu_of_workers(host: Host) -> float:
    """Seconds that nginx's workers have used so far."""
    pids = Path(f"/proc/{host.process.pid}/task/{host.process.pid}/children").read_text().split()
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
