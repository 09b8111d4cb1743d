"""Which blocks of an HTML page are the article: the networks' scores, one run of blocks from them, then the frame's lines."""

from __future__ import annotations

import re

import numpy as np

from pipeline.clean import shapes
from pipeline.clean.classes import bits
from pipeline.clean.features import subtree
from pipeline.clean.frame import label
from pipeline.clean.lines import frame_label, split
from pipeline.clean.markup import Raw, Tree, paths
from pipeline.clean.piece import Piece
from pipeline.clean.tidy import key, tidy
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Label

#: what a block that was left out is called, by the first of these groups of class names around it
_FRAME: tuple[tuple[str, Label], ...] = (
    ("comment", "comment"), ("tags", "tags"), ("share", "ui"), ("related", "teaser"), ("ad", "ad"), ("news", "ui"),
    ("nav", "menu"), ("foot", "legal"), ("side", "teaser"), ("head", "menu"), ("meta", "byline"), ("caption", "caption"),
)  # fmt: skip
_SIGNED = re.compile(r"[(\[][\w./ ,&*-]{2,30}[)\]]")
_HANGING = re.compile(r"[A-Z].{2,79}\s?[-–—]{1,2}")  #: a dateline on a line of its own
_CREDIT = re.compile(
    r"©|\((?:foto|dok|photo|antara|istimewa|ist|getty|reuters|afp)\b[^()]{0,60}\)\W*$|\bfoto ?:|/antara\b", re.I
)
_CREDIT_HAS = re.compile("[©(:/]")  #: one of these is in every credit
_ENDS = re.compile(r"""[.!?:;…。！？]["'”’»)\]]*\s*(?:[(\[][^()]{1,60}[)\]])?$|["”»]$""")
_CORE = 0.9  #: the article's element is the smallest that holds this share of the prose that the networks chose
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FOREIGN = ("comment", "share", "related", "ad", "nav", "foot", "side")  #: around a table that is not the article's
_HEAD = 3  #: blocks before the lead among which the head picture's caption stands
_CAPTION = -5.0  #: score above which it is taken
_HEAD_CAPTION = "caption of the head picture"
_LINKED = "a headline that is a link and nothing else"
_AGAIN = 0.85  #: share of a summary's words that the lead has, too
_BESIDE = -3.0  #: mean score above which a list below a paragraph is kept
_ITEM = -4.0  #: score above which an item of a list is kept with the rest of it
_HOLE = -2.0  #: score above which a block between two of the article, and like them, is its own


def choose(tree: Tree, marks: list[float], *, title: str = "", whole: bool = False, lexicon: Lexicon = DEFAULT) -> list[Piece]:
    """The blocks as pieces, those of the article kept; `marks` are the networks' scores, `title` is left out of them.

    With `whole`, the blocks that were left out are among them, and each has the path of its element.
    """
    made: list[Piece] = []
    hanging, told, head = "", 0, key(title)
    path = paths(tree) if whole else []
    marks, times = shapes.shaped(tree, marks)
    for n, (b, mark, keep, note) in enumerate(zip(tree.blocks, marks, *_gather(tree, marks), strict=True)):
        if keep and n in times:
            hanging = f"{hanging}{tidy(b.text)} –"
            continue
        if b.text[-1] in "-–—" and b.words <= 10 and not told and not hanging and _HANGING.fullmatch(b.text):
            hanging = b.text
            continue
        if not (keep or whole):
            continue
        source = path[b.box] + f"/tr[{b.row}]" * bool(b.row) if whole else ""
        why = f"score {mark:.1f}{note}"
        text = tidy(b.text)
        if not text:
            continue
        if not keep:
            linked = "inline_link" if why.endswith(_LINKED) else None
            shown = label(text, lexicon=lexicon) or linked or _frame_label(b)
            made.append(Piece(text, shown, False, why, source))  # type: ignore[arg-type]
            continue
        if not told and head and b.words < 40 and key(text) and key(text) in head:
            made.append(Piece(text, "duplicate", False, "the title again", source))
            continue
        if hanging and (not told or times) and b.tag != "tr" and not why.endswith(_HEAD_CAPTION):
            text, hanging = f"{hanging} {text}", ""
        frame = frame_label(text, lexicon=lexicon) if b.tag != "tr" else None
        if frame:
            made.append(Piece(text, frame, False, f"frame: {frame}", source))  # type: ignore[arg-type]
            continue
        name = _body_label(b, text, told)
        told += name in {"lead", "body"}
        made += split(Piece(text, name, True, why, source), lexicon)
    if hanging and whole:
        made.append(Piece(tidy(hanging), "other", False, "ends in a dash, but no text behind it", ""))
    return made


