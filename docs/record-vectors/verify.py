"""Checks a chain of commits with nothing but the Python standard library.

    python3 verify.py chain.json

A second implementation of docs/record.md, written against that page. Prints one line and exits 0 only if
everything holds. Numbers that are not whole are refused: RFC 8785 writes them as JavaScript does, and this
short program does not imitate that.
"""

import hashlib
import json
import re
import sys

ZEROS = "0" * 64
HEX = {32: re.compile(r"[0-9a-f]{32}\Z"), 64: re.compile(r"[0-9a-f]{64}\Z")}
NAMES = {"v", "alg", "stream", "seq", "at", "prev", "events", "head"}


class Broken(Exception):
    pass


def canonical(value):
    """RFC 8785: names in the order of their UTF-16 code units, no spaces, no escapes but the needed ones."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, float):
        raise Broken("a number that is not whole")
    return json.dumps(value, ensure_ascii=False)


def sha256(value):
    return hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()


def need(holds, place):
    if not holds:
        raise Broken(place)


def is_hex(text, digits):
    return isinstance(text, str) and HEX[digits].match(text) is not None


def digest(name, field, place):
    if set(field) == {"d"}:
        need(is_hex(field["d"], 64), place + "/d")
        return field["d"]
    need(set(field) == {"s", "v"}, place)
    need(is_hex(field["s"], 32), place + "/s")
    return sha256(["field", "sha256", name, field["s"], field["v"]])


def leaf(event, place):
    if set(event) == {"leaf"}:
        need(is_hex(event["leaf"], 64), place + "/leaf")
        return event["leaf"]
    need(set(event) == {"fields"}, place)
    fields = event["fields"]
    names = sorted(fields, key=lambda name: name.encode("utf-16-be"))
    return sha256(["leaf", "sha256", [[n, digest(n, fields[n], f"{place}/fields/{n}")] for n in names]])


def verify(commits):
    prev, at, stream = ZEROS, 0, None
    for number, commit in enumerate(commits, 1):
        need(set(commit) == NAMES and commit["v"] == 1 and commit["alg"] == "sha256", f"{number}: form")
        stream = commit["stream"] if stream is None else stream
        need(commit["stream"] == stream, f"{number}: stream")
        need(commit["seq"] == number, f"{number}: seq")
        need(isinstance(commit["at"], int) and commit["at"] >= at, f"{number}: at")
        need(commit["prev"] == prev, f"{number}: prev")
        leaves = [leaf(event, f"{number}: events/{i}") for i, event in enumerate(commit["events"])]
        need(len(leaves) > 0, f"{number}: events")
        head = sha256(["commit", "sha256", stream, number, commit["at"], prev, len(leaves), leaves])
        need(commit["head"] == head, f"{number}: head")
        prev, at = head, commit["at"]
    return prev


def code(head):
    digits = head[:32].upper()
    return " ".join(digits[i : i + 4] for i in range(0, 32, 4))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        chain = json.load(file)
    try:
        last = verify(chain)
    except Broken as broken:
        sys.exit(f"broken at {broken}")
    print(f"{len(chain)} commits hold; head code {code(last)}")
