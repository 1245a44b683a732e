#!/usr/bin/env python3
"""discovery_test.py KIOSQUE — init, crawl, status, explain and log on a small WordPress site served on loopback."""
import http.server, json, os, subprocess, sys, tempfile, threading, unittest
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

KIOSQUE = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "kiosque"
ARTICLE = ('<!doctype html><html lang="fr"><head><title>Le pont {n} est ouvert</title><link rel="canonical" href="{canonical}"></head><body>'
           "<article><h1>Le pont {n} est ouvert</h1>" + "".join(
               f"<p>Le pont numéro {{n}} relie les deux rives depuis mardi, selon les autorités de la ville, paragraphe {k}.</p>" for k in range(9)) +
           "</article></body></html>")
HOME = ('<!doctype html><html lang="fr-FR"><head><title>Le Journal du pont</title><meta name="generator" content="WordPress 6.4">'
        '</head><body><h1>Le Journal du pont</h1></body></html>')


class Site(http.server.BaseHTTPRequestHandler):
    asked = []

    def answer(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        url = urlsplit(self.path)
        path = lambda n: f"/2024/04/{n:02}/le-pont-est-ouvert-{n}/"
        if url.path == "/robots.txt":
            return 200, "text/plain", "User-agent: *\nDisallow: /2024/04/05/\n", {}
        if url.path == "/":
            return 200, "text/html; charset=utf-8", HOME, {}
        if url.path == "/wp-json/wp/v2/posts":
            since = parse_qs(url.query).get("modified_after")
            rows = [{"id": n, "link": base + path(n), "status": "publish", "date_gmt": f"2024-04-{n:02}T08:00:00",
                     "modified_gmt": f"2024-04-{n:02}T09:00:00", "title": {"rendered": f"Le pont {n}"}} for n in range(6, 0, -1)]
            return 200, "application/json", json.dumps(rows[:1] if since else rows), {"X-WP-Total": "1" if since else "6"}
        if url.path == "/.well-known/tdmrep.json":
            return 200, "application/json", '[{"location": "/reserve/*", "tdm-reservation": 1}]', {}
        if url.path == "/sans-copie/":
            return 200, "text/html; charset=utf-8", ARTICLE.format(n=7, canonical=base + url.path), {"X-Robots-Tag": "noarchive"}
        if url.path == "/reserve/mur/":
            return 403, "text/html", "<title>Just a moment...</title>", {"cf-mitigated": "challenge"}
        if url.path == "/reserve/8/":
            return 200, "text/html; charset=utf-8", ARTICLE.format(n=8, canonical=base + url.path), {}
        for n in range(1, 6):
            if url.path == path(n):
                return 200, "text/html; charset=utf-8", ARTICLE.format(n=n, canonical=base + path(n)), {}
        return 404, "text/html", "<h1>404</h1>", {}

    def do_GET(self):  # noqa: N802  (the library's name)
        Site.asked.append(self.path)
        status, kind, text, fields = self.answer()
        body = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **fields}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Discovery(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        cls.base = f"http://127.0.0.1:{cls.server.server_port}"
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.folder = tempfile.TemporaryDirectory(prefix="kiosque-discovery-")

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.folder.cleanup()

    def kiosque(self, *words, code=0, said=False):
        done = subprocess.run([KIOSQUE, *words], capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stderr if said else done.stdout

    def file(self, name):
        return os.path.join(self.folder.name, name)

    def test_from_a_list_of_outlets_to_an_archive_that_knows_what_it_lacks(self):
        with open(self.file("outlets.txt"), "w") as f:
            f.write(f"# one that is there, one that is not\n{self.base}\nhttp://127.0.0.1:9/\n")
        flags = ["--contact", "test@example.org", "--delay", "0", "--allow-net", "127.0.0.0/8"]
        Site.asked.clear()
        self.kiosque("init", self.file("outlets.txt"), "-o", self.file("seeds.toml"), *flags)
        with open(self.file("seeds.toml")) as f:
            seeds = f.read()
        self.assertEqual(Site.asked.count("/robots.txt"), 1)
        self.assertIn(f'url = "{self.base}/"', seeds)
        self.assertIn('lang = "fr"', seeds)
        self.assertIn("system wordpress (meta generator WordPress 6.4)", seeds)
        self.assertIn("(6 rows)", seeds)
        self.assertIn("# url = \"http://127.0.0.1:9/\"", seeds)
        self.kiosque("init", self.file("outlets.txt"), "-o", self.file("seeds.toml"), *flags, code=2)
        with open(self.file("wrong.txt"), "w") as f:
            f.write(f"# one that is an address, one that is not\n{self.base}\nhttp://[::1/\n")
        Site.asked.clear()
        self.assertIn("wrong.txt:3: http://[::1/ is no address", self.kiosque("init", self.file("wrong.txt"), *flags, code=2, said=True))
        self.assertEqual(Site.asked, [])

        store = ["--store", self.file("store")]
        Site.asked.clear()
        summary = json.loads(self.kiosque("crawl", self.file("seeds.toml"), *store, "--json", *flags[2:]))
        self.assertEqual(summary["total"]["new"], 4)  # 1 to 4; 5 is forbidden, 6 is gone
        self.assertFalse([p for p in Site.asked if p.startswith("/2024/04/05/")])

        told = summary["coverage"]["127.0.0.1"]
        self.assertEqual((told["named"], told["held"], told["missing"]), (6, 4, 2))
        self.assertEqual(told["missing_by_reason"]["robots.txt"], 1)
        status = json.loads(self.kiosque("status", *store, "--json"))
        self.assertEqual((status["named"], status["held"], status["missing"]), (6, 4, 2))
        self.assertEqual(status["missing_by_reason"]["robots.txt"], 1)
        self.assertEqual((status["system"], status["list_total"]), ("wordpress", 6))
        self.assertIn("the indexes name 6 articles, we hold 4; 2 missing", self.kiosque("status", *store))

        forbidden = self.kiosque("explain", f"{self.base}/2024/04/05/le-pont-est-ouvert-5/", *store, "--seeds", self.file("seeds.toml"))
        self.assertIn("forbidden by line 2: Disallow: /2024/04/05/", forbidden)
        self.assertIn("named by a feed or an API", forbidden)
        self.assertIn("admitted by site", forbidden)
        self.assertRegex(forbidden, "index title +Le pont 5\n")
        self.assertRegex(forbidden, "index id +5\nindex dates +published 2024-04-05T08:00:00Z, changed 2024-04-05T09:00:00Z\n")
        Site.asked.clear()
        self.kiosque("crawl", self.file("seeds.toml"), *store, "--json", *flags[2:])
        self.assertTrue(any("modified_after=2024-04-06T08:59:59Z" in p for p in Site.asked), Site.asked)
        self.assertLessEqual(len(Site.asked), 4, Site.asked)  # front page, what changed; what was gone or is not vouched for

        far = (datetime.now(timezone.utc) + timedelta(hours=12)).hour
        Site.asked.clear()
        self.kiosque("crawl", self.file("seeds.toml"), *store, "--timezone", "UTC", "--revisit", "always",
                     "--active-hours", f"{far:02}:00-{far:02}:30", *flags[2:])
        self.assertEqual(Site.asked, [])  # and that is no failure

    def test_a_page_archived_by_hand_keeps_the_terms_a_crawl_keeps(self):
        flags = ["--contact", "test@example.org", "--delay", "0", "--allow-net", "127.0.0.0/8", "--store", self.file("hand")]
        self.kiosque("archive", f"{self.base}/reserve/8/", *flags)
        row = json.loads(self.kiosque("log", f"{self.base}/reserve/8/", "--store", self.file("hand"), "--json").splitlines()[0])
        self.assertIn("tdm-reserved", json.dumps(row))
        withheld = self.kiosque("archive", f"{self.base}/sans-copie/", "--json", *flags, code=1)
        self.assertNotIn("paragraphe", withheld)
        self.kiosque("show", f"{self.base}/sans-copie/", "--store", self.file("hand"), code=1)
        wall = json.loads(self.kiosque("archive", f"{self.base}/reserve/mur/", "--json", *flags, code=1))
        self.assertEqual(wall["outcome"], "challenge")


if __name__ == "__main__":
    unittest.main()
