#!/usr/bin/env python3
"""The main job on real pages: press_test.py PROGRAM

Day 0: every allowed article of the press is archived exactly once, no forbidden one is even asked for, and each is a
row of the export. Day 1, with other advertisements on every page and a sentence changed in some: exactly one new version
for each changed article, none for the others, and no new row for anything else.
"""
import collections, os, sys

from press_site import Checks, Kiosque, Press, page_of, scratch


def check_first_day(check, press, versions):
    allowed = {page_of(r["url"]): r["url"] for r in press.expected() if r["allowed"]}
    forbidden = {page_of(r["url"]): r["url"] for r in press.expected() if not r["allowed"]}
    exported = collections.Counter(page_of(v["url"]) for v in versions)
    check.none((allowed[p] for p in allowed if p not in exported), "every allowed article is exported")
    check.none((p for p, n in exported.items() if n > 1), "each once")
    check.none((forbidden[p] for p in forbidden if p in exported), "no forbidden one is")
    check.none((p for p in exported if p not in allowed), "hubs and lists are not")
    asked = collections.Counter((r["host"], r["path"]) for r in press.requests())
    check.none((f"{h}{p}" for h, p in asked if page_of(f"https://{h}{p}") in forbidden), "no forbidden URL was asked for")
    check.none((f"{h}{p} {n}" for (h, p), n in asked.items() if n > 1), "no URL was asked for twice")
    check.none((r["agent"] for r in press.requests() if not r["agent"].startswith("Kiosque/")), "under its own name")


def check_second_day(check, press, before, versions):
    old = {page_of(v["url"]) for v in before}
    edited = {page_of(r["url"]) for r in press.expected_edits() if r["allowed"]}
    fresh = collections.Counter(page_of(v["url"]) for v in versions if v["version"] > 1)
    check.that(bool(edited), f"{len(edited)} articles were edited")
    check.none((p for p in edited if fresh[p] != 1), "one new version for each edited article")
    check.none((p for p in fresh if p not in edited), "none for the others")
    check.that({page_of(v["url"]) for v in versions} == old, "no article appeared or went")


def main():
    program = os.path.abspath(sys.argv[1])
    folder, remove = scratch()
    check = Checks()
    try:
        kiosque = Kiosque(program, os.path.join(folder, "store"))
        with Press(folder) as press:
            kiosque.crawl(press)
            first = kiosque.versions()
            check_first_day(check, press, first)
        with Press(folder, day=1) as press:
            kiosque.crawl(press)
            check_second_day(check, press, first, kiosque.versions())
    finally:
        remove()
    check.end()


main()
