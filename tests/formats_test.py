#!/usr/bin/env python3
"""What is exported, judged by others: formats_test.py PROGRAM VALIDATORS

Two days of real pages are crawled and exported in every archive format; check-warc, warcio, jwarc, check-wacz and wacz must
all accept it, and an import must give an archive that exports the same bytes.
"""
import glob, json, os, shutil, subprocess, sys, zipfile

from press_site import Checks, Kiosque, Press, scratch, test_data
from validators import Validators


def read(path):
    with open(path, "rb") as f:
        return f.read()


def contents(path):
    """The files of a package but for the two that say when it was made."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist() if not name.startswith("datapackage")}


def check_warc(check, judges, kiosque, folder):
    one, plain, many = (os.path.join(folder, name) for name in ("one.warc.gz", "plain.warc", "many/"))
    for path, more in ((one, []), (plain, []), (many, ["--max-file-bytes", "100K"])):
        kiosque.run("export", "--store", kiosque.store, "--format", "warc", "-o", path, *more)
    files = sorted(glob.glob(many + "*.warc.gz"))
    check.that(len(files) > 2, f"{len(files)} files of limited size")
    for name, paths in (("one file", [one]), ("an uncompressed file", [plain]), ("many files", files)):
        code, words = judges.warc(*paths)
        check.that(code == 0, f"check-warc accepts {name}: {words.strip()[-300:]}")
    code, words = judges.warcio(one)
    check.that(code == 0, f"warcio check accepts it {words.strip()[-300:]}")
    code, words = judges.jwarc(one)
    check.that(code == 0, f"jwarc validate accepts it {words.strip()[-300:]}")
    return one


def check_round_trip(check, kiosque, folder, one, clean=True):
    os.makedirs(folder, exist_ok=True)
    second = Kiosque(kiosque.program, os.path.join(folder, "second"))
    said = second.run("import", "--store", second.store, one)
    odd = [line for line in said.stderr.splitlines() if not line.endswith(" records")]
    if clean:
        check.none(odd, f"nothing odd in it: {said.stdout.strip()}")
    again = os.path.join(folder, "again")
    os.mkdir(again)
    again = os.path.join(again, os.path.basename(one))
    second.run("export", "--store", second.store, "--format", "warc", "-o", again)
    check.that(read(again) == read(one), "export, import, export: the same WARC")
    check.that(read(again + ".cdxj") == read(one + ".cdxj"), "the same index")


def check_samples(check, judges, program, folder):
    """What other tools wrote: counted as warcio counts it, and what is exported of it is valid again."""
    samples = os.path.join(test_data(), "archive", "samples")
    kiosque = Kiosque(program, os.path.join(folder, "samples"))
    wrong, files = [], 0
    for sample in json.loads(read(os.path.join(samples, "counts.json"))):
        if "counts" not in sample:
            continue
        said = kiosque.run("import", "--store", kiosque.store, "--json", "--no-articles", os.path.join(samples, sample["file"]), check=False)
        report = json.loads(said.stdout or "{}")
        # Where warcio gave up, there may be more, or less of what was not there.
        if not sample["error"] and report.get("records") != sample["counts"]:
            wrong.append((sample["file"], report.get("records"), said.stderr[-200:]))
        files += 1
    check.none(wrong, f"{files} samples are counted as warcio counts them")
    said = kiosque.run("import", "--store", kiosque.store, "--json", "--no-articles", os.path.join(samples, "wget", "wget-gazette.warc.gz"))
    check.that(json.loads(said.stdout)["captures"] == 0, "what is there already is not imported again")
    path = os.path.join(folder, "samples.warc.gz")
    kiosque.run("export", "--store", kiosque.store, "--format", "warc", "-o", path)
    code, words = judges.warc(path, more=["--allow-no-request"])
    check.that(code == 0, f"check-warc, warcio and jwarc accept what is exported of them: {words.strip()[-300:]}")
    check_round_trip(check, kiosque, os.path.join(folder, "samples-again"), path, clean=False)
    package = os.path.join(folder, "samples.wacz")
    kiosque.run("export", "--store", kiosque.store, "--format", "wacz", "-o", package)
    code, words = judges.wacz(package, "--warc-args=--allow-no-request")
    check.that(code == 0, f"check-wacz accepts the package of them: {words.strip()[-300:]}")
    code, words = judges.wacz_validate(package)
    check.that(code == 0, f"wacz validate accepts it: {words.strip()[-300:]}")


def check_wacz(check, judges, kiosque, folder):
    path = os.path.join(folder, "all.wacz")
    kiosque.run("export", "--store", kiosque.store, "--format", "wacz", "-o", path)
    replay = ["--replay"] if shutil.which("chromium") else []
    code, words = judges.wacz(path, *replay)
    check.that(code == 0, f"check-wacz and wacz validate accept the package: {words.strip()[-1000:]}")
    code, words = judges.wacz_validate(path)
    check.that(code == 0, f"wacz validate accepts it: {words.strip()[-300:]}")
    third = Kiosque(kiosque.program, os.path.join(folder, "third"))
    third.run("import", "--store", third.store, path)
    again = os.path.join(folder, "again.wacz")
    third.run("export", "--store", third.store, "--format", "wacz", "-o", again)
    check.that(contents(again) == contents(path), "export, import, export: the same package")
    index = os.path.join(folder, "all.cdxj")
    kiosque.run("export", "--store", kiosque.store, "--format", "cdxj", "-o", index)
    lines = read(index).splitlines()
    check.that(lines and lines == sorted(lines), f"an index of {len(lines)} lines, sorted by byte")


def check_tei(check, judges, kiosque, folder):
    path = os.path.join(folder, "corpus.xml")
    kiosque.run("export", "--store", kiosque.store, "--format", "tei", "-o", path)
    schema = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "tei_subset.rng")
    done = subprocess.run(["xmllint", "--noout", "--relaxng", schema, path], capture_output=True, text=True)
    check.that(done.returncode == 0, f"xmllint accepts the TEI corpus: {done.stderr.strip()[-300:]}")
    check.none(judges.tei(path), "it is valid by TEI's own DTD")


def check_tokens(check, kiosque, folder):
    """CoNLL-U by its own rules; the sentences must say what the articles say."""
    path = os.path.join(folder, "corpus.conllu")
    kiosque.run("export", "--store", kiosque.store, "--format", "conllu", "-o", path)
    sentences, broken, text, rebuilt, last = 0, [], None, "", 0
    for line in read(path).decode().split("\n"):
        if line.startswith("# text = "):
            text, rebuilt, last = line[9:], "", 0
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) != 10 or int(columns[0]) != last + 1 or not columns[1]:
                broken.append(line)
                continue
            last += 1
            rebuilt += columns[1] + ("" if columns[9] == "SpaceAfter=No" else " ")
        elif not line and last:
            sentences += 1
            if "".join(rebuilt.split()) != "".join(text.split()):
                broken.append(text)
            last = 0
    check.none(broken, f"{sentences} sentences of CoNLL-U hold together")
    path = os.path.join(folder, "corpus.vert")
    kiosque.run("export", "--store", kiosque.store, "--format", "vertical", "-o", path)
    lines = read(path).decode().splitlines()
    check.that(lines.count("<s>") == lines.count("</s>") == sentences, "the vertical file has the same sentences")


def check_data_set(check, kiosque, folder):
    words = ["export", "--store", kiosque.store, "--partition", "language", "--dedup", "near", "--splits", "60,20,20", "-o"]
    path = os.path.join(folder, "set/")
    kiosque.run(*words, path)
    said = kiosque.run("export", "--store", kiosque.store, "--verify", path + "manifest.json")
    check.that("same bytes again" in said.stdout, f"a data set is made again: {said.stdout.strip()}")
    alone = subprocess.run(["sha256sum", "-c"], cwd=path, capture_output=True, text=True, input="".join(
        f"{f['sha256']}  {f['path']}\n" for f in json.loads(read(path + "manifest.json"))["files"]))
    check.that(alone.returncode == 0, "sha256sum agrees with its manifest")
    victim = sorted(glob.glob(path + "*/part-*.gz"))[0]
    with open(victim, "ab") as f:
        f.write(b"x")
    said = kiosque.run("export", "--store", kiosque.store, "--verify", path + "manifest.json", check=False)
    check.that(said.returncode == 1 and "changed" in said.stdout, "a changed file is noticed")
    exports = read(os.path.join(kiosque.store, "exports")).decode().splitlines()
    check.that(any(path.rstrip("/") in line for line in exports), f"{len(exports)} exports are written down in the store")


REPRODUCED = [
    "--format jsonl --partition host --versions all --compression zstd",
    "--format jsonl --partition month --compression none --rows-per-file 7 --since 2000-01-01 --until 2100-01-01",
    "--format jsonl --schema fineweb --partition year --lang en --lang de",
    "--format csv --schema ccnews --partition language --versions first --min-words 120",
    "--format csv --schema news-please --csv-raw",
    "--format csv --clusters near --partition host",
    "--format jsonl --dedup exact --splits 70,20,10 --partition split",
    "--format markdown --versions all",
    "--format text --partition language --clusters exact",
    "--format tei --versions all --partition year",
    "--format vertical --compression zstd --rows-per-file 5",
    "--format conllu --partition language --compression none",
]


def tree(top):
    return {os.path.relpath(os.path.join(at, name), top): read(os.path.join(at, name)) for at, _, names in os.walk(top) for name in names}


def check_reproduced(check, kiosque, folder):
    """Every format with every option: the same bytes twice, and made again by export --verify."""
    # Later than all that was captured, so that nothing depends on when this is run.
    common = ["export", "--store", kiosque.store, "--as-of", "2100-01-01T00:00:00Z"]
    wrong = []
    for number, words in enumerate(REPRODUCED):
        one, two = (os.path.join(folder, f"reproduced-{number}-{name}/") for name in "ab")
        for path in (one, two):
            kiosque.run(*common, *words.split(), "-o", path)
        if tree(one) != tree(two) or len(tree(one)) < 3:
            wrong.append(("not the same twice", words))
        manifest = os.path.join(two, "manifest.json")
        said = kiosque.run("export", "--store", kiosque.store, "--verify", manifest, check=False)
        if said.returncode != 0 or "same bytes again" not in said.stdout:
            wrong.append((words, said.stdout[-200:], said.stderr[-200:]))
    check.none(wrong, f"{len(REPRODUCED)} data sets are the same twice, and are made again")


def main():
    program = os.path.abspath(sys.argv[1])
    folder, remove = scratch()
    check = Checks()
    try:
        judges = Validators(sys.argv[2])
        kiosque = Kiosque(program, os.path.join(folder, "store"))
        for day in (0, 1):
            with Press(folder, day=day, hosts=12) as press:
                kiosque.crawl(press)
        one = check_warc(check, judges, kiosque, folder)
        check_round_trip(check, kiosque, folder, one)
        check_samples(check, judges, program, folder)
        check_wacz(check, judges, kiosque, folder)
        check_tei(check, judges, kiosque, folder)
        check_tokens(check, kiosque, folder)
        check_data_set(check, kiosque, folder)
        check_reproduced(check, kiosque, folder)
    finally:
        remove()
    check.end()


main()
