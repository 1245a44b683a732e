"""Politeness, forbidden addresses by every way, and one article under many addresses (hostile_site.py)."""
import math, time, zlib
from email.utils import formatdate

from hostile_content import Trap
from hostile_site import DELAY, Site, article_html, links, page, redirect, response

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Une</title>'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


# --- pauses ------------------------------------------------------------------------------------------------
class Crawl_Delay(Site):
    articles, pause = 3, 0.3
    robots = "User-agent: *\nCrawl-delay: 0.3\nDisallow: /forbidden/\n"


class Slow_Server(Site):
    """Twice the time that an answer took is left to it."""
    articles = 3

    def answer(self, ask):
        for piece in super().answer(ask):
            yield 0.15
            self.leave_alone_for(2 * 0.15 - 0.01)
            yield piece


class Too_Many_Requests(Site):
    """429 with seconds, once; then all is well."""
    status = "429 Too Many Requests"

    def __init__(self):
        super().__init__()
        self.refused = False

    def seconds(self):
        return 1.0, "1"

    def answer(self, ask):
        if ask.path in self.article_paths() and not self.refused:
            self.refused = True
            pause, text = self.seconds()
            self.leave_alone_for(pause)
            yield response("", self.status, fields=[f"Retry-After: {text}"])
        else:
            yield from super().answer(ask)


class Retry_After_Date(Too_Many_Requests):
    """503 with a date."""
    status = "503 Service Unavailable"

    def seconds(self):
        until = math.ceil(time.time() + 1)
        return until - time.time(), formatdate(until, usegmt=True)


class Retry_After_A_Day(Too_Many_Requests):
    """Nobody comes back within the run."""
    expected_articles, status = 0, "503 Service Unavailable"

    def seconds(self):
        return 86400.0, "86400"


class Visit_Time(Site):
    """Not now: in three hours."""
    expected_articles, only_robots = 0, True

    def robots_answer(self, ask):
        begin, end = (time.strftime("%H%M", time.gmtime(time.time() + h * 3600)) for h in (3, 4))
        yield response(f"User-agent: *\nVisit-time: {begin}-{end}\nDisallow:\n", kind="text/plain")


class All_Pages_Fail(Site):
    """A host of which nothing can be had costs a handful of requests."""
    expected_articles, most_requests = 0, 18
    bait = [f"/2024/04/10/rien-ne-va-plus-ici-{n}/" for n in range(30)]
    articles = 0

    def lure(self, ask):
        yield response("", "500 Internal Server Error")


class Challenge(Site):
    """Tests for humans are never passed, nor asked for again and again."""
    expected_articles, most_requests = 0, 12

    def answer(self, ask):
        if ask.path.startswith("/robots"):
            yield from self.robots_answer(ask)
        else:
            yield response(page("<h1>Checking your browser</h1><div id=cf-wrapper></div>", "Just a moment..."), "403 Forbidden",
                           fields=["Server: cloudflare", "cf-mitigated: challenge"])


# --- forbidden, however it is named ------------------------------------------------------------------------
class Forbidden_Redirect(Site):
    bait = ["/2024/04/10/un-detour-vers-un-lieu-interdit/"]

    def lure(self, ask):
        yield redirect("/forbidden/redirect", "301 Moved Permanently")


class Forbidden_Refresh(Site):
    bait = ["/2024/04/10/une-page-qui-se-recharge-ailleurs/"]

    def lure(self, ask):
        yield response(page("<p>Patience.</p>", head='<meta http-equiv="refresh" content="0; url=/forbidden/refresh">'))


class Forbidden_Canonical(Site):
    head = '<link rel="canonical" href="/forbidden/canonical">'

    def answer(self, ask):
        if ask.path in self.article_paths():
            yield response(article_html(self.name, self.article_paths().index(ask.path), self.head))
        else:
            yield from super().answer(ask)


class Forbidden_Amp(Forbidden_Canonical):
    head = ('<link rel="amphtml" href="/forbidden/amp"><link rel="alternate" hreflang="en" href="/forbidden/en">'
            '<link rel="next" href="/forbidden/next"><link rel="prev" href="/forbidden/prev">')


class Forbidden_Spelling(Site):
    bait = ["/%66orbidden/escape", "/x/../forbidden/dots", "/./forbidden/dot", "/%2e/forbidden/escaped-dot", "/x/%2E%2E/forbidden/both", "\\forbidden\\back"]


class Forbidden_Feed(Site):
    lists = True
    bait = ["/forbidden/list"]

    def front(self):
        return super().front().replace("</head>", '<link rel="alternate" type="application/atom+xml" href="/feed/"></head>')

    def lure(self, ask):
        yield response(f'{ATOM}<link rel="next" href="/forbidden/feed"/><entry><title>Un</title><link href="/forbidden/entry"/></entry></feed>',
                       kind="application/atom+xml")


class Forbidden_Sitemap(Site):
    robots = "User-agent: *\nDisallow: /forbidden/\nSitemap: /forbidden/named.xml\nSitemap: http://forbidden-sitemap.test/s.xml\n"

    def lure(self, ask):
        yield response(f"{URLSET}<url><loc>http://{self.host}/forbidden/row</loc></url></urlset>", kind="text/xml")


