"""The independent validators, as .ci/validators installed them; Python standard library only."""
import os, re, shlex, subprocess, sys

from press_site import test_data


class Validators:
    """`folder` is where .ci/validators wrote; what is not there is left out, and said."""

    def __init__(self, folder):
        self.found = {}
        try:
            with open(os.path.join(folder, "environment"), encoding="utf-8") as f:
                self.found = dict(line.strip().split("=", 1) for line in f if "=" in line)
        except OSError:
            pass
        for name in ("ARCHIVE_TOOLS_NODE_MODULES", "WARCIO_PY", "PYWACZ", "JWARC", "TEI_DTD"):
            if name not in self.found:
                print(f"SKIPPED LOUDLY: no {name} in {folder}; run .ci/validators {folder}", file=sys.stderr)
        copied = os.path.join(folder, "archive")
        self.tools = copied if os.path.isdir(copied) else os.path.join(test_data(), "archive")

    def run(self, words):
        done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, **self.found})
        return done.returncode, done.stdout + done.stderr

    def warc(self, *files, more=()):
        """(exit code, words) of check-warc with every parser that is there."""
        parsers = [n for n, key in (("warcio.js", "ARCHIVE_TOOLS_NODE_MODULES"), ("warcio-py", "WARCIO_PY"), ("jwarc", "JWARC")) if key in self.found]
        tools = ["--require", ",".join(parsers)] if "warcio.js" in parsers else ["--no-tools"]
        return self.run([sys.executable, os.path.join(self.tools, "bin", "check-warc"), *tools, *more, *files])

    def warcio(self, file):
        return self.run([self.found["WARCIO_PY"], "-m", "warcio.cli", "check", file]) if "WARCIO_PY" in self.found else (0, "")

    def jwarc(self, file):
        return self.run([*shlex.split(self.found["JWARC"]), "validate", file]) if "JWARC" in self.found else (0, "")

    def wacz(self, file, *more):
        """(exit code, words) of check-wacz; it needs warcio.js."""
        if "ARCHIVE_TOOLS_NODE_MODULES" not in self.found:
            return 0, ""
        return self.run([sys.executable, os.path.join(self.tools, "bin", "check-wacz"), *more, file])

    def wacz_validate(self, file):
        return self.run([self.found["PYWACZ"], "validate", "-f", file]) if "PYWACZ" in self.found else (0, "")

    def tei(self, file):
        """What is against TEI's own DTD, a line each. Its corpus customisation has no tables, so what is only about these is left out."""
        if "TEI_DTD" not in self.found:
            return []
        done = subprocess.run(["xmllint", "--noout", "--dtdvalid", self.found["TEI_DTD"], file], capture_output=True, text=True)
        table = re.compile(r"No declaration for element (table|row|cell)$|, got \(.*\btable\b.*\)$|does not validate against")
        return [line for line in done.stderr.splitlines() if "error" in line and not table.search(line.strip())]
