"""The spaCy component that finds people, institutions and places: `doc.ents` with PER, ORG, LOC and `ent._.score`."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.language.casing import recased
from pipeline.language.consistency import Found, agreed
from pipeline.language.crf import Crf
from pipeline.language.network import opened, save
from pipeline.language.tokenizer import BLANK, strings

WEIGHTS = Path(__file__).with_name("ner.npz")
NETWORK = Path(__file__).with_name("networks.npz")
STYLES = ("news", "idner2k", "nergrit")  #: styles of annotation, in the networks' order
OWN = frozenset(("idner2k",))  #: styles for which the networks were trained on; a file tells what that changed
LONGEST = 200  #: tokens; a longer sentence is read in pieces

if not Span.has_extension("score"):
    Span.set_extension("score", default=None)


def weights_path(style: str = "news") -> Path:
    """The file of the weights that label in this style."""
    return WEIGHTS if style == "news" else WEIGHTS.with_stem(f"ner-{style}")


def networks_path(style: str) -> Path:
    """The file of what training on in this style changed in the networks."""
    return NETWORK.with_stem(f"networks-{style}")


@cache
def weights(style: str = "news") -> Crf:
    """The trained weights of an annotation style, read once."""
    networks = opened(NETWORK, STYLES.index(style))
    if style in OWN:
        networks = opened(networks_path(style), STYLES.index(style), networks)
    return Crf.open(weights_path(style), networks)


class Tagger:
    """Sets `doc.ents`, each with its probability in `ent._.score`."""

    def __init__(self, crf: Crf | None = None) -> None:
        self.crf = crf if crf is not None else weights()

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities."""
        words = strings(doc)
        places = pieces(doc, words)
        sentences = [recased([words[i] for i in place]) for place in places]
        crf = self.crf
        found: list[Found] = []
        for place, reading in zip(places, crf.read(sentences)):
            for begin, end, label in entities([crf.labels[y] for y in reading.labels]):
                found.append(Found(place[begin], place[end - 1] + 1, label, crf.score(reading, begin, end)))
        spans = []
        for f in agreed(words, {place[0] for place in places}, found):
            span = Span(doc, f.begin, f.end, label=f.label)
            span._.score = round(f.score, 4)
            spans.append(span)
        doc.ents = spans
        return doc

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the weights into the folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        for name, data in zip((WEIGHTS.name, NETWORK.name), self._kept()):
            (Path(path) / name).write_bytes(data)

    def to_bytes(self, **_: Any) -> bytes:
        """The weights as bytes."""
        sink = io.BytesIO()
        np.savez(sink, *(np.frombuffer(data, np.uint8) for data in self._kept()))
        return sink.getvalue()

    def _kept(self) -> list[bytes]:
        sinks = [io.BytesIO()]
        self.crf.save(sinks[0])
        if self.crf.networks:
            sinks.append(io.BytesIO())
            save(self.crf.networks, sinks[1])
        return [sink.getvalue() for sink in sinks]

    def from_bytes(self, data: bytes, **_: Any) -> Tagger:
        """Read the weights from bytes."""
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            linear, *networks = [io.BytesIO(kept[name].tobytes()) for name in kept.files]
        self.crf = Crf.open(linear, opened(networks[0]) if networks else ())
        return self

    def from_disk(self, path: str | Path, **_: Any) -> Tagger:
        """Read the weights from the folder."""
        networks = Path(path) / NETWORK.name
        self.crf = Crf.open(Path(path) / WEIGHTS.name, opened(networks) if networks.exists() else ())
        return self


@Language.factory("saripati_ner", assigns=["doc.ents"], requires=["token.is_sent_start"], default_config={"style": "news"})
def make(nlp: Language, name: str, style: str) -> Tagger:
    """How spaCy's configuration makes the component."""
    return Tagger(weights(style))


def pieces(doc: Doc, words: list[str]) -> list[list[int]]:
    """Positions of the tokens of each sentence, without white space; long sentences in pieces."""
    made: list[list[int]] = []
    now: list[int] = []
    for i, mark in enumerate(doc.to_array("SENT_START").tolist()):
        if (mark == 1 or len(now) >= LONGEST) and now:
            made.append(now)
            now = []
        if words[i].strip(BLANK):
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
