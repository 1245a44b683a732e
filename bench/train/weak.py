"""Writes what two other extractors read on pages without a true body: weak labels for train.py.

  weak.py --data EXTRACTION_DIR --out weak.jsonl      rows {"id", "t": trafilatura's text, "r": readability-lxml's}
"""
import argparse
import gzip
import json
import os

import trafilatura
from lxml import html as lxml_html
from readability import Document


def by_trafilatura(raw, url):
    return trafilatura.extract(raw, url=url, include_comments=False, include_tables=True) or ""


def by_readability(raw, charset):
    summary = Document(raw.decode(charset or "utf-8", "replace")).summary(html_partial=True)
    return " ".join(" ".join(lxml_html.fromstring(summary).itertext()).split()) if summary.strip() else ""


def attempt(extract, *args):
    try:
        return extract(*args)
    except Exception as error:  # a page that an extractor cannot read gives no label
        print("no label:", type(error).__name__)
        return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    with open(os.path.join(args.data, "truth.jsonl"), encoding="utf-8") as truth, open(args.out, "w", encoding="utf-8") as out:
        for row in map(json.loads, truth):
            if row.get("body"):
                continue
            raw = gzip.open(os.path.join(args.data, row["html"])).read()
            texts = {"id": row["id"], "t": attempt(by_trafilatura, raw, row["url"]),
                     "r": attempt(by_readability, raw, row.get("charset"))}
            out.write(json.dumps(texts, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
