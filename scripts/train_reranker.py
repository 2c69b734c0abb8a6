#!/usr/bin/env python3
"""Train the cross-encoder: a question and a passage → how likely the passage answers it.

    python scripts/train_reranker.py GROUPS.jsonl BASE OUT [--layers 6] [--minutes 35]

Listwise cross-entropy over one right passage and seven wrong ones, plus binary cross-entropy at a
small weight, so that the score has a fixed zero and its logistic function is a probability. Written in
plain torch: on two cores what counts is that little padding is computed, that attention runs as two
matrix products (fused attention is half as fast there) and that the whole step is bf16 with weights kept
in float beside it (1.3 times the pairs a second of autocast). BASE may be a cross-encoder to go on from.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import sys
import time
from pathlib import Path

import torch
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).parent))

from training_data import plain  # noqa: E402
from transformers import AutoModelForSequenceClassification, AutoTokenizer  # noqa: E402

LENGTH = 160  # tokens of question and passage
WRONG = 7
BATCH = 8  # groups
PART = 16  # pairs of one pass, of like length
RATE, HEAD_RATE = 8e-5, 5e-4
BINARY = 0.15  # weight of the binary loss beside the listwise one
WARM_UP = 60  # steps
SEED = 5
EVERY = 240  # seconds between evaluations
SHARE = {"written-coarse": 3, "written-fine": 3, "legal": 1, "wiki": 1, "ruled": 1}  # weight of a group


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("groups", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=35)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    model = AutoModelForSequenceClassification.from_pretrained(
        options.base,
        num_labels=1,
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        classifier_dropout=0.0,
    )
    layers = model.bert.encoder.layer
    step = len(layers) / options.layers
    model.bert.encoder.layer = torch.nn.ModuleList(layers[int(i * step)] for i in range(options.layers))
    model.config.num_hidden_layers = options.layers
    model.bert.embeddings.requires_grad_(False)
    with options.groups.open(encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    groups = [g for g in every if not g["held"] and g["same"]]
    held = [g for g in every if g["held"] and g["kind"] == "written-fine"]
    train(model, tokenizer, groups, held, options.minutes * 60, options.out)


def train(model, tokenizer, groups, held, seconds: float, out: Path) -> None:  # noqa: PLR0917
    chance = random.Random(SEED)
    exact = dict(model.named_parameters())  # float, what the optimizer moves
    fast = copy.deepcopy(model).to(torch.bfloat16)  # what runs
    moved = [(n, p, exact[n]) for n, p in fast.named_parameters() if p.requires_grad]
    head = [p for n, _, p in moved if not n.startswith("bert.e")]
    rest = [p for n, _, p in moved if n.startswith("bert.e")]
    optimizer = torch.optim.AdamW(
        [{"params": rest, "lr": RATE, "top": RATE}, {"params": head, "lr": HEAD_RATE, "top": HEAD_RATE}],
        weight_decay=0.01,
    )
    weights = [SHARE[g["kind"]] for g in groups]
    started = looked = time.time()
    step, losses = 0, []
    while (gone := time.time() - started) < seconds:
        warm = min(1.0, (step + 1) / WARM_UP)
        for part in optimizer.param_groups:
            part["lr"] = part["top"] * warm * max(0.02, 0.5 * (1 + math.cos(math.pi * gone / seconds)))
        losses.append(learn(fast, tokenizer, chance.choices(groups, weights, k=BATCH), chance))
        for _, quick, slow in moved:
            slow.grad = quick.grad.float()
            quick.grad = None
        torch.nn.utils.clip_grad_norm_([p for *_, p in moved], 1.0)
        optimizer.step()
        with torch.no_grad():
            for _, quick, slow in moved:
                quick.copy_(slow)
        step += 1
        if step % 20 == 0:
            mean = sum(losses[-100:]) / len(losses[-100:])
            print(
                f"{gone:.0f} s step {step} loss {mean:.3f} pairs/s {step * BATCH * 8 / gone:.1f}", flush=True
            )
        if time.time() - looked > EVERY:
            looked = time.time()
            print(f"held R@1 {accuracy(fast, tokenizer, held[:60]):.3f}", flush=True)
            save(model, tokenizer, out)
    print(f"held R@1 {accuracy(fast, tokenizer, held):.3f}", flush=True)
    save(model, tokenizer, out)


def save(model, tokenizer, out: Path) -> None:
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)


def learn(model, tokenizer, batch, chance) -> float:
    """Add the gradients of a batch of groups; return its loss."""
    pairs = []
    for group in batch:
        query = typed(group["query"], chance)
        near, far = list(group["same"]), list(group["other"])
        wrong = near[:3] + chance.sample(near[3:], min(2, len(near[3:])))
        wrong += chance.sample(far, min(WRONG - len(wrong), len(far)))
        wrong = (wrong + chance.choices(near + far, k=WRONG))[:WRONG]
        right = chance.choice(group["positives"])
        pairs += [(query, p) for p in (right, *wrong)]
    scores = scored(model, tokenizer, pairs).view(len(batch), WRONG + 1)
    labels = torch.zeros_like(scores)
    labels[:, 0] = 1.0
    binary = functional.binary_cross_entropy_with_logits(scores, labels)
    loss = functional.cross_entropy(scores, torch.zeros(len(batch), dtype=torch.long)) + BINARY * 8 * binary
    loss.backward()
    return loss.item()


def scored(model, tokenizer, pairs) -> torch.Tensor:
    """Score pairs in parts of like length, so that short ones carry little padding."""
    rows = tokenizer(
        [q for q, _ in pairs], [p for _, p in pairs], truncation="longest_first", max_length=LENGTH
    )
    order = sorted(range(len(pairs)), key=lambda i: len(rows["input_ids"][i]))
    scores: list[torch.Tensor] = [torch.empty(0)] * len(pairs)
    for part in (order[i : i + PART] for i in range(0, len(order), PART)):
        inputs = tokenizer.pad(
            {k: [rows[k][i] for i in part] for k in ("input_ids", "attention_mask")}, return_tensors="pt"
        )
        for i, score in zip(part, model(**inputs).logits[:, 0].float(), strict=True):
            scores[i] = score
    return torch.stack(scores)


def accuracy(model, tokenizer, groups) -> float:
    with torch.no_grad():
        right = 0
        for group in groups:
            passages = [group["positives"][0], *group["same"][:10], *group["other"][:3]]
            right += int(scored(model, tokenizer, [(group["query"], p) for p in passages]).argmax() == 0)
    return right / max(len(groups), 1)


def typed(query: str, chance) -> str:
    """Give a question the look of a typed one."""
    if chance.random() < 0.2:
        query = plain(query)
    if chance.random() < 0.3:
        query = query.lower()
    if chance.random() < 0.3:
        query = query.rstrip("?. ")
    return query


if __name__ == "__main__":
    main()
