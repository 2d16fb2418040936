#!/usr/bin/env python3
"""Mends labels of a training set that was labelled by machine: FILE.jsonl -> OUT.jsonl.

    tools/clean_labels.py [--voted] FILE.jsonl OUT.jsonl

Always: the name before a hyphen and a small word ("Oslo-based", "NATO-led") and both names of a pair are marked as what they
are elsewhere in the set, where the set marked nothing.

With --voted (labels voted by taggers, which share their errors) also:
* names listed in assets/lexicon/types.tsv get their type, and are marked where nothing is; what is listed as O is none;
* a string that has one type in at least 80 % of 8 uses or more has it everywhere, and is marked where it was missed, if it
  was missed in less than 40 % of its uses;
* storms are MISC, with their kind and without ("Hurricane Ida", later "Ida").
"""
import collections
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
STORM = re.compile(r"\b(?:Super )?(?:Tropical Storm|Tropical Depression|Hurricane|Typhoon|Cyclone|Storm) (?!Center|Centre|Season|Watch|Warning|Relief|Research)([A-Z][a-z]{2,})\b")
HYPHEN = re.compile(r"(?<=[A-Za-z.])-(?=[A-Za-z])")
WORDS = re.compile(r"[^\s\"“”(),;:\[\]]+")


class Text:
    """One text and its spans."""

    def __init__(self, row):
        self.row, self.text = row, row["text"]
        self.spans = sorted((start, end, kind) for start, end, kind in row["spans"])

    def free(self, start, end):
        return all(end <= a or b <= start for a, b, _ in self.spans)

    def add(self, start, end, kind):
        self.spans = sorted([*self.spans, (start, end, kind)])

    def retype(self, start, end, kind):
        self.spans = [(a, b, kind if (a, b) == (start, end) else k) for a, b, k in self.spans]

    def has(self, start, end):
        return any((a, b) == (start, end) for a, b, _ in self.spans)

    def cut(self, start, end):
        """Takes a stretch out of all spans; what lies before it stays."""
        cut = lambda a, b: (a, a + len(self.text[a:min(b, start)].rstrip())) if a < end and start < b and b <= end else (a, b)
        self.spans = [(*cut(a, b), kind) for a, b, kind in self.spans]
        self.spans = [span for span in self.spans if span[0] < span[1]]

    def written(self):
        return json.dumps({**self.row, "spans": [list(span) for span in self.spans]}, ensure_ascii=False)


def whole(text, start, end):
    """Whether a stretch is whole words with no hyphen beside it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before in ("-", "’") or after.isalnum() or after == "-")


def uses(texts):
    """For each string: how often it is of each type."""
    counts = collections.defaultdict(collections.Counter)
    for item in texts:
        for start, end, kind in item.spans:
            counts[item.text[start:end]][kind] += 1
    return counts


def settled(counts, least, share):
    """Strings with one type nearly always."""
    out = {}
    for string, kinds in counts.items():
        kind, most = max(kinds.items(), key=lambda pair: (pair[1], pair[0]))
        total = sum(kinds.values())
        if total >= least and most >= share * total:
            out[string] = kind
    return out


def find(texts, strings, call):
    """Calls with each text and stretch where one of the strings stands as whole words; longer strings first."""
    if not strings:
        return
    pattern = re.compile("|".join(re.escape(s) for s in sorted(strings, key=lambda s: (-len(s), s))))
    for item in texts:
        for match in pattern.finditer(item.text):
            if whole(item.text, match.start(), match.end()):
                call(item, match.start(), match.end(), match.group())


def listed(texts):
    table = {}
    for line in open(os.path.join(HERE, "..", "assets", "lexicon", "types.tsv"), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            kind, names = line.rstrip("\n").split("\t")
            table.update({name.strip(): kind for name in names.split(",")})

    def mend(item, start, end, string):
        start += 4 * string.startswith("the ")
        if table[string] == "O":
            item.cut(start, end)
        elif item.has(start, end):
            item.retype(start, end, table[string])
        elif item.free(start, end):
            item.add(start, end, table[string])

    find(texts, table, mend)
    return table


def majority(texts, fixed):
    kinds = settled(uses(texts), 8, 0.8)
    kinds = {string: kind for string, kind in kinds.items() if string not in fixed and string[0].isupper()}
    missed, marked = collections.Counter(), collections.Counter()

    def count(item, start, end, string):
        if item.has(start, end):
            marked[string] += 1
        elif item.free(start, end):
            missed[string] += 1

    def mend(item, start, end, string):
        if item.has(start, end):
            item.retype(start, end, kinds[string])
        elif item.free(start, end) and missed[string] < 0.4 * (missed[string] + marked[string]):
            item.add(start, end, kinds[string])

    find(texts, kinds, count)
    find(texts, kinds, mend)


def storms(texts):
    for item in texts:
        names = set()
        for match in STORM.finditer(item.text):
            start, end = match.span()
            names.add(match.group(1))
            item.spans = [span for span in item.spans if span[1] <= start or end <= span[0]]
            item.add(start, end, "MISC")
        for name in names:
            for match in re.finditer(rf"\b{name}\b", item.text):
                if item.has(*match.span()):
                    item.retype(*match.span(), "MISC")
                elif item.free(*match.span()):
                    item.add(*match.span(), "MISC")


def hyphens(texts):
    """Marks names that are parts of a word with a hyphen."""
    kinds = settled(uses(texts), 3, 0.8)
    for item in texts:
        for match in HYPHEN.finditer(item.text):
            at = match.start()
            left = item.text[max(0, at - 40) : at]
            for cut in [m.start() for m in re.finditer(r"(?<![\w.’'-])[A-Z]", left)]:
                if left[cut:] in kinds and item.free(at - len(left) + cut, at):
                    item.add(at - len(left) + cut, at, kinds[left[cut:]])
                    break
            right = re.match(r"[A-Z][\w.’']*", item.text[at + 1 : at + 41])
            known = left and left.split()[-1:] and any(end == at for _, end, _ in item.spans)
            if right and known:
                word = right.group().rstrip(".") if right.group() not in kinds else right.group()
                if word in kinds and item.free(at + 1, at + 1 + len(word)):
                    item.add(at + 1, at + 1 + len(word), kinds[word])


def main():
    voted = "--voted" in sys.argv
    paths = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(paths) != 2:
        sys.exit(__doc__)
    texts = [Text(json.loads(line)) for line in open(paths[0], encoding="utf-8") if line.strip()]
    before = sum(len(item.spans) for item in texts)
    if voted:
        storms(texts)
        majority(texts, listed(texts))
    hyphens(texts)
    with open(paths[1], "w", encoding="utf-8") as out:
        for item in texts:
            out.write(item.written() + "\n")
    print(f"{paths[0]}: {before} names, {sum(len(item.spans) for item in texts)} after", file=sys.stderr)


main()
