"""Nothing is lost: what saves withstand, in large numbers, as a table.  make faults

    python scripts/faults.py [--kills 2000] [--writers 8] [--edits 250] [--calls N]

Needs strace, and the right to look into one's own processes (root, or kernel.yama.ptrace_scope=0). Exits with 1 if anything
came out wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import faulting  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--edits", type=int, default=250, help="by each of the writers")
    parser.add_argument("--calls", type=int, help="so many failing system calls, chosen by chance; absent: all of them")
    args = parser.parse_args()
    print("| what | tried | how it went | bad | seconds |\n|---|---|---|---|---|", flush=True)
    bad = 0
    with faulting.Nursery() as nursery:
        if faulting.can_trace():
            for kind in faulting.ALL_KINDS if not args.calls else [None]:
                bad += row(f"each system call fails: {kind or 'all kinds of save'}",
                           lambda: faulting.fail_each(nursery, [kind] if kind else faulting.ALL_KINDS, most=args.calls))
            broken = [f"{error}+" for error in ("ENOSPC", "EIO", "EACCES")]
            bad += row("each system call fails and goes on failing: rename across files",
                       lambda: faulting.fail_each(nursery, ["rename across files"], broken, args.calls))
        else:
            print("strace is missing, or may not look into a process here: system calls cannot be made to fail", file=sys.stderr)
            bad += 1
        bad += row("killed at a random moment of a rename across three files", lambda: faulting.kill(nursery, args.kills))
    bad += row(f"{args.writers} processes × {args.edits} edits, three of them not by our code, two of these without the lock",
               lambda: faulting.crowd(args.writers, args.edits))
    return 1 if bad else 0


def row(what: str, run: Callable[[], faulting.Tally]) -> int:
    start = time.monotonic()
    tally = run()
    how = ", ".join(f"{name} {count:,}" for name, count in tally.how.most_common())
    print(f"| {what} | {tally.tried:,} | {how} | {len(tally.bad)} | {time.monotonic() - start:.0f} |", flush=True)
    for each in tally.bad[:20]:
        print(f"  {each}", file=sys.stderr, flush=True)
    return len(tally.bad)


if __name__ == "__main__":
    sys.exit(main())
