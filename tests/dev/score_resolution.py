#!/usr/bin/env python3
"""Development scores of entity resolution: runs `dateline annotate --together` over an annotated corpus and scores it.

  score_resolution.py GOLD.jsonl --scorer score_coref.py [--binary target/release/dateline] [--types PER,ORG]
                      [--no-topic] [--end-to-end] [--seeds] [--errors N]

GOLD holds one document a line with "doc_id" (or "id"), "text", "topic"? and "mentions" ("start", "end", "type", "kind"?,
"name"?: the name inside of a longer mention). With --end-to-end the program finds the names itself.
Neither corpora nor scorer are part of this repository; their paths are arguments. Python standard library only.
"""
import argparse, json, pathlib, subprocess, sys, tempfile


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold"), ap.add_argument("--scorer", required=True), ap.add_argument("--binary", default="target/release/dateline")
    ap.add_argument("--types"), ap.add_argument("--no-topic", action="store_true"), ap.add_argument("--end-to-end", action="store_true")
    ap.add_argument("--errors", default="15"), ap.add_argument("--keep"), ap.add_argument("--brief", action="store_true")
    a = ap.parse_args()
    for path in (a.gold, a.scorer, a.binary):
        if not pathlib.Path(path).exists():
            sys.exit(f"{path} is missing: give the path of an annotated corpus, of its scorer and of a built binary")
    types = set(a.types.split(",")) if a.types else None
    lines = []
    for source in open(a.gold, encoding="utf-8"):
        doc = json.loads(source)
        line = {"id": doc.get("doc_id", doc.get("id")), "text": doc["text"], "outlet": doc.get("outlet"), "date": doc.get("date")}
        if not a.no_topic:
            line["topic"] = doc.get("topic")
        if not a.end_to_end:
            line["mentions"] = []
            for m in doc["mentions"]:
                if m.get("kind", "named") == "named" and (not types or m["type"] in types):
                    start, end = m.get("name") or (m["start"], m["end"])
                    line["mentions"].append({"start": start, "end": end, "type": m["type"], "text": doc["text"][start:end]})
        lines.append(json.dumps(line, ensure_ascii=False))
    command = [a.binary, "annotate", "--together"] + ([] if a.end_to_end else ["--given"])
    done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True)
    if done.returncode not in (0, 2):
        sys.exit(done.stderr)
    sys.stderr.write(done.stderr)
    with tempfile.TemporaryDirectory() as folder:
        system = pathlib.Path(a.keep or folder) / "system.jsonl"
        system.write_text(done.stdout, encoding="utf-8")
        score = [sys.executable, a.scorer, a.gold, str(system), "--errors", a.errors]
        score += ["--types", a.types] if a.types else []
        score += [] if a.end_to_end else ["--gold-mentions"]
        out = subprocess.run(score, capture_output=True, text=True)
        sys.stderr.write(out.stderr)
        if a.brief:
            part = out.stdout.split("across documents")[-1].split("merge errors")[0]
            print(" ".join(part.split()))
        else:
            print(out.stdout)


if __name__ == "__main__":
    main()
