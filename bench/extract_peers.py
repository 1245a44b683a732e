"""What reading a page costs with other extractors, beside ours on the same pages.

  extract_peers.py --data EXTRACTION_DIR --bench BUILD/bench/extract [--every 24] [--rounds 2]

Needs trafilatura and readability-lxml (bench/train/requirements.txt). Times are CPU time of one thread; pages are every
N-th of EXTRACTION_DIR/pages; ours is run before and after, so that a machine that changes its pace shows. Ours is
kiosque::ParsePage: decoding, parsing, body, metadata and links.
"""
import argparse
import gzip
import logging
import os
import re
import subprocess
import time

import readability
import trafilatura


def ours(args):
    environment = dict(os.environ, KIOSQUE_TEST_DATA=os.path.dirname(os.path.abspath(args.data)))
    done = subprocess.run([args.bench, "3", str(args.every)], env=environment, check=True, stdout=subprocess.PIPE)
    row = {m[0].strip(): float(m[1]) for m in re.findall(r"^(.{24}) +([\d.]+) ", done.stdout.decode(), re.M)}
    return row["whole page (ParsePage)"], row["gumbo_parse + destroy"]


def by_trafilatura(raw, **options):
    trafilatura.bare_extraction(raw, with_metadata=True, include_comments=False, **options)


def by_readability(raw):
    document = readability.Document(raw.decode("utf-8", "replace"))
    document.short_title()
    document.summary(html_partial=True)


PEERS = [
    ("trafilatura", lambda raw: by_trafilatura(raw)),
    ("trafilatura, fast", lambda raw: by_trafilatura(raw, fast=True)),
    ("readability-lxml", by_readability),
]


def attempt(extract, raw):
    begin = time.process_time()
    try:
        extract(raw)
    except Exception:  # a page that an extractor cannot read costs what it costs
        pass
    return time.process_time() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--every", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    folder = os.path.join(args.data, "pages")
    pages = [gzip.open(os.path.join(folder, name)).read() for name in sorted(os.listdir(folder))[::args.every]]
    before = ours(args)
    totals = [0.0] * len(PEERS)
    for raw in pages:
        for k, (_, extract) in enumerate(PEERS):
            totals[k] += min(attempt(extract, raw) for _ in range(args.rounds))
    after = ours(args)
    whole, gumbo = ((a + b) / 2 for a, b in zip(before, after))
    print("%d pages; ours %.0f us a page (before %.0f, after %.0f), bare gumbo_parse %.0f us" % (
        len(pages), whole, before[0], after[0], gumbo))
    for (name, _), total in zip(PEERS, totals):
        each = total / len(pages) * 1e6
        print("%-20s %8.0f us a page   %5.1f times ours" % (name, each, each / whole))


if __name__ == "__main__":
    main()
