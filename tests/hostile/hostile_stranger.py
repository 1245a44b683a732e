"""Detours, ports, delays and texts without end that others would think of (hostile_site.py)."""
import gzip, zlib

from hostile_content import Trap
from hostile_manners import ATOM, URLSET, Crawl_Delay, Too_Many_Requests
from hostile_site import MB, Site, links, page, redirect, response
from hostile_transport import Gzip_Bomb, Redirect_Schemes

WORDS = ("conseil maire route école marché pluie rivière pont hôpital budget projet habitant quartier réunion décision président "
         "commune région travaux saison prix campagne culture musique théâtre match joueur équipe femme enfant santé eau terre").split()


def prose(n, sentences=9):
    """Text that no other page has."""
    text = []
    for i in range(sentences):
        seeds = [zlib.crc32(f"{n} {i} {k}".encode()) for k in range(14)]
        text.append("Le " + " ".join(WORDS[s % len(WORDS)] for s in seeds) + ".")
    return "".join(f"<p>{' '.join(text[i:i + 3])}</p>" for i in range(0, sentences, 3))


# --- delays ------------------------------------------------------------------------------------------------
class Crawl_Delay_Fraction(Crawl_Delay):
    robots = "User-agent: *\nCrawl-delay: .3 # seconds\nDisallow: /forbidden/\n"


class Crawl_Delay_Absurd(Site):
    """Not in this run; and nobody waits for it."""
    expected_articles, only_robots = 0, True
    robots = "User-agent: *\nCrawl-delay: 99999999999999999999\nDisallow: /forbidden/\n"


class Crawl_Delay_Nonsense(Site):
    robots = "User-agent: *\nCrawl-delay: -5\nCrawl-delay: NaN\nCrawl-delay: 1e99x\nCrawl-delay:\nDisallow: /forbidden/\n"


class Crawl_Delay_Everywhere(Crawl_Delay):
    """The delay holds for feeds, sitemaps, interfaces, redirects and failures as for pages."""
    articles, lists = 2, True
    robots = "User-agent: *\nCrawl-delay: 0.3\nDisallow: /forbidden/\nSitemap: http://crawl-delay-everywhere.test/sitemap.xml\n"
    bait = ["/hop/0", "/oups"]

    def front(self):
        return super().front().replace("</head>", '<meta name="generator" content="WordPress 6.4">'
                                       '<link rel="https://api.w.org/" href="/wp-json/">'
                                       '<link rel="alternate" type="application/atom+xml" href="/feed/"></head>')

    def lure(self, ask):
        if ask.path.startswith("/hop/"):
            yield redirect(f"/hop/{int(ask.path[5:]) + 1}")
        elif ask.path == "/feed/":
            yield response(f'{ATOM}<entry><title>Un</title><link href="{self.article_paths()[0]}"/></entry></feed>', kind="application/atom+xml")
        elif ask.path == "/sitemap.xml":
            yield response(f"{URLSET}<url><loc>http://{self.host}{self.article_paths()[1]}</loc></url></urlset>", kind="text/xml")
        else:
            yield response("", "403 Forbidden")


class Retry_After_On_A_Redirect(Too_Many_Requests):
    bait = ["/2024/04/10/une-adresse-qui-fait-patienter/"]

    def answer(self, ask):
        if ask.path == self.bait[0]:
            self.leave_alone_for(0.8)
            yield response("", "302 Found", fields=[f"Location: {self.article_paths()[0]}", "Retry-After: 1"])
        else:
            yield from Site.answer(self, ask)


class Retry_After_Absurd(Too_Many_Requests):
    expected_articles = 0

    def seconds(self):
        return 3600.0, "9" * 40


class Retry_After_Nonsense(Too_Many_Requests):
    def seconds(self):
        return 0.5, "bientôt".encode().decode("latin-1")


class Retry_After_On_Robots(Site):
    expected_articles, only_robots = 0, True

    def robots_answer(self, ask):
        self.leave_alone_for(3600)
        yield response("", "503 Service Unavailable", fields=["Retry-After: 3600"])


# --- detours -----------------------------------------------------------------------------------------------
class Detour_Abroad(Site):
    """Through another site of the crawl to what that forbids, and back to what this one forbids."""
    bait = ["/2024/04/10/un-detour-par-le-voisin/", "/2024/04/10/un-detour-par-le-voisin-et-retour/"]

    def lure(self, ask):
        yield redirect(f"http://detour-home.test/{'retour' if 'retour' in ask.path else 'suite'}")


class Detour_Home(Site):
    def lure(self, ask):
        yield redirect("http://detour-abroad.test/forbidden/retour" if ask.path == "/retour" else "/forbidden/suite")


class Robots_Abroad(Site):
    """robots.txt lies with a neighbour, whose rules then hold here, and whose pauses hold there."""
    def robots_answer(self, ask):
        yield redirect("http://detour-home.test/robots.txt", "301 Moved Permanently")


class Robots_To_A_Port(Site):
    robots_allows_all = True

    def robots_answer(self, ask):
        yield redirect(f"http://{self.host}:{{canary}}/robots.txt")


