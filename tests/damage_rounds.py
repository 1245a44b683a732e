#!/usr/bin/env python3
"""Damage by the hundred: damage_rounds.py PROGRAM [ROUNDS] [SEED]

A store of two days of real pages is copied and damaged, ROUNDS times (300): bytes flipped, pages zeroed, files cut, deleted, lengthened
or exchanged. Then:
  verify --deep calls it whole            only if every export of it has the same bytes as before
  repair                                  gives a store that verify --deep calls whole
  its exports                             hold no line that was not there, and every line that is missing is counted as lost
  a second repair                         loses nothing more
A command of its own, not a part of the test suite: about half a second a round. The figures at the end are those of docs/archive-format.md.
"""
import collections, json, os, random, re, shutil, subprocess, sys

from press_site import Checks, Kiosque, Press, scratch

KINDS = ("flip", "flip many", "zero a page", "cut", "delete", "lengthen", "exchange")


def files_of(store):
    return sorted(os.path.join(top, name) for top in (os.path.join(store, d) for d in ("index", "payloads")) for name in os.listdir(top)
                  if name not in ("LOG", "LOG.old", "LOCK") and os.path.getsize(os.path.join(top, name)) > 0)


def damage(store, kind, chance):
    files = files_of(store)
    path = chance.choice(files)
    with open(path, "rb") as f:
        data = bytearray(f.read())
    if kind in ("flip", "flip many"):
        for _ in range(1 if kind == "flip" else chance.randrange(2, 12)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "zero a page":
        at = chance.randrange(0, len(data), 4096)
        data[at:at + 4096] = bytes(len(data[at:at + 4096]))
    elif kind == "cut":
        data = data[:chance.randrange(len(data))]
    elif kind == "lengthen":
        data += chance.randbytes(chance.randrange(1, 5000))
    elif kind == "delete":
        os.remove(path)
        return path
    else:
        other = chance.choice(files)
        with open(other, "rb") as f:
            data, theirs = bytearray(f.read()), data
        with open(other, "wb") as f:
            f.write(theirs)
    with open(path, "wb") as f:
        f.write(data)
    return path


class Judge:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, *words):
        return subprocess.run([self.program, *words], capture_output=True, text=True)

    def lines(self, store):
        """Every version as a line of JSON; None when it cannot be exported."""
        path = os.path.join(self.folder, "out.jsonl")
        done = self.run("export", "--store", store, "--versions", "all", "-o", path)
        if done.returncode != 0:
            return None
        with open(path, encoding="utf-8") as f:
            lines = f.read().splitlines()
        os.remove(path)
        return lines

    def whole(self, store):
        return self.run("verify", "--store", store, "--deep").returncode == 0


def main():
    program = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    folder, remove = scratch()
    check = Checks()
    try:
        kiosque = Kiosque(program, os.path.join(folder, "good"))
        for day in (0, 1):
            with Press(folder, day=day, hosts=150) as press:
                kiosque.crawl(press)
        judge = Judge(program, folder)
        truth = judge.lines(kiosque.store)
        check.that(judge.whole(kiosque.store) and len(truth) > 100, f"a good store of {len(truth)} versions")
        figures = collections.defaultdict(list)
        for number in range(rounds):
            kind = KINDS[number % len(KINDS)]
            chance = random.Random(seed * 1_000_000 + number)
            store = os.path.join(folder, "copy")
            shutil.rmtree(store, ignore_errors=True)
            shutil.copytree(kiosque.store, store)
            name = f"round {number}, {kind}: {os.path.relpath(damage(store, kind, chance), store)}"
            figures[kind].append(one_round(check, judge, store, truth, name))
            print(f"\r{number + 1} of {rounds}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        for kind, results in figures.items():
            noticed = [r for r in results if r is not None]
            print(f"{kind:12} {len(results):4} rounds, noticed {len(noticed):4}, versions lost of {len(truth)}: "
                  f"mean {sum(noticed) / max(len(noticed), 1):.1f}, most {max(noticed, default=0)}")
    finally:
        remove()
    check.end()


def one_round(check, judge, store, truth, name):
    """Versions lost; None when the damage did not matter."""
    if judge.whole(store):
        if judge.lines(store) != truth:
            check.that(False, f"{name}: called whole, and it is not")
        return None
    done = judge.run("repair", "--store", store)
    lines = judge.lines(store)
    if done.returncode not in (0, 1) or lines is None or not judge.whole(store):
        check.that(False, f"{name}: not repaired: {done.stdout[-300:]}{done.stderr[-300:]}")
        return 0
    known = {strip(line) for line in truth}
    foreign = [line for line in lines if strip(line) not in known]
    if foreign:
        check.that(False, f"{name}: a line that was not there: {foreign[0][:200]}")
    lost = len(truth) - len(lines)
    said = re.search(r"lost (\d+) captures, (\d+) versions", done.stdout)
    if lost > int(said[1]) + int(said[2]) and "there were is not known" not in done.stdout:
        check.that(False, f"{name}: {lost} versions lost and not said: {done.stdout[-300:]}")
    judge.run("repair", "--store", store)
    if judge.lines(store) != lines or not judge.whole(store):
        check.that(False, f"{name}: a second repair loses more")
    return lost


def strip(line):
    """Without what a lost row may change: when a version was last seen, whether it is the latest, and the aliases, which the crawl's rows know."""
    row = json.loads(line)
    for key in ("date_last_seen", "latest", "aliases"):
        row.pop(key, None)
    return json.dumps(row, sort_keys=True)


main()
