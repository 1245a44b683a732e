#!/usr/bin/env python3
"""Changes told to a service: webhook_test.py PROGRAM

A page is edited and taken down; a service on loopback that is busy at first, refuses, or drops the connection must be told of each change at
least once, in order, under the same id, and never twice once it has said yes. No message may show the secret in its address.
"""
import hashlib, hmac, http.server, json, os, subprocess, sys, tempfile, threading, time

from press_site import Checks

SECRET = "T0KEN-S3CRET"
TEXT = "".join(f"<p>Le pont numéro {k} relie les deux rives depuis mardi, selon les autorités de la ville.</p>" for k in range(9))


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    title, plan, told, signed = "Le pont est ouvert", [], [], []

    def answer(self, status, body=b"", more=()):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in more:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):  # noqa: N802  (the library's name)
        if self.path != "/2024/04/13/pont" or not Site.title:
            self.answer(404)
        else:
            self.answer(200, f"<!doctype html><html lang=fr><title>{Site.title}</title><article><h1>{Site.title}</h1>{TEXT}</article></html>".encode())

    def do_POST(self):  # noqa: N802
        body = self.rfile.read(int(self.headers["Content-Length"]))
        event = json.loads(body)
        Site.signed.append((self.headers["X-Kiosque-Timestamp"], self.headers["X-Kiosque-Signature-256"], body))
        status = Site.plan.pop(0) if Site.plan else 204
        Site.told.append((status, event))
        if status == 0:
            self.close_connection = True
            self.connection.close()
        else:
            self.answer(status, b"", [("Retry-After", "1")] if status == 503 else [])

    def log_message(self, *_):
        pass


def signs(check, run, base, folder):
    """Requests signed under a secret from a file, or from the environment."""
    key = os.path.join(folder, "key")
    with open(key, "w", encoding="utf-8") as f:
        f.write(f"clé {SECRET}\n")
    for name, words, value in (("file", ("--webhook-secret", "@" + key), None), ("variable", (), f"clé {SECRET}")):
        Site.signed.clear()
        Site.plan = [503]
        if value:
            os.environ["KIOSQUE_WEBHOOK_SECRET"] = value
        done = run("changes", "--webhook", f"{base}/signed-by-{name}", *words)
        os.environ.pop("KIOSQUE_WEBHOOK_SECRET", None)
        check.that(done.returncode == 0 and len(Site.signed) >= 2, f"{name}: told: {done.stderr.strip()}")
        for stamp, signature, body in Site.signed:
            expected = hmac.new(f"clé {SECRET}".encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
            check.that(signature == "sha256=" + expected, f"{name}: {signature} is the code of time and body")
            check.that(abs(time.time() - int(stamp or 0)) < 120, f"{name}: signed at {stamp}, now")
    for words in (("--webhook-secret", SECRET), ("--webhook-secret", "@" + key + "-not-there")):
        done = run("changes", "--webhook", f"{base}/bad", *words)
        check.that(done.returncode == 2 and "--webhook-secret" in done.stderr, f"{words[1][:1]}: {done.stderr.strip()}")


def main():
    program = os.path.abspath(sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="kiosque-webhook-") as folder:
        store = os.path.join(folder, "store")

        def run(*words):
            done = subprocess.run([program, *words, "--store", store, "--allow-net", "127.0.0.0/8", "--contact", "test@example.org"],
                                  capture_output=True, text=True)
            check.that(SECRET not in done.stdout + done.stderr, f"no secret in what '{words[0]}' says")
            return done

        def hook(address=f"{base}/hook/{SECRET}", *more):
            Site.told.clear()
            return run("changes", "--webhook", address, *more)

        def visit():
            run("archive", base + "/2024/04/13/pont", "--delay", "0", "--ignore-robots")

        visit()
        for Site.title in ("Le pont est fermé", "Le pont est détruit"):
            visit()
        said = subprocess.run([program, "changes", "--format", "json", "--store", store], capture_output=True, text=True)
        events = [json.loads(line) for line in said.stdout.splitlines()][::-1]
        check.that(len(events) == 2, f"{len(events)} changes to tell: {said.stdout[:300]}{said.stderr[:300]}")

        Site.plan = [503, 0]
        done = hook()
        check.that(done.returncode == 0, f"a busy service that drops a connection takes them in the end: {done.stdout.strip()} {done.stderr.strip()}")
        check.that([e for s, e in Site.told if s == 204] == events, "each once, in order, as --format json prints them")
        check.that([e["id"] for s, e in Site.told] == [events[0]["id"]] * 3 + [events[1]["id"]], "tried again under the same id")
        done = hook()
        check.that(done.returncode == 0 and not Site.told, f"nothing is told twice: {done.stdout.strip()}")

        Site.title = ""
        visit()
        Site.plan = [404]
        done = hook()
        check.that(done.returncode == 1 and "answered 404" in done.stderr and base in done.stderr, f"a refusal is told: {done.stderr.strip()}")
        address = os.path.join(folder, "address")
        with open(address, "w", encoding="utf-8") as f:
            f.write(f"{base}/hook/{SECRET}\n")
        done = hook("@" + address)
        check.that(done.returncode == 0 and [e["class"] for s, e in Site.told] == ["deleted"], f"and offered again by the next run: {done.stdout.strip()}")
        done = hook(f"{base}/another", "--min-change", "deleted")
        check.that(len(Site.told) == 1, "another address has its own memory, and the options choose")
        check.that({s[:2] for s in Site.signed} == {(None, None)}, "without a secret nothing is signed")
        signs(check, run, base, folder)
        done = hook("nonsense")
        check.that(done.returncode == 2 and "--webhook" in done.stderr, f"bad addresses are bad input: {done.stderr.strip()}")
        done = subprocess.run([program, "changes", "--store", store, "--webhook", base + "/third", "--contact", "test@example.org"],
                              capture_output=True, text=True)
        check.that(done.returncode == 1 and "address-refused" in done.stderr, f"private addresses must be allowed: {done.stderr.strip()}")
        done = subprocess.run([program, "changes", "--store", store, "--webhook", base + "/third"], capture_output=True, text=True)
        check.that(done.returncode == 2 and "contact" in done.stderr, f"nobody is called anonymously: {done.stderr.strip()}")
    server.shutdown()
    check.end()


main()
