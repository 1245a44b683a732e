#!/usr/bin/env python3
"""A page as evidence: evidence_test.py PROGRAM VALIDATORS

A page with its images, styles, fonts and scripts goes into a package; a time stamping authority on loopback (openssl ts) vouches
for it; the program and other people's tools check it, and every change to it is noticed.
"""
import hashlib, http.server, json, os, random, shutil, subprocess, sys, tempfile, threading, warnings, zipfile

from press_site import Checks
from validators import Validators

TEXT = "".join(f"<p>Le pont numéro {k} relie les deux rives depuis mardi, selon les autorités de la ville.</p>" for k in range(9))
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c6360f8cf000000020001"
                    "e221bc330000000049454e44ae426082")
PAGE = f"""<!doctype html><html lang=fr><head><title>Le pont est ouvert</title><link rel=stylesheet href=/s.css>
<script src=/j.js></script><style>h1{{background:url(/inline.png)}}</style></head><body><article><h1>Le pont est ouvert</h1>
<img src=/a.png srcset="/b.png 2x"><img src=/secret/x.png><img src=/gone.png><img src=/moved.png><img src=http://127.0.0.1:9/down.png>{TEXT}
<a href=/other>suite</a></article></body></html>"""
FILES = {
    "/robots.txt": ("text/plain", b"User-agent: *\nDisallow: /secret/\n"),
    "/story": ("text/html; charset=utf-8", PAGE.encode()),
    "/s.css": ("text/css", b"@import 'deep.css'; @font-face{font-family:f;src:url(f.woff2)}"),
    "/deep.css": ("text/css", b"body{background:url(deep.png)}"),
    "/f.woff2": ("font/woff2", b"wOF2 not really"),
    "/j.js": ("text/javascript", b"1;"),
    **{name: ("image/png", PNG) for name in ("/a.png", "/b.png", "/inline.png", "/deep.png", "/final.png")},
}


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked, authority = [], None

    def answer(self, status, kind, body, more=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in more:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):  # noqa: N802  (the library's name)
        Site.asked.append(self.path)
        if self.path == "/moved.png":
            self.answer(302, "text/plain", b"", [("Location", "/final.png")])
        elif self.path in FILES:
            self.answer(200, *FILES[self.path])
        else:
            self.answer(404, "text/plain", b"not here")

    def do_POST(self):  # noqa: N802
        query = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Content-Type"] != "application/timestamp-query":
            self.answer(400, "text/plain", b"")
        elif self.path == "/nonsense":
            self.answer(200, "application/timestamp-reply", b"nonsense")
        else:
            self.answer(200, "application/timestamp-reply", Site.authority.reply(query))

    def log_message(self, *_):
        pass


class Authority:
    """`openssl ts` with a root and a stamping certificate, made for the occasion."""

    CONFIG = """[tsa]
default_tsa = one
[one]
serial = {dir}/serial
crypto_device = builtin
signer_cert = {dir}/tsa.pem
signer_key = {dir}/tsa.key
certs = {dir}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""

    def __init__(self, folder):
        self.dir = folder
        with open(self.file("tsa.cnf"), "w", encoding="ascii") as f:
            f.write(self.CONFIG.format(dir=folder))
        with open(self.file("ext"), "w", encoding="ascii") as f:
            f.write("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n")
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Test root", "-days", "30")
        self.openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test stamping authority")
        self.openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "30", "-extfile", "ext")

    def file(self, name):
        return os.path.join(self.dir, name)

    def openssl(self, *words, **options):
        return subprocess.run(["openssl", *words], cwd=self.dir, check=True, capture_output=True, **options).stdout

    def reply(self, query):
        with open(self.file("query"), "wb") as f:
            f.write(query)
        self.openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply")
        with open(self.file("reply"), "rb") as f:
            return f.read()


def rewritten(source, target, change):
    """A copy of a package whose entries went through `change(name, bytes)`; None drops one."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = change(info.filename, old.read(info))
            if data is not None:
                new.writestr(info.filename, data)
    return target


class Run:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __call__(self, *words):
        return subprocess.run([self.program, *words], capture_output=True, text=True, cwd=self.folder)


