#!/usr/bin/env python3
"""Train the retriever: a question's vector is pulled towards its passage and away from all others.

    python scripts/train_retriever.py GROUPS.jsonl BASE OUT [--minutes 20]

Multiple negatives ranking over the passages of the batch, one hard negative for each question among
them. Word embeddings stay as they are: what training would not see keeps its meaning.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parent))

from train_reranker import typed

LENGTH = 160  # tokens of a passage
BATCH = 20  # questions
RATE = 3e-5
SCALE = 50.0  # of the cosine before the softmax: this model's cosines lie between .7 and 1
WARM_UP = 25  # steps
SEED = 9
EVERY = 180  # seconds between savings
SHARE = {"written-coarse": 2, "written-fine": 2, "legal": 1.5, "wiki": 1.5, "ruled": 0.7}  # weight of a group


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("groups", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    model = SentenceTransformer(
        str(options.base),
        device="cpu",
        model_kwargs={"attn_implementation": "eager"},
        config_kwargs={"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0},
    )
    with options.groups.open(encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    train(model, [g for g in every if not g["held"] and g["same"]], options.minutes * 60, options.out)


def train(model: SentenceTransformer, groups: list[dict], seconds: float, out: Path) -> None:
    chance = random.Random(SEED)
    bert = model[0].auto_model
    bert.embeddings.word_embeddings.weight.requires_grad = False
    optimizer = torch.optim.AdamW([p for p in bert.parameters() if p.requires_grad], RATE, weight_decay=0.01)
    weights = [SHARE[g["kind"]] for g in groups]
    started = saved = time.time()
    step, losses = 0, []
    while (gone := time.time() - started) < seconds:
        warm = min(1.0, (step + 1) / WARM_UP)
        for part in optimizer.param_groups:
            part["lr"] = RATE * warm * max(0.02, 1 - gone / seconds)
        loss = loss_of(model, chance.choices(groups, weights, k=BATCH), chance)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(bert.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
        step += 1
        if step % 10 == 0:
            mean = sum(losses[-50:]) / len(losses[-50:])
            print(
                f"{gone:.0f} s step {step} loss {mean:.3f} questions/s {step * BATCH / gone:.2f}", flush=True
            )
        if time.time() - saved > EVERY:
            saved = time.time()
            model.save(str(out), create_model_card=False)
    model.save(str(out), create_model_card=False)
    print("done", flush=True)


def loss_of(model: SentenceTransformer, batch: list[dict], chance: random.Random) -> torch.Tensor:
    right = [chance.choice(g["positives"]) for g in batch]
    wrong = [chance.choice((g["same"] + g["other"])[:8]) for g in batch]
    queries = vectors(model, [f"query: {typed(g['query'], chance)}" for g in batch])
    passages = vectors(model, [f"passage: {p}" for p in right + wrong])
    scores = queries @ passages.T * SCALE
    for i, g in enumerate(batch):  # another question's right passage may be right for this one too
        known = set(g["positives"])
        for j, p in enumerate(right + wrong):
            if j != i and p in known:
                scores[i, j] = -1e4
    return functional.cross_entropy(scores, torch.arange(len(batch)))


def vectors(model: SentenceTransformer, texts: list[str]) -> torch.Tensor:
    """Encode in two halves by length, so that short texts carry little padding."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    rows: list[torch.Tensor] = [torch.empty(0)] * len(texts)
    bert = model[0].auto_model
    for part in (order[: len(order) // 2], order[len(order) // 2 :]):
        inputs = model.tokenizer(
            [texts[i] for i in part], padding=True, truncation=True, max_length=LENGTH, return_tensors="pt"
        )
        mask = inputs["attention_mask"].unsqueeze(-1).float()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = bert(
                input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"]
            ).last_hidden_state
        mean = functional.normalize((hidden.float() * mask).sum(1) / mask.sum(1), dim=1)
        for i, row in zip(part, mean, strict=True):
            rows[i] = row
    return torch.stack(rows)


if __name__ == "__main__":
    main()
