#!/usr/bin/env python3
"""http2_test.py KIOSQUE — pages over HTTP/2: nginx serves a small site with TLS on loopback, as most of the press is served.

One connection carries them all, one request at a time unless --per-host says otherwise; each capture keeps the protocol.
"""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

KIOSQUE = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "kiosque"
PAGES = 40


def article(n):
    text = "".join(f"<p>Le bac numéro {n} a repris mardi la traversée du fleuve, selon le capitaine, paragraphe {k}.</p>" for k in range(9))
    return f"<!doctype html><html lang=fr><title>Le bac {n}</title><article><h1>Le bac {n} repart</h1>{text}</article></html>"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Http2(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="kiosque-h2-")
        self.dir = pathlib.Path(self.folder.name)
        self.port = free_port()
        root = self.dir / "root"
        root.mkdir()
        for n in range(PAGES):
            (root / f"bac-{n}.html").write_text(article(n), encoding="utf-8")
        links = "".join(f'<li><h2><a href="/bac-{n}.html">Le bac {n} a repris la traversée du fleuve</a></h2>' for n in range(PAGES))
        (root / "index.html").write_text(f"<!doctype html><html lang=fr><title>Le Fleuve</title><ul>{links}</ul></html>", encoding="utf-8")
        (root / "robots.txt").write_text("User-agent: *\nDisallow:\n", encoding="ascii")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", "/CN=fleuve.test", "-addext", "subjectAltName=DNS:fleuve.test", "-keyout", self.dir / "key.pem",
                        "-out", self.dir / "ca.pem"], check=True, capture_output=True)
        temporary = "".join(f"{kind}_temp_path {self.dir}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        self.log = self.dir / "access.log"
        (self.dir / "nginx.conf").write_text(f"""
            worker_processes 1; pid {self.dir}/pid; error_log {self.dir}/error.log; daemon off; {"user root;" if os.getuid() == 0 else ""}
            events {{ worker_connections 64; }}
            http {{
              types {{ text/html html; text/plain txt; }} charset utf-8; {temporary}
              log_format line '$connection $server_protocol $status $uri'; access_log {self.log} line;
              server {{ listen 127.0.0.1:{self.port} ssl http2; ssl_certificate {self.dir}/ca.pem; ssl_certificate_key {self.dir}/key.pem;
                       root {root}; }}
            }}""", encoding="utf-8")
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        self.nginx = subprocess.Popen([nginx, "-c", self.dir / "nginx.conf", "-p", self.dir], stderr=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.05)  # another process: there is no clock to turn

    def tearDown(self):
        self.nginx.terminate()
        self.nginx.wait()
        self.folder.cleanup()

    def kiosque(self, *words):
        done = subprocess.run([KIOSQUE, *words, "--store", self.dir / "store"], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def crawl(self, *more):
        self.kiosque("crawl", "https://fleuve.test/", "--contact", "test@example.org", "--delay", "0", "--allow-net", "127.0.0.0/8",
                     "--connect-to", f"fleuve.test:443:127.0.0.1:{self.port}", "--cacert", str(self.dir / "ca.pem"), *more)
        return [line.split() for line in self.log.read_text().splitlines()]

    def check_every_page(self, requests):
        self.assertEqual({row[1] for row in requests}, {"HTTP/2.0"})
        asked = [row[3] for row in requests]
        for n in range(PAGES):
            self.assertEqual(asked.count(f"/bac-{n}.html"), 1, f"page {n}")
        exported = [json.loads(line) for line in self.kiosque("export", "--format", "jsonl").splitlines()]
        self.assertEqual(len(exported), PAGES)

    def test_every_page_comes_over_one_connection(self):
        requests = self.crawl()
        self.check_every_page(requests)
        self.assertEqual(len({row[0] for row in requests}), 1)
        captures = [json.loads(line) for line in self.kiosque("log", "https://fleuve.test/bac-7.html", "--json").splitlines()]
        self.assertIn("h2", {row.get("protocol") for row in captures})

    def test_parallel_requests_share_connections(self):
        requests = self.crawl("--per-host", "8")
        self.check_every_page(requests)
        self.assertLess(len({row[0] for row in requests}), 9)


if __name__ == "__main__":
    unittest.main()
