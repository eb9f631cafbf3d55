"""Names that people and files give, where Qt would read them as markup."""

from __future__ import annotations


def as_it_is(text: str) -> str:
    """A text for a message box or a tool tip, which take what looks like a tag for one.

    A plain text is handed back unchanged.
    """
    if "<" not in text and "&" not in text:
        return text
    from html import escape

    return f"<span style='white-space:pre-wrap'>{escape(text)}</span>"


def in_menu(text: str) -> str:
    """A text for a menu or a tab, in which & marks a mnemonic."""
    return text.replace("&", "&&")
