"""Runs the tests on hostile input with ever new examples until the time is up, or until one fails."""

from __future__ import annotations

import subprocess
import sys
import time

TESTS = "tests/audit/test_hostile_fuzz.py"


def main(seconds: float) -> int:
    begun = time.monotonic()
    rounds = 0
    while rounds == 0 or time.monotonic() - begun < seconds:
        # The seed makes a failure come again: pytest TESTS --hypothesis-profile=soak --hypothesis-seed=SEED
        seed = int(time.time())
        options = ["-q", "-x", "-n", "2", "--hypothesis-profile=soak", f"--hypothesis-seed={seed}"]
        done = subprocess.run([sys.executable, "-m", "pytest", TESTS, *options], capture_output=True, text=True)
        if done.returncode:
            print(done.stdout[-20_000:], done.stderr[-5_000:], sep="\n")
            print(f"seed {seed} fails after {rounds} rounds")
            return 1
        rounds += 1
        print(f"{rounds} rounds of 2,000 examples a test, {time.monotonic() - begun:.0f} s, seed {seed}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1])))
