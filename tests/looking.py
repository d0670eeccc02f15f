"""Waiting for what a page shows; it asks from outside, since a page's policy may forbid it to evaluate text."""


def until(page, script: str, wanted, seconds: float = 60):
    """Evaluates the script until it gives what is wanted; fails with what it gave last."""
    last = None
    for _ in range(int(seconds * 20)):
        last = page.evaluate(f"() => {{ try {{ return {script} }} catch (error) {{ return String(error) }} }}")
        if last == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{script} is {last!r}, not {wanted!r}")