def check_package(check, run, judges, base, folder):
    package = os.path.join(folder, "evidence.wacz")
    archive = ["archive", base + "/story", "--store", "store", "--contact", "test@example.org", "--delay", "0", "--allow-net", "127.0.0.0/8"]
    done = run(*archive, "--requisites", "--timestamp", base + "/tsa", "-o", package)
    check.that(done.returncode == 0, f"a page is packed {done.stderr[-300:]}")
    check.that("Test stamping authority" in done.stdout, "and stamped")
    check.that("2 failed, 1 forbidden by robots.txt" in done.stdout, "a part that is gone and one of a server that is down have failed")
    wanted = set(FILES) - {"/robots.txt"} | {"/moved.png", "/gone.png"}
    check.none(wanted - set(Site.asked), "everything that the page shows was asked for")
    check.none({p for p in Site.asked if p.startswith("/secret") or p == "/other"}, "nothing that robots.txt forbids, and no link")
    check.none({p for p in Site.asked if Site.asked.count(p) > 1}, "nothing twice")
    code, words = judges.wacz(package, *(["--replay", "--text", "relie les deux rives", "--url", base + "/story"] if shutil.which("chromium") else []))
    check.that(code == 0, f"check-wacz accepts the package: {words.strip()[-600:]}")
    code, words = judges.wacz_validate(package)
    check.that(code == 0, f"wacz validate accepts it: {words.strip()[-300:]}")
    check.that(run("show", base + "/story", "--store", "store").returncode == 0, "the page is in the archive too")
    again = run(*archive, "-o", package)
    check.that(again.returncode == 2 and "never overwritten" in again.stderr, "a package is never overwritten")
    known = run(*archive, "-o", os.path.join(folder, "known.wacz"))
    check.that(known.returncode == 0 and run("verify", "known.wacz").returncode == 0, "a page that the archive knows is packed whole")
    bad = run(*archive, "--timestamp", base + "/nonsense", "-o", os.path.join(folder, "bad.wacz"))
    check.that(bad.returncode == 1 and "no timestamp" in bad.stderr and not os.path.exists(os.path.join(folder, "bad.wacz")), f"no package without the stamp asked for: {bad.stderr.strip()}")
    return package


def check_verdicts(check, run, package, authority, folder):
    trusted = ["--tsa-ca", authority.file("root.pem")]
    done = run("verify", package, *trusted)
    check.that(done.returncode == 0 and "whole" in done.stdout and "is trusted" in done.stdout, f"verify holds it for whole and stamped {done.stdout}{done.stderr}")
    check.that("What it does not show" in done.stdout, "and says what that does not prove")
    stranger = run("verify", package)
    check.that(stranger.returncode == 1 and "not among the trusted" in stranger.stdout, "an authority that nobody vouches for is not trusted")
    with zipfile.ZipFile(package) as z:
        digest = json.loads(z.read("datapackage-digest.json"))
        token = digest["timestamps"][0]["token"]
        with open(os.path.join(folder, "datapackage.json"), "wb") as f:
            f.write(z.read("datapackage.json"))
    import base64
    with open(os.path.join(folder, "token"), "wb") as f:
        f.write(base64.b64decode(token))
    ts = subprocess.run(["openssl", "ts", "-verify", "-data", "datapackage.json", "-in", "token", "-token_in", "-CAfile", authority.file("root.pem")], cwd=folder, capture_output=True, text=True)
    check.that(ts.returncode == 0, "openssl ts -verify says the same")

    def other(name, data):
        return data.replace(b"kiosque/", b"Kiosque/") if name == "datapackage.json" else data

    def both(name, data):
        if name == "datapackage.json":
            both.data = other(name, data)
            return both.data
        if name == "datapackage-digest.json":
            return json.dumps({**json.loads(data), "hash": "sha256:" + hashlib.sha256(both.data).hexdigest()}).encode()
        return data

    changes = {
        "a WARC file with a bit turned": lambda n, d: d[:900] + bytes([d[900] ^ 1]) + d[901:] if n.startswith("archive/") else d,
        "a page list with another title": lambda n, d: d.replace(b"ouvert", b"ferme!") if n == "pages/pages.jsonl" else d,
        "no index": lambda n, d: None if n.startswith("indexes/") else d,
        "another datapackage.json": other,
        "another datapackage.json and its digest": both,
    }
    for what, change in changes.items():
        done = run("verify", rewritten(package, os.path.join(folder, "changed.wacz"), change), *trusted)
        check.that(done.returncode == 1, f"noticed: {what}: {(done.stdout + done.stderr).strip().splitlines()[0]}")
    with zipfile.ZipFile(shutil.copy(package, os.path.join(folder, "more.wacz")), "a") as z:
        z.writestr("pages/more.jsonl", "{}")
    check.that("added later" in run("verify", "more.wacz", *trusted).stdout, "noticed: a file that was added")
    check.that(run("verify", authority.file("root.pem")).returncode == 2, "what is no package is said to be none")


