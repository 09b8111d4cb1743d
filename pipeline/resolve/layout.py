"""Where in an article something stands: its sentence, its paragraph, the words around it.

>>> layout = Layout("Judul\\n\\nIa tiba. Rp 2,5 juta habis, kata dr. Ani. Selesai.", title="Judul")
>>> [layout.text[s:e] for s, e in layout.sentences]
['Judul', 'Ia tiba.', 'Rp 2,5 juta habis, kata dr. Ani.', 'Selesai.']
>>> layout.left(24), layout.headline(2)
('Rp 2,5 j', True)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import regex

T = TypeVar("T")
_SHORT = r"(?<![\s.(](?:dr|drs|dra|hj|h|prof|ir|no|st|jl|rp|tgl|kec|kab|kel|dll|dsb|[A-Z]))"
_END = regex.compile(rf"{_SHORT}[.!?…]++[\"”’')]*+\s++|\n++|(?<=\p{{Ll}}{{2}}[.!?])(?=[\"“]?+\p{{Lu}}\p{{Ll}})")
_CASED = regex.compile(r"[\"“‘'(]*+[\p{Lu}\d]")


class Layout:
    """The sentences of a text, each a half-open pair of offsets, and which of them is the headline."""

    def __init__(self, text: str, *, title: str | None = None) -> None:
        self.text = text
        self.title_end = len(title) if title and text.startswith(title) else 0
        self.sentences: list[tuple[int, int]] = []
        at = 0
        for m in _END.finditer(text):
            if "\n" not in m[0] and not _CASED.match(text, m.end()):
                continue
            self._add(at, m.end())
            at = m.end()
        self._add(at, len(text))
        self._memory: dict[Hashable, Any] = {}
        self._starts = [s for s, _ in self.sentences]

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for a key: what a figure's place tells is asked again for each run of choices."""
        if key not in self._memory:
            self._memory[key] = make()
        return self._memory[key]  # type: ignore[no-any-return]

    def _add(self, start: int, end: int) -> None:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            self.sentences.append((start, end))

    def index(self, at: int) -> int:
        """The number of the sentence at an offset."""
        return max(0, bisect_right(self._starts, at) - 1)

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence at an offset."""
        return self.sentences[self.index(at)] if self.sentences else (0, len(self.text))

    def same_paragraph(self, one: int, two: int) -> bool:
        """Whether no line ends between two offsets."""
        return "\n" not in self.text[min(one, two) : max(one, two)]

    def headline(self, at: int) -> bool:
        """Whether an offset is in the headline."""
        return at < self.title_end

    def left(self, at: int, most: int = 160) -> str:
        """The words of the sentence before an offset."""
        return self.text[max(self.sentence(at)[0], at - most) : at]

    def right(self, end: int, most: int = 120) -> str:
        """The words of the sentence behind an offset."""
        return self.text[end : min(self.sentence(max(end - 1, 0))[1], end + most)]
