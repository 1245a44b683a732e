"""The press of the test data on free ports, and a Kiosque that is pointed at it. Shared by press_test.py and
crash_test.py; Python standard library only."""
import json, os, shutil, signal, socket, subprocess, sys, tempfile, time
from urllib.parse import urlsplit

SKIPPED = 77  # what ctest takes as "skipped"


def test_data():
    """The folder of the test data, or an exit that says loudly why nothing was tested."""
    folder = os.environ.get("KIOSQUE_TEST_DATA") or os.path.join(os.path.dirname(__file__), "..", "..", "shared")
    if not os.path.exists(os.path.join(folder, "tools", "press.py")):
        print(f"SKIPPED LOUDLY: no press in {folder}; set KIOSQUE_TEST_DATA", file=sys.stderr)
        sys.exit(1 if os.environ.get("KIOSQUE_REQUIRE_TEST_DATA") else SKIPPED)
    return folder


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def page_of(url):
    """The identity under which the archive keeps a page: no scheme, no www, no trailing slash, no case."""
    u = urlsplit(url)
    host = (u.hostname or "").removeprefix("www.")
    return f"{host}{u.path.rstrip('/')}{'?' + u.query if u.query else ''}".lower()


class Press:
    """press.py as a process; a context manager for one day."""

    def __init__(self, work, day=0, hosts=0):
        data = test_data()
        self.work, self.http, self.https = work, free_port(), free_port()
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(data, "tools", "press.py"), "--pages", os.path.join(data, "extraction"), "--work", work,
             "--port", str(self.http), "--tls-port", str(self.https), "--day", str(day), "--hosts", str(hosts)],
            stderr=subprocess.DEVNULL)
        for _ in range(1200):
            if os.path.exists(os.path.join(work, "ready")):
                break
            if self.process.poll() is not None:
                raise SystemExit("the press did not start")
            time.sleep(0.1)  # another process: there is no clock to turn

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        os.remove(os.path.join(self.work, "ready"))

    def file(self, name):
        return os.path.join(self.work, name)

    def expected(self):
        """Rows of the articles. A host name that is not ASCII has no valid certificate and no Host field there."""
        return [row for row in rows(self.file("expected.jsonl")) if urlsplit(row["url"]).hostname.isascii()]

    def expected_edits(self):
        return [row for row in rows(self.file("edits.jsonl")) if urlsplit(row["url"]).hostname.isascii()]

    def requests(self):
        return rows(self.file("requests.jsonl"))

    def flags(self):
        return ["--contact", "test@example.org", "--delay", "0", "--allow-net", "127.0.0.0/8",
                "--connect-to", f":80:127.0.0.1:{self.http}", "--connect-to", f":443:127.0.0.1:{self.https}",
                "--cacert", self.file("ca.pem")]


class Kiosque:
    def __init__(self, program, store):
        self.program, self.store = program, store

    def run(self, *words, check=True, **options):
        done = subprocess.run([self.program, *words], capture_output=True, text=True, **options)
        if check and done.returncode != 0:
            raise SystemExit(f"{' '.join(words[:2])}: exit {done.returncode}\n{done.stderr[-2000:]}")
        return done

    def crawl_words(self, press, *more):
        # One hop: the pages are real and link to thousands that the press does not have.
        return ["crawl", press.file("seeds.txt"), "--store", self.store, "--depth", "1", *press.flags(), *more]

    def crawl(self, press, *more):
        return self.run(*self.crawl_words(press, *more))

    def versions(self):
        """Every version of every article, as exported."""
        path = self.store + ".jsonl"
        self.run("export", "--store", self.store, "--format", "jsonl", "--versions", "all", "--output", path)
        return rows(path)


class Checks:
    """Counts what holds and what does not; says it at the end."""

    def __init__(self):
        self.failures = []

    def that(self, holds, message):
        print(("ok    " if holds else "FAIL  ") + message, flush=True)
        if not holds:
            self.failures.append(message)

    def none(self, found, message):
        found = list(found)
        self.that(not found, message + ("" if not found else f": {len(found)}, e.g. {found[:5]}"))

    def end(self):
        sys.exit(1 if self.failures else 0)


def scratch():
    folder = tempfile.mkdtemp(prefix="kiosque-press-")
    return folder, lambda: shutil.rmtree(folder, ignore_errors=True)
