"""Trains the body model and writes it as parser/body_model_data.cc. See README.md in this folder.

  train.py --data EXTRACTION_DIR --tools BUILD/bench --out parser/body_model_data.cc [--weak WEAK.jsonl]

EXTRACTION_DIR holds truth.jsonl, pages/ and score.py; BUILD/bench holds kiosque_body_features and
kiosque_extract_batch. Folds are by registrable domain; figures printed are of pages whose domain the model that read
them has not seen.
"""
import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile

import lightgbm as lgb
import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import export  # noqa: E402
import labels  # noqa: E402

HUMAN = ("scrapinghub", "fundus-eval", "fundus-pub", "wcxb")
FOLDS = 5
SEED = 1
PARAMS = dict(objective="cross_entropy", num_leaves=31, min_data_in_leaf=60, feature_fraction=0.35, bagging_fraction=0.7,
              bagging_freq=1, lambda_l2=5.0, max_bin=63, verbose=-1, num_threads=1, seed=SEED, force_col_wise=True)
# Pages of a set weigh by how far their truth is what a reader of news wants, and how many there are.
PAGE_WEIGHT = {"scrapinghub": 1.5, "fundus-eval": 1.5, "fundus-pub": 1.5, "wcxb": 0.6, "readability": 0.3, "newspaper4k": 0.3}
SNIPPET_WEIGHT = 0.5
WEAK_WEIGHT = 0.3


def fold_of(domain):
    return int(hashlib.sha1(("f:" + domain).encode()).hexdigest(), 16) % FOLDS


class Rows:
    """The pages as the extractor sees them: texts and feature rows of their blocks."""

    def __init__(self, args, truth, scores=None):
        tool = os.path.join(args.tools, "kiosque_body_features")
        with tempfile.TemporaryDirectory() as folder:
            prefix = os.path.join(folder, "rows")
            lines = "".join("%s\t%s\t\n" % (t["id"], os.path.join(args.data, t["html"])) for t in truth)
            command = [tool, prefix]
            if scores is not None:
                scores.astype("<f4").tofile(os.path.join(folder, "scores"))
                command.append(os.path.join(folder, "scores"))
            subprocess.run(command, input=lines.encode(), check=True)
            self.names = open(prefix + ".names").read().split()
            self.x = np.fromfile(prefix + ".f32", dtype="<f4").reshape(-1, len(self.names))
            self.pages = list(self._pages(prefix + ".txt"))

    @staticmethod
    def _pages(path):
        with open(path, encoding="utf-8", newline="\n") as f:
            start = 0
            for line in f:
                _, page, count = line.rstrip("\n").split("\t")
                texts = [next(f).rstrip("\n") for _ in range(int(count))]
                yield page, texts, start
                start += int(count)


def squeeze(text):
    return " ".join(text.split())


def label_rows(pages, truth, weak, total):
    """-> targets (NaN = unknown), weights and folds, a row each."""
    y = np.full(total, np.nan, "f4")
    w = np.zeros(total, "f4")
    fold = np.zeros(total, "i4")
    for page, texts, start in pages:
        t = truth[page]
        rows = slice(start, start + len(texts))
        fold[rows] = fold_of(t["domain"])
        blocks = [labels.tokens(x) for x in texts]
        counts = np.array([len(b) for b in blocks], "f4")
        if t.get("body") and t["dataset"] in PAGE_WEIGHT:
            share = np.array(labels.align(labels.tokens(t["body"]), blocks), "f4")
            y[rows] = share
            w[rows] = np.sqrt((counts + 2) / max(30, counts[share > 0.5].sum())) * PAGE_WEIGHT[t["dataset"]]
            continue
        if page in weak:
            votes = [np.array(labels.align(labels.tokens(text), blocks)) >= 0.5 for text in weak[page] if text]
            if len(votes) == 2 and (votes[0] & votes[1]).any():
                agreed = votes[0] == votes[1]
                y[rows] = np.where(agreed, votes[0], np.nan)
                w[rows] = np.sqrt((counts + 2) / max(30, counts[votes[0] & votes[1]].sum())) * WEAK_WEIGHT
        if t.get("with") is not None:
            inside, outside = [squeeze(s) for s in t["with"]], [squeeze(s) for s in t.get("without") or []]
            for k, text in enumerate(map(squeeze, texts)):
                if any(s in text or (len(text) > 25 and text in s) for s in inside if text):
                    y[start + k], w[start + k] = 1, SNIPPET_WEIGHT
                if any(s in text for s in outside):
                    y[start + k], w[start + k] = 0, SNIPPET_WEIGHT
    return y, w, fold


def thinned(x, y, w, names):
    """Most blocks are plainly menus: three in ten of them, weighing as much as all, will do."""
    random = np.random.RandomState(SEED)
    links, words = x[:, names.index("link_density")], x[:, names.index("words")]
    known = ~np.isnan(y)
    easy = known & (np.nan_to_num(y) < 0.05) & (links > 0.8) & (words < 10)
    w = w.copy()
    w[easy] /= 0.3
    return np.where(known & ~(easy & (random.rand(len(y)) < 0.7)))[0], w


