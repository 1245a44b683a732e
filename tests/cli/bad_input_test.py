#!/usr/bin/env python3
"""bad_input_test.py KIOSQUE — what a person sees when something is wrong, one case each.

Every case ends in one line on stderr that names the cause and the fix, in the documented exit code, and leaves a store that still opens with
what had been acknowledged. Servers and stores are made here, on loopback and in a temporary folder.
"""
import http.server
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import threading
import unittest

KIOSQUE = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "kiosque"
LOCAL = ["--allow-net", "127.0.0.0/8", "--contact", "test@example.org", "--delay", "0"]
PAGE = "<!doctype html><html lang=fr><title>Le pont {n}</title><article><h1>Le pont {n}</h1>" + "".join(
    f"<p>Le pont numéro {{n}} relie les deux rives depuis mardi, selon les autorités de la ville, paragraphe {k}.</p>" for k in range(9)
) + "{links}</article></html>"


class Site(http.server.BaseHTTPRequestHandler):
    """An endless little site: page N links to page N+1. /slow/ answers only when told."""

    gate = threading.Event()

    def do_GET(self):  # noqa: N802  (the library's name)
        if self.path == "/robots.txt":
            body = b"User-agent: *\nDisallow:\n"
        else:
            if self.path.startswith("/slow/"):
                Site.gate.wait(20)
            n = int("".join(c for c in self.path if c.isdigit()) or 0)
            body = PAGE.format(n=n, links=f'<a href="/page/{n + 1}">suite</a>').encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        cls.base = f"http://127.0.0.1:{cls.server.server_port}"
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        Site.gate.set()
        cls.server.shutdown()

    def setUp(self):
        self.dir = tempfile.TemporaryDirectory(prefix="kiosque-bad-")
        self.work = pathlib.Path(self.dir.name)
        self.store = str(self.work / "store")

    def tearDown(self):
        self.dir.cleanup()

    def run_program(self, *words, **kwargs):
        env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        return subprocess.run([KIOSQUE, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, env=env, **kwargs)

    def fails(self, code, *needles, words, **kwargs):
        """Runs and expects `code` and one line on stderr with every needle."""
        done = self.run_program(*words, **kwargs)
        self.assertEqual(done.returncode, code, done.stderr)
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        said = [line for line in lines if line.startswith("kiosque: ")]
        self.assertEqual(len(said), 1, done.stderr)
        for needle in needles:
            self.assertIn(needle, said[0])
        return done

    def seed(self, text, name="seeds.toml"):
        path = self.work / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def archive_one(self, url="/page/1"):
        done = self.run_program("archive", self.base + url, "--store", self.store, *LOCAL)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_missing_seed_file(self):
        self.fails(2, "nowhere.toml", words=["crawl", str(self.work / "nowhere.toml")])

    def test_malformed_seed_file(self):
        path = self.seed('[crawler]\ncontact = "a@b.example"\n[[site]\nurl = 1\n')
        self.fails(2, path, ":3", words=["crawl", path, "--store", self.store])

    def test_unknown_key_with_a_suggestion(self):
        path = self.seed('[crawler]\ncontact = "a@b.example"\n\n[[site]]\nurl = "https://a.example/"\ndepht = 3\n')
        self.fails(2, f"{path}:6", "depht", "did you mean", "depth", words=["crawl", path, "--store", self.store])

    def test_wrong_type(self):
        path = self.seed('[crawler]\ncontact = "a@b.example"\n[[site]]\nurl = "https://a.example/"\ndepth = "deep"\n')
        self.fails(2, f"{path}:5", "depth", words=["crawl", path, "--store", self.store])

    def test_site_without_url(self):
        path = self.seed('[crawler]\ncontact = "a@b.example"\n[[site]]\nid = "a"\n')
        self.fails(2, path, "url", words=["crawl", path, "--store", self.store])

    def test_no_contact(self):
        path = self.seed('[[site]]\nurl = "https://a.example/"\n')
        self.fails(2, "contact", "--contact", words=["crawl", path, "--store", self.store])

    def test_bad_url(self):
        for url in ("notaurl", "ftp://a.example/", "https://a b.example/", "http://"):
            self.fails(2, url, words=["archive", url, "--store", self.store, "--contact", "a@b.example"])

    def test_bad_line_in_a_plain_list(self):
        path = self.seed("https://a.example/\nnot a url\n", "seeds.txt")
        self.fails(2, f"{path}:2", words=["crawl", path, "--store", self.store, "--contact", "a@b.example"])

    def test_unknown_flag_and_command(self):
        self.fails(2, "--dpeth", words=["crawl", "--dpeth", "3"])
        self.fails(2, "crwal", words=["crwal"])

    def test_store_below_a_file(self):
        (self.work / "file").write_text("x")
        path = str(self.work / "file" / "store")
        self.fails(2, path, words=["archive", self.base + "/page/1", "--store", path, *LOCAL])

    def test_reading_a_store_that_is_not_there(self):
        for command in (["list"], ["export", "--format", "jsonl"], ["log", "https://a.example/"], ["show", "https://a.example/"]):
            self.fails(2, self.store, words=[*command, "--store", self.store])

    def test_store_of_a_newer_format(self):
        self.archive_one()
        marker = pathlib.Path(self.store) / "FORMAT"
        text = marker.read_text()
        marker.write_text("".join("9" if c.isdigit() else c for c in text))
        self.fails(2, "newer", words=["list", "--store", self.store])
        marker.write_text(text)
        self.assertEqual(self.run_program("list", "--store", self.store).returncode, 0)

    def test_locked_store(self):
        first = subprocess.Popen([KIOSQUE, "archive", self.base + "/slow/1", "--store", self.store, *LOCAL], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not (pathlib.Path(self.store) / "index" / "CURRENT").exists():
                self.assertIsNone(first.poll())
            self.fails(20, str(first.pid), words=["archive", self.base + "/page/2", "--store", self.store, *LOCAL])
        finally:
            Site.gate.set()
            self.assertEqual(first.wait(60), 0)
        self.assertEqual(self.run_program("list", "--store", self.store).returncode, 0)

    def test_disk_full(self):
        self.archive_one()
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (48 * 1024, 48 * 1024))  # noqa: E731
        done = self.run_program("crawl", self.base + "/page/1", "--store", self.store, "--depth", "400", "--limit", "400", *LOCAL,
                                preexec_fn=limit)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("kiosque: ", done.stderr)
        after = self.run_program("show", self.base + "/page/1", "--store", self.store)
        self.assertEqual(after.returncode, 0, after.stderr)
        self.assertIn("Le pont", after.stdout)

    def test_unknown_host(self):
        self.fails(1, "nosuchhost.invalid", words=["archive", "http://nosuchhost.invalid/a", "--store", self.store, "--contact", "a@b.example"])

    def test_no_network(self):
        self.fails(1, "127.0.0.1:1", words=["archive", "http://127.0.0.1:1/a", "--store", self.store, *LOCAL])

    def test_private_address_is_refused_unless_named(self):
        done = self.fails(1, "--allow-net", words=["archive", self.base + "/page/1", "--store", self.store, "--contact", "a@b.example"])
        self.assertNotIn("saved", done.stdout)

    def test_show_of_a_page_that_was_never_archived(self):
        self.archive_one()
        self.fails(1, "/page/77", words=["show", self.base + "/page/77", "--store", self.store])

    def test_export_into_a_folder_that_is_not_there(self):
        self.archive_one()
        path = str(self.work / "no" / "such" / "out.jsonl")
        self.fails(2, path, words=["export", "--store", self.store, "--format", "jsonl", "--output", path])

    def test_import_of_a_missing_file_and_of_a_folder(self):
        self.fails(2, "none.warc", "No such file", words=["import", "--store", self.store, "none.warc"])
        self.fails(2, self.dir.name, "folder", words=["import", "--store", self.store, self.dir.name])
        self.assertFalse(os.path.exists(self.store))

    def test_import_of_what_is_no_archive_among_others(self):
        junk, warc = self.work / "junk.warc", self.work / "good.warc"
        junk.write_text("<html>no archive</html>")
        block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Un</p>"
        warc.write_text("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.org/\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
                        f"Content-Length: {len(block)}\r\n\r\n{block}\r\n\r\n", newline="")
        done = self.run_program("import", "--store", self.store, "--json", str(junk), str(warc))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("junk.warc", done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual((report["captures"], report["records"]), (1, {"response": 1}))

    def test_extract_of_a_missing_file(self):
        self.fails(2, "missing.html", words=["extract", str(self.work / "missing.html")])

    def test_batch_rows_that_are_not_json(self):
        done = subprocess.run([KIOSQUE, "extract", "--batch"], input='{"id": 1\n', capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("line 1", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
