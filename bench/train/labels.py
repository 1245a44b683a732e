"""Which text blocks of a page are its body: true bodies aligned with the blocks that the extractor gathered.

Every token of the true body may be claimed by one block only. Long blocks claim first, by shared runs of four tokens;
of blocks with the same text the one whose neighbours are claimed nearby wins. Short blocks claim what is left where
the order of the page and the order of the truth agree.
"""
import re
from collections import defaultdict

TOKEN = re.compile(r"\w+", re.UNICODE)
RUN = 4


def tokens(text):
    return [t.lower() for t in TOKEN.findall(text or "")]


def align(body, blocks):
    """-> for each block (a list of tokens) the share of its tokens that belong to the body, 0..1."""
    n = len(body)
    index = defaultdict(list)
    for i in range(n - RUN + 1):
        index[tuple(body[i:i + RUN])].append(i)
    owner = [-1] * n
    share = [0.0] * len(blocks)
    place = [None] * len(blocks)  # (first, last) claimed positions

    def diagonals(block):
        found = defaultdict(int)
        for j in range(len(block) - RUN + 1):
            for i in index.get(tuple(block[j:j + RUN]), ())[:50]:
                found[i - j] += 1
        return found

    def claim(b, diagonal):
        block = blocks[b]
        got = 0
        first = last = None
        for j, token in enumerate(block):
            i = diagonal + j
            if 0 <= i < n and body[i] == token and owner[i] in (-1, b):
                if owner[i] == -1:
                    got += 1
                owner[i] = b
                first = i if first is None else first
                last = i
        return got, first, last

    candidates = []
    for b, block in enumerate(blocks):
        if len(block) < RUN:
            continue
        d = diagonals(block)
        if d:
            candidates.append((b, d))
    # Position of each candidate in the truth, to tell copies apart.
    best = {b: max(d, key=lambda k: (d[k], -abs(k))) for b, d in candidates}
    weight = {b: d[best[b]] for b, d in candidates}
    texts = defaultdict(list)
    for b, _ in candidates:
        texts[tuple(blocks[b])].append(b)
    unique = sorted(b for b, _ in candidates if len(texts[tuple(blocks[b])]) == 1)

    def support(b):
        total = 0.0
        for u in unique:
            gap = abs(u - b)
            if 0 < gap <= 30:
                near = abs((best[u] - best[b])) < 400
                total += weight[u] / gap if near else 0
        return total

    order = sorted(candidates, key=lambda c: (-min(weight[c[0]], 40), -support(c[0]), c[0]))
    for b, d in order:
        got = 0
        first = last = None
        for diagonal in sorted(d, key=lambda k: -d[k])[:12]:
            more, f, l = claim(b, diagonal)
            if more:
                got += more
                first = f if first is None else min(first, f)
                last = l if last is None else max(last, l)
        share[b] = min(1.0, got / len(blocks[b]))
        if got:
            place[b] = (first, last)
    _claim_short(body, blocks, owner, share, place)
    return share


def _claim_short(body, blocks, owner, share, place):
    n = len(body)
    where = defaultdict(list)
    for i, token in enumerate(body):
        where[token].append(i)
    changed = True
    rounds = 0
    while changed and rounds < 4:
        changed = False
        rounds += 1
        for b, block in enumerate(blocks):
            if place[b] is not None or not block or len(block) > 12:
                continue
            before = next((place[k][1] for k in range(b - 1, max(-1, b - 12), -1) if place[k] and share[k] > 0.5), None)
            after = next((place[k][0] for k in range(b + 1, min(len(blocks), b + 12)) if place[k] and share[k] > 0.5), None)
            if before is None and after is None:
                continue
            for i in where.get(block[0], ()):
                end = i + len(block)
                if end > n or body[i:end] != block or any(owner[k] != -1 for k in range(i, end)):
                    continue
                touches_before = before is not None and 0 < i - before <= 3
                touches_after = after is not None and 0 <= after - end <= 2
                between = before is not None and after is not None and before < i and end <= after and len(block) >= 2
                if touches_before or touches_after or between:
                    for k in range(i, end):
                        owner[k] = b
                    share[b] = 1.0
                    place[b] = (i, end - 1)
                    changed = True
                    break
