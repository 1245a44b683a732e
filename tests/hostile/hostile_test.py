#!/usr/bin/env python3
"""One crawl through a web that means no good, judged by what arrived there: hostile_test.py PROGRAM [HOST…]

No forbidden address is asked for, no delay is violated, nobody knocks where nobody may (private addresses, DNS rebinding),
every trap costs less than 50 requests, no bomb sends more than its cap, memory and time stay bounded, and all honest
articles between the bait are archived, of the healthy site every one.
"""
import asyncio, json, os, posixpath, resource, shutil, sys, tempfile, time
from urllib.parse import unquote

sys.path.insert(0, os.path.dirname(__file__))
import hostile_content, hostile_manners, hostile_stranger, hostile_transport  # noqa: F401  (their classes are the sites)
from hostile_site import DELAY, HostileWeb, MB

TRAP_LIMIT = 50
MEMORY_LIMIT = 1200 * MB
TIME_LIMIT = 120  # seconds
ADDRESS = "127.0.0.2"
ALIASES = {"redirect-private.test": ["127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "192.168.1.1", "0.0.0.0", "[::1]",
                                     "[fe80::1]", "[::ffff:127.0.0.1]"]}


def seed_file(folder, web, hosts):
    lines = ['[crawler]', 'contact = "test@example.org"']
    for host in hosts:
        aliases = [a for a in ALIASES.get(host, []) if a not in hosts]
        lines += ["[[site]]", f'url = "http://{host}/"'] + ([f"aliases = {json.dumps(aliases)}"] if aliases else [])
    path = os.path.join(folder, "hostile.toml")
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")
    return path


async def crawl(program, folder, web, hosts):
    words = [program, "crawl", seed_file(folder, web, hosts), "--store", os.path.join(folder, "store"), "--delay", f"{int(DELAY * 1000)}ms",
             "--timeout", "4s", "--allow-net", ADDRESS + "/32", "--connect-to", f":80:{ADDRESS}:{web.port}",
             "--json"]
    begin = time.monotonic()
    process = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    try:
        out, err = await asyncio.wait_for(process.communicate(), TIME_LIMIT)
    except asyncio.TimeoutError:
        process.kill()
        await process.wait()
        out, err = b"", b"the crawl did not end in time"
    return process.returncode, out.decode(), err.decode(), time.monotonic() - begin


def meant(path):
    """What a server takes `path` for, however it is spelled."""
    return posixpath.normpath(unquote(path.split("?")[0]).replace("\\", "/")).replace("//", "/", 1)


class Judge:
    def __init__(self):
        self.failures = []

    def that(self, holds, message):
        if not holds or os.environ.get("VERBOSE"):
            print(("ok    " if holds else "FAIL  ") + message, flush=True)
        if not holds:
            self.failures.append(message)

    def site(self, site, log, sent, stored):
        rows = [r for r in log if r["host"] == site.host]
        pages = [r for r in rows if not r["path"].startswith("/robots")]
        name = site.name
        if not getattr(site, "robots_allows_all", False):
            forbidden = [r["path"] for r in pages if meant(r["path"]).startswith("/forbidden/")]
            self.that(not forbidden, f"{name}: no forbidden address is asked for {forbidden[:3]}")
        if getattr(site, "only_robots", False):
            self.that(not pages, f"{name}: without robots.txt nothing is asked for {[r['path'] for r in pages][:3]}")
        self.pauses(site, rows)
        if site.most_requests:
            self.that(len(rows) <= site.most_requests, f"{name}: {len(rows)} requests {[r['path'][:60] for r in rows][-3:]}")
        if site.trap:
            self.that(len(rows) < TRAP_LIMIT, f"{name}: {len(rows)} requests in a trap {[r['path'][:60] for r in rows][-3:]}")
        if site.max_bytes:
            self.that(sent.get(site.host, 0) <= site.max_bytes, f"{name}: {sent.get(site.host, 0) / MB:.1f} MB were sent")
        have = {u for u in stored if u.split("/")[2].removeprefix("www.") == site.host}
        honest = {f"http://{site.host}{p}" for p in site.article_paths()}
        if site.expected_articles is not None:
            self.that(len(have) == site.expected_articles, f"{name}: {len(have)} articles of {site.expected_articles} {sorted(have)[:4]}")
        else:
            self.that(honest <= have, f"{name}: honest articles missing {sorted(honest - have)[:3]}")


    def pauses(self, site, rows):
        """One request at a time, each after a pause from the end of the last answer. When an answer was cut short by the
        client, the server learns of it late: then the pause is counted from the request."""
        gaps = [b["begin"] - (a["end"] if a["whole"] else a["begin"]) for a, b in zip(rows, rows[1:])]
        self.that(min(gaps, default=1) >= site.pause - 0.002, f"{site.name}: a delay of {min(gaps, default=1):.3f} s, not {site.pause}")
        early = [r["path"] for r in rows for begin, until in site.silences if begin < r["begin"] < until]
        self.that(not early, f"{site.name}: asked though it said not yet {early[:3]}")
        for r in rows:
            agent = r["head"].get("user-agent", "")
            if not agent.startswith("Kiosque/") or "(+test@example.org)" not in agent or r["head"].get("from") != "test@example.org":
                self.that(False, f"{site.name}: says it is {agent}")
            if "cookie" in r["head"] or "referer" in r["head"] or "authorization" in r["head"]:
                self.that(False, f"{site.name}: sends {sorted(r['head'])}")


async def exported(program, folder):
    process = await asyncio.create_subprocess_exec(program, "export", "--store", os.path.join(folder, "store"), "--format", "jsonl",
                                                   stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    return [json.loads(line)["url"] for line in out.decode().splitlines()]


async def main():
    program, only = os.path.abspath(sys.argv[1]), sys.argv[2:]
    folder = tempfile.mkdtemp(prefix="kiosque-hostile-")
    web, judge = HostileWeb(ADDRESS), Judge()
    try:
        await web.start()
        hosts = [h for h in web.sites if not only or h in only]
        for site in web.sites.values():
            site.bait = [b.replace("{canary}", str(web.canary_port)) for b in site.bait]
        code, out, err, took = await crawl(program, folder, web, hosts)
        stored = await exported(program, folder)
        for host in hosts:
            judge.site(web.sites[host], web.log, web.sent, stored)
        judge.that(code == 0, f"exit code {code}: {err[-300:]}")
        judge.that(not web.canary_hits, f"the canary was asked {web.canary_hits[:3]}")
        judge.that(all(f.isprintable() or f == "\n" for f in out), "no control character reaches the terminal")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
        judge.that(peak < MEMORY_LIMIT, f"{peak / MB:.0f} MB of memory")
        print(f"{len(hosts)} sites, {len(web.log)} requests, {len(stored)} articles, {took:.1f} s, {peak / MB:.0f} MB at most")
        if os.environ.get("KEEP"):
            with open(os.environ["KEEP"], "w", encoding="utf-8") as f:
                f.writelines(f"{r['begin']:.3f} {(r['end'] or 0) - r['begin']:.2f} {r['host']} {r['path'][:200]}\n" for r in web.log)
            open(os.environ["KEEP"] + ".json", "w").write(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if judge.failures else 0)


asyncio.run(main())
