#!/usr/bin/env python3
"""Writes Tests/Vectors/record and Tests/Vectors/commitment again, always the same bytes.

It needs the packages `cryptography` and `oblivious`. Every key here is public: the SHA-256 of its name.
"""

import hashlib
import json
import pathlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

import commitment
import record_format as rf

ROOT = pathlib.Path(__file__).parent.parent / "Vectors"
CONTROLLER = "0e0f0a4e-6f1c-4d53-9c6a-0d1f7f5f9a01"
RECORD = "5d2b8c1e-93a7-4f0e-8f64-2b7f3c9d1e02"


def random(name, size=32):
    return hashlib.shake_256(f"lethe vector {name}".encode()).digest(size)


def place(**changes):
    return {"controller": CONTROLLER, "record": RECORD, "version": 1, "kind": "part 0"} | changes


def write(folder, name, comment, expect, members):
    vector = {"comment": comment, "expect": expect} | members
    (ROOT / folder / f"{name}.json").write_text(json.dumps(vector, indent=2, ensure_ascii=False) + "\n")


class Record:
    """Writes the vectors of the record format."""

    def __init__(self):
        self.key = random("record key")

    def sealed(self, content, where=None, name="salt", key=None):
        return rf.seal(content, key or self.key, random(name), where or place())

    def write(self, name, comment, expect, sealed, where=None, key=None, size=None, content=None):
        """`sealed` is bytes or a description of them."""
        if isinstance(sealed, bytes):
            sealed = {"hex": sealed.hex()}
        members = (where or place()) | {"recordKey": (key or self.key).hex(), "contentSize": size}
        members["sealed"] = sealed
        if expect == "success":
            members["content"] = content
            members["sha256"] = hashlib.sha256(rf.vector_bytes(content, ROOT / "record")).hexdigest()
        outcome = rf.check({"expect": expect} | members, ROOT / "record")
        assert outcome == expect, (name, outcome)
        write("record", name, comment, expect, members)

    def whole(self):
        for size in [0, 1, 255, 256, 257, 1000]:
            content = rf.pattern(size)
            self.write(
                f"part-{size}", f"a part of {size} bytes", "success", self.sealed(content),
                size=size, content={"hex": content.hex()},
            )
        for name, size in [("one-chunk", 65536), ("two-chunks", 65537), ("three-chunks", 131073)]:
            (ROOT / "record" / f"{name}.sealed").write_bytes(self.sealed(rf.pattern(size)))
            self.write(
                name, f"a part of {size} bytes, sealed in {name}.sealed", "success",
                {"file": f"{name}.sealed"}, size=size, content={"pattern": size},
            )
        text = '{"format":"example","name":"Müller-Łuczak 山田"}'.encode()
        for kind in ["metadata", "facts"]:
            where = place(kind=kind, version=2147483647)
            self.write(
                kind, f"{kind} carry no size; they end at the last byte that is not zero", "success",
                self.sealed(text, where), where=where, content={"hex": text.hex()},
            )
        where = place(kind="part 4294967295")
        self.write(
            "part-last", "the largest part number", "success", self.sealed(b"x", where), where=where,
            size=1, content={"hex": "78"},
        )

    def headers(self):
        good = self.sealed(b"abc")
        for name, offset, comment in [
            ("magic", 0, "the magic is another"), ("format", 8, "the format version is not known"),
            ("kind", 9, "the kind byte is not the kind expected"),
            ("reserved-1", 10, "the first reserved byte is not zero"),
            ("reserved-2", 11, "the second reserved byte is not zero"),
        ]:
            bad = {"hex": good.hex(), "edits": [{"xor": [offset, 1]}]}
            self.write(f"header-{name}", comment, "header", bad, size=3)
        self.write("header-empty", "nothing at all", "header", b"", size=0)
        self.write("header-short", "cut inside the header", "header", good[:75], size=3)
        for name, offset in [("salt-first", 12), ("salt-last", 43), ("commitment-first", 44), ("commitment-last", 75)]:
            bad = {"hex": good.hex(), "edits": [{"xor": [offset, 0x80]}]}
            self.write(f"key-{name}", "a bit of the salt or of the key commitment is flipped", "wrongKey", bad, size=3)

    def sizes(self):
        good = self.sealed(b"abc")
        self.write("size-header-only", "no chunk", "size", good[:76], size=3)
        self.write("size-tag-only", "a chunk that is only a tag", "size", good[:76] + good[-16:], size=3)
        self.write("truncated-byte", "the last byte is missing", "size", good[:-1], size=3)
        self.write("extended-byte", "a byte follows", "size", good + b"\0", size=3)
        three = {"file": "three-chunks.sealed"}
        cut = three | {"edits": [{"chunks": [0, 1]}]}
        self.write(
            "truncated-chunk", "the last chunk is missing; the metadata tell", "content", cut, size=131073)
        self.write(
            "truncated-chunk-hidden", "the last chunk is missing and the size is a lie: the new last chunk is not "
            "sealed as the last", "authentication", cut, size=131072)
        self.write(
            "truncated-to-one-chunk", "only the first chunk is left", "authentication",
            three | {"edits": [{"chunks": [0]}]}, size=65536)
        self.write(
            "truncated-in-chunk", "cut inside a chunk, to a size that could be", "authentication",
            three | {"edits": [{"truncate": 76 + 65552 + 2048 + 16}]}, size=65537)
        one = {"file": "one-chunk.sealed"}
        self.write(
            "extended-chunk", "the only chunk follows once more: it was sealed as the last", "authentication",
            one | {"edits": [{"chunks": [0, 0]}]}, size=131072)
        self.write("size-lie", "the metadata say another size", "content", good, size=257)

    def chunks(self):
        three = {"file": "three-chunks.sealed"}
        for name, order in [("reordered", [1, 0, 2]), ("repeated", [0, 0, 2]), ("shifted", [1, 1, 2])]:
            self.write(
                f"chunks-{name}", f"the chunks come as {order}", "authentication",
                three | {"edits": [{"chunks": order}]}, size=131073)
        for name, offset in [
            ("first", 76), ("first-tag", 76 + 65551), ("second", 76 + 65552), ("last", 76 + 2 * 65552),
            ("last-tag", 135259),
        ]:
            self.write(
                f"flipped-{name}", "one bit of a chunk is flipped", "authentication",
                three | {"edits": [{"xor": [offset, 1]}]}, size=131073)
        good, other = self.sealed(b"abc"), self.sealed(b"abc", name="other salt")
        self.write(
            "swapped-chunk", "the chunk of another object of the same version", "authentication",
            good[:76] + other[76:], size=3)
        key, value = rf.derive(self.key, random("salt"), "part 0")
        chunk = rf.AESGCM(key).encrypt(rf.nonce(0, False), b"abc" + bytes(253), rf.additional_data(place()))
        self.write(
            "last-not-marked", "the last chunk is not sealed as the last", "authentication",
            rf.header(place(), random("salt"), value) + chunk, size=3)

    def places(self):
        good = self.sealed(b"abc")
        changes = [
            ("controller", "authentication", {"controller": RECORD}), ("record", "authentication", {"record": CONTROLLER}),
            ("version", "authentication", {"version": 2}), ("part", "wrongKey", {"kind": "part 1"}),
            ("kind", "header", {"kind": "metadata"}),
        ]
        for name, expect, change in changes:
            self.write(
                f"wrong-{name}", f"opened as another {name}", expect, good, where=place(**change),
                size=None if name == "kind" else 3)
        self.write("wrong-key", "opened with another record key", "wrongKey", good, key=random("other key"), size=3)
        metadata = self.sealed(b"{}", place(kind="metadata"))
        disguised = metadata[:9] + b"\3" + metadata[10:]
        self.write(
            "wrong-kind-disguised", "metadata with the kind byte of facts", "wrongKey", disguised,
            where=place(kind="facts"))

    def padding(self):
        dirty = rf.seal_padded(b"abc" + bytes(252) + b"\1", self.key, random("salt"), place())
        self.write("padding-not-zero", "the padding is not zero", "content", dirty, size=3)
        where = place(kind="metadata")
        long = rf.seal_padded(b"{}" + bytes(1022), self.key, random("salt"), where)
        self.write("text-padded-too-long", "metadata padded more than the rule says", "content", long, where=where)
        self.write(
            "text-empty", "metadata without a byte", "content",
            rf.seal_padded(bytes(256), self.key, random("salt"), where), where=where)
        odd = rf.seal_padded(bytes(300), self.key, random("salt"), place())
        self.write("size-not-padded", "a size to which nothing is padded", "size", odd, size=300)

    def two_keys(self):
        """One ciphertext that AES-GCM opens under two keys; the key commitment tells which was meant."""
        first, second = self.key, random("second record key")
        salt, where = random("salt"), place()
        keys = [rf.derive(key, salt, where["kind"]) for key in (first, second)]
        data = rf.additional_data(where)
        body, plaintext = collide(keys[0][0], keys[1][0], rf.nonce(0, True), data, rf.pattern(256))
        for key, _ in keys:
            rf.AESGCM(key).decrypt(rf.nonce(0, True), body, data)
        for name, commitment_value in [("first", keys[0][1]), ("second", keys[1][1])]:
            sealed = rf.header(where, salt, commitment_value) + body
            for key_name, key in [("first", first), ("second", second)]:
                matches = name == key_name
                opened = rf.AESGCM(rf.derive(key, salt, where["kind"])[0]).decrypt(rf.nonce(0, True), body, data)
                self.write(
                    f"two-keys-committed-to-{name}-opened-with-{key_name}",
                    "crafted so that the chunk opens under two record keys; the header commits to one",
                    "success" if matches else "wrongKey", sealed, key=key, size=256,
                    content={"hex": opened.hex()},
                )

    def wrapping(self):
        key, opening, wrap_key = random("record key"), commitment_opening("wrap"), random("wrap key")
        good = rf.wrap(key, opening, wrap_key, random("nonce", 12))

        def one(name, comment, expect, wrapped, under=wrap_key):
            members = {"wrapKey": under.hex(), "wrapped": wrapped.hex()}
            if expect == "success":
                members |= {"recordKey": key.hex(), "opening": opening.hex()}
            assert rf.check({"expect": expect} | members, ROOT) == expect, name
            write("record", name, comment, expect, members)

        one("wrap", "record key and opening under a wrap key", "success", good)
        one("wrap-wrong-key", "another wrap key", "authentication", good, random("other wrap key"))
        for name, offset in [("nonce", 0), ("key", 12), ("opening", 44), ("tag", 91)]:
            bad = bytearray(good)
            bad[offset] ^= 1
            one(f"wrap-flipped-{name}", f"one bit of the {name} is flipped", "authentication", bytes(bad))
        one("wrap-short", "one byte is missing", "size", good[:-1])
        one("wrap-long", "one byte follows", "size", good + b"\0")
        order = commitment.GROUP_ORDER.to_bytes(32, "little")
        one(
            "wrap-opening-not-canonical", "the opening is the group order", "opening",
            rf.wrap(key, order, wrap_key, random("nonce", 12)))


