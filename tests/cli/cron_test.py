#!/usr/bin/env python3
"""cron_test.py KIOSQUE — what cron sees: exit codes, the files of a run, and that nothing is lost between runs."""
import glob, http.server, json, os, re, subprocess, sys, tempfile, threading, time, unittest

KIOSQUE = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "kiosque"
ARTICLE = ("<!doctype html><html lang=fr><head><title>Le pont {n}</title><meta property=og:type content=article></head><body><article>"
           "<h1>Le pont {n} est ouvert</h1>" + "<p>Le pont numéro {n} relie les deux rives depuis mardi, selon les autorités de la ville.</p>" * 6 +
           "</article></body></html>")


class Site(http.server.BaseHTTPRequestHandler):
    articles, slow, mood = 6, 0.0, "well"

    def answer(self):
        if self.path == "/robots.txt":
            return 200, "User-agent: *\nDisallow:\n", {}
        if self.path == "/":
            if self.mood == "parked":
                return 200, "<!doctype html><title>En travaux</title><p>Nous revenons.</p>", {}
            return 200, "<!doctype html><html lang=fr><title>Une</title>" + "".join(
                f'<h2><a href="/2024/04/{1 + n % 28:02}/le-pont-{n}-est-ouvert/">Le pont numéro {n} est ouvert à tous</a></h2>'
                for n in range(self.articles)), {}
        if self.mood == "wall":
            return 403, "<title>Just a moment...</title>", {"cf-mitigated": "challenge"}
        n = re.search(r"le-pont-(\d+)-", self.path)
        return (200, ARTICLE.format(n=n[1]), {}) if n and int(n[1]) < self.articles else (404, "<h1>404</h1>", {})

    def do_GET(self):  # noqa: N802  (the library's name)
        time.sleep(self.slow)
        status, text, fields = self.answer()
        body = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **fields}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # a client that was stopped


class Cron(unittest.TestCase):
    def setUp(self):
        Site.articles, Site.slow, Site.mood = 6, 0.0, "well"
        self.server = Server(("127.0.0.1", 0), Site)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.folder = tempfile.TemporaryDirectory(prefix="kiosque-cron-")
        self.addCleanup(self.folder.cleanup)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.store = os.path.join(self.folder.name, "store")
        self.words = [KIOSQUE, "crawl", f"http://127.0.0.1:{self.server.server_port}/", "--contact", "test@example.org", "--delay", "0",
                      "--allow-net", "127.0.0.0/8", "--store", self.store, "--json", "--revisit", "always", "--tdmrep", "false", "--no-guess"]

    def crawl(self, *flags, code=0):
        done = subprocess.run([*self.words, *flags], capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout), done.stderr

    def test_limits_stop_resumably(self):
        first, _ = self.crawl("--limit", "3", code=14)
        second, _ = self.crawl("--max-bytes", "1", code=14)
        self.assertTrue(second["resumed"])
        rest, _ = self.crawl()
        self.assertTrue(rest["resumed"])
        self.assertEqual(sum(run["total"]["new"] for run in (first, second, rest)), 6)
        Site.slow = 0.4
        slow, _ = self.crawl("--time-limit", "1s", code=15)
        self.assertGreater(slow["queued"], 0)

    def test_a_second_run_says_who_runs_and_since_when(self):
        Site.slow = 0.5
        running = subprocess.Popen(self.words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not os.path.exists(os.path.join(self.store, "LOCK")) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.2)
        second = subprocess.run(self.words, capture_output=True, text=True)
        running.kill()
        running.wait()
        self.assertEqual(second.returncode, 20, second.stderr)
        self.assertRegex(second.stderr, rf"process {running.pid} .*since \d{{4}}-")
        Site.slow = 0.0
        self.crawl()  # and a killed run leaves no lock

    def test_a_site_that_fell_silent_ends_with_21(self):
        for run in range(3):
            Site.articles = 6 + run
            self.crawl()
        Site.mood = "parked"
        report, errors = self.crawl(code=21)
        self.assertIn("name no article any more", errors)
        self.assertEqual(len(report["silent"]), 1)

    def test_conditions_of_fail_on_end_with_22_and_only_when_asked_for(self):
        Site.mood = "wall"
        report, _ = self.crawl()
        self.assertIn("challenge", report["hosts"][0]["errors_by_kind"])
        _, errors = self.crawl("--fail-on", "challenge", code=22)
        self.assertIn("challenge", errors)

    def test_each_run_leaves_its_report_the_skipped_urls_and_figures(self):
        metrics = os.path.join(self.folder.name, "kiosque.prom")
        self.crawl("--exclude", "*le-pont-2-*", "--metrics", metrics)
        reports = os.path.join(self.store, "reports")
        [text], [data], [skipped] = (glob.glob(f"{reports}/*{end}") for end in ("Z.txt", "Z.json", ".skipped.jsonl"))
        with open(data) as f:
            self.assertEqual(json.load(f)["total"]["new"], 5)
        with open(text) as f:
            self.assertIn("127.0.0.1", f.read())
        with open(skipped) as f:
            row = json.loads(f.readline())
        self.assertIn("le-pont-2-", row["url"])
        self.assertEqual(row["reason"], "excluded")
        with open(metrics) as f:
            self.assertRegex(f.read(), r'kiosque_run_articles_new\{site="127.0.0.1[^"]*"\} 5\n')


if __name__ == "__main__":
    unittest.main()
