#!/usr/bin/env python3
"""Checks a ledger on disk and its proofs with software that is not ours.

    ledger_proofs.py DIRECTORY PROOFS.json

DIRECTORY is a ledger in the layout of C2SP tlog-tiles. PROOFS.json holds its key and what the ledger claims:

    {"key": vkey,
     "roots": [{"size", "root"}],
     "inclusion": [{"index", "size", "path"}],
     "consistency": [{"earlier", "later", "path"}]}

Roots and inclusion paths are computed again with pymerkle (PyPI) from the entries and must be the same; consistency
paths are verified by the algorithm of RFC 9162 section 2.1.4.2, written here from the RFC; the checkpoint's signature
is verified with `cryptography`. Exit code 0 when everything agrees.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pymerkle import InmemoryTree


def tile_path(index, width):
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups) + ("" if width == 256 else f".p/{width}")


def read_entries(directory, size):
    entries = []
    while len(entries) < size:
        width = min(256, size - len(entries))
        bundle = (directory / "tile/entries" / tile_path(len(entries) // 256, width)).read_bytes()
        assert len(bundle) == 34 * width, "a bundle has the wrong length"
        for start in range(0, len(bundle), 34):
            assert bundle[start : start + 2] == b"\x00\x20", "an entry has the wrong length"
            entries.append(bundle[start + 2 : start + 34])
    return entries


def check_level_zero(directory, entries):
    leaves = [hashlib.sha256(b"\x00" + entry).digest() for entry in entries]
    for start in range(0, len(leaves), 256):
        tile = leaves[start : start + 256]
        path = directory / "tile/0" / tile_path(start // 256, len(tile))
        assert path.read_bytes() == b"".join(tile), f"{path} differs"


def read_checkpoint(directory, vkey):
    text, signature = (directory / "checkpoint").read_text().split("\n\n")
    text += "\n"
    origin, size, root, rest = text.split("\n")
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key)
    assert rest == "" and origin == name and key[0] == 1
    assert hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == key_id
    dash, signer, signed = signature.rstrip("\n").split(" ")
    signed = base64.b64decode(signed)
    assert dash == "\u2014" and signer == name and signed[:4].hex() == key_id
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(signed[4:], text.encode())
    return int(size), base64.b64decode(root)


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def verify_consistency(first, second, first_root, second_root, path):
    if first == second:
        assert path == [] and first_root == second_root
        return
    if first & (first - 1) == 0:
        path = [first_root] + path
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        assert sn != 0
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0 and fr == first_root and sr == second_root


def main(directory, claims):
    directory = Path(directory)
    claims = json.loads(Path(claims).read_text())
    size, root = read_checkpoint(directory, claims["key"])
    entries = read_entries(directory, size)
    check_level_zero(directory, entries)

    tree = InmemoryTree(algorithm="sha256")
    for entry in entries:
        tree.append_entry(entry)
    assert tree.get_state() == root, "pymerkle has another root than the checkpoint"

    for claim in claims["roots"]:
        assert tree.get_state(claim["size"]).hex() == claim["root"], f"root at {claim['size']}"
    for claim in claims["inclusion"]:
        # pymerkle counts from 1 and begins the path with the leaf itself.
        proof = tree.prove_inclusion(claim["index"] + 1, claim["size"])
        assert [h.hex() for h in proof.path[1:]] == claim["path"], f"inclusion {claim['index']}/{claim['size']}"
    for claim in claims["consistency"]:
        earlier, later = claim["earlier"], claim["later"]
        path = [bytes.fromhex(h) for h in claim["path"]]
        verify_consistency(earlier, later, tree.get_state(earlier), tree.get_state(later), path)

    counts = [len(claims[kind]) for kind in ("roots", "inclusion", "consistency")]
    print(f"{size} entries; {counts[0]} roots, {counts[1]} inclusion and {counts[2]} consistency proofs agree")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
