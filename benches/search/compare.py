"""Compares pairs of Han characters with the segmenter jieba as terms of the search.

Reads the texts of a built site's search index. Queries are the words readers type: parts of titles and headings of
two to eight characters. A page answers a query if it has its very characters in a row. Recall is how many of the
pages that answer are found, precision how many of those found do answer, both over all queries.
"""

import json
import random
import re
import sys
from pathlib import Path

import jieba

HAN = re.compile(r"[\u3400-\u9fff]+")


def pages(site: Path) -> dict[str, tuple[str, list[str]]]:
    """For each page its whole text, and its title and labels."""
    found: dict[str, tuple[str, list[str]]] = {}
    for path in sorted(site.glob("search/*/d-*.js")):
        text = path.read_text("utf-8")
        for route, title, _, _, passages in json.loads(text[text.index("[") : text.rindex(")")]):
            labels = [title] + [it[2] for it in passages]
            body = "\n".join(labels + [it[3] for it in passages])
            before = found.get(route, ("", []))
            found[route] = (before[0] + "\n" + body, before[1] + labels)
    return found


def pairs(text: str) -> list[str]:
    runs = HAN.findall(text)
    return [run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))]


def words(text: str) -> list[str]:
    return [word for run in HAN.findall(text) for word in jieba.cut_for_search(run)]


def asked(text: str) -> list[str]:
    return [word for run in HAN.findall(text) for word in jieba.cut(run)]


def measure(name: str, texts: dict[str, str], queries: list[str], index, ask) -> None:
    lists: dict[str, set[str]] = {}
    for route, text in texts.items():
        for term in set(index(text)):
            lists.setdefault(term, set()).add(route)
    right = found = wanted = missed = 0
    for query in queries:
        answers = {route for route, text in texts.items() if query in text}
        got = set.intersection(*(lists.get(term, set()) for term in ask(query)))
        right, found, wanted = right + len(got & answers), found + len(got), wanted + len(answers)
        missed += not got & answers
    size = sum(len(it) for it in lists.values())
    kb = sum(len(term.encode()) + 6 + 3 * len(it) for term, it in lists.items()) / 1000
    print(f"{name:<8} terms {len(lists):>7}  entries {size:>8}  about {kb:>7.0f} kB  recall {right / wanted:.4f}  "
          f"precision {right / max(1, found):.4f}  queries without answer {missed}")


def main() -> None:
    found = pages(Path(sys.argv[1]))
    texts = {route: text for route, (text, _) in found.items()}
    runs = sorted({run for _, labels in found.values() for label in labels for run in HAN.findall(label)})
    chance = random.Random(7)
    queries = set()
    for run in runs:
        for _ in range(4):
            n = chance.randint(2, 8)
            at = chance.randint(0, max(0, len(run) - n))
            queries.add(run[at : at + n])
    queries = sorted(it for it in queries if len(it) > 1)
    print(f"{len(texts)} pages, {sum(map(len, texts.values()))} characters, {len(queries)} queries")
    measure("pairs", texts, queries, pairs, pairs)
    measure("jieba", texts, queries, words, asked)
    # Readers type words as they know them: only queries that the segmenter takes for whole words.
    whole = [it for it in queries if len(list(jieba.cut(it))) == 1]
    print(f"{len(whole)} queries that are one word of the dictionary")
    measure("pairs", texts, whole, pairs, pairs)
    measure("jieba", texts, whole, words, asked)


main()
