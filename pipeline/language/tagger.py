"""The spaCy component that finds people, institutions and places: `doc.ents` with PER, ORG, LOC and `ent._.score`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.language.crf import Crf

WEIGHTS = Path(__file__).with_name("ner.npz")
LONGEST = 200  #: tokens; a longer sentence is read in pieces

if not Span.has_extension("score"):
    Span.set_extension("score", default=None)


@cache
def weights(path: Path = WEIGHTS) -> Crf:
    """The trained weights, read once."""
    return Crf.open(path)


class Tagger:
    """Sets `doc.ents`, each with its probability in `ent._.score`."""

    def __init__(self, crf: Crf | None = None) -> None:
        self.crf = crf if crf is not None else weights()

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities."""
        words = [token.text for token in doc]
        places = pieces(doc, words)
        sentences = [[words[i] for i in place] for place in places]
        spans: list[Span] = []
        crf = self.crf
        for place, reading in zip(places, crf.read(sentences)):
            for begin, end, label in entities([crf.labels[y] for y in reading.labels]):
                span = Span(doc, place[begin], place[end - 1] + 1, label=label)
                span._.score = round(crf.span(reading, begin, end), 4)
                spans.append(span)
        doc.ents = spans
        return doc

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the weights into the folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        self.crf.save(Path(path) / WEIGHTS.name)

    def from_disk(self, path: str | Path, **_: Any) -> Tagger:
        """Read the weights from the folder."""
        self.crf = Crf.open(Path(path) / WEIGHTS.name)
        return self


@Language.factory("saripati_ner", assigns=["doc.ents"], requires=["token.is_sent_start"])
def make(nlp: Language, name: str) -> Tagger:
    """How spaCy's configuration makes the component."""
    return Tagger()


def pieces(doc: Doc, words: list[str]) -> list[list[int]]:
    """Positions of the tokens of each sentence, without white space; long sentences in pieces."""
    made: list[list[int]] = []
    now: list[int] = []
    for i, token in enumerate(doc):
        if (token.is_sent_start or len(now) >= LONGEST) and now:
            made.append(now)
            now = []
        if not words[i].isspace():
            now.append(i)
    return [*made, now] if now else made


def entities(labels: list[str]) -> list[tuple[int, int, str]]:
    """Begin, end and label of each entity.

    >>> entities(["O", "B-PER", "I-PER", "B-ORG", "O"])
    [(1, 3, 'PER'), (3, 4, 'ORG')]
    """
    found = []
    begin = -1
    for i, label in enumerate([*labels, "O"]):
        if begin >= 0 and not label.startswith("I-"):
            found.append((begin, i, labels[begin][2:]))
            begin = -1
        if label.startswith("B-"):
            begin = i
    return found