class Trainer:
    def __init__(self, x, y, w, fold, index, rounds, rate):
        self.x, self.fold, self.index, self.rounds = x, fold, index, rounds
        self.params = dict(PARAMS, learning_rate=rate)
        self.data = lgb.Dataset(x[index], label=y[index], weight=w[index], params=self.params, free_raw_data=False).construct()

    def cross_validate(self):
        scores = np.zeros(len(self.fold), "f4")
        for f in range(FOLDS):
            part = np.where(self.fold[self.index] != f)[0]
            booster = lgb.train(self.params, self.data.subset(part), self.rounds)
            rows = np.where(self.fold == f)[0]
            scores[rows] = booster.predict(self.x[rows], num_threads=1)
        return scores

    def train(self):
        return lgb.train(self.params, self.data, self.rounds)


def report(score, truth, pages, scores, title):
    print(title)
    for threshold in (0.4, 0.45, 0.5, 0.55):
        got = {p: "\n".join(x for x, s in zip(texts, scores[start:start + len(texts)]) if s >= threshold)
               for p, texts, start in pages}
        cells = []
        for name in HUMAN + ("trafilatura",):
            rows = [t for t in truth.values() if t["dataset"] == name]
            a = score.aggregate([score.score_page(t, {"body": got[t["id"]]}, False) for t in rows])
            cells.append("%s %.4f" % (name, a["F1"] if "F1" in a else a["sF1"]))
        print("  keep at %.2f: %s" % (threshold, "  ".join(cells)), flush=True)


def extracted(args, truth, scores):
    """-> the body of each page as the whole extractor gives it, its model's scores replaced by `scores`."""
    tool = os.path.join(args.tools, "kiosque_extract_batch")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "scores")
        scores.astype("<f4").tofile(path)
        lines = "".join("%s\t%s\t\t%s\n" % (t["id"], os.path.join(args.data, t["html"]), t["url"]) for t in truth.values())
        done = subprocess.run([tool, path], input=lines.encode(), check=True, stdout=subprocess.PIPE)
    return {row["id"]: row["body"] for row in map(json.loads, done.stdout.decode().splitlines())}


def figure(score, rows, name):
    result = score.aggregate(rows)
    return result["lead" if name == "first words" else "sF1" if name == "trafilatura" else "F1"]


def report_whole(score, truth, bodies):
    """Figures of the whole extractor: of all pages, their standard error when domains are drawn anew, and of each fold."""
    print("whole extractor, cross-validated by domain: figure, standard error over domains, figures of the folds")
    random = np.random.RandomState(SEED)
    for name in HUMAN + ("trafilatura", "first words"):
        wanted = [t for t in truth.values() if (t.get("first_words") if name == "first words" else t["dataset"] == name)]
        domains = {}
        for t in wanted:
            domains.setdefault(t["domain"], []).append(score.score_page(t, {"body": bodies[t["id"]]}, False))
        pages = [r for rows in domains.values() for r in rows]
        groups = list(domains.values())
        drawn = [figure(score, [r for k in random.randint(len(groups), size=len(groups)) for r in groups[k]], name)
                 for _ in range(200)]
        folds = [[r for d, rows in domains.items() if fold_of(d) == f for r in rows] for f in range(FOLDS)]
        print("  %-12s %4d pages %4d domains  %.4f +- %.4f   %s" % (
            name, len(pages), len(groups), figure(score, pages, name), np.std(drawn),
            " ".join("%.3f" % figure(score, rows, name) for rows in folds if rows)), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "tools", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--weak", help="rows {id, t, r}: what two other extractors read, for pages without a true body")
    parser.add_argument("--scores", help="where to put the cross-validated scores, for kiosque_extract_batch")
    parser.add_argument("--rounds", type=int, nargs=2, default=(140, 160))
    args = parser.parse_args()
    sys.path.insert(0, args.data)
    import score
    truth = {t["id"]: t for t in score.load(os.path.join(args.data, "truth.jsonl"))}
    weak = {r["id"]: (r["t"], r["r"]) for r in map(json.loads, open(args.weak))} if args.weak else {}

    first = Rows(args, list(truth.values()))
    y, w, fold = label_rows(first.pages, truth, weak, len(first.x))
    index, w = thinned(first.x, y, w, first.names)
    print("%d rows of %d pages, %d to learn from" % (len(y), len(first.pages), len(index)), flush=True)
    one = Trainer(first.x, y, w, fold, index, args.rounds[0], 0.08)
    scores = one.cross_validate()
    report(score, truth, first.pages, scores, "first pass, cross-validated by domain")

    second = Rows(args, list(truth.values()), scores)
    x = np.hstack([first.x, second.x])
    two = Trainer(x, y, w, fold, index, args.rounds[1], 0.04)
    again = two.cross_validate()
    report(score, truth, first.pages, again, "second pass, cross-validated by domain")
    report_whole(score, truth, extracted(args, truth, again))
    if args.scores:
        again.astype("<f4").tofile(args.scores)

    note = "Seed %d, %d folds, %d + %d trees, %d pages." % (SEED, FOLDS, *args.rounds, len(first.pages))
    export.write(args.out, [("First", one.train(), len(first.names)), ("Second", two.train(), x.shape[1])], note)


if __name__ == "__main__":
    main()
