"""Measure the readers on files in legacy encodings against exact transcripts.

    python -m tests.benchmarks.legacy            # table on standard output
    python -m tests.benchmarks.legacy --keep     # also results/legacy-<sha>.json

Three numbers a file, after NFC and with runs of white space as one blank, averaged over files:
characters = aligned equal characters / characters of the transcript; diacritics = characters with a
diacritic (and đ) recovered exactly / those of the transcript, aligned on base letters; syllables =
aligned equal tokens between blanks / tokens of the transcript. Case counts. A file that is refused
scores zero.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from corpus.errors import CorpusError
from corpus.readers import read
from corpus.text.normalize import nfc, squeeze

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))
MAX_CHARACTERS = 20_000  # of a differing stretch; longer ones are aligned by token only


def base(text: str) -> str:
    """Return a text with each character reduced to its base letter; lengths stay equal."""
    return "".join("d" if c == "đ" else "D" if c == "Đ" else unicodedata.normalize("NFD", c)[0] for c in text)


def aligned(found: Sequence[str], truth: Sequence[str]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Yield stretches of two token lists, equal or not, in order."""
    matcher = SequenceMatcher(None, found, truth, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield i1, i2, j1, j2, tag == "equal"


def pairs(found: str, truth: str, key: object = None) -> list[tuple[int, int]]:
    """Return the aligned positions of two texts, by token first and by character where tokens differ."""
    a, b = (base(found), base(truth)) if key == "base" else (found, truth)
    a_tokens, b_tokens = a.split(" "), b.split(" ")
    a_at, b_at = starts(a_tokens), starts(b_tokens)
    out: list[tuple[int, int]] = []
    for i1, i2, j1, j2, equal in aligned(a_tokens, b_tokens):
        a0, a1, b0, b1 = a_at[i1], a_at[i2], b_at[j1], b_at[j2]
        if equal:
            out += zip(range(a0, a1), range(b0, b1), strict=True)
        elif a1 - a0 < MAX_CHARACTERS and b1 - b0 < MAX_CHARACTERS:
            blocks = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False).get_matching_blocks()
            out += [(a0 + m.a + k, b0 + m.b + k) for m in blocks for k in range(m.size)]
    return [
        (i, j) for i, j in out if i < len(found) and j < len(truth)
    ]  # the last token has no blank after it


def starts(tokens: Sequence[str]) -> list[int]:
    """Return where each token begins in the tokens joined by blanks, and the end."""
    out = [0]
    for token in tokens:
        out.append(out[-1] + len(token) + 1)
    return out


def score(found: str, truth: str) -> dict[str, float]:
    """Return the three numbers for one file."""
    found, truth = squeeze(nfc(found)), squeeze(nfc(truth))
    marked = [i for i, c in enumerate(truth) if c in "đĐ" or len(unicodedata.normalize("NFD", c)) > 1]
    recovered = {j for i, j in pairs(found, truth, "base") if found[i] == truth[j]}
    tokens = truth.split()
    equal = sum(j2 - j1 for _, _, j1, j2, same in aligned(found.split(), tokens) if same)
    return {
        "characters": len(pairs(found, truth)) / len(truth),
        "diacritics": len(recovered.intersection(marked)) / max(len(marked), 1),
        "syllables": equal / max(len(tokens), 1),
        "added": max(len(found) - len(truth), 0) / len(truth),
    }


def family(path: Path, read_by: str) -> str:
    """Return "tcvn3 doc", "vni docx (synthetic)" and so on."""
    kind = f"{read_by} {path.suffix.lstrip('.').lower()}"
    return f"{kind} (synthetic)" if path.name.startswith("synthetic") else kind


def measure(folder: Path) -> dict[str, dict[str, object]]:
    """Return the numbers for each file that has a transcript."""
    results: dict[str, dict[str, object]] = {}
    for path in sorted((folder / "files").iterdir()):
        truth = folder / "transcripts" / f"{path.stem}.txt"
        if not truth.is_file():
            continue
        began = time.perf_counter()
        try:
            source = read(path)
        except CorpusError as error:
            results[path.name] = {"family": f"refused {path.suffix[1:]}", "refused": str(error)}
            continue
        seconds = time.perf_counter() - began
        numbers = score(source.text, truth.read_text(encoding="utf-8"))
        results[path.name] = {"family": family(path, source.read_by), **numbers, "seconds": round(seconds, 3)}
    return results


def means(results: dict[str, dict[str, object]]) -> dict[str, dict[str, float]]:
    """Return the mean over the files of each family."""
    groups: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in results.values():
        groups[str(row["family"])].append(row)
    names = ("characters", "diacritics", "syllables")
    return {
        group: {"files": len(rows)}
        | {n: round(sum(float(str(r.get(n, 0))) for r in rows) / len(rows), 4) for n in names}
        for group, rows in sorted(groups.items())
    }


def main() -> None:
    """Print the table; with --keep write it beside the other results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="write results/legacy-<sha>.json")
    keep = parser.parse_args().keep
    results = measure(DATA / "legacy")
    table = means(results)
    for name, row in results.items():
        numbers = " ".join(
            f"{row.get(n, 0):7.4f}" for n in ("characters", "diacritics", "syllables", "added")
        )
        print(f"{numbers}  {row['family']:28} {name}")
    for group, numbers in table.items():
        print(group, numbers)
    if keep:
        sha = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
        )
        target = Path(__file__).parent / "results" / f"legacy-{sha.stdout.strip()}.json"
        target.write_text(
            json.dumps({"families": table, "files": results}, ensure_ascii=False, indent=1) + "\n"
        )


if __name__ == "__main__":
    main()
