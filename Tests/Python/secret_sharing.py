#!/usr/bin/env python3
"""Compares the vectors of secret sharing with SLIP-0039's reference implementation.

`secret_sharing.py DIR` splits and recovers what every vector in DIR says, with the package `shamir-mnemonic`.
`secret_sharing.py DIR --write` writes them again, always the same bytes. Every secret here is public.
"""

import hashlib
import json
import pathlib
import sys

from shamir_mnemonic import shamir
from shamir_mnemonic.shamir import RawShare
from shamir_mnemonic.utils import MnemonicError


def noise(name, size):
    return hashlib.shake_256(f"lethe vector {name}".encode()).digest(size)


def split(threshold, members, secret, random):
    """The shares, when the generator gives these bytes one after another."""
    pieces = iter(random)
    shamir.RANDOM_BYTES = lambda size: next(pieces)
    return [share.data for share in shamir._split_secret(threshold, members, secret)]


def recover(shares):
    try:
        return shamir._recover_secret(len(shares), [RawShare(share["member"], bytes.fromhex(share["value"])) for share in shares])
    except MnemonicError:
        return None


def check(vector):
    secret = bytes.fromhex(vector["secret"])
    if "random" in vector:
        found = split(vector["threshold"], vector["members"], secret, [bytes.fromhex(text) for text in vector["random"]])
        return [share.hex() for share in found] == [share["value"] for share in vector["shares"]]
    found = recover(vector["shares"])
    return found == secret if vector["expect"] == "success" else found is None


def write(folder):
    def save(name, **vector):
        assert check(vector), name
        (folder / f"{name}.json").write_text(json.dumps(vector, indent=2) + "\n")

    for threshold, members in [(1, 2), (2, 2), (2, 3), (3, 3), (3, 5), (4, 7), (9, 16), (16, 16)]:
        name = f"{threshold}-of-{members}"
        secret = noise(f"{name} secret", 32)
        random = [] if threshold == 1 else [noise(f"{name} {index}", 32) for index in range(threshold - 2)] + [noise(f"{name} digest", 28)]
        values = split(threshold, members, secret, random)
        shares = [{"member": index, "value": value.hex()} for index, value in enumerate(values)]
        save(
            f"split-{name}", comment=f"{members} shares, {threshold} of which give the secret", expect="success",
            threshold=threshold, members=members, secret=secret.hex(), random=[piece.hex() for piece in random], shares=shares,
        )
        some = shares[members - threshold :]
        save(f"recover-{name}", comment="the last shares that are enough", expect="success", secret=secret.hex(), shares=some)
        if threshold > 1:
            changed = bytearray.fromhex(some[0]["value"])
            changed[5] ^= 1
            false = [{"member": some[0]["member"], "value": changed.hex()}] + some[1:]
            save(f"changed-{name}", comment="one bit of one share changed", expect="mismatch", secret=secret.hex(), shares=false)
            other = split(threshold, members, secret, [noise(f"{name} other {index}", len(piece)) for index, piece in enumerate(random)])
            mixed = [{"member": some[0]["member"], "value": other[some[0]["member"]].hex()}] + some[1:]
            save(
                f"mixed-{name}", comment="one share of another split of the same secret", expect="mismatch",
                secret=secret.hex(), shares=mixed,
            )
        if threshold > 2:
            save(f"few-{name}", comment="one share too few", expect="mismatch", secret=secret.hex(), shares=some[1:])


def main(arguments):
    folder = pathlib.Path(arguments[0])
    if arguments[1:] == ["--write"]:
        write(folder)
    wrong = [path.name for path in sorted(folder.glob("*.json")) if not check(json.loads(path.read_text()))]
    for name in wrong:
        print(f"{name}: the reference implementation says otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
