#!/usr/bin/env python3
"""Builds nicknames.tsv, given.tsv and country_names.tsv of this folder from published packages.

  build.py --nicknames nicknames/names.csv --census names/ --babel babel/

The arguments are the unpacked packages `nicknames` (Apache-2.0), `names` (the US Census lists of 1990, public domain)
and `babel` (its locale-data holds Unicode CLDR, Unicode licence). Every other file of the folder is written by hand from
public facts and says so in its head. Python standard library only (and `babel` itself, to read its data).
"""
import argparse, collections, csv, pathlib, sys, unicodedata

HERE = pathlib.Path(__file__).parent


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


# Nicknames that do not begin like their names, and pairs of the package that are two names of their own.
IRREGULAR = """william:bill billy|wilhelm:willy|robert:bob bobby|richard:dick|edward:ted teddy ned|theodore:ted teddy|james:jim
jimmy|john:jack|jacob:jack|margaret:peg peggy meg daisy|mary:molly polly|sarah:sally|henry:harry hank hal|charles:chuck|anthony:tony
antony|antonio:tony|elizabeth:beth betsy betty liz lisa libby|katherine:kate kathy kitty|catherine:kate cathy kitty kate|anne:nancy
nan|helen:nell|eleanor:nell nora|martha:patty|dorothy:dot dottie dolly|alexander:sandy xander sasha alex|albert:bert|robert:bert
rob|herbert:bert|augustus:gus|lawrence:larry|laurence:larry|rebecca:becky|virginia:ginny|eugene:gene|ernest:ernie|isabella:bella
|francis:frank|francisco:paco pancho|jose:pepe|ignacio:nacho|guadalupe:lupe|dolores:lola|rosario:charo|joaquin:quino
|aleksandr:sasha|aleksandra:sasha|vladimir:vova volodya|dmitri:dima mitya|mikhail:misha|nikolai:kolya|sergei:seryozha
|ivan:vanya|yevgeni:zhenya|natalia:natasha|maria:masha|pavel:pasha|konstantin:kostya|boris:borya|lev:lyova|aleksei:alyosha lyosha
|giuseppe:beppe peppe|giovanni:gianni|luigi:gigi|johannes:hans|josef:sepp jupp|friedrich:fritz|heinrich:heinz|georg:jorg schorsch
|joseph:beppe|benjamin:bibi|zachary:zack|joshua:josh|christopher:kit topher|nicholas:klaus|abraham:bram abe|geoffrey:jeff|maurice:mo|moses:mo|mohammed:mo
|emmanuel:manny manu|robert:beto|roberto:beto|alberto:beto|humberto:beto|manuel:manny manolo|nikolaos:nikos|ioannis:yannis giannis
|konstantinos:kostas|dimitrios:dimitris|georgios:george giorgos yiorgos yorgos|nicolas:nico|salvatore:toto|domenico:mimmo|wladimir:wolodja
|volodymyr:vova volodya vlad vladimir|oleksandr:sashko sasha|rodrigo:rody|aleksander:olek|stanislaw:staszek|wojciech:wojtek|katarzyna:kasia
|malgorzata:gosia|jaroslaw:jarek|tomasz:tomek|mohammed:hamad|juan:juancho|jose:chema|jesus:chuy chucho|enrique:quique kike
|alexandros:alexis alekos|evangelos:vangelis|athanasios:thanasis|panagiotis:panos|spyridon:spyros|michael:micheal
|vasilios:vasilis|eleftherios:lefteris|emmanouil:manolis|aikaterini:katerina|stylianos:stelios|theodoros:thodoris|theodora:thea dora|gerald:jerry gerry|guillermo:memo|ricardo:richi|eduardo:lalo edu|antonio:toni tono"""
TWO_NAMES = {"michael micah", "joseph jody", "robert rupert", "carl charles", "marianne mary", "anna hannah", "daniel dana",
             "patricia patrick", "julia juliet", "jane jean", "jean joan", "john jean", "john ian", "louis lewis", "mark marcus",
             "christian christopher", "alan allen", "laura lauren", "marie mary", "maria mary", "eric erica", "paul paula"}


def irregular():
    out = collections.defaultdict(set)
    for entry in IRREGULAR.replace("\n", " ").split("|"):
        name, short = entry.split(":", 1)
        out[name.strip()].update(short.split())
    return out


def nicknames(path):
    formal = collections.defaultdict(set)
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            a, b = fold(row["name1"]), fold(row["name2"])
            alike = a[:1] == b[:1] or any(b[:3] == s[:3] for s in irregular().get(a, ()))
            if row["relationship"] == "has_nickname" and alike and min(len(a), len(b)) > 1 and a != b:
                if f"{a} {b}" not in TWO_NAMES and f"{b} {a}" not in TWO_NAMES:
                    formal[a].add(b)
    for name, short in irregular().items():
        formal[name].update(short)
    with open(HERE / "nicknames.tsv", "w", encoding="utf-8") as out:
        out.write("# Given name TAB its nicknames. Made by build.py from the package `nicknames` 1.0.1\n"
                  "# (github carltonnorthern/nicknames), Apache-2.0, Carlton Northern and contributors. Changed: folded; pairs that\n# begin with different letters left out but for the usual ones, which are listed in build.py.\n")
        for name in sorted(formal):
            out.write(f"{name}\t{' '.join(sorted(formal[name]))}\n")


def given(path):
    """Frequent given names with the sex that bears them; none where both do (less than nine in ten one way)."""
    share = {}
    for sex in ("female", "male"):
        for line in open(pathlib.Path(path) / f"dist.{sex}.first", encoding="utf-8"):
            name, percent = line.split()[:2]
            share.setdefault(fold(name), {})[sex] = float(percent)
    with open(HERE / "given.tsv", "w", encoding="utf-8") as out:
        out.write("# Given name TAB f, m or u (both). Made by build.py from the US Census Bureau's lists of 1990 (public domain,\n"
                  "# as packed in `names` 0.3.0, MIT).\n")
        for name in sorted(share):
            if max(share[name].values()) < 0.01:
                continue  # the tail of the lists is full of slips of the pen
            f, m = share[name].get("female", 0.0), share[name].get("male", 0.0)
            sex = "f" if f > 9 * m else "m" if m > 9 * f else "u"
            out.write(f"{name}\t{sex}\n")


def countries(path):
    sys.path.insert(0, str(pathlib.Path(path).parent))
    from babel import Locale
    english, german = Locale("en"), Locale("de")
    with open(HERE / "country_names.tsv", "w", encoding="utf-8") as out:
        out.write("# ISO 3166 code TAB English name TAB German name. Made by build.py from Unicode CLDR (as packed in `babel`),\n"
                  "# Unicode licence v3, © Unicode, Inc.\n")
        for code, name in sorted(english.territories.items()):
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"):
                out.write(f"{code}\t{name}\t{german.territories.get(code, name)}\n")


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--nicknames", required=True), ap.add_argument("--census", required=True), ap.add_argument("--babel", required=True)
    a = ap.parse_args()
    nicknames(a.nicknames), given(a.census), countries(a.babel)
