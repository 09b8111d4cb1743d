"""The Indonesian language: the spaCy pipeline, the grammars of numerals and of calendar expressions.

>>> doc = load()("Bupati Jember Hendy Siswanto menemui Menteri Kesehatan di Jakarta, Rabu (1/4/2015).")
>>> [(ent.text, ent.label_) for ent in doc.ents]
[('Jember', 'LOC'), ('Hendy Siswanto', 'PER'), ('Jakarta', 'LOC')]
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "saripati.Tokenizer.v1"}}}
MAX_LENGTH = 10_000_000  #: code points of a text


@cache
def load(style: str = "news") -> Language:
    """The spaCy pipeline for Indonesian, loaded once: `doc.ents` with PER, ORG and LOC, `doc.sents`.

    `style` is the way of labelling: news (the project's own), idner2k or nergrit; see `docs/model-card.md`.
    """
    import spacy  # here, so that the grammars and the gate do without it

    from pipeline.language import sentences, tagger, tokenizer  # noqa: F401 - their import registers the factories

    nlp = spacy.blank("id", config=CONFIG)
    nlp.add_pipe("saripati_sentences")
    nlp.add_pipe("saripati_ner", config={"style": style})
    nlp.max_length = MAX_LENGTH
    return nlp