# --- one article, many addresses ---------------------------------------------------------------------------
class Twenty_Addresses(Site):
    """Trackers, sessions, spellings, AMP, print, numbers, a missing slash: one article each time."""
    expected_articles = 2

    def front(self):
        path = self.article_paths()[0]
        ways = [path + tail for tail in ("?utm_source=lettre", "?utm_medium=a&utm_campaign=b", "?fbclid=x1", "?gclid=y2", "#haut",
                                         "?PHPSESSID=0a1b2c3d4e5f60718293a4b5c6d7e8f9", "amp/", "?amp=1", "?vue=imprimer", "?from=accueil", "?ref=une")]
        ways += [path.rstrip("/"), "/?p=100", "/index.php?p=100", f"http://www.{self.host}{path}", f"http://{self.host}:80{path}",
                 path.replace("le-", "%6ce-", 1), "/" + path, "/index.php" + path, "/imprimer" + path]
        assert len(ways) == 20
        return super().front() + links(ways)

    def lure(self, ask):
        path = self.article_paths()[0]
        if "p=100" in ask.path:
            yield redirect(path, "301 Moved Permanently")
            return
        named = f'<link rel="canonical" href="http://{self.host}{path}">' if "amp" in ask.path else ""
        yield response(article_html(self.name, 0, named))


class Same_Article_For_Ever(Trap):
    """The same article under endless addresses, each naming more of them, and no canonical one."""
    bait, expected_articles = ["/2024/04/10/le-conseil-adopte-son-budget-0/?suite=1"], 2

    def lure(self, ask):
        n = zlib.crc32(ask.path.encode())
        path = self.article_paths()[0]
        yield response(article_html(self.name, 0).replace("</body>", links(f"{path}?suite={n + i}" for i in range(12)) + "</body>"))


class Session_In_The_Path(Trap):
    """Every page names the whole site anew under a session of its own."""
    bait, expected_articles = ["/s/aa00/"], 2

    def lure(self, ask):
        sid = format(zlib.crc32(ask.path.encode()), "08x")
        own = links([f"/s/{sid}{p}" for p in self.article_paths()] + [f"/s/{sid}/"])
        rest = "/" + ask.path.split("/", 3)[-1]
        if rest in self.article_paths():
            yield response(article_html(self.name, self.article_paths().index(rest)).replace("</body>", own + "</body>"))
        else:
            yield response(page(own))


# --- lists that promise without end ------------------------------------------------------------------------
class Promising_Pager(Trap):
    """Ever new teasers, and nothing behind them."""
    bait = ["/page/2/"]

    def lure(self, ask):
        n = int("".join(c for c in ask.path[:12] if c.isdigit()) or 1)
        if not ask.path.startswith("/page/"):
            yield response("", "404 Not Found")
            return
        rows = "".join(f'<h2><a href="/2023/0{1 + i}/{1 + n % 28:02}/une-promesse-qui-ne-tient-pas-{n}-{i}/">Une promesse qui ne tient pas {n} {i}</a></h2>'
                       for i in range(9))
        yield response(page(rows + f'<nav class="pagination"><a rel="next" href="/page/{n + 1}/">Suivant</a></nav>'))


class Promising_Feed(Trap):
    """RFC 5005, without end."""
    def front(self):
        return super().front().replace("</head>", '<link rel="alternate" type="application/atom+xml" href="/fil/1"></head>')

    def lure(self, ask):
        if not ask.path.startswith("/fil/"):
            yield response("", "404 Not Found")
            return
        n = int(ask.path[5:])
        rows = "".join(f'<entry><title>Promesse</title><link href="/2023/01/{1 + i:02}/une-promesse-du-fil-{n}-{i}/"/></entry>' for i in range(9))
        yield response(f'{ATOM}<link rel="next" href="/fil/{n + 1}"/>{rows}</feed>', kind="application/atom+xml")


class Promising_Sitemaps(Trap):
    """Each names twenty more, and some rows."""
    robots = "User-agent: *\nDisallow: /forbidden/\nSitemap: http://promising-sitemaps.test/plan/0.xml\n"

    def lure(self, ask):
        if not ask.path.startswith("/plan/"):
            yield response("", "404 Not Found")
            return
        n = zlib.crc32(ask.path.encode())
        subs = "".join(f"<sitemap><loc>http://{self.host}/plan/{n + i}.xml</loc></sitemap>" for i in range(20))
        rows = "".join(f"<url><loc>http://{self.host}/2023/01/01/une-promesse-du-plan-{n + i}/</loc></url>" for i in range(9))
        yield response(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{subs}</sitemapindex>' if n % 2 else URLSET + rows + subs + "</urlset>",
                       kind="application/xml")


class Calendar_With_Prose(Trap):
    """Each month has a page of text like an article's, the same but for its name."""
    bait = ["/agenda/2024/05/"]

    def lure(self, ask):
        parts = ask.path.split("/")
        year, month = (int(parts[2]), int(parts[3])) if ask.path.startswith("/agenda/") else (2024, 5)
        near = [(year + (month + d - 1) // 12, (month + d - 1) % 12 + 1) for d in (1, -1, 12, -12)]
        text = "".join(f"<p>Aucune manifestation n'est annoncée pour ce mois dans la commune, revenez bientôt consulter cet agenda {i}.</p>" for i in range(4))
        yield response(page(f"<h1>Agenda de {month}/{year}</h1>{text}" + links(f"/agenda/{y}/{m:02}/" for y, m in near), f"Agenda de {month}/{year}"))


class Path_With_Prose(Trap):
    """Each step down shows the same text, and names steps further down."""
    bait = ["/lieux/"]

    def lure(self, ask):
        text = "".join(f"<p>Bienvenue dans cette partie de notre annuaire des lieux de la commune, choisissez ci-dessous où aller ensuite {i}.</p>" for i in range(4))
        yield response(page(f"<h1>Annuaire</h1>{text}" + links(f"{ask.path}{w}/" for w in ("nord", "sud", "est", "ouest", "centre", f"n{len(ask.path)}")), "Annuaire " + ask.path))


assert DELAY < Crawl_Delay.pause
