"""E-mail address (RFC 5321 mailbox, ASCII local part), with exact borders beside Han characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, LazyPattern, Recognizer, Score

_LOCAL_BACKWARDS = LazyPattern(r"[A-Za-z0-9._%+\-]{1,64}")
_DOMAIN = LazyPattern(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|[A-Za-z]{2,24}|中国|公司|网络)"
)
# Endings that are files and code, not places in the domain name system.
_NOT_TLD = frozenset(
    "png jpg jpeg gif svg webp ico bmp js mjs ts tsx jsx css scss less html htm py pyc java class json xml yml "
    "yaml toml "
    "txt log md csv tsv zip gz tar rar exe dll so dylib jar war php rb go rs cpp hpp sql bak tmp lock local "
    "localdomain "
    "internal lan service socket target timer slice scope mount device".split()
)
_COMMON_TLD = LazyPattern("com|cn|net|org|edu|gov|hk|tw|cc|vip|xyz|top|info|io|co|me|jp|uk|de|us")
_OBFUSCATED = (
    r"[A-Za-z0-9._%+-]{1,64}(?: ?\[at\] ?| ?\(at\) ?|#| @ ?|@ )"
    r"(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![0-9A-Za-z])"
)


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the address around the @ at `at`."""
    domain = _DOMAIN.match(text, at + 1)
    local = None if domain is None else _LOCAL_BACKWARDS.match(text[max(0, at - 64) : at][::-1])
    if domain is None or local is None:
        return
    # No dot and no hyphen stands first.
    start, end = at - len(local.group().rstrip(".-")), _end(text, domain)
    if start < at and end and not _is_remote(text, start, at, end):
        yield Candidate(start, end, text[start:end])


def _end(text: str, domain: re.Match[str]) -> int:
    """Return where the domain ends, without a Latin label glued to a common ending; 0 if it is no domain."""
    end = domain.end()
    last = domain.group().rpartition(".")[2]
    if last.lower() in _NOT_TLD:
        return 0
    glued = end < len(text) and (text[end].isascii() and (text[end].isalnum() or text[end] in "_"))
    common = _COMMON_TLD.match(last)
    if (
        common is not None
        and len(last) > common.end()
        and last[common.end()].isupper()
        and last[: common.end()].islower()
    ):
        return end - len(last) + common.end()
    if glued and not (common is not None and common.end() == len(last)):
        return 0
    return end


def _is_remote(text: str, start: int, at: int, end: int) -> bool:
    """Return whether this is a login at a host (git@host:path, scheme://user@host) or code, and not a mailbox."""
    if text[max(0, start - 2) : start] in ("{@", "(@"):  # a static field in an expression: ${@com.example.Kind@ONE}
        return True
    if text[start:at] == "git" or text[max(0, start - 3) : start] == "://":
        return True
    return start > 0 and text[start - 1] == ":" and "://" in text[max(0, start - 48) : start].rpartition("\n")[2]


def validate(value: str) -> str | None:
    """Return the address in lower case with a plain @.

    >>> validate("Zhang.San@QQ.com")
    'zhang.san@qq.com'
    """
    return re.sub(r" ?(?:\[at\]|\(at\)|#|@) ?", "@", value).lower()


RECOGNIZER = Recognizer(
    entity_type="EMAIL_ADDRESS",
    name_zh="电子邮箱",
    name_en="E-mail address",
    candidates=(
        Anchor("@", r"(?<=[A-Za-z0-9._%+\-]@)[A-Za-z0-9][A-Za-z0-9-]{0,62}\.[A-Za-z0-9中公网]"),
        AfterCue(_OBFUSCATED),
    ),
    score=Score(0.95, 0.98),
    legal="basic",
    source="RFC 5321 section 4.1.2",
    examples=(
        "邮箱是⟦zhang.san@example.com⟧谢谢",
        "⟦zhang.san@example.com⟧的邮箱",
        "邮箱⟦ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ⟧",
        "发至⟦a-b_c+tag@mail.example.com.cn⟧。",
        "<⟦li@example.org⟧>",
        "邮箱：⟦zhang[at]example.com⟧",
        "E-mail：⟦wang@example.com⟧QQ：",
        "⟦123456789@qq.com⟧",
        "邮箱⟦li@example.中国⟧",
    ),
    counter_examples=(
        "audit = ${@cn.example.enums.StatusEnum@APPROVE.status}",
        "git@github.com:owner/name.git",
        "root@localhost",
        "logo@2x.png",
        "npm i @scope/name@1.2.3",
        "https://user@host.example.com/",
        "@Override public void",
        "icon@large.svg",
        "started user@1000.service",
    ),
    max_length=330,
    cues=(
        "邮箱",
        "电子邮箱",
        "电子邮件",
        "邮件",
        "邮箱地址",
        "信箱",
        "email",
        "mail",
        "e_mail",
        "email_address",
        "yx",
        "dzyx",
    ),
    find=find,
    validate=validate,
    accepted="[^ ]+",
    strength=2,
)
