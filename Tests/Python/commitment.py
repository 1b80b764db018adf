#!/usr/bin/env python3
"""A second implementation of docs/formats/commitment.md on the pure-Python ristretto255 of `oblivious`.

`commitment.py DIR` checks every vector in DIR. No call reaches libsodium.
"""

import datetime
import hashlib
import json
import pathlib
import re
import sys

from ge25519 import ge25519_p3
from oblivious.ristretto import python as ristretto

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
FIELD_ORDER = 2**255 - 19
GENERATOR_NAME = b"lethe.commitment.v1.H"


class Refused(Exception):
    """Input that the format refuses; the argument is the class of the refusal."""


def generator():
    return bytes(ristretto.pnt(hashlib.sha512(GENERATOR_NAME).digest()))


def scalar(statement):
    value = int.from_bytes(hashlib.sha512(statement).digest(), "little") % GROUP_ORDER
    return value.to_bytes(32, "little")


def commit(statement, opening):
    term = ristretto.mul(scalar(statement), generator())
    return bytes(ristretto.add(bytes(term), bytes(ristretto.bas(opening))))


def decode_commitment(data):
    value = int.from_bytes(data, "little")
    if len(data) != 32 or value >= FIELD_ORDER or value & 1 or value == 0:
        raise Refused("commitment")
    if ge25519_p3.from_bytes_ristretto255(data) is None:
        raise Refused("commitment")
    return data


def decode_opening(data):
    if len(data) != 32 or not 0 < int.from_bytes(data, "little") < GROUP_ORDER:
        raise Refused("opening")
    return data


UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
DIGEST = re.compile(r"[0-9a-f]{64}\Z")


def refuse_unless(condition):
    if not condition:
        raise Refused("statement")


def is_count(value, least=0):
    return type(value) is int and least <= value < 2**53


def matches(expression, value):
    return isinstance(value, str) and expression.match(value) is not None


def is_day(value):
    try:
        return matches(DAY, value) and datetime.date.fromisoformat(value) is not None
    except ValueError:
        return False


def canonical(value):
    """RFC 8785 for ASCII names and integers; all names in statements and terms are ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decode_object(data):
    try:
        value = json.loads(data)
        spelling = canonical(value)
    except (ValueError, RecursionError):
        raise Refused("statement") from None
    refuse_unless(isinstance(value, dict) and spelling == data)
    return value


def decode_terms(data):
    """The members of an erasure's terms, which its statement binds by digest."""
    value = decode_object(data)
    refuse_unless(value.keys() == {"format", "scope", "ground", "approvers", "rulebook", "closed_for_reading_since"})
    refuse_unless(value["format"] == "lethe.terms.v1" and matches(TIME, value["closed_for_reading_since"]))
    refuse_unless(isinstance(value["rulebook"], dict) and value["rulebook"].keys() == {"name", "digest"})
    refuse_unless(isinstance(value["approvers"], list))
    texts = [value["scope"], value["ground"], *value["approvers"], *value["rulebook"].values()]
    refuse_unless(all(isinstance(text, str) for text in texts))
    return value


