#!/usr/bin/env python3
"""Asks Cedar and Rego what Lethe was asked, and says how long each took.

    decide.py < questions.json > times.json

Input: {"questions": [{"facts": {...}, "outcome": "permit"}, ...], "rounds": 5}. Every
answer is compared with Lethe's before anything is timed: Rego gives the outcome itself,
Cedar knows only Allow and Deny. Times are nanoseconds for one decision, the median of the
rounds, in this process with the policies parsed beforehand. The calls go through Python,
as the libraries offer them; where a library says what it took inside, that is given too.
A peer that cannot be asked is there all the same, with the reason.
"""

import json
import sys
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
QUESTIONS = json.load(sys.stdin)
ASKED = QUESTIONS["questions"]
ROUNDS = QUESTIONS["rounds"]


def timed(ask):
    """The median time of a round, by question."""
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter_ns()
        ask()
        times.append(time.perf_counter_ns() - begin)
    return median(times) / len(ASKED)


def compare(name, answers, expected):
    """Stops when a peer answers something else."""
    for question, answer, wanted in zip(ASKED, answers, expected, strict=True):
        if answer != wanted:
            raise ValueError(f"{name} says {answer}, Lethe {wanted}, of {question['facts']}")


def cedar():
    import cedarpy
    from importlib.metadata import version

    policies = cedarpy.PolicySet.from_str((HERE / "disclose.cedar").read_text())
    entities = cedarpy.Entities.from_json_str("[]")
    requests = [
        {
            "principal": 'User::"asking"',
            "action": 'Action::"disclose"',
            "resource": 'Record::"asked"',
            # As text: the library would write a dictionary as text each time.
            "context": json.dumps(question["facts"]),
        }
        for question in ASKED
    ]
    results = cedarpy.is_authorized_batch(requests, policies, entities)
    for result in results:
        if result.diagnostics.errors:
            raise ValueError(f"Cedar: {result.diagnostics.errors[0]}")
    allowed = ["permit" in question["outcome"] for question in ASKED]
    compare("Cedar", [result.allowed for result in results], allowed)
    # The library counts whole microseconds, rounded down.
    inside = sum(result.metrics["authz_duration_micros"] for result in results) * 1000 / len(ASKED)
    one_by_one = timed(
        lambda: [cedarpy.is_authorized(request, policies, entities).allowed for request in requests]
    )
    batch = timed(lambda: cedarpy.is_authorized_batch(requests, policies, entities))
    return {
        "version": f"cedarpy {version('cedarpy')}",
        "times": {"one by one": one_by_one, "as a batch": batch, "inside alone": inside},
    }


def rego():
    import regopy
    from importlib.metadata import version

    # The module is compiled once, to a bundle, as for a server that decides all day.
    compiler = regopy.Interpreter()
    compiler.add_module("disclose.rego", (HERE / "disclose.rego").read_text())
    bundle = compiler.build(None, ["disclose/outcome"])
    interpreter = regopy.Interpreter()
    inputs = [question["facts"] for question in ASKED]

    def ask(facts):
        interpreter.set_input(facts)
        return interpreter.query_bundle_entrypoint(bundle, "disclose/outcome")[0][0]

    compare("Rego", [ask(facts) for facts in inputs], [question["outcome"] for question in ASKED])
    return {
        "version": f"regopy {version('regopy')} (rego-cpp)",
        "times": {"one by one": timed(lambda: [ask(facts) for facts in inputs])},
    }


def answer(peer):
    """What a peer took, or why it could not be asked; a wrong answer is not forgiven."""
    try:
        return peer()
    except (ImportError, OSError) as error:
        return {"missing": str(error)}


print(json.dumps({"cedar": answer(cedar), "rego": answer(rego)}))
