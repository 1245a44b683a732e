"""A web that means no good, on loopback: one host name for each behaviour, and one healthy site between them.

Every class in hostile_transport.py and hostile_content.py is one named behaviour and answers for `<name>.test`. `Site.answer(ask)` yields bytes to send, raw: heads,
lies and all. A host has, besides its bait, two honest articles; a crawler must bring these home and leave the bait in
bounded time, bytes and requests. Everything that arrives is written to a log that hostile_test.py judges.
Python standard library only.
"""
import asyncio, time

SENTENCES = [
    "Le conseil municipal a adopté hier soir le budget de l'année prochaine après un long débat.",
    "Plusieurs habitants du quartier attendaient cette décision depuis la fermeture de l'école.",
    "Le maire a rappelé que les travaux de la route commenceront avant la saison des pluies.",
    "Selon la responsable du marché, les prix du manioc ont doublé en trois semaines.",
    "Une nouvelle réunion est prévue vendredi dans la grande salle de la maison communale.",
    "Les médecins de l'hôpital général demandent du matériel et un second groupe électrogène.",
    "La rivière a débordé dans la nuit de lundi, sans faire de victime dans les villages voisins.",
]
MB = 1 << 20
DELAY = 0.04  # seconds from the end of an answer to the next request, as the crawler is told
USUAL_LISTS = {"/sitemap.xml", "/sitemap_index.xml", "/feed/"}


def article_html(name, n, head=""):
    text = "".join(f"<p>{SENTENCES[(n + i) % 7]} Article {n} de {name}, paragraphe {i}.</p>" for i in range(6))
    title = f"Le conseil de {name} adopte son budget numéro {n}"
    return (f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="og:type" content="article">{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>')


def page(body, title="Accueil", head=""):
    return f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


def response(body=b"", status="200 OK", kind="text/html; charset=utf-8", fields=()):
    body = body.encode() if isinstance(body, str) else body
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *fields]
    return "\r\n".join(head).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


def redirect(to, status="302 Found"):
    return response("", status, fields=[f"Location: {to}"])


def links(hrefs):
    return "<ul>" + "".join(f'<li><a href="{h}">Lire</a></li>' for h in hrefs) + "</ul>"


class Ask:
    """One request as it came."""
    def __init__(self, host, path, head):
        self.host, self.path, self.head = host, path, head


class Site:
    """Honest by itself: a front page, two articles, a robots.txt. Subclasses add the bait."""
    articles, trap, max_bytes = 2, False, None  # trap: under 50 requests; max_bytes: all that may be sent
    lists = False                               # has lists at the usual places
    bait = ()                                   # hrefs on the front page
    robots = "User-agent: *\nDisallow: /forbidden/\n"
    expected_articles = None                    # stored articles when not `articles`
    pause, most_requests = DELAY, None          # between requests; that may arrive at all

    def __init__(self):
        self.name = type(self).__name__.lower().replace("_", "-")
        self.host = self.name + ".test"
        self.silences = []                      # (from, until): times in which nobody may ask

    def leave_alone_for(self, seconds):
        now = time.monotonic()
        self.silences.append((now, now + seconds))

    def prepare(self):
        """Makes what takes time, before anybody asks."""

    def article_paths(self):
        return [f"/2024/04/{10 + n % 18}/le-conseil-adopte-son-budget-{n}/" for n in range(self.articles)]

    def front(self):
        rows = "".join(f'<li><h2><a href="{p}">Le conseil de {self.name} adopte son budget {n}</a></h2></li>'
                       for n, p in enumerate(self.article_paths()))
        return page(f'<ul>{rows}</ul><a href="/forbidden/secret.html">Interdit</a>{links(self.bait)}')

    def answer(self, ask):
        if ask.path == "/robots.txt":
            yield from self.robots_answer(ask)
        elif ask.path == "/":
            yield response(self.front())
        elif ask.path in self.article_paths():
            n = self.article_paths().index(ask.path)
            yield response(article_html(self.name, n), fields=[f'ETag: "{n}"'])
        elif ask.path.startswith("/.well-known/") or (ask.path in USUAL_LISTS and not self.lists):
            yield response("", "404 Not Found")  # guessed, and not there
        else:
            yield from self.lure(ask)

    def robots_answer(self, ask):
        yield response(self.robots, kind="text/plain")

    def lure(self, ask):
        yield response(page("<h1>404</h1><p>Page introuvable</p>", "Page introuvable"), "404 Not Found")


class Healthy(Site):
    articles = 40

    def article_paths(self):
        return [f"/2024/04/{10 + n % 18}/le-conseil-adopte-son-budget-{n}/" for n in range(self.articles)]


def all_sites():
    found, stack = [], [Site]
    while stack:
        cls = stack.pop()
        stack += cls.__subclasses__()
        if cls is not Site and cls.__name__ != "Trap":
            found.append(cls())
    return {site.host: site for site in sorted(found, key=lambda s: s.host)}


class HostileWeb:
    """Serves every site on one loopback address, and listens on a canary port where nothing may come."""

    def __init__(self, address, canary_address="127.0.0.1"):
        self.address, self.canary_address = address, canary_address
        self.sites, self.log, self.canary_hits, self.sent = all_sites(), [], [], {}

    async def start(self):
        for site in self.sites.values():
            site.prepare()
        self.server = await asyncio.start_server(self.serve, self.address, 0, limit=MB)
        self.canary = await asyncio.start_server(self.knock, self.canary_address, 0)
        self.port, self.canary_port = (s.sockets[0].getsockname()[1] for s in (self.server, self.canary))

    async def knock(self, reader, writer):
        self.canary_hits.append((await reader.read(200))[:80])
        writer.close()

    async def serve(self, reader, writer):
        try:
            while await self.one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError, ConnectionError, TimeoutError):
            pass
        finally:
            writer.close()

    async def one(self, reader, writer):
        raw = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        head = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in raw[1:] if line)}
        host = head.get("host", "").split(":")[0].removeprefix("www.")
        ask = Ask(host, raw[0].split(" ")[1], head)
        site = self.sites.get(host)
        row = {"host": host, "path": ask.path, "begin": time.monotonic(), "end": None, "head": head, "whole": False}
        self.log.append(row)
        answer = site.answer(ask) if site else [response("", "404 Not Found")]
        keep, piece = True, b""
        try:
            for piece in answer:
                if piece is None:
                    writer.transport.abort()
                    return False
                if isinstance(piece, float):  # silence, until it is over or the client has gone
                    await (asyncio.wait_for(reader.read(1), piece) if piece > 60 else asyncio.sleep(piece))
                    piece = b""
                    continue
                piece = piece.replace(b"{canary}", b"%08d" % self.canary_port)  # as long, for Content-Length's sake
                keep = keep and b"Content-Length" in piece[:400]
                row["end"] = time.monotonic()  # before the client can have it
                writer.write(piece)
                await writer.drain()
                self.sent[host] = self.sent.get(host, 0) + len(piece)
            row["whole"] = True
        finally:
            row["end"] = (row["whole"] and row["end"]) or time.monotonic()
        return keep and b"Connection: close" not in piece[:400]
