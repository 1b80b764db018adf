#!/usr/bin/env python3
"""Seals documents with Tink's envelope encryption, and says how long each took.

    envelope.py < sheet.json > times.json

Input: {"sizes": [4096, ...], "rounds": 200}. Each document is sealed under a fresh AES-256-GCM key,
which is wrapped under one AES-256-GCM key in this process: what a key service would do is free here.
Times are nanoseconds for one document, medians of the rounds; Tink is C++, called through Python. A
peer that cannot be asked is there all the same, with the reason.
"""

import json
import os
import sys
import time
from statistics import median

SHEET = json.load(sys.stdin)


def envelope():
    import tink
    from importlib.metadata import version
    from tink import aead

    aead.register()
    template = aead.aead_key_templates.AES256_GCM
    remote = tink.new_keyset_handle(template).primitive(aead.Aead)
    primitive = aead.KmsEnvelopeAead(template, remote)
    times = {}
    for size in SHEET["sizes"]:
        document, bound = os.urandom(size), b"vault, controller, record, version"
        sealing, opening = [], []
        for _ in range(SHEET["rounds"]):
            begin = time.perf_counter_ns()
            sealed = primitive.encrypt(document, bound)
            middle = time.perf_counter_ns()
            opened = primitive.decrypt(sealed, bound)
            opening.append(time.perf_counter_ns() - middle)
            sealing.append(middle - begin)
            if opened != document:
                raise ValueError("Tink gives back something else")
        times[size] = {"seal": median(sealing), "open": median(opening)}
    return {"version": f"Tink {version('tink')}", "times": times}


try:
    answer = envelope()
except ImportError as reason:
    answer = {"missing": str(reason)}
json.dump(answer, sys.stdout)