def decode_statement(data):
    """The members; only the canonical spelling of a known kind is accepted."""
    value = decode_object(data)
    common = {"format", "kind", "origin", "controller", "at"}
    refuse_unless(value.get("format") == "lethe.statement.v1" and isinstance(value.get("origin"), str))
    refuse_unless(matches(UUID, value.get("controller")) and matches(TIME, value.get("at")))
    if value.get("kind") == "record":
        refuse_unless(is_count(value.get("version"), 1) and value["version"] < 2**31)
        previous = {"previous"} if value["version"] > 1 else set()
        refuse_unless(value.keys() == common | previous | {"record", "version", "parts"})
        refuse_unless(matches(UUID, value["record"]) and isinstance(value["parts"], list))
        for part in value["parts"]:
            refuse_unless(isinstance(part, dict) and part.keys() == {"size", "sha256"})
            refuse_unless(is_count(part["size"]) and matches(DIGEST, part["sha256"]))
        if previous:
            refuse_unless(matches(DIGEST, value["previous"]))
            try:
                decode_commitment(bytes.fromhex(value["previous"]))
            except Refused:
                raise Refused("statement") from None
    elif value.get("kind") == "erasure":
        refuse_unless(value.keys() == common | {"shred", "records", "versions", "annex", "terms"})
        refuse_unless(matches(UUID, value["shred"]))
        refuse_unless(matches(DIGEST, value["annex"]) and matches(DIGEST, value["terms"]))
        refuse_unless(is_count(value["records"]) and is_count(value["versions"]))
    elif value.get("kind") == "rulebook":
        signers = {"author", "approver"} if "author" in value else set()
        refuse_unless(value.keys() == common | signers | {"digest", "active_from"})
        refuse_unless(matches(DIGEST, value["digest"]) and is_day(value["active_from"]))
        refuse_unless(all(matches(UUID, value[name]) for name in signers))
    elif value.get("kind") == "merge":
        refuse_unless(value.keys() == common | {"outcome", "by", "reason"})
        refuse_unless(value["outcome"] in ("merged", "separated"))
        refuse_unless(isinstance(value["by"], str) and isinstance(value["reason"], str))
    elif value.get("kind") == "move":
        side = "left" if "left" in value else "arrived"
        refuse_unless(value.keys() == common | {"shred", "by", "rulebook", "ground", side})
        refuse_unless(matches(UUID, value["shred"]) and matches(DIGEST, value["rulebook"]))
        refuse_unless(isinstance(value["by"], str) and isinstance(value["ground"], str))
        if side == "left":
            refuse_unless(is_count(value["left"], 1))
        else:
            refuse_unless(isinstance(value["arrived"], list) and value["arrived"])
            for version in value["arrived"]:
                refuse_unless(isinstance(version, dict) and version.keys() == {"commitment", "record", "version"})
                refuse_unless(matches(UUID, version["record"]))
                refuse_unless(is_count(version["version"], 1) and version["version"] < 2**31)
                try:
                    decode_commitment(bytes.fromhex(version["commitment"]) if matches(DIGEST, version["commitment"]) else b"")
                except Refused:
                    raise Refused("statement") from None
            names = [(version["record"], version["version"]) for version in value["arrived"]]
            refuse_unless(all(first < second for first, second in zip(names, names[1:])))
    elif value.get("kind") == "rectification":
        refuse_unless(value.keys() == common | {"record", "corrected", "correction", "outcome", "rulebook", "ground"})
        refuse_unless(matches(UUID, value["record"]) and matches(DIGEST, value["rulebook"]))
        refuse_unless(value["outcome"] in ("overwrite_ok", "addendum") and isinstance(value["ground"], str))
        refuse_unless(isinstance(value["corrected"], list) and value["corrected"])
        versions = [*value["corrected"], value["correction"]]
        for version in versions:
            refuse_unless(isinstance(version, dict) and version.keys() == {"version", "commitment"})
            refuse_unless(is_count(version["version"], 1) and version["version"] < 2**31)
            refuse_unless(matches(DIGEST, version["commitment"]))
            try:
                decode_commitment(bytes.fromhex(version["commitment"]))
            except Refused:
                raise Refused("statement") from None
        refuse_unless(all(a["version"] < b["version"] for a, b in zip(versions, versions[1:])))
    elif value.get("kind") == "reconciliation":
        counts = ["known_entries", "entries", "unexplained", "erasures"]
        refuse_unless(value.keys() == common | set(counts) and all(is_count(value[name]) for name in counts))
        refuse_unless(value["known_entries"] + value["unexplained"] <= value["entries"])
    else:
        raise Refused("statement")
    return value


def check(vector):
    """What became of the vector: 'success', 'mismatch' or the class of the refusal."""
    try:
        if "terms" in vector:
            decode_terms(vector["terms"].encode())
        if "statement" in vector:
            statement = decode_statement(vector["statement"].encode())
            if "terms" in vector and statement["terms"] != hashlib.sha256(vector["terms"].encode()).hexdigest():
                return "mismatch"
        if "opening" in vector:
            opening = decode_opening(bytes.fromhex(vector["opening"]))
        if "commitment" in vector:
            commitment = decode_commitment(bytes.fromhex(vector["commitment"]))
        if "generator" in vector and generator().hex() != vector["generator"]:
            return "mismatch"
        if {"statement", "opening", "commitment"} <= vector.keys():
            statement = vector["statement"].encode()
            return "success" if commit(statement, opening) == commitment else "mismatch"
        return "success"
    except Refused as refusal:
        return refusal.args[0]


def main(folder):
    paths = sorted(folder.glob("*.json"))
    failed = 0
    for path in paths:
        vector = json.loads(path.read_text())
        outcome = check(vector)
        if outcome != vector["expect"]:
            failed += 1
            print(f"{path.name}: expected {vector['expect']}, was {outcome}")
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
