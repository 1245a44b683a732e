"""Redirects, bombs, bodies, heads, connections and robots.txt of the hostile web (hostile_site.py)."""
import functools, gzip, struct

from hostile_site import MB, Site, article_html, page, redirect, response


# --- redirects ---------------------------------------------------------------------------------------------
class Redirect_Loop(Site):
    trap, bait = True, ["/a", "/self"]

    def lure(self, ask):
        yield redirect({"/a": "/b", "/b": "/c", "/c": "/a", "/self": "/self"}.get(ask.path, "/a"))


class Redirect_Chain(Site):
    trap, bait = True, ["/hop/0"]

    def lure(self, ask):
        yield redirect(f"/hop/{int(ask.path.rsplit('/', 1)[1]) + 1}" if ask.path.startswith("/hop/") else "/")


class Redirect_Grows(Site):
    trap, bait = True, ["/grow?x=1"]

    def lure(self, ask):
        yield redirect(ask.path + "&y=" + str(len(ask.path)))


class Redirect_Schemes(Site):
    trap = True
    targets = ["file:///etc/passwd", "gopher://127.0.0.1:70/_x", "data:text/html,<h1>x</h1>", "javascript:alert(1)",
               "ftp://ftp.test/x", "//", "http://", "http:///", "\x00\x01", "dict://127.0.0.1:11211/", "ldap://x/"]

    def __init__(self):
        super().__init__()
        self.bait = [f"/to/{n}" for n in range(len(self.targets))]

    def lure(self, ask):
        n = ask.path.rsplit("/", 1)[1]
        yield redirect(self.targets[int(n)] if n.isdigit() and int(n) < len(self.targets) else "/")


class Redirect_Private(Redirect_Schemes):
    """`{canary}` is a port on 127.0.0.1 where nobody may ever knock."""
    targets = ["http://127.0.0.1:{canary}/a", "http://localhost:{canary}/b", "http://127.1:{canary}/c", "http://0x7f000001:{canary}/d",
               "http://2130706433:{canary}/e", "http://[::1]:{canary}/f", "http://[::ffff:127.0.0.1]:{canary}/g", "http://0.0.0.0:{canary}/h",
               "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/admin", "http://[fe80::1]/",
               "http://redirect-private.test:{canary}/j", "http://017700000001:{canary}/k"]


# --- bombs -------------------------------------------------------------------------------------------------
def zstd_bomb(blocks):
    """A frame of `blocks` run-length blocks of 128 KiB each, by RFC 8878 §3.1.1.2."""
    frame = b"\x28\xb5\x2f\xfd" + bytes([0b00000000, 0x38])
    for i in range(blocks):
        frame += struct.pack("<I", (1 if i + 1 == blocks else 0) | 1 << 1 | (128 << 10) << 3)[:3] + b"x"
    return frame


class Gzip_Bomb(Site):
    max_bytes, bait = 3 * MB, ["/2024/04/10/la-bombe-qui-gonfle-sans-fin/"]
    coding = "gzip"

    @functools.cached_property
    def bomb(self):
        return gzip.compress(b"<p>x</p>" * (8 * MB), 1)

    def prepare(self):
        return self.bomb

    def lure(self, ask):
        yield response(self.bomb, fields=[f"Content-Encoding: {self.coding}"])


class Zstd_Bomb(Gzip_Bomb):
    coding = "zstd"

    @functools.cached_property
    def bomb(self):
        return zstd_bomb(8000)


# 64 MB of "<" (RFC 7932: a few meta-blocks that copy what is before them).
BROTLI_BOMB = ("cbffff3ff82578e2b14020f7fe8fffff7ff04b00c4611180eefd1fffffffe0970088c30200ddfb3ffeffffc12f0110870500baf77ffcffff835f0220"
               "0e0b0074effff8ffff07bf04401c1600e8defff1ffff0f7e0980382c00d0bdffcbffff3ffc1200715800a07bff07")


class Brotli_Bomb(Gzip_Bomb):
    coding = "br"

    @functools.cached_property
    def bomb(self):
        return bytes.fromhex(BROTLI_BOMB)


class Nested_Bomb(Gzip_Bomb):
    coding = "gzip, gzip"

    @functools.cached_property
    def bomb(self):
        return gzip.compress(gzip.compress(bytes(128 * MB), 1), 9)


class Bad_Encoding(Site):
    bait = ["/2024/04/10/le-corps-est-un-mensonge-complet/", "/2024/04/10/le-corps-est-coupe-au-milieu/"]

    def lure(self, ask):
        body = b"this is not gzip" if "mensonge" in ask.path else gzip.compress(b"<p>x</p>" * 9999)[:50]
        yield response(body, fields=["Content-Encoding: gzip"])


# --- bodies ------------------------------------------------------------------------------------------------
class Bad_Chunking(Site):
    bait = [f"/2024/04/10/un-corps-en-morceaux-casses-{n}/" for n in range(3)]

    def lure(self, ask):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        yield {"0": b"ZZ\r\nhello\r\n", "1": b"FFFFFFFFFFFFFFFFFF\r\nx", "2": b"5\r\nhello99999"}.get(ask.path[-2:-1], b"-5\r\nx")


class Endless_Body(Site):
    max_bytes, bait = 56 * MB, ["/2024/04/10/un-corps-qui-ne-finit-jamais/"]

    def lure(self, ask):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>"
        while True:
            yield b"<p>encore et encore et encore</p>" * 1000