def leave_out(pieces: list[Piece], why: str) -> None:
    """Keep nothing."""
    for p in pieces:
        if p.kept:
            p.label, p.kept, p.reason = "teaser", False, why


def headed(pieces: list[Piece], title: str, *, given: bool) -> list[Piece]:
    """The pieces with the title before them."""
    if not title.strip():
        return pieces
    return [Piece(tidy(title), "title", True, "title: given" if given else "title: of the page", "title"), *pieces]


def plain(p: Piece) -> bool:
    """Whether a piece is running text for `main_text`: what is kept, but no credited caption; "(fyk/ash)" under it, too."""
    if p.reason.endswith(_HEAD_CAPTION):
        return not _has_credit(p.text) and len(p.text.split()) < 10
    if not p.kept:
        return p.label == "byline" and _SIGNED.fullmatch(p.text) is not None
    return not (p.label == "caption" and _has_credit(p.text))


def kept(tree: Tree, marks: list[float]) -> tuple[list[bool], list[bool]]:
    """Of each block whether it is the article's, before lines of the frame are taken out, and whether it is prose."""
    return _gather(tree, marks)[0], [_is_prose(b) for b in tree.blocks]


def _gather(tree: Tree, marks: list[float]) -> tuple[list[bool], list[str]]:
    """Of each block whether it is the article's, and what but its score decided: one element's blocks, without holes."""
    blocks, parents, core = tree.blocks, tree.parents, -1
    keep = [mark > 0 and not (b.link > 0.9 * len(b.text) and " | " in b.text and mark < 6) for b, mark in zip(blocks, marks)]
    why = [""] * len(blocks)
    prose = [b.words if k and _is_prose(b) else 0 for b, k in zip(blocks, keep)]
    if any(prose):
        mass = subtree(np.array(prose, float), tree)
        core = int(np.flatnonzero(mass >= _CORE * mass[0] - 1e-6)[-1])
    for n in [n for n, k in enumerate(keep) if k]:
        b = blocks[n]
        if core >= 0 and not core <= b.box < tree.ends[core]:
            keep[n], why[n] = False, ", but outside the article's element"
        elif b.link >= 0.95 * len(b.text) and _is_headline(b):
            keep[n], why[n] = False, f", but {_LINKED}"
    filled = list(keep)
    for n in [n for n, mark in enumerate(marks) if mark > _HOLE and not keep[n]]:
        b = blocks[n]
        if b.link <= 0.8 * len(b.text) and any(keep[max(0, n - 2) : n]) and any(keep[n + 1 : n + 3]):
            near = [blocks[m] for m in range(max(0, n - 2), min(len(blocks), n + 3)) if keep[m]]
            if any((o.tag == b.tag or b.tag in _HEADINGS) and parents[o.box] == parents[b.box] for o in near):
                filled[n], why[n] = True, f"{why[n]}, between two blocks of the article"
    if core >= 0:
        _tell_once(blocks, filled, why)
        _keep_lists(tree, core, marks, filled, why)
        _keep_tables(tree, core, filled, why)
        _keep_caption(blocks, marks, filled, why)
    return filled, why


def _tell_once(blocks: list[Raw], keep: list[bool], why: list[str]) -> None:
    """Of the first two blocks, the shorter is left out where the longer has its words, too: a summary above the lead."""
    two = [n for n, k in enumerate(keep) if k and blocks[n].words > 5][:2]
    if len(two) == 2:
        short, long = sorted(two, key=lambda n: blocks[n].words)
        words = set(key(blocks[short].text).split())
        if len(words & set(key(blocks[long].text).split())) >= _AGAIN * len(words):
            keep[short], why[short] = False, f"{why[short]}, but the lead says it again"