def multiply(a, b):
    """The product in the field of GCM; the first bit is the highest."""
    product = 0
    for index in range(127, -1, -1):
        if b >> index & 1:
            product ^= a
        a = a >> 1 ^ (0xE1 << 120 if a & 1 else 0)
    return product


def power(a, exponent):
    result = 1 << 127
    while exponent:
        if exponent & 1:
            result = multiply(result, a)
        a, exponent = multiply(a, a), exponent >> 1
    return result


def block_cipher(key, block):
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return int.from_bytes(encryptor.update(block), "big")


def blocks(data):
    data += bytes(-len(data) % 16)
    return [int.from_bytes(data[start : start + 16], "big") for start in range(0, len(data), 16)]


def collide(first, second, number, data, plaintext):
    """A sealed chunk that opens under both keys, and its plaintext under the first.

    Both tags are sums over the ciphertext blocks with known factors, so one free block makes them equal
    (Grubbs, Lu, Ristenpart, CRYPTO 2017; Len, Grubbs, Ristenpart, USENIX Security 2021).
    """
    ciphertext = bytearray(rf.AESGCM(first).encrypt(number, plaintext, data)[: len(plaintext)])
    free = len(ciphertext) // 16 - 1
    ciphertext[16 * free :] = bytes(16)
    lengths = (len(data) * 8).to_bytes(8, "big") + (len(ciphertext) * 8).to_bytes(8, "big")
    sequence = blocks(data) + blocks(bytes(ciphertext)) + blocks(lengths)
    difference, factor = 0, 0
    for key in (first, second):
        hash_key = block_cipher(key, bytes(16))
        tag = block_cipher(key, number + b"\0\0\0\1")
        for index, block in enumerate(sequence):
            tag ^= multiply(block, power(hash_key, len(sequence) - index))
        difference ^= tag
        factor ^= power(hash_key, 2)
    block = multiply(difference, power(factor, 2**128 - 2))
    ciphertext[16 * free :] = block.to_bytes(16, "big")
    # The tag under the first key, worked out by sealing what this ciphertext decrypts to.
    stream = Cipher(algorithms.AES(first), modes.CTR(number + b"\0\0\0\2")).decryptor()
    opened = stream.update(bytes(ciphertext))
    return rf.AESGCM(first).encrypt(number, opened, data), opened


