"""What a translator reads where a catalogue cannot be used."""

__all__ = ["TextsError"]


class TextsError(ValueError):
    """A catalogue or a folder of them cannot be used; the text says where, what was found, and what to do."""
