#!/usr/bin/env python3
"""What a site repeats is no part of its stories: template_test.py PROGRAM

A site on loopback has a call to its channel between the paragraphs of every story, as prose. A crawl must learn that from the first stories
and leave it out of the others, lose nothing else, come to the same articles when it crawls the same site again, and reading the stored pages
again must change nothing.
"""
import http.server, json, os, subprocess, sys, tempfile, threading

from press_site import Checks

STORIES = 9
UNLEARNED = 3  # stories under whose titles a block must have been seen before it is known
CALL = ("Pour suivre toute l'actualité de la province en temps réel, rejoignez dès maintenant notre chaîne gratuite et "
        "recevez chaque matin les dernières nouvelles de la rédaction.")
WORDS = ("pont marché école rivière route hôpital gare champ moulin quartier village port usine chemin forêt colline église mairie "
         "stade puits barrage théâtre musée jardin place tribunal").split()


def paragraph(story, k):
    """A paragraph that stands in one story alone."""
    words = [WORDS[(story * 7 + k * 5 + i * (k + 2)) % len(WORDS)] for i in range(6)]
    return (f"Selon les habitants, {words[0]} et {words[1]} de la commune {story * 10 + k} ont rouvert mardi, après les travaux que la "
            f"province avait promis pour {words[2]}, {words[3]} et {words[4]}, dit le maire devant {words[5]}.")


def story_page(story):
    title = f"La commune {story} rouvre {WORDS[story]} et {WORDS[-story - 1]}"
    body = [paragraph(story, k) for k in range(5)]
    body.insert(3, CALL)
    return (f"<!doctype html><html lang=fr><head><title>{title} | Le Courrier</title><meta property=og:type content=article></head><body>"
            f"<nav><a href=/>Accueil</a></nav><article><h1>{title}</h1>" + "".join(f"<p>{p}</p>" for p in body) + "</article></body></html>")


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):  # noqa: N802  (the library's name)
        pages = {f"/2024/04/{10 + s}/histoire-numero-{s}": s for s in range(STORIES)}
        if self.path == "/":
            page = "<!doctype html><title>La une</title>" + "".join(
                f"<h2><a href={path}>La commune {s} rouvre une partie de la ville</a></h2>" for path, s in pages.items())
        else:
            page = story_page(pages[self.path]) if self.path in pages else ""
        body = page.encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    program = os.path.abspath(sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    check = Checks()

    def run(*words):
        done = subprocess.run([program, *words], capture_output=True, text=True)
        check.that(done.returncode == 0, f"'{words[0]}' ends well: exit {done.returncode} {done.stderr[-300:] if done.returncode else ''}")
        return done.stdout

    def crawled(store):
        run("crawl", base + "/", "--store", store, "--allow-net", "127.0.0.0/8", "--contact", "test@example.org", "--delay", "0",
            "--jobs", "1")
        articles = {}
        for s in range(STORIES):
            url = f"{base}/2024/04/{10 + s}/histoire-numero-{s}"
            articles[s] = json.loads(run("show", url, "--store", store, "--format", "json"))["text"].split("\n\n")
        return articles

    with tempfile.TemporaryDirectory(prefix="kiosque-template-") as folder:
        first, second = (crawled(os.path.join(folder, name)) for name in ("first", "second"))
        with_call = [s for s in first if CALL in first[s]]
        check.that(1 <= len(with_call) <= UNLEARNED, f"the call is in the first {UNLEARNED} stories at most: {with_call}")
        check.none((s for s in first if [p for p in first[s] if p != CALL] != [paragraph(s, k) for k in range(5)]),
                   "every other paragraph is there, in order")
        check.none((s for s in first if first[s] != second[s]), "another crawl reads the same")
        changed = run("reextract", "--all", "--dry-run", "--json", "--store", os.path.join(folder, "first"))
        rows = [json.loads(line) for line in changed.splitlines()]
        check.that(len(rows) == STORIES, f"all stored pages are read again: {len(rows)}")
        check.none((row["url"] for row in rows if row["fields"]),
                   "reading the stored pages again changes nothing")
    check.end()


main()
