"""The text of a file in the encodings that spreadsheets and web pages use in Japan."""

import codecs
import re

from corpus.document import Refused

JAPANESE_ENCODINGS = ("cp932", "euc_jp")
MISREAD = re.compile("[\uff61-\uff9f\ue000-\uf8ff\x80-\xa0]")
"""What EUC-JP read as Shift_JIS is full of, and Japanese text is not."""


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, Shift_JIS or EUC-JP.

    Raises:
        Refused: when it is in none of them.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        readings = decodings(data, ("utf-16",))
    else:
        readings = decodings(data, ("utf-8-sig",)) or decodings(data, JAPANESE_ENCODINGS)
    if not readings:
        raise Refused("its text is in no known encoding; save it as UTF-8")
    return min(readings, key=lambda text: len(MISREAD.findall(text)))


def decodings(data: bytes, encodings: tuple[str, ...]) -> list[str]:
    """The texts that the data may stand for."""
    texts = []
    for encoding in encodings:
        try:
            texts.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return texts
