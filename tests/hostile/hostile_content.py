"""Traps, pages, feeds, sitemaps and identities of the hostile web (hostile_site.py)."""
import functools, gzip, zlib

from hostile_site import MB, Site, article_html, links, page, redirect, response


# --- traps -------------------------------------------------------------------------------------------------
class Trap(Site):
    """Endless space: `next_links` of any of its pages, which bring nothing."""
    trap, articles = True, 2

    def next_links(self, path):
        return []

    def lure(self, ask):
        yield response(page("<p>Rien ici.</p>" + links(self.next_links(ask.path)), "Agenda"))


class Calendar(Trap):
    bait = ["/agenda/2024/05/", "/calendar?month=2024-05"]

    def next_links(self, path):
        if path.startswith("/agenda/"):
            year, month = (int(x) for x in path.split("/")[2:4])
            months = [(year + (month + d - 1) // 12, (month + d - 1) % 12 + 1) for d in (1, -1, 12)]
            return [f"/agenda/{y}/{m:02}/" for y, m in months] + [f"/agenda/{year}/{month:02}/{d:02}/" for d in range(1, 29)]
        digits = path.split("month=")[-1][:7]
        year, month = int(digits[:4]), int(digits[5:7])
        return [f"/calendar?month={year + (month == 12)}-{month % 12 + 1:02}", f"/calendar?month={year - 1}-{month:02}"]


class Session_Ids(Trap):
    bait = ["/liste;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9", "/liste?PHPSESSID=0a1b2c3d4e5f60718293a4b5c6d7e8f9", "/s/aa00/liste"]

    def next_links(self, path):
        sid = format(zlib.crc32(path.encode()) * 0x10001, "032x")
        return [f"/liste;jsessionid={sid.upper()}", f"/liste?PHPSESSID={sid}", f"/liste?sid={sid}", f"/s/{sid}/liste"]


class Query_Permutations(Trap):
    bait = ["/boutique?a=1&b=2&c=3"]

    def next_links(self, path):
        n = zlib.crc32(path.encode())
        keys = [("a", n % 7), ("b", n % 11), ("c", n % 13), ("d", n % 5)]
        turn = n % 4
        return ["/boutique?" + "&".join(f"{k}={v + i}" for k, v in keys[turn:] + keys[:turn]) for i in range(12)]


class Growing_Path(Trap):
    bait = ["/lieu/", "/autre/x/"]

    def next_links(self, path):
        return ["encore/", "plus/loin/", f"n{len(path)}/"]


class Facets(Trap):
    bait = ["/catalogue/"]

    def next_links(self, path):
        have = path.removeprefix("/catalogue/").strip("/")
        steps = ["couleur-rouge", "couleur-bleu", "taille-s", "taille-m", "prix-asc", "marque-x", "ville-y"]
        return [f"/catalogue/{have + '/' if have else ''}{s}/" for s in steps] + [f"{path.split('?')[0]}?sort={s}&page={n}" for n, s in enumerate(steps)]


class Wordpress_Actions(Trap):
    bait = ["/2024/04/10/le-conseil-adopte-son-budget-0/?replytocom=1", "/2024/04/10/le-conseil-adopte-son-budget-0/?share=facebook&nb=1"]

    def lure(self, ask):
        n = zlib.crc32(ask.path.encode())
        base = "/2024/04/10/le-conseil-adopte-son-budget-0/"
        yield response(page(links([f"{base}?replytocom={n + i}" for i in range(20)] + [f"{base}?share=x{n}&nb={i}" for i in range(9)])))


class Spip_Debut(Trap):
    bait = ["/spip.php?rubrique1", "/spip.php?rubrique1&debut_articles=10"]

    def next_links(self, path):
        n = zlib.crc32(path.encode()) % 100000
        return [f"/spip.php?rubrique1&debut_articles={n + 10 * i}" for i in range(9)] + [f"/spip.php?rubrique1&debut_breves={n}&debut_forums={n + i}" for i in range(9)]


class Endless_Pager(Trap):
    """Any page number answers, with the same teasers for ever."""
    bait = ["/page/2/"]

    def lure(self, ask):
        n = int("".join(c for c in ask.path if c.isdigit()) or 1)
        rows = "".join(f'<h2><a href="{p}">Le conseil adopte son budget encore {i}</a></h2>' for i, p in enumerate(self.article_paths()))
        yield response(page(rows + f'<nav class="pagination"><a rel="next" class="next" href="/page/{n + 1}/">Suivant</a></nav>'))


class Article_Shaped_Void(Trap):
    """Addresses like those of articles, no article behind them, each naming more."""
    bait = [f"/2024/04/10/une-adresse-qui-promet-beaucoup-{n}/" for n in range(4)]

    def lure(self, ask):
        n = zlib.crc32(ask.path.encode())
        yield response(page(links([f"/2024/04/{10 + i}/une-adresse-qui-promet-beaucoup-{n + i}/" for i in range(12)]), "Vide"))


# --- pages -------------------------------------------------------------------------------------------------
class Million_Links(Trap):
    bait = ["/tous-les-liens/"]

    def lure(self, ask):
        if ask.path == "/tous-les-liens/":
            yield response("<html><body>" + "".join(f"<a href=/l/{n}>x</a>" for n in range(600_000)))
        else:
            yield response(page("<p>Rien.</p>"))


class Deep_Nesting(Site):
    bait = ["/2024/04/10/cent-mille-boites-imbriquees/"]

    def lure(self, ask):
        yield response("<html><body>" + "<div>" * 100_000 + "au fond" + "<table><tr><td>" * 20_000 + "<a href=/x>" * 5_000)


class Nul_Bytes(Site):
    """Named like an article, and one but for its bytes."""
    expected_articles = 3
    bait = ["/2024/04/10/des-octets-bien-curieux/"]

    def odd(self, html):
        return html.replace("conseil", "con\0seil").encode(), "utf-8"

    def lure(self, ask):
        body, charset = self.odd(article_html(self.name, 5))
        yield response(body, kind="text/html; charset=" + charset)


class Utf16_Without_Bom(Nul_Bytes):
    def odd(self, html):
        return html.encode("utf-16-le"), "utf-8"


class Wrong_Charset(Nul_Bytes):
    def odd(self, html):
        return html.encode("latin-1", "replace"), "utf-8"


class Invalid_Utf8(Nul_Bytes):
    expected_articles = None

    def odd(self, html):
        return b"\xff\xfe\x00\xd8" + html.encode()[:999] + b"\xc3\x28\xf0\x28\x8c\xbc", "utf-7"


class Canonical_Loop(Site):
    """Two articles that each call the other their canonical form, and one that names a foreign site."""
    articles, expected_articles = 3, 3

    def answer(self, ask):
        paths = self.article_paths()
        if ask.path not in paths:
            yield from super().answer(ask)
            return
        n = paths.index(ask.path)
        target = ["http://" + self.host + paths[1], "http://" + self.host + paths[0], "http://foreign.invalid/x"][n]
        yield response(article_html(self.name, n, f'<link rel="canonical" href="{target}">'))


class Hostile_Base(Site):
    def front(self):
        return super().front().replace("<title>", '<base href="http://evil.invalid/x/"><title>')


class Huge_Urls(Trap):
    def front(self):
        return super().front() + f'<a href="/{"x" * 100_000}">x</a><a href="/?{"q=1&" * 30_000}">y</a><a href="/{"%41" * 800}">z</a>'

    def lure(self, ask):
        yield redirect("/" + "z" * 100_000) if len(ask.path) < 5000 else response("", "414 URI Too Long")


class Idn(Site):
    bait = ["http://пример.invalid/", "http://xn--a/", "http://аpple.invalid/", "http://\u202eevil.invalid/", "http://a..b/", "http://[::/"]


# --- feeds and sitemaps ------------------------------------------------------------------------------------
class Xml_Bomb(Site):
    max_bytes, lists = 4 * MB, True

    def front(self):
        return super().front().replace("</head>", '<link rel="alternate" type="application/rss+xml" href="/feed/"></head>')

    def lure(self, ask):
        entities = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        external = '<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:{canary}/dtd">'
        yield response(f'<?xml version="1.0"?><!DOCTYPE rss [{entities}{external}]><rss version="2.0"><channel><title>&l11;&x;&y;</title>'
                       f'<item><title>&l11;</title><link>http://{self.host}{self.article_paths()[0]}</link></item></channel></rss>',
                       kind="application/rss+xml")


class Foreign_Ads(Xml_Bomb):
    def lure(self, ask):
        items = "".join(f"<item><title>Publicité {n}</title><link>http://ads{n}.invalid/click?{n}</link></item>" for n in range(30))
        own = "".join(f"<item><title>Article</title><link>http://{self.host}{p}</link></item>" for p in self.article_paths())
        yield response(f'<rss version="2.0"><channel>{items}{own}</channel></rss>', kind="application/rss+xml")


class Sitemap_Loop(Trap):
    lists = True
    robots = "User-agent: *\nDisallow: /forbidden/\nSitemap: http://sitemap-loop.test/sitemap.xml\n"

    def lure(self, ask):
        n = zlib.crc32(ask.path.encode())
        names = ["/sitemap.xml", "/sitemap-a.xml"] + [f"/sitemap-{n + i}.xml" for i in range(20)]
        yield response('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' +
                       "".join(f"<sitemap><loc>http://{self.host}{x}</loc></sitemap>" for x in names) + "</sitemapindex>", kind="application/xml")


class Sitemap_Ten_Million(Trap):
    robots = "User-agent: *\nDisallow: /forbidden/\nSitemap: http://sitemap-ten-million.test/sitemap.xml.gz\n"
    max_bytes = 70 * MB

    @functools.cache
    def prepare(self):
        rows = "".join(f"<url><loc>http://{self.host}/2023/01/01/une-ligne-sans-page-{n}/</loc></url>" for n in range(10_000))
        head = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return gzip.compress(head) + gzip.compress(rows.encode(), 9) * 1000

    def lure(self, ask):
        if not ask.path.startswith("/sitemap"):
            yield response("", "404 Not Found")
            return
        yield response(self.prepare(), kind="application/gzip")


# --- pages that are none -----------------------------------------------------------------------------------
class Soft_404(Trap):
    """Every address answers 200 with the same apology."""
    expected_articles = 2

    def front(self):
        rows = "".join(f'<li><h2><a href="/2023/02/{n:02}/un-ancien-article-retire-du-site-{n}/">Un ancien article retiré du site numéro {n}</a></h2></li>'
                       for n in range(1, 9))
        return super().front() + rows

    def lure(self, ask):
        yield response(page("<h1>Page introuvable</h1><p>Désolé, la page que vous cherchez n'existe pas ou a été déplacée. "
                            "Utilisez la recherche pour trouver ce que vous voulez.</p>" + links(["/", "/contact"]), "Page introuvable"))


class Parked(Site):
    articles, expected_articles = 0, 0

    def answer(self, ask):
        yield response(page("<h1>parked.test is for sale</h1><p>This domain is parked free, courtesy of the registrar. Buy this domain "
                            "now and get started with your new website today. Related searches: cheap flights, insurance, loans.</p>" +
                            links([f"/search?q={n}" for n in range(5)]), "parked.test - This domain is for sale"))


class Suspended(Parked):
    def answer(self, ask):
        yield response(page("<h1>Account Suspended</h1><p>This Account has been suspended. Contact your hosting provider for more "
                            "information.</p>", "Account Suspended"))
