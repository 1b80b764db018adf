#!/usr/bin/env python3
"""A second verifier of erasure certificates, written from docs/formats/certificate.md; shares no code with lethe-verify.

    certificate.py CERTIFICATE CERTIFICATE-KEY LOG-KEY

Needs `cryptography` and, for the commitment, what commitment.py needs. Exit code 0 when the certificate is valid.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

import commitment

MEMBERS = {
    "": "all_copies_unreadable_at approvers closed_for_reading_since controller destruction erased format ground id "
    "issued_at issuer ledger method provisos rehearsal remains rulebook scope shred",
    "controller": "id name",
    "destruction": "confirmations declaration level places",
    "erased": "records versions",
    "ledger": "commitment log_key opening proof statement",
    "remains": "backups clear_list identifiers_until",
    "rulebook": "digest name",
}

# What the statement binds by digest.
TERMS = "approvers closed_for_reading_since ground rulebook scope".split()


def decode(part):
    data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    assert base64.urlsafe_b64encode(data).decode().rstrip("=") == part, "base64url is not canonical"
    return data


def public_key(vkey):
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    assert len(key) == 33 and key[0] == 1
    assert hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == key_id
    return name, key_id, Ed25519PublicKey.from_public_bytes(key[1:])


def read_envelope(text, vkey):
    header, payload, signature = text.split(".")
    name, key_id, key = public_key(vkey)
    expected = '{"alg":"EdDSA","kid":"%s+%s","typ":"lethe-erasure-certificate+jwt"}' % (name, key_id)
    assert decode(header).decode() == expected, "header"
    key.verify(decode(signature), f"{header}.{payload}".encode())
    data = decode(payload)
    certificate = json.loads(data)
    assert commitment.canonical(certificate) == data, "the payload is not canonical"
    for path, members in MEMBERS.items():
        optional = {"needed", "lost"} if path == "destruction" else set()
        found = set(certificate[path] if path else certificate)
        assert found - optional == set(members.split()), path
    assert certificate["scope"] in ("patient", "records", "versions", "moved"), "scope"
    assert certificate["format"] == "lethe.certificate.v1" and certificate["issuer"] == vkey
    return certificate


def check_statement(certificate):
    ledger = certificate["ledger"]
    data = ledger["statement"].encode()
    statement = commitment.decode_statement(data)
    assert statement["kind"] == "erasure" and statement["shred"] == certificate["shred"]
    assert statement["controller"] == certificate["controller"]["id"]
    assert {name: statement[name] for name in ("records", "versions")} == certificate["erased"]
    terms = {"format": "lethe.terms.v1"} | {name: certificate[name] for name in TERMS}
    assert statement["terms"] == hashlib.sha256(commitment.canonical(terms)).hexdigest(), "another decision"
    assert 0 < statement["records"] <= statement["versions"]
    assert statement["origin"] == ledger["log_key"].split("+")[0]
    opening = commitment.decode_opening(bytes.fromhex(ledger["opening"]))
    entry = commitment.decode_commitment(bytes.fromhex(ledger["commitment"]))
    assert commitment.commit(data, opening) == entry, "the commitment is to something else"
    return entry, statement["at"]


def check_proof(proof, entry, vkey):
    upper, text, signature = proof.split("\n\n")
    first, index, *path = upper.split("\n")
    origin, size, root = text.split("\n")
    name, key_id, key = public_key(vkey)
    assert first == "c2sp.org/tlog-proof@v1" and index.startswith("index ") and origin == name
    signed = base64.b64decode(signature.removeprefix(f"\u2014 {name} ").removesuffix("\n"), validate=True)
    assert signed[:4].hex() == key_id
    key.verify(signed[4:], (text + "\n").encode())

    # RFC 9162 section 2.1.3.2
    fn, sn = int(index[6:]), int(size) - 1
    assert fn <= sn
    r = hashlib.sha256(b"\x00" + entry).digest()
    for p in (base64.b64decode(line, validate=True) for line in path):
        assert sn != 0
        if fn & 1 or fn == sn:
            r = hashlib.sha256(b"\x01" + p + r).digest()
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hashlib.sha256(b"\x01" + r + p).digest()
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0 and r == base64.b64decode(root), "the entry is not in the ledger"


def check_facts(certificate, stated):
    destruction = certificate["destruction"]
    places = [confirmation["place"] for confirmation in destruction["confirmations"]]
    assert 0 < len(places) == len(set(places)) <= destruction["places"]
    assert destruction.get("lost", 1) > 0
    if "needed" in destruction:
        assert 0 < destruction["needed"] <= len(places) and 2 * destruction["needed"] <= destruction["places"] + 1
    else:
        assert len(places) == destruction["places"]
    # Times of this form sort as text.
    closed, unreadable = certificate["closed_for_reading_since"], certificate["all_copies_unreadable_at"]
    issued = certificate["issued_at"]
    assert closed <= unreadable <= issued and closed <= stated <= issued
    assert all(closed <= confirmation["at"] <= unreadable for confirmation in destruction["confirmations"])


def main(path, certificate_key, log_key):
    certificate = read_envelope(Path(path).read_text(), certificate_key)
    assert certificate["ledger"]["log_key"] == log_key
    entry, stated = check_statement(certificate)
    check_proof(certificate["ledger"]["proof"], entry, log_key)
    check_facts(certificate, stated)
    print("valid")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
