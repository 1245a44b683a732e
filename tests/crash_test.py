#!/usr/bin/env python3
"""kill -9 at random moments: crash_test.py PROGRAM [KILLS]

The crawl of a part of the press is killed KILLS times (fifty), then let finish. Every allowed article must be there
exactly once, visited by exactly one acknowledged capture, and no store may need a repair to open.
"""
import collections, json, os, random, signal, subprocess, sys, time

from press_site import Checks, Kiosque, Press, page_of, scratch

HOSTS = 200


def answered(press):
    """How many requests the press has answered so far."""
    with open(press.file("requests.jsonl"), "rb") as f:
        return f.read().count(b"\n")


def kill_some(kiosque, press, kills, chance):
    """Starts the crawl and kills it, `kills` times, after some requests more; how many runs had come to their end."""
    ended = 0
    for _ in range(kills):
        enough = answered(press) + chance.randrange(16)
        process = subprocess.Popen([kiosque.program, *kiosque.crawl_words(press, "--jobs", "4")],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while process.poll() is None and answered(press) < enough:
            time.sleep(0.002)  # another process is watched: its work is the clock
        time.sleep(chance.uniform(0, 0.05))  # any moment between a response and its commit
        process.send_signal(signal.SIGKILL)
        error = process.communicate()[1]
        if process.returncode not in (0, -signal.SIGKILL):
            raise SystemExit(f"exit {process.returncode} after a kill: {error[-500:]}")
        ended += process.returncode == 0
    return ended


def main():
    program, kills = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50
    seed = int(os.environ.get("KIOSQUE_CRASH_SEED", time.time_ns() % 1_000_000))
    print(f"seed {seed}: repeat with KIOSQUE_CRASH_SEED={seed}", flush=True)
    folder, remove = scratch()
    check = Checks()
    try:
        kiosque = Kiosque(program, os.path.join(folder, "store"))
        with Press(folder, hosts=HOSTS) as press:
            ended = kill_some(kiosque, press, kills, random.Random(seed))
            check.that(answered(press) > 2 * kills, f"the kills fell into the work: {answered(press)} requests before the last run")
            if not ended:
                kiosque.crawl(press)
            versions = collections.Counter(page_of(v["url"]) for v in kiosque.versions())
            allowed = {page_of(r["url"]): r["url"] for r in press.expected() if r["allowed"]}
            check.none((u for p, u in allowed.items() if p not in versions), "every allowed article is there")
            check.none((p for p, n in versions.items() if n > 1), "in one version")
            check.none((p for p in versions if p not in allowed), "and nothing else")
            if not ended:
                captures = collections.Counter()
                for page, url in allowed.items():
                    log = kiosque.run("log", url, "--store", kiosque.store, "--json").stdout
                    captures[url] = sum(1 for line in log.splitlines() if json.loads(line).get("status") == 200)
                check.none((f"{u} {n}" for u, n in captures.items() if n != 1), "finished exactly once")
    finally:
        remove()
    check.end()


main()
