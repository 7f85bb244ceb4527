"""Computes a draw again with nothing but the Python standard library.

    python3 verify.py draw-county.json

A second implementation of docs/draw.md §§3-8, written against that page. Takes a transcript, or a file that holds one
as `transcript`; several files too. Prints a line for each and exits 0 only if all hold. The form (§2) is not checked here.
"""

import hashlib
import hmac
import itertools
import json
import math
import sys
from fractions import Fraction


class Wrong(Exception):
    pass


def need(holds, what):
    if not holds:
        raise Wrong(what)


def canonical(value):
    """RFC 8785: names in the order of their UTF-16 code units, no spaces, no escapes but the needed ones."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def sha256(data):
    return hashlib.sha256(data).digest()


def sha256_of(value):
    return sha256(canonical(value).encode())


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


class Numbers:
    """§5: bytes from a seed and a label; below(m) is uniform."""

    def __init__(self, seed, label):
        blocks = (mac(seed, f"{label}/{i}".encode() + b"\x01") for i in itertools.count())
        self.bytes = itertools.chain.from_iterable(blocks)

    def below(self, m):
        k = max(1, ((m - 1).bit_length() + 7) // 8)
        while True:
            x = int.from_bytes(bytes(itertools.islice(self.bytes, k)), "big")
            if x < 256**k - 256**k % m:
                return x % m


def kind_of(candidate):
    return "standing" if candidate["standing"] else "adhoc"


def weight_of(candidate):
    return min(Fraction(2), max(Fraction(1, 2), Fraction(candidate["weight"])))


def bases(rules, eligible):
    found = {}
    for kind in rules["kinds"]:
        own = [c for c in eligible if kind_of(c) == kind["kind"]]
        free = [c for c in own if not c.get("recommended")]
        left = kind["seats"] - (len(own) - len(free))
        if left > 0:
            total = sum(weight_of(c) for c in free)
            found.update({c["no"]: left * weight_of(c) / total for c in free})
    return found


def water_filling(rules, eligible):
    """§3: raises the common level until everybody is settled."""
    base = bases(rules, eligible)
    seats = {kind["kind"]: kind["seats"] for kind in rules["kinds"]}
    cap = rules["groupCap"]
    settled = {c["no"]: Fraction(1) for c in eligible if c.get("recommended")}
    people = [c for c in eligible if c["no"] in base or c["no"] in settled]
    groups = {}
    for c in people:
        groups.setdefault(c["group"], []).append(c)
    sets = [set(s) for n in range(len(seats) + 1) for s in itertools.combinations(seats, n)]
    rising = set(base)

    def low(members, chosen, t):
        return sum(settled.get(c["no"], base.get(c["no"], 0) * t) for c in members if kind_of(c) not in chosen)

    def high(members, chosen):
        return sum(settled.get(c["no"], Fraction(1)) for c in members if kind_of(c) in chosen)

    def room(chosen, t):
        return sum(min(cap - low(m, chosen, t), high(m, chosen)) for m in groups.values())

    def slope(chosen, t):
        """How fast room falls at t: the rising bases outside the set in groups whose cap decides."""
        return sum(
            base[c["no"]]
            for m in groups.values()
            if cap - low(m, chosen, t) <= high(m, chosen)
            for c in m
            if kind_of(c) not in chosen and c["no"] in rising
        )

    while rising:
        t = min(1 / base[no] for no in rising)
        for kind, count in seats.items():
            own = [c["no"] for c in people if kind_of(c) == kind]
            rate = sum(base[no] for no in own if no in rising)
            if rate:
                t = min(t, (count - sum(settled.get(no, 0) for no in own)) / rate)
        for chosen in sets:
            wanted = sum(seats[kind] for kind in chosen)
            while room(chosen, t) < wanted:
                t -= (wanted - room(chosen, t)) / slope(chosen, t)
        stop = {no for no in rising if base[no] * t == 1}
        for kind, count in seats.items():
            own = [c["no"] for c in people if kind_of(c) == kind]
            if sum(settled.get(no, base.get(no, 0) * t) for no in own) == count:
                stop |= rising & set(own)
        for chosen in sets:
            if room(chosen, t) == sum(seats[kind] for kind in chosen):
                for m in groups.values():
                    if cap - low(m, chosen, t) <= high(m, chosen):
                        stop |= rising & {c["no"] for c in m if kind_of(c) not in chosen}
        need(stop, "chances: nobody settles")
        settled.update({no: base[no] * t for no in stop})
        rising -= stop
    return settled


def strata_of(rules, eligible):
    base = bases(rules, eligible)
    strata = {}
    for c in eligible:
        if c["no"] in base or c.get("recommended"):
            key = (kind_of(c), c["group"], weight_of(c), tuple(c["counts"]), c.get("recommended", False))
            strata.setdefault(key, []).append(c)
    return {members[0]["no"]: members for members in strata.values()}


def check_portfolio(rules, eligible, portfolio):
    """§6.2: order, shares, and that every composition keeps the rules."""
    strata = strata_of(rules, eligible)
    order = [[(m["stratum"], -m["seats"]) for m in one["members"]] for one in portfolio]
    need(all(a < b for a, b in zip(order, order[1:])), "portfolio: order")
    need(sum(Fraction(one["share"]) for one in portfolio) == 1, "portfolio: shares")
    for i, one in enumerate(portfolio):
        need(Fraction(one["share"]) > 0, f"portfolio/{i}/share")
        numbers = [m["stratum"] for m in one["members"]]
        need(numbers == sorted(set(numbers)) and set(numbers) <= set(strata), f"portfolio/{i}/members")
        taken = [(strata[m["stratum"]][0], m["seats"]) for m in one["members"]]
        for (first, seats), m in zip(taken, one["members"]):
            need(1 <= seats <= len(strata[m["stratum"]]), f"portfolio/{i}/members")

        def count(matches):
            return sum(seats for first, seats in taken if matches(first))

        for kind in rules["kinds"]:
            need(count(lambda c: kind_of(c) == kind["kind"]) == kind["seats"], f"portfolio/{i}: {kind['kind']}")
        for group in {first["group"] for first, _ in taken}:
            need(count(lambda c: c["group"] == group) <= rules["groupCap"], f"portfolio/{i}: {group}")
        for quota in rules["quotas"]:
            found = count(lambda c: quota["id"] in c["counts"])
            need(quota["min"] <= found, f"portfolio/{i}: {quota['id']}")
            need(quota["max"] is None or found <= quota["max"], f"portfolio/{i}: {quota['id']}")
        need(count(lambda c: c.get("recommended")) == sum(1 for c in eligible if c.get("recommended")), f"portfolio/{i}")
    return strata


def portfolio_chances(strata, portfolio):
    found = {}
    for one in portfolio:
        for m in one["members"]:
            people = strata[m["stratum"]]
            for c in people:
                found[c["no"]] = found.get(c["no"], 0) + Fraction(one["share"]) * m["seats"] / len(people)
    return found


def draw_portfolio(strata, portfolio, numbers):
    whole = math.lcm(*(Fraction(one["share"]).denominator for one in portfolio))
    z, run = numbers.below(whole), 0
    for one in portfolio:
        run += int(Fraction(one["share"]) * whole)
        if run > z:
            break
    drawn = []
    for m in one["members"]:
        left = [c["no"] for c in strata[m["stratum"]]]
        for _ in range(m["seats"]):
            drawn.append(left.pop(numbers.below(len(left))))
    return drawn


def round_dependently(eligible, chances, numbers):
    """§6.1."""
    whole = math.lcm(1, *(chances[c["no"]].denominator for c in eligible))
    x = {c["no"]: int(chances[c["no"]] * whole) for c in eligible}
    ends = {c["no"]: (("kind", kind_of(c)), ("group", c["group"])) for c in eligible}

    def is_open(no):
        return 0 < x[no] < whole

    def step(walk):
        a, b = walk[0::2], walk[1::2]
        alpha = min([whole - x[no] for no in a] + [x[no] for no in b])
        beta = min([x[no] for no in a] + [whole - x[no] for no in b])
        shift = alpha if numbers.below(alpha + beta) < beta else -beta
        for no in a:
            x[no] += shift
        for no in b:
            x[no] -= shift

    remembered = {}
    for no in [c["no"] for c in eligible if is_open(c["no"])]:
        earlier = remembered.pop(ends[no], None)
        if earlier is not None:
            step([earlier, no])
        left = [one for one in (no, earlier) if one is not None and is_open(one)]
        if left:
            remembered[ends[no]] = left[0]

    def other(no, node):
        return ends[no][1] if node == ends[no][0] else ends[no][0]

    def lengthen(path, node):
        """From the node the path begins at; returns (closed, walk, node at the end)."""
        met, walk = {node: 0}, list(path)
        for i, no in enumerate(walk):
            node = other(no, node)
            met[node] = i + 1
        while True:
            free = [no for no in sorted(x) if is_open(no) and node in ends[no] and no not in walk]
            if not free:
                return False, walk, node
            walk.append(free[0])
            node = other(free[0], node)
            if node in met:
                return True, walk[met[node]:], node
            met[node] = len(walk)

    while True:
        first = next((no for no in sorted(x) if is_open(no)), None)
        if first is None:
            return [no for no in sorted(x) if x[no] == whole]
        closed, walk, end = lengthen([first], ends[first][0])
        step(walk if closed else lengthen(walk[::-1], end)[1])


def shuffle(numbers, rest):
    order = sorted(rest)
    for i in range(len(order) - 1, 0, -1):
        j = numbers.below(i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def verify(draw):
    rules, candidates = draw["rules"], draw["candidates"]
    quotas, sealed = "quotas" in rules, "numberCommitment" in draw
    need(draw["v"] == (3 if sealed else 2 if quotas else 1), "v")
    need(not quotas or 1 <= len(rules["quotas"]) <= 6, "rules/quotas")
    numbers = [c["no"] for c in candidates]
    need(numbers == sorted(set(numbers)), "candidates: order")
    eligible = [c for c in candidates if c["eligible"]]
    experts = [(i, c) for i, c in enumerate(candidates) if c.get("recommended")]
    places = sum(kind["seats"] for kind in rules["kinds"] if kind["kind"] == "adhoc")
    for n, (i, c) in enumerate(experts):
        beside = sum(1 for _, other in experts[:n] if other["group"] == c["group"])
        allowed = n < min(rules.get("recommended", 0), places) and beside < rules["groupCap"]
        need(allowed and c["eligible"] and not c["standing"], f"candidates/{i}/recommended")
    strata = check_portfolio(rules, eligible, draw["portfolio"]) if quotas else None
    chances = portfolio_chances(strata, draw["portfolio"]) if quotas else water_filling(rules, eligible)
    for i, c in enumerate(candidates):
        need(str(chances.get(c["no"], Fraction(0))) == c["chance"], f"candidates/{i}/chance")
    opened = bytes.fromhex(draw["officeSalt"] + draw["officeShare"])
    need(sha256(opened).hex() == draw["commitment"], "commitment")
    petitioner = draw["number"]
    if sealed:
        number, salt = draw["number"], draw["numberSalt"]
        need((number is None) == (salt is None), "numberSalt")
        petitioner = None if number is None else {"number": number, "salt": salt}
        inside = {"meeting": draw["meeting"], "draw": draw["draw"], "number": number, "salt": salt}
        if number is not None:
            need(sha256_of(["mingting number v1", inside]).hex() == draw["numberCommitment"], "numberCommitment")
    names = ["candidates", "draw", "meeting", "pool", "rules", "portfolio", "numberCommitment"]
    inputs = {name: draw[name] for name in names if name in draw}
    key = sha256_of([f"mingting draw v{draw['v']}", inputs])
    seed = mac(key, canonical({"office": draw["officeShare"], "petitioner": petitioner}).encode())
    need(seed.hex() == draw["seed"], "seed")
    exact = {c["no"]: chances.get(c["no"], Fraction(0)) for c in eligible}
    source = Numbers(seed, "panel")
    drawn = draw_portfolio(strata, draw["portfolio"], source) if quotas else round_dependently(eligible, exact, source)
    kinds = [kind["kind"] for kind in rules["kinds"]]
    seated = [c for kind in kinds for c in eligible if kind_of(c) == kind and c["no"] in drawn]
    panel = [
        {"seat": i + 1, "kind": kind_of(c), "no": c["no"], "chance": c["chance"]} for i, c in enumerate(seated)
    ]
    need(panel == draw["panel"], "panel")
    rest = [c["no"] for c in eligible if c["no"] not in drawn]
    need(shuffle(Numbers(seed, "order"), rest) == draw["order"], "order")


if __name__ == "__main__":
    holds = True
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as file:
            value = json.load(file)
        try:
            verify(value.get("transcript", value))
            print(f"{name}: matches")
        except Wrong as wrong:
            holds = False
            print(f"{name}: does not match: {wrong}")
    sys.exit(0 if holds else 1)
