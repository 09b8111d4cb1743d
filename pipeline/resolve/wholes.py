"""What a percentage is a share of, or what changed, in the text's words: "total penduduk", "laba bersih", "bunga KUR".

Behind it ("40 persen dari total penduduk", "90 persen siswa"), else before it, where the clause names what "mencapai", "naik"
or "sebesar" is said of.

>>> from pipeline.lexicon import DEFAULT
>>> def told(text, figure):
...     at = text.index(figure)
...     return whole(Mention.of(text, at, at + len(figure), rule=""), "share", Layout(text), lexicon=DEFAULT)
>>> told("Sebanyak 40 persen dari total penduduk 395.000 jiwa terdaftar.", "40 persen")
'total penduduk'
>>> told("Menurut BPS, tingkat kemiskinan di Jakarta per Maret 2025 mencapai 4,28 persen.", "4,28 persen")
'tingkat kemiskinan di Jakarta'
>>> told("Laba bersih tumbuh 12%, sedangkan beban usaha naik sebesar 3%.", "3%")
'beban usaha'
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from pipeline.find.nouns import alternation
from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Percentage
from pipeline.resolve.layout import Layout
from pipeline.resolve.words import small

LONGEST = 8  #: words of what a clause is about; a longer one is cut from its head
_OF = regex.compile(
    r"\s*+(?:\([^()]{0,20}\)\s*+)?(?:lebih\s++)?(?:dari|terhadap)\s++(?P<of>\p{L}(?:[^.,;:()\"”\n\d]|(?<=\d)[.,](?=\d)){2,70}?)"
    r"(?=[.,;:()\"”\n]|\s(?:atau|telah|sudah|pada|dan|untuk|akan|sebanyak|sebesar|sejumlah|yang|per)\b|\s(?:Rp\s?)?\d|$)",
    regex.I,
)
_NOUN = regex.compile(r"\s++(?P<of>(?P<first>\p{Ll}{3,}+)(?:\s++\p{L}++)?)")
_VERB = regex.compile(r"(?:ber|me|di|ter|ke|se)\p{Ll}{4,}+|yoy|jika|kali|lebih|poin|dibanding\p{L}*+|antara\p{L}*+")
_THAT = regex.compile(
    r"^(?:angka|jumlah|nilai|realisasi|capaian|hal|kondisi|sebelumnya|jadi|pada|atau)\b(?:\s++\p{L}++)?$", regex.I
)
_TIME = regex.compile(
    r"^(?:tahun|bulan|periode|posisi|sebelumnya|triwulan|kuartal|semester|hari|pekan|minggu|awal|semula)\b", regex.I
)
_DATED = regex.compile(
    r"\s++(?:(?:pada|per|hingga|sampai|selama|sepanjang|di|untuk|sejak)\s++)?(?:(?:akhir|awal|bulan|tahun|tanggal|triwulan|kuartal|"
    r"semester)\s++)*(?:[IVX]+\s++)?(?:\d[\d/\-.]*+\s*+)?(?:\p{Lu}\p{Ll}++\s++)?(?:\(?\d[\d/.\-]*+\)?|ini|lalu|itu)\s*+$"
)
_BREAK = regex.compile(
    r"[,;:(\"“”—–\n]|\s-\s|\b(?:bahwa|karena|sehingga|sedangkan|sementara|adapun|namun|tetapi|tapi|serta|kata|ujar|jika|ketika|"
    r"setelah|dimana|di\s++mana|agar|supaya|menyebut|mencatat|menyatakan|menilai|mengatakan|tercatat|terdapat|yakni|yaitu|"
    r"bagi|diikuti|disusul|maka|dan|hal\s++itu|dengan)\b",
    regex.I,
)


@lru_cache(maxsize=8)
def _link(lexicon: Lexicon) -> regex.Pattern[str]:
    """What stands between a figure and what it is said of: "naik menjadi", "mencapai sekitar", "sebesar"."""
    words = [r["word"] for r in lexicon.rows("number_mods") if r["place"] == "before"]
    words += [r["word"] for r in lexicon.rows("count_words") if r["use"] in ("link", "carry")]
    words += [r["word"] for r in lexicon.rows("figure_words") if r["use"] in ("moves", "up", "down", "tells")]
    return regex.compile(rf"(?:^|\s)(?:{alternation(list(dict.fromkeys(words)))})\s*+$", regex.I)


def whole(at: Mention, kind: str, layout: Layout, *, lexicon: Lexicon) -> str | None:
    """What a percentage is a share of, or what changed, where the words tell it."""
    right = layout.right(at.end, 160)
    if (m := _OF.match(right)) and not _TIME.match(m["of"]):
        return " ".join(m["of"].split())
    m = _NOUN.match(right) if kind == "share" else None
    if m and not _VERB.fullmatch(m["first"]) and m["first"] not in small(lexicon):
        last = m["of"].split()[-1]
        return m["first"] if last in small(lexicon) or _VERB.fullmatch(last) else " ".join(m["of"].split())
    return _said_of(layout.left(at.start), lexicon)


def carried(percentages: Sequence[Percentage], layout: Layout) -> list[Percentage]:
    """In a list of one sentence what is said of its first item holds for the rest."""
    made: list[Percentage] = []
    for p in percentages:
        last = made[-1] if made else None
        if last and p.of is None and last.of and p.kind == last.kind:
            here, before = (layout.index(e.mentions[0].start) for e in (p, last))
            p = p.model_copy(update={"of": last.of}) if here == before else p
        made.append(p)
    return made


def _said_of(left: str, lexicon: Lexicon) -> str | None:
    """The head of the clause before a figure, without the verb and the date between."""
    link, linked = _link(lexicon), False
    for _ in range(6):
        cut = link.search(left) or _DATED.search(left)
        if not cut:
            break
        linked, left = True, left[: cut.start()]
    left = left.rstrip(" (")
    breaks = [m.end() for m in _BREAK.finditer(left)]
    words = left[breaks[-1] if breaks else 0 :].split()
    if not linked or not words or not words[0][0].isalpha() or any(c.isdigit() for w in words for c in w):
        return None
    told = " ".join(words[-LONGEST:])
    return None if _THAT.match(told) or told.endswith((" itu", " tersebut")) else told
