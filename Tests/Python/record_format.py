#!/usr/bin/env python3
"""A second implementation of docs/formats/record.md, written from the specification.

`record_format.py DIR` opens every vector in DIR and compares it with what the vector expects.
It needs only the package `cryptography`.
"""

import hashlib
import hmac
import json
import pathlib
import sys
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NAME = "lethe.record.v1"
WRAP_LABEL = b"lethe.wrap.v1"
MAGIC = b"LETHEOBJ"
HEADER = 76
CHUNK = 65536
TAG = 16
KINDS = {"part": 1, "metadata": 2, "facts": 3}
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493


class Refused(Exception):
    """Input that the format refuses; the argument is the class of the refusal."""


def padded_size(size):
    if size <= 256:
        return 256
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def derive(record_key, salt, kind):
    """The chunk key and the key commitment of an object; kind is 'part 0', 'metadata' or 'facts'."""
    material = HKDF(SHA256(), 64, salt, f"{NAME} {kind}".encode()).derive(record_key)
    return material[:32], material[32:]


def additional_data(place):
    word, _, part = place["kind"].partition(" ")
    return (
        NAME.encode()
        + bytes([KINDS[word]])
        + uuid.UUID(place["controller"]).bytes
        + uuid.UUID(place["record"]).bytes
        + place["version"].to_bytes(4, "big")
        + int(part or 0).to_bytes(4, "big")
    )


def nonce(index, final):
    return index.to_bytes(11, "big") + bytes([1 if final else 0])


def header(place, salt, commitment):
    return MAGIC + bytes([1, KINDS[place["kind"].split()[0]], 0, 0]) + salt + commitment


def seal(content, record_key, salt, place):
    return seal_padded(content + bytes(padded_size(len(content)) - len(content)), record_key, salt, place)


def seal_padded(padded, record_key, salt, place):
    """Seals what is already padded; with wrong padding it makes objects that must be refused."""
    key, commitment = derive(record_key, salt, place["kind"])
    chunks = [padded[start : start + CHUNK] for start in range(0, len(padded), CHUNK)]
    sealed = [
        AESGCM(key).encrypt(nonce(index, index == len(chunks) - 1), chunk, additional_data(place))
        for index, chunk in enumerate(chunks)
    ]
    return header(place, salt, commitment) + b"".join(sealed)


def open_object(sealed, record_key, place, content_size):
    """The content; without a content size (metadata, facts) it ends at the last byte that is not zero."""
    if len(sealed) < HEADER or sealed[:8] != MAGIC:
        raise Refused("header")
    if sealed[8] != 1 or sealed[9] != KINDS[place["kind"].split()[0]] or sealed[10:12] != b"\0\0":
        raise Refused("header")
    body = sealed[HEADER:]
    chunks = [body[start : start + CHUNK + TAG] for start in range(0, len(body), CHUNK + TAG)]
    padded = len(body) - TAG * len(chunks)
    if padded < 256 or padded_size(padded) != padded or -(-padded // CHUNK) != len(chunks):
        raise Refused("size")
    key, commitment = derive(record_key, sealed[12:44], place["kind"])
    if not hmac.compare_digest(commitment, sealed[44:76]):
        raise Refused("wrongKey")
    if content_size is not None and (content_size < 0 or padded_size(content_size) != padded):
        raise Refused("content")
    content = b""
    for index, chunk in enumerate(chunks):
        try:
            number = nonce(index, index == len(chunks) - 1)
            content += AESGCM(key).decrypt(number, chunk, additional_data(place))
        except InvalidTag:
            raise Refused("authentication") from None
    if content_size is None:
        content_size = len(content.rstrip(b"\0"))
        if content_size == 0 or padded_size(content_size) != padded:
            raise Refused("content")
    if any(content[content_size:]):
        raise Refused("content")
    return content[:content_size]


def wrap(record_key, opening, wrap_key, number):
    return number + AESGCM(wrap_key).encrypt(number, record_key + opening, WRAP_LABEL)


def unwrap(wrapped, wrap_key):
    if len(wrapped) != 92:
        raise Refused("size")
    try:
        plaintext = AESGCM(wrap_key).decrypt(wrapped[:12], wrapped[12:], WRAP_LABEL)
    except InvalidTag:
        raise Refused("authentication") from None
    if not 0 < int.from_bytes(plaintext[32:], "little") < GROUP_ORDER:
        raise Refused("opening")
    return plaintext[:32], plaintext[32:]


def pattern(size):
    """Content that vectors describe instead of carrying it."""
    return bytes((index * 167 + (index >> 8)) & 255 for index in range(size))


def vector_bytes(value, folder):
    """The bytes that a vector's description stands for."""
    if "hex" in value:
        data = bytes.fromhex(value["hex"])
    elif "file" in value:
        data = (folder / value["file"]).read_bytes()
    else:
        data = pattern(value["pattern"])
    for edit in value.get("edits", []):
        if "truncate" in edit:
            data = data[: edit["truncate"]]
        elif "append" in edit:
            data = data + bytes.fromhex(edit["append"])
        elif "xor" in edit:
            offset, mask = edit["xor"]
            data = data[:offset] + bytes([data[offset] ^ mask]) + data[offset + 1 :]
        elif "chunks" in edit:
            body = data[HEADER:]
            chunks = [body[start : start + CHUNK + TAG] for start in range(0, len(body), CHUNK + TAG)]
            data = data[:HEADER] + b"".join(chunks[index] for index in edit["chunks"])
        else:
            raise ValueError(f"unknown edit {edit}")
    return data


def check(vector, folder):
    """What became of the vector: 'success' or the class of the refusal."""
    try:
        if "wrapped" in vector:
            key, opening = unwrap(bytes.fromhex(vector["wrapped"]), bytes.fromhex(vector["wrapKey"]))
            good = key.hex() == vector["recordKey"] and opening.hex() == vector["opening"]
        else:
            sealed = vector_bytes(vector["sealed"], folder)
            content = open_object(sealed, bytes.fromhex(vector["recordKey"]), vector, vector["contentSize"])
            good = content == vector_bytes(vector["content"], folder)
            good = good and hashlib.sha256(content).hexdigest() == vector["sha256"]
        return "success" if good else "wrong content"
    except Refused as refusal:
        return refusal.args[0]


def main(folder):
    paths = sorted(folder.glob("*.json"))
    failed = 0
    for path in paths:
        vector = json.loads(path.read_text())
        outcome = check(vector, folder)
        if outcome != vector["expect"]:
            failed += 1
            print(f"{path.name}: expected {vector['expect']}, was {outcome}")
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