def _is_headline(b: Raw) -> bool:
    """Whether a block by itself may be the headline of another story: capitals, no full stop."""
    if not 4 < b.words < 30 or b.tag == "li" or b.tag in _HEADINGS or b.text.endswith("."):
        return False
    return sum(word[0].isupper() or word[0].isdigit() for word in b.text.split()) >= 0.7 * b.words


def _keep_lists(tree: Tree, core: int, marks: list[float], keep: list[bool], why: list[str]) -> None:
    """A list of which most words are kept, or without links right below a paragraph, is kept with the items in doubt."""
    blocks, lists = tree.blocks, dict[int, list[int]]()
    for n in [n for n, b in enumerate(blocks) if b.tag == "li"]:
        if core <= blocks[n].box < tree.ends[core]:
            lists.setdefault(tree.parents[blocks[n].box], []).append(n)
    for box, items in lists.items():
        above = items[0] - 1
        beside = above >= 0 and keep[above] and tree.parents[blocks[above].box] == tree.parents[box]
        plain = len(items) > 1 and not any(blocks[n].link for n in items)
        own = beside and plain and sum(marks[n] for n in items) > _BESIDE * len(items)
        if own or 2 * sum(blocks[n].words for n in items if keep[n]) >= sum(blocks[n].words for n in items):
            for n in items:
                if not keep[n] and marks[n] > _ITEM and 2 * blocks[n].link < len(blocks[n].text):
                    keep[n], why[n] = True, f"{why[n]}, with the rest of its list"


def _keep_tables(tree: Tree, core: int, keep: list[bool], why: list[str]) -> None:
    """Tables of figures are kept or left out whole: kept inside the article's element, behind its first block."""
    blocks = tree.blocks
    core = tree.parents[core] if tree.ends[core] == core + 1 else core  # one paragraph: what is around it
    begun, n = False, 0 if any(b.tag == "tr" for b in blocks) else len(blocks)
    while n < len(blocks):
        end = n + 1
        if blocks[n].tag != "tr":
            begun = begun or (keep[n] and _is_prose(blocks[n]))
        else:
            while end < len(blocks) and blocks[end].tag == "tr" and blocks[end].box == blocks[n].box:
                end += 1
            inside = core <= blocks[n].box < tree.ends[core]
            near = any(keep[max(0, n - 3) : n]) or any(keep[end : end + 3])
            own = begun and inside and near and not blocks[n].groups & bits(*_FOREIGN)
            for m in range(n, end):
                keep[m], why[m] = own, f"{why[m]}, a table of figures {'in' if own else 'outside'} the article"
        n = end


def _keep_caption(blocks: list[Raw], marks: list[float], keep: list[bool], why: list[str]) -> None:
    """The caption of the picture between headline and lead is the article's."""
    first = next((n for n, b in enumerate(blocks) if keep[n] and _is_prose(b) and b.tag not in _HEADINGS), 0)
    for n in range(first - 1, max(-1, first - 1 - _HEAD), -1):
        b = blocks[n]
        if b.tag in _HEADINGS or keep[n]:
            return
        caption = b.tag == "figcaption" or b.near & bits("caption")
        if caption and b.words > 3 and b.link * 4 < len(b.text) and marks[n] > _CAPTION:
            keep[n], why[n] = True, f"{why[n]}, {_HEAD_CAPTION}"
            return


def _has_credit(text: str) -> bool:
    return _CREDIT_HAS.search(text) is not None and _CREDIT.search(text) is not None


def _is_prose(b: Raw) -> bool:
    return b.tag != "tr" and 2 * b.link < len(b.text) and (b.words > 15 or (b.words > 8 and _ENDS.search(b.text) is not None))


def _body_label(b: Raw, text: str, told: int) -> Label:
    if b.tag == "tr":
        return "table"
    if b.tag in _HEADINGS:
        return "subhead"
    if b.tag == "figcaption" or b.near & bits("caption") or (b.words < 40 and _has_credit(text)):
        return "caption"
    if b.tag == "blockquote":
        return "quote"
    if b.tag in {"td", "th"} and b.words < 12:
        return "table"
    if b.tag in {"li", "dd", "dt"}:
        return "list"
    return "body" if told else "lead"


def _frame_label(b: Raw) -> Label:
    if b.near & bits("meta") and not b.groups & bits(*_FOREIGN):
        return "byline"
    return next((name for group, name in _FRAME if b.groups & bits(group)), "other")