def redigested(change):
    """`change`, and the digests of everything made anew, as somebody would who knows the format."""
    state = {}

    def all_of_it(name, data):
        if name == "datapackage.json":
            package = json.loads(data)
            for resource in package["resources"]:
                new = state.get(resource["path"])
                if new is not None:
                    resource.update(bytes=len(new), hash="sha256:" + hashlib.sha256(new).hexdigest())
            package["resources"] = [r for r in package["resources"] if state.get(r["path"], b"") is not None]
            state[name] = json.dumps(package).encode()
            return state[name]
        if name == "datapackage-digest.json":
            return json.dumps({**json.loads(data), "hash": "sha256:" + hashlib.sha256(state["datapackage.json"]).hexdigest()}).encode()
        new = change(name, data)
        if new != data:
            state[name] = new
        return new

    return all_of_it


def with_token_of(package):
    with zipfile.ZipFile(package) as z:
        stamps = json.loads(z.read("datapackage-digest.json"))["timestamps"]
    return lambda n, d: json.dumps({**json.loads(d), "timestamps": stamps}).encode() if n == "datapackage-digest.json" else d


def check_tampering(check, run, package, other, authority, folder):
    """Each file of the package turned, emptied, dropped or exchanged, also with all digests made anew; then the bytes of the ZIP file itself."""
    trusted = ["--tsa-ca", authority.file("root.pem")]
    with zipfile.ZipFile(package) as z:
        names = [i.filename for i in z.infolist()]
        contents = {n: z.read(n) for n in names}
    changed = os.path.join(folder, "tampered.wacz")

    def verdict(path):
        return run("verify", path, *trusted).returncode

    passed = []
    for name in names:
        data = contents[name]
        neighbour = contents[names[(names.index(name) + 1) % len(names)]]
        # What a token carries besides its signed part (copies of certificates) may change and prove the same.
        middle = data.index(b"sha256:") + 9 if name == "datapackage-digest.json" else len(data) // 2
        for what, new in (("a bit turned", data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1:]), ("emptied", b""), ("dropped", None),
                          ("a byte more", data + b"x"), ("cut", data.rstrip()[:-1]), ("another file's bytes", neighbour)):
            change = lambda n, d, name=name, new=new: new if n == name else d  # noqa: E731
            kinds = [change] if name.startswith("datapackage") else [change, redigested(change)]
            for k, kind in enumerate(kinds):
                if verdict(rewritten(package, changed, kind)) == 0:
                    passed.append((name, what, "digests made anew" if k else "digests as they were"))
    check.none(passed, f"each of {len(names)} files turned, emptied, dropped, lengthened, cut or exchanged is noticed")
    code = verdict(rewritten(package, changed, with_token_of(other)))
    check.that(code == 1, "the token of another package is noticed")
    said = run("verify", rewritten(package, changed, lambda n, d: json.dumps({k: v for k, v in json.loads(d).items() if k != "timestamps"}).encode()
                                   if n == "datapackage-digest.json" else d), *trusted)
    check.that("is trusted" not in said.stdout, f"without its token it is not said to be stamped: {said.stdout.strip()}")
    passed = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of zipfile, about just that
        for name in names:
            with zipfile.ZipFile(shutil.copy(package, changed), "a") as z:
                z.writestr(name, contents[name].replace(b"ouvert", b"ferme!") + b" ")
            if verdict(changed) == 0:
                passed.append(name)
    check.none(passed, "a second entry of a name that is there already is noticed")
    with open(package, "rb") as f:
        raw = f.read()
    chance, silent = random.Random(7), []
    for _ in range(60):
        at = chance.randrange(len(raw))
        with open(changed, "wb") as f:
            f.write(raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1:])
        if verdict(changed) == 0 and not reads_alike(changed, contents):
            silent.append(at)
    check.none(silent, "no turned bit of the ZIP file passes that changes what is read")


def reads_alike(path, contents):
    try:
        with zipfile.ZipFile(path) as z:
            return {n: z.read(n) for n in z.namelist()} == contents
    except Exception:  # the library has many
        return False


def main():
    folder = tempfile.mkdtemp(prefix="kiosque-evidence-")
    check = Checks()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        os.mkdir(os.path.join(folder, "tsa"))
        Site.authority = Authority(os.path.join(folder, "tsa"))
        run = Run(os.path.abspath(sys.argv[1]), folder)
        base = f"http://127.0.0.1:{server.server_port}"
        package = check_package(check, run, Validators(sys.argv[2]), base, folder)
        check_verdicts(check, run, package, Site.authority, folder)
        other = os.path.join(folder, "other.wacz")
        done = run("archive", base + "/story", "--store", "store", "--contact", "test@example.org", "--delay", "0", "--allow-net", "127.0.0.0/8",
                   "--timestamp", base + "/tsa", "-o", other)
        check.that(done.returncode == 0, f"another package is stamped {done.stderr.strip()[-200:]}")
        check_tampering(check, run, package, other, Site.authority, folder)
    finally:
        server.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
    check.end()


main()