def commitment_opening(name):
    wide = int.from_bytes(random(f"opening {name}", 64), "little")
    return (wide % commitment.GROUP_ORDER).to_bytes(32, "little")


def canonical(members):
    return commitment.canonical(members).decode()


def commitments():
    def one(name, comment, expect, members):
        assert commitment.check({"expect": expect} | members) == expect, name
        write("commitment", name, comment, expect, members)

    common = {"format": "lethe.statement.v1", "origin": "example.org/lethe/1", "controller": CONTROLLER}
    common |= {"at": "2026-11-22T14:03:00Z"}
    part = {"size": 5, "sha256": hashlib.sha256(b"hello").hexdigest()}
    first = canonical(common | {"kind": "record", "record": RECORD, "version": 1, "parts": [part]})
    before = commitment.commit(first.encode(), commitment_opening("first"))
    second = {"kind": "record", "record": RECORD, "version": 2, "parts": [part, part], "previous": before.hex()}
    terms = {"format": "lethe.terms.v1", "scope": "patient", "ground": "Art 17(1)(b) GDPR, Löschung \"auf Antrag\""}
    terms |= {"approvers": ["Dr. Änne Müller", "José Núñez"], "closed_for_reading_since": "2026-11-22T14:03:00Z"}
    terms |= {"rulebook": {"name": "Rules of 1 Nov 2026", "digest": random("rulebook").hex()}}
    erasure = {"kind": "erasure", "shred": CONTROLLER, "records": 3, "versions": 7, "annex": random("annex").hex()}
    erasure |= {"terms": hashlib.sha256(canonical(terms).encode()).hexdigest()}
    rulebook = {"kind": "rulebook", "digest": random("rulebook").hex(), "active_from": "2027-01-01"}
    signed = rulebook | {"author": RECORD, "approver": CONTROLLER}
    entries = [commitment.commit(first.encode(), commitment_opening(str(number))).hex() for number in range(3)]
    wrong = [{"version": number + 1, "commitment": entry} for number, entry in enumerate(entries)]
    rectification = {"kind": "rectification", "record": RECORD, "corrected": wrong[:2], "correction": wrong[2]}
    rectification |= {"outcome": "overwrite_ok", "rulebook": random("rulebook").hex(), "ground": "Art 16 GDPR, „falsch“"}
    reconciliation = {"kind": "reconciliation", "known_entries": 32, "entries": 80, "unexplained": 45, "erasures": 2}
    arrived = [{"record": RECORD} | version for version in wrong[:2]]
    move = {"kind": "move", "shred": CONTROLLER, "by": "Dr. Änne Müller", "rulebook": random("rulebook").hex()}
    move |= {"ground": "Art 5(1)(d), 16 GDPR"}
    merge = {"kind": "merge", "outcome": "merged", "by": "Dr. Änne Müller", "reason": "registered twice"}
    umlaut = {"kind": "record", "record": RECORD, "version": 1, "parts": [], "origin": "klinik.example/Gedächtnis 1"}
    statements = {
        "record": first, "amendment": canonical(common | second), "erasure": canonical(common | erasure),
        "origin-not-ascii": canonical(common | umlaut), "rulebook": canonical(common | signed),
        "rulebook-unsigned": canonical(common | rulebook), "rectification": canonical(common | rectification),
        "merge": canonical(common | merge), "merge-separated": canonical(common | merge | {"outcome": "separated"}),
        "move-left": canonical(common | move | {"left": 2}), "move-arrived": canonical(common | move | {"arrived": arrived}),
        "rectification-addendum": canonical(common | rectification | {"outcome": "addendum", "corrected": [wrong[1]]}),
        "reconciliation": canonical(common | reconciliation),
    }
    one("generator", "H, the second generator", "success", {"generator": commitment.generator().hex()})
    for name, statement in statements.items():
        opening = commitment_opening(name)
        made = commitment.commit(statement.encode(), opening)
        members = {"statement": statement, "opening": opening.hex(), "commitment": made.hex()}
        if name == "erasure":
            members = {"terms": canonical(terms)} | members
        one(name, "opens", "success", members)
    good = {"statement": first, "opening": commitment_opening("record").hex()}
    good["commitment"] = commitment.commit(first.encode(), commitment_opening("record")).hex()
    one("other-statement", "another statement", "mismatch", good | {"statement": statements["amendment"]})
    one("other-opening", "another opening", "mismatch", good | {"opening": commitment_opening("x").hex()})
    changes = {
        "scope": "records", "ground": "Art 17(1)(d) GDPR", "approvers": terms["approvers"][:1],
        "rulebook": terms["rulebook"] | {"name": "Rules of 2 Nov 2026"}, "closed_for_reading_since": "2026-11-22T14:02:59Z",
    }
    for name, change in changes.items():
        one(f"other-terms-{name}", "terms that the statement does not bind", "mismatch",
            {"terms": canonical(terms | {name: change}), "statement": statements["erasure"]})
    one("other-commitment", "another commitment", "mismatch", good | {"commitment": before.hex()})
    largest = (commitment.GROUP_ORDER - 1).to_bytes(32, "little")
    members = {"statement": first, "opening": largest.hex()}
    one("opening-largest", "the largest scalar", "success",
        members | {"commitment": commitment.commit(first.encode(), largest).hex()})
    openings = {
        "opening-zero": 0, "opening-order": commitment.GROUP_ORDER, "opening-order-more": commitment.GROUP_ORDER + 1,
        "opening-high-bit": 1 << 255 | 5,
    }
    for name, value in openings.items():
        one(name, "not a canonical opening", "opening", {"opening": value.to_bytes(32, "little").hex()})
    one("opening-short", "31 bytes", "opening", {"opening": bytes(range(1, 32)).hex()})
    value = int.from_bytes(before, "little")
    not_square = next(
        candidate for candidate in range(2, 1000, 2)
        if commitment.ge25519_p3.from_bytes_ristretto255(candidate.to_bytes(32, "little")) is None
    )
    encodings = {
        "commitment-identity": (0, "the identity"), "commitment-odd": (1, "a negative number"),
        "commitment-not-reduced": (commitment.FIELD_ORDER, "zero, spelt again"),
        "commitment-not-reduced-more": (2**255 - 1, "18, spelt again"),
        "commitment-high-bit": (value | 1 << 255, "a commitment with the highest bit set"),
        "commitment-negated": (commitment.FIELD_ORDER - value, "the negative of a commitment's number"),
        "commitment-not-on-curve": (not_square, "no group element has this encoding"),
    }
    for name, (number, comment) in encodings.items():
        one(name, comment, "commitment", {"commitment": number.to_bytes(32, "little").hex()})
    one("commitment-short", "31 bytes", "commitment", {"commitment": before[:31].hex()})
    one("commitment-long", "33 bytes", "commitment", {"commitment": (before + b"\0").hex()})
    spellings = {
        "blank": first + " ", "order": first.replace('{"at"', '{"z":1,"at"'), "kind": first.replace('"record"', '"rec"', 1),
        "format": first.replace("statement.v1", "statement.v2"), "version-zero": first.replace('"version":1', '"version":0'),
        "version-text": first.replace('"version":1', '"version":"1"'), "empty": "", "list": "[]",
        "upper-case-id": first.replace(CONTROLLER, CONTROLLER.upper()), "size-negative": first.replace('"size":5', '"size":-5'),
        "previous-missing": canonical(common | {k: v for k, v in second.items() if k != "previous"}),
        "previous-too-early": canonical(common | second | {"version": 1}),
        "previous-not-canonical": canonical(common | second | {"previous": "00" * 32}),
        "extra-member": canonical(common | erasure | {"patient": "x"}),
        "terms-missing": canonical(common | {k: v for k, v in erasure.items() if k != "terms"}),
        "terms-not-a-digest": canonical(common | erasure | {"terms": canonical(terms)}),
        "approver-missing": canonical(common | rulebook | {"author": RECORD}),
        "author-missing": canonical(common | rulebook | {"approver": RECORD}),
        "signers-null": canonical(common | rulebook | {"author": None, "approver": None}),
        "no-such-day": canonical(common | signed | {"active_from": "2027-02-29"}),
        "active-from-time": canonical(common | signed | {"active_from": "2027-01-01T00:00:00Z"}),
        "corrected-none": canonical(common | rectification | {"corrected": []}),
        "corrected-twice": canonical(common | rectification | {"corrected": [wrong[0], wrong[0]]}),
        "corrected-order": canonical(common | rectification | {"corrected": [wrong[1], wrong[0]]}),
        "corrected-newer": canonical(common | rectification | {"corrected": [wrong[2]], "correction": wrong[1]}),
        "corrected-not-canonical": canonical(common | rectification | {"corrected": [wrong[0] | {"commitment": "00" * 32}]}),
        "correction-member": canonical(common | rectification | {"correction": wrong[2] | {"sha256": "00" * 32}}),
        "outcome": canonical(common | rectification | {"outcome": "refuse_with_statement"}),
        "ground-missing": canonical(common | {k: v for k, v in rectification.items() if k != "ground"}),
        "unexplained-too-many": canonical(common | reconciliation | {"unexplained": 49}),
        "erasures-missing": canonical(common | {k: v for k, v in reconciliation.items() if k != "erasures"}),
        "merge-outcome": canonical(common | merge | {"outcome": "moved"}),
        "merge-other": canonical(common | merge | {"patient": CONTROLLER}),
        "move-none": canonical(common | move | {"arrived": []}), "move-left-none": canonical(common | move | {"left": 0}),
        "move-order": canonical(common | move | {"arrived": arrived[::-1]}),
        "move-twice": canonical(common | move | {"arrived": [arrived[0], arrived[0]]}),
        "move-both": canonical(common | move | {"arrived": arrived, "left": 2}), "move-neither": canonical(common | move),
        "move-patient": canonical(common | move | {"left": 2, "patient": CONTROLLER}),
        "float": first.replace('"version":1', '"version":1.0'),
    }
    for name, text in spellings.items():
        one(f"statement-{name}", "not a canonical statement of a known kind", "statement", {"statement": text})
    spellings = {
        "extra-member": canonical(terms | {"patient": "x"}), "format": canonical(terms | {"format": "lethe.terms.v2"}),
        "ground-missing": canonical({k: v for k, v in terms.items() if k != "ground"}), "blank": canonical(terms) + " ",
        "approvers-text": canonical(terms | {"approvers": "Dr. Änne Müller"}),
        "rulebook-text": canonical(terms | {"rulebook": "Rules of 1 Nov 2026"}),
    }
    for name, text in spellings.items():
        one(f"terms-{name}", "not canonical terms", "statement", {"terms": text})


def main():
    for folder in ("record", "commitment"):
        (ROOT / folder).mkdir(parents=True, exist_ok=True)
        for path in (ROOT / folder).iterdir():
            path.unlink()
    record = Record()
    for group in (record.whole, record.headers, record.sizes, record.chunks, record.places, record.padding,
                  record.two_keys, record.wrapping):
        group()
    commitments()


if __name__ == "__main__":
    main()
