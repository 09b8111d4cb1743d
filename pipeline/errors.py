"""Everything that can go wrong, as one tree.

    SaripatiError
    ├── UsageError            the call itself is wrong (exit code 2)
    ├── OutputError           the output cannot be written
    └── PageError             one page failed; the run goes on
        ├── SourceError       the source cannot be read: missing, binary, malformed, forbidden
        ├── NoArticle         a page, but no article on it
        ├── WrongLanguage     an article, but not in Indonesian
        └── TooLarge          beyond the limits on size or depth

A `PageError` carries what a `Problem` needs: a `kind` (one word for counting), a message that names what is wrong,
and an advice that names the way out. Nothing else is caught page by page than what `flow.py` catches.
"""

from __future__ import annotations


def told(message: str, advice: str) -> str:
    """A message and its advice as one text.

    >>> told("page.html: the file is empty", "Fetch the page again.")
    'page.html: the file is empty. Fetch the page again.'
    """
    return f"{message.rstrip('.')}. {advice}".rstrip()


class SaripatiError(Exception):
    """Base of all errors that Saripati raises on purpose.

    >>> raise OutputError("extracted/: no space left on device", advice="Free some space and run again.")
    Traceback (most recent call last):
    ...
    pipeline.errors.OutputError: extracted/: no space left on device
    """

    kind = "error"

    def __init__(self, message: str, *, advice: str = "", kind: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        if kind is not None:
            self.kind = kind

    @property
    def told(self) -> str:
        """What is wrong and the way out, as people are told it."""
        return told(self.message, self.advice)


class UsageError(SaripatiError):
    """The call is wrong: an unknown column, a folder given as a file."""

    kind = "usage"


class OutputError(SaripatiError):
    """The output cannot be written."""

    kind = "output"


class PageError(SaripatiError):
    """One page cannot become a record."""

    kind = "page"


class SourceError(PageError):
    """A source, or one entry of it, cannot be read."""

    kind = "source"


class NoArticle(PageError):
    """The page holds no article: an index, an error page, a menu."""

    kind = "no_article"


class WrongLanguage(PageError):
    """The article is not in Indonesian."""

    kind = "language"


class TooLarge(PageError):
    """The page is beyond the limits on size or depth."""

    kind = "too_large"