class Redirect_Spelled_Private(Redirect_Schemes):
    """Private addresses in every spelling, and other ports of a host that is known."""
    targets = ["http://0177.0.0.1:{canary}/", "http://0x7f.1:{canary}/", "http://127.0.0.1.:{canary}/", "http://localhost.:{canary}/", "http://0:{canary}/",
               "http://[::ffff:7f00:1]:{canary}/", "http://[64:ff9b::7f00:1]:{canary}/", "http://[::7f00:1]:{canary}/", "http://[::]:{canary}/",
               "http://①②⑦.0.0.1:{canary}/", "http://127%2e0%2e0%2e1:{canary}/", "http://redirect-spelled-private.test:{canary}/",
               "http://user:pw@127.0.0.1:{canary}/", "//127.0.0.1:{canary}/", "\\\\127.0.0.1:{canary}\\x", "http://127.0.0.2:{canary}/", "http://healthy.test:6379/"]


class Named_Ports(Site):
    """Links to other ports of the same host are other servers."""
    bait = ["http://named-ports.test:{canary}/a", "//named-ports.test:{canary}/2024/04/10/un-article-sur-un-autre-port/"]


# --- bombs -------------------------------------------------------------------------------------------------
class Sitemap_Bomb(Gzip_Bomb):
    """A file of gzip in a body of gzip."""
    lists, robots = True, "User-agent: *\nDisallow: /forbidden/\nSitemap: http://sitemap-bomb.test/plan.xml.gz\n"

    def prepare(self):
        return self.bomb

    @property
    def bomb(self):
        if not hasattr(self, "made"):
            self.made = gzip.compress(gzip.compress(bytes(256 * MB), 1), 9)
        return self.made

    def lure(self, ask):
        if ask.path.startswith("/plan"):
            yield response(self.bomb, kind="application/gzip", fields=["Content-Encoding: gzip"])
        else:
            yield response("", "404 Not Found")


class Feed_Bomb(Trap):
    """A feed of very many items of a foreign site, and a million categories."""
    max_bytes = 70 * MB
    lists = True

    def front(self):
        return super().front().replace("</head>", '<link rel="alternate" type="application/rss+xml" href="/fil"></head>')

    def lure(self, ask):
        if ask.path != "/fil":
            yield response("", "404 Not Found")
            return
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel>"
        for _ in range(300):
            yield b"<item><title>x</title><link>http://ailleurs.invalid/x</link>" * 500 + b"<category>" * 4000


class Chunked_Trailers(Site):
    """32 MB of fields behind the last chunk; what is on its way in the sockets' buffers counts, too."""
    max_bytes, bait = 14 * MB, ["/2024/04/10/des-champs-apres-le-corps/"]

    def lure(self, ask):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
        for n in range(4000):
            yield b"X-Trailer-%d: " % n + b"y" * 8000 + b"\r\n"


class Wrong_Charset_Everywhere(Site):
    """Head, meta and XML declaration name what is not there."""
    expected_articles = 2

    def answer(self, ask):
        for piece in super().answer(ask):
            yield piece.replace(b"charset=utf-8", b"charset=x-none").replace(b'charset="utf-8"', b'charset="utf-7"')


# --- texts without end -------------------------------------------------------------------------------------
class Generated_Texts(Trap):
    """Every address is an article of its own, which names a dozen more."""
    bait, expected_articles = ["/savoir/a/"], None

    def lure(self, ask):
        n = zlib.crc32(ask.path.encode())
        more = links(f"/savoir/{format(n + i, 'x')}/" for i in range(12))
        title = "Une page savante sur " + " ".join(WORDS[(n >> k) % len(WORDS)] for k in (0, 5, 10))
        yield response(page(f"<article><h1>{title}</h1>{prose(n)}</article>{more}", title, '<meta property="og:type" content="article">'))


class Calendar_Of_Articles(Generated_Texts):
    """Each day of all times has its story."""
    bait = ["/agenda/2024/05/01/"]

    def lure(self, ask):
        year, month, day = (int(x) for x in ask.path.split("/")[2:5]) if ask.path.startswith("/agenda/") else (2024, 5, 1)
        near = [(year, month, day % 28 + 1), (year, month % 12 + 1, day), (year + 1, month, day), (year - 1, month, day)]
        title = f"Que faire le {day}/{month}/{year} dans la commune"
        more = links(f"/agenda/{y}/{m:02}/{d:02}/" for y, m, d in near)
        yield response(page(f"<article><h1>{title}</h1>{prose(ask.path)}</article>{more}", title, '<meta property="og:type" content="article">'))


class Generated_At_The_Root(Generated_Texts):
    bait = ["/savoir-premier.html"]

    def lure(self, ask):
        n = zlib.crc32(ask.path.encode())
        title = "Une page savante sur " + " ".join(WORDS[(n >> k) % len(WORDS)] for k in (0, 5, 10))
        more = links(f"/une-page-savante-de-plus-{n + i}.html" for i in range(12))
        yield response(page(f"<article><h1>{title}</h1>{prose(n)}</article>{more}", title))
