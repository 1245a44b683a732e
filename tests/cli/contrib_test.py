#!/usr/bin/env python3
"""The units and the crontab line of docs/contrib: contrib_test.py PROGRAM

systemd itself checks the units where it is installed (77 = it is not); every option that they give must be one of the program's.
"""
import os, re, shutil, subprocess, sys, tempfile

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs")
program = os.path.abspath(sys.argv[1])
unit_text = open(f"{here}/contrib/kiosque.service").read()
cron_text = open(f"{here}/contrib/kiosque.cron").read()

line = cron_text.strip().splitlines()[-1]
assert line in open(f"{here}/running.md").read(), "docs/running.md shows another crontab line"
shell = line.split(None, 6)[6]
subprocess.run(["sh", "-n", "-c", shell], check=True)
tail = shell[shell.index("||"):]
for code, swallowed in ((14, True), (15, True), (20, True), (21, False), (2, False)):
    got = subprocess.run(["sh", "-c", f"(exit {code}) {tail}"]).returncode
    assert (got == 0) == swallowed, f"exit code {code} becomes {got}"

help_text = subprocess.run([program, "crawl", "--help"], capture_output=True, text=True, check=True).stdout
for text in (unit_text.replace("\\\n", " "), shell):
    command = next(l for l in text.splitlines() if "kiosque crawl" in l)
    for option in re.findall(r"\s(--[a-z-]+)", command):
        assert option in help_text, f"{option} is no option of kiosque crawl"

if not shutil.which("systemd-analyze"):
    print("SKIPPED: systemd-analyze is not installed")
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    for name in ("kiosque.service", "kiosque.timer"):
        shutil.copy(f"{here}/contrib/{name}", folder)
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", f"{folder}/kiosque.service", f"{folder}/kiosque.timer"],
                          capture_output=True, text=True)
    ours = [l for l in (done.stdout + done.stderr).splitlines() if "kiosque" in l]
    assert done.returncode == 0 and not ours, done.stderr
    timer = subprocess.run(["systemd-analyze", "calendar", re.search("OnCalendar=(.*)", open(f"{folder}/kiosque.timer").read())[1]],
                           capture_output=True, text=True)
    assert timer.returncode == 0, timer.stderr
print("ok")