class Endless_Chunks(Endless_Body):
    def lure(self, ask):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        while True:
            yield b"8000\r\n" + b"x" * 0x8000 + b"\r\n"


class Dripping_Body(Site):
    max_bytes, bait = MB, ["/2024/04/10/un-corps-qui-goutte-lentement/"]

    def lure(self, ask):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
        while True:
            yield 0.5
            yield b"."


class Content_Length_Lies(Site):
    bait = [f"/2024/04/10/une-longueur-qui-ment-{n}/" for n in range(4)]

    def lure(self, ask):
        length = {"0": "99999999", "1": "3", "2": "-7", "3": "12abc"}.get(ask.path[-2:-1], "0")
        yield f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n".encode()
        yield page("<p>court</p>").encode()


class No_Content_Length(Site):
    """Honest, and ended by the end of the connection."""
    def answer(self, ask):
        for piece in super().answer(ask):
            head, _, body = piece.partition(b"\r\n\r\n")
            yield b"\r\n".join(f for f in head.split(b"\r\n") if b"Content-Length" not in f) + b"\r\nConnection: close\r\n\r\n" + body


class Fifty_Megabytes_Of_Text(Site):
    max_bytes, bait = 56 * MB, ["/2024/04/10/cinquante-megaoctets-de-texte/"]

    def lure(self, ask):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>"
        for _ in range(50 * 16):
            yield b"mot " * (16 << 10)


# --- heads -------------------------------------------------------------------------------------------------
class Huge_Head(Site):
    max_bytes, bait = 8 * MB, ["/2024/04/10/dix-megaoctets-de-tete/"]

    def lure(self, ask):
        yield b"HTTP/1.1 200 OK\r\nX-Big: "
        for _ in range(160):
            yield b"y" * (64 << 10)


class Many_Fields(Site):
    max_bytes, bait = 8 * MB, ["/2024/04/10/cent-mille-champs/"]

    def lure(self, ask):
        yield b"HTTP/1.1 200 OK\r\n"
        for n in range(100):
            yield b"".join(b"X-%d-%d: v\r\n" % (n, i) for i in range(1000))
        yield b"\r\n"


class Control_Characters(Site):
    bait = ["/2024/04/10/des-caracteres-de-commande/"]

    def lure(self, ask):
        yield response(page("<p>x</p>", "Titre \x1b[31mrouge\x07\x00"),
                       fields=["X-Evil: \x1b]0;owned\x07\x08\x7f", "ETag: \"\x1b[2J\"", "Server: a\tb\x01c"])


class Cookie_Bomb(Site):
    bait = ["/2024/04/10/des-biscuits-par-centaines/"]

    def lure(self, ask):
        yield response(article_html(self.name, 9), fields=[f"Set-Cookie: c{n}={'k' * 200}; Path=/" for n in range(120)])


class Interim_Flood(Site):
    max_bytes, bait = 8 * MB, ["/2024/04/10/un-flot-de-reponses-provisoires/"]

    def lure(self, ask):
        while True:
            yield b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 200


class Http_09(Site):
    bait = ["/2024/04/10/une-reponse-sans-tete/"]

    def lure(self, ask):
        yield b"<html><body>plain old hypertext</body></html>"


# --- connections -------------------------------------------------------------------------------------------
class Resets(Site):
    bait = ["/2024/04/10/la-connexion-est-coupee/"]

    def lure(self, ask):
        yield None


class Silence(Site):
    bait = ["/2024/04/10/la-reponse-ne-vient-jamais/"]

    def lure(self, ask):
        yield 3600.0


class Dead_Silence(Site):
    """Accepts connections and never says a word, not even robots.txt."""
    articles, expected_articles = 0, 0

    def answer(self, ask):
        yield 3600.0


# --- robots.txt --------------------------------------------------------------------------------------------
class Robots_500(Site):
    expected_articles, only_robots = 0, True

    def robots_answer(self, ask):
        yield response("oops", "500 Internal Server Error")


class Robots_Reset(Robots_500):
    def robots_answer(self, ask):
        yield None


class Robots_Dripping(Robots_500):
    def robots_answer(self, ask):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\n"
        while True:
            yield 0.5
            yield b"#"


class Robots_Cut_Short(Robots_500):
    """Half a file is none: what it forbids may be in the other half."""
    def robots_answer(self, ask):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\nUser-agent: *\n"
        yield None


class Robots_Timeout(Robots_500):
    def robots_answer(self, ask):
        yield 3600.0


class Robots_Huge(Site):
    max_bytes = 8 * MB

    def robots_answer(self, ask):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /forbidden/\n"
        for _ in range(160):
            yield b"# padding padding padding padding padding padding padding padding\n" * 1000


class Robots_Html(Site):
    robots_allows_all = True

    def robots_answer(self, ask):
        yield response(page("<h1>Bienvenue</h1>\nDisallow: /\n<p>User-agent: *</p>"))


class Robots_Redirect(Site):
    def robots_answer(self, ask):
        yield redirect("/robots-real.txt")

    def lure(self, ask):
        yield response("User-agent: *\nDisallow: /forbidden/\n", kind="text/plain")


class Robots_Redirect_Loop(Site):
    """Five hops are followed, then robots.txt counts as unavailable, which allows (RFC 9309 §2.3.1.2)."""
    robots_allows_all = True

    def robots_answer(self, ask):
        yield redirect("/robots.txt?again")

    def lure(self, ask):
        yield redirect(ask.path + "x") if ask.path.startswith("/robots") else response("", "404 Not Found")
