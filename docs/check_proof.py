#!/usr/bin/env python3
"""check_proof.py PROOF.json [--root HEX] [--payload FILE]

Checks a proof made by `kiosque proof` with nothing but SHA-256: the entry hashes to the leaf, and the
leaf and the path lead to the root (RFC 9162, section 2.1.3.2). --root is the root that you wrote down:
without it only the proof's own root is tested. --payload is a page (`kiosque show --format raw`) that
is to have the digest in the entry. Exit code 0: it holds; 1: it does not.
"""
import argparse, hashlib, json, sys


def sha256(data):
    return hashlib.sha256(data).digest()


def root_of(leaf, index, size, path):
    """The root that leads from `leaf`, or None when the path does not fit the tree."""
    if index >= size:
        return None
    fn, sn, node = index, size - 1, leaf
    for sibling in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            node = sha256(b"\x01" + sibling + node)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = sha256(b"\x01" + node + sibling)
        fn, sn = fn >> 1, sn >> 1
    return node if sn == 0 else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("proof")
    parser.add_argument("--root")
    parser.add_argument("--payload")
    arguments = parser.parse_args()
    proof = json.load(open(arguments.proof, encoding="utf-8"))
    leaf = sha256(b"\x00" + proof["entry"].encode())
    root = root_of(leaf, proof["leaf_index"], proof["tree_size"], [bytes.fromhex(node) for node in proof["path"]])
    fields = dict(line.split(" ", 1) for line in proof["entry"].splitlines())
    problems = []
    if proof["format"] != "kiosque-proof-1" or leaf.hex() != proof["leaf"]:
        problems.append("the entry is not the one that was hashed")
    if root is None or root.hex() != (arguments.root or proof["root"]).lower():
        problems.append("the path does not lead to the root")
    if arguments.payload and sha256(open(arguments.payload, "rb").read()).hex() != fields.get("payload-sha256"):
        problems.append("the payload is not the one of the entry")
    for problem in problems:
        print(problem)
    if not problems:
        print(f"holds: {fields['url']} at {fields['time']}, entry {fields['sequence']} of {proof['tree_size']}")
    sys.exit(1 if problems else 0)


main()
