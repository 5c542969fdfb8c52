"""One form of headers to compare: lower case, words joined by `_`."""

from __future__ import annotations

import re
from typing import Final

_CAMEL: Final = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS: Final = re.compile("[^0-9a-z\u3400-\u9fff]+")


def normal(header: str) -> str:
    """Return a header in lower case, its words joined by `_`.

    >>> normal("receiverName (必填)")
    'receiver_name_必填'
    """
    return _SEPARATORS.sub("_", _CAMEL.sub("_", header.strip()).lower()).strip("_")
