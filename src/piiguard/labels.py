"""Finds the label of a value: the words directly before it, or directly after as in `12345678是我的QQ`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

from piiguard.context import BEFORE, BREAK_SET, BREAKS, LAST_BREAK, opens_value, words
from piiguard.label_ends import LabelEnds
from piiguard.recognizer import Recognizer
from piiguard.traditional import all_forms

CONNECTORS: Final = " \u3000\\:：=＝\"'“”‘’`#<>《([（【】是为-_"
_HAN_FILLERS: Final = ("号码", "编号", "号", "码")
_KEY_FILLERS: Final = frozenset(
    ("no", "num", "number", "id", "code", "value", "val", "str", "text", "is", "1", "2", "3")
)
_FILLERS: Final = (*_HAN_FILLERS, *_KEY_FILLERS)
_MEMO_LIMIT: Final = 8192
_FOLLOWS: Final = re.compile("(?:是|为|[(（]|,|，| )?(?:我|他|她|本人|你|您)?(?:们)?的?")


DECOY_LABELS: Final = (
    "工单号", "工单编号", "派单号", "支付单号", "退款单号", "交易流水号", "业务流水号", "凭证号", "票号", "发票号",
    "发票号码", "发票代码", "合同号", "合同编号", "受理编号", "受理号", "商品编码", "物料编码", "资产编号", "总资产",
    "余额", "总额", "单价", "数量",
    "编号", "料号", "代码", "订单号", "订单编号", "订单", "单号", "流水号", "交易号", "交易单号", "商户单号",
    "商品编号", "货号", "金额", "合计", "总价", "价格", "编码", "版本号", "版本", "序列号", "序号", "批号",
    "页码", "期号", "案号", "文号", "时间戳", "进程", "线程", "端口", "请求号", "追踪号", "批次", "型号", "条码",
    "条形码", "order_id", "order_no", "order_number", "order", "order_sn", "out_trade_no", "trade_no", "trade_id",
    "transaction_id", "transaction", "txn_id", "trace_id", "trace", "span_id", "request_id", "req_id",
    "session_id", "block_id", "block", "blk", "size", "bytes", "length", "len", "offset", "timestamp", "ts",
    "time", "version", "build", "pid", "tid", "seq", "sku", "sku_id", "item_id", "goods_id", "product_id",
    "price", "amount", "total", "count", "hash", "md5", "sha1", "sha256", "checksum", "commit", "revision",
    "port", "isbn", "issn", "doi", "barcode", "ean", "upc", "task_id", "job_id", "message_id", "msg_id", "uuid",
    "event_id", "log_id", "serial", "serial_no", "sn", "batch", "page", "inode", "pointer", "addr_ptr", "memory",
    "duration", "elapsed", "cost",
)  # fmt: skip


# Read backwards: the last ASCII word, the signs before it, and the last two characters of what precedes those.
_LAST_WORD: Final = re.compile(r"([0-9A-Za-z_-]+)[ \"-+./:<-@\[-^`~]*(..?|)", re.DOTALL)


class Label(NamedTuple):
    """What the word directly before a value says: whose cue it is, whose anti-cue, or a general decoy."""

    cue_of: frozenset[str]
    anti_of: frozenset[str]
    decoy: bool


# So many characters before a value mostly tell its label; logs repeat them.
NEAR: Final = 10
# Between the numbers of a list, whose label stands before the first.
LISTING: Final = frozenset("、，和及或与")
_LISTED: Final = re.compile("[、，和及或与]([0-9][0-9-]{4,20}(?<=[0-9]))(?![0-9A-Za-z])")
_LONGEST_LIST: Final = 8
# Between a cell and the next one.
CELL_ENDS: Final = ("|", "\t")
_LONGEST_CELL: Final = 16
NO_LABEL: Final = Label(frozenset(), frozenset(), False)
_NOT_MET: Final = Label(frozenset(), frozenset(), False)


def _list_start(text: str, start: int) -> int:
    """Return where the first number of the list begins whose last one is at `start`."""
    for _ in range(_LONGEST_LIST):
        listed = _LISTED.match(text[max(0, start - 24) : start][::-1])
        if listed is None:
            break
        start -= listed.end()
    return start


def _is_loose(gap: str) -> bool:
    """Return whether signs such as `[`, `_` or `-` alone stand between an ASCII word and a value: no label then."""
    return not (":" in gap or "：" in gap or "=" in gap) and any(sign in gap for sign in "[(_-")


class LabelIndex:
    """Finds the label directly before a value among the cues and anti-cues of many recognizers."""

    def __init__(self, recognizers: Iterable[Recognizer]) -> None:
        self._labels: dict[str, Label] = {}
        for label in all_forms(DECOY_LABELS):
            self._add(label, decoy=True)
        for each in recognizers:
            for cue in all_forms(each.cues):
                self._add(cue, cue_of=each.name)
            for cue in all_forms(each.anti_cues):
                self._add(cue, anti_of=each.name)
        self._longest = max(map(len, self._labels))
        longest = max((len(form) for form in self._labels if not form.isascii()), default=0)
        self._longest_phrase = longest + max(map(len, _HAN_FILLERS))
        self._memo: dict[str, Label] = {}
        self._by_word: dict[str, Label] = {}
        self._by_near: dict[str, Label | None] = {}
        self._inner: dict[str, frozenset[str]] = {}
        spelled = [form.strip("_").split("_") for form in self._labels if form.isascii()]
        self._last_words = frozenset(parts[-1][-2:] for parts in spelled)
        previous: dict[str, set[str]] = {}
        for parts in spelled:
            for before, after in pairwise(parts):
                previous.setdefault(after, set()).add(before[-2:])
        self._previous = {word: frozenset(ends) for word, ends in previous.items()}
        self.ends = LabelEnds(self._labels, _FILLERS)

    def _add(self, cue: str, cue_of: str = "", anti_of: str = "", decoy: bool = False) -> None:
        forms = {words(cue), "_" + words(cue).replace("_", "") + "_"} if cue.isascii() else {cue.lower()}
        for form in forms:
            old = self._labels.get(form, NO_LABEL)
            self._labels[form] = Label(
                old.cue_of | {cue_of} if cue_of else old.cue_of,
                old.anti_of | {anti_of} if anti_of else old.anti_of,
                (old.decoy or decoy) and not (old.cue_of or cue_of),
            )

    def before(self, text: str, start: int) -> Label:
        """Return the label that ends directly before `start`, connectors and a bracketed remark left out."""
        if start > 1 and text[start - 1] in LISTING and text[start - 2] in "0123456789":
            start = _list_start(text, start)
        if start > 1 and (text[start - 1] in BREAK_SET or (text[start - 1] == " " and text[start - 2] in BREAK_SET)):
            return (
                self._in_cell_before(text, start)
                if text[start - 2 : start].strip(" ")[-1:] in CELL_ENDS
                else NO_LABEL
            )
        label = self.near(text[start - NEAR if start > NEAR else 0 : start])
        return self._look_far(text, start) if label is None else label

    def near(self, near: str) -> Label | None:
        """Return the label that the last ten characters before a value tell, or None when more are needed."""
        label = self._by_near.get(near, _NOT_MET)
        if label is _NOT_MET:
            # What stands before a comma does not matter, and often is a number that never comes again.
            near = near[near.rfind(",") + 1 :]
            label = self._by_near.get(near, _NOT_MET)
        if label is _NOT_MET:
            if len(self._by_near) >= _MEMO_LIMIT:
                self._by_near.clear()
            label = self._by_near[near] = self._look_near(near)
        return label

    def _in_cell_before(self, text: str, start: int) -> Label:
        """Return the label that fills the whole cell to the left, as in `|手机|138…|` or a row of name and value."""
        before = text[max(0, start - BEFORE) : start].rstrip(" ")[:-1].rstrip(" ")
        cut = LAST_BREAK.search(before)
        cell = (before[cut.end() :] if cut else before).strip(" *").rstrip(CONNECTORS)
        if not cell or len(cell) > _LONGEST_CELL or (cut is None and start > BEFORE):
            return NO_LABEL
        return self._find(cell)

    def _look_near(self, near: str) -> Label | None:
        """Return the label that the few characters before a value tell; None when more of them are needed."""
        tail = near.rstrip(CONNECTORS)
        if not near or (tail and not self.ends.fits(tail)):
            return NO_LABEL
        if not tail:
            return None if len(near) == NEAR else NO_LABEL
        if len(near) < NEAR or self._is_all_seen(tail):
            return self._unless_loose(self._remembered(tail), tail, near)
        last = _LAST_WORD.match(tail[::-1])
        if last is None or (last.end(1) == len(tail)):
            return None
        if self._inner_ends(last[1]) and len(last[2]) < 2:
            return None
        return self._unless_loose(self._remembered(tail), tail, near) if self._is_last_word(last) else None

    def _is_all_seen(self, tail: str) -> bool:
        """Return whether no label reaches back beyond `tail`: it holds a break, or more Han than any label."""
        if tail[-1] in ")）":
            return False
        return LAST_BREAK.search(tail) is not None or (not tail.isascii() and len(tail) > self._longest_phrase)

    def _look_far(self, text: str, start: int) -> Label:
        before = text[start - BEFORE if start > BEFORE else 0 : start]
        tail = before.rstrip(CONNECTORS)
        if not tail or not self.ends.fits(tail):
            return NO_LABEL
        return self._unless_loose(self._remembered(tail), tail, before)

    def _unless_loose(self, label: Label, tail: str, before: str) -> Label:
        if label.cue_of and len(before) > len(tail) and tail[-1].isascii() and _is_loose(before[len(tail) :]):
            return NO_LABEL
        return label

    def _remembered(self, tail: str) -> Label:
        """Return the label at the end of `tail`, from memory where its last word or the whole tail was met before."""
        memo, key = self._memo, tail
        last = _LAST_WORD.match(tail[::-1])
        if last is not None and self._is_last_word(last):
            memo, key, tail = self._by_word, last[1], last[1][::-1]
        label = memo.get(key)
        if label is None:
            if len(memo) >= _MEMO_LIMIT:
                memo.clear()
            label = memo[key] = self._find(tail)
        return label

    def _is_last_word(self, last: re.Match[str]) -> bool:
        """Return whether the last word alone decides: what precedes it cannot belong to the same label."""
        inner, previous = self._inner_ends(last[1]), last[2].lower()
        if not inner or not previous or previous[0] in BREAKS:
            return True
        return previous.isascii() and previous[::-1] not in inner and previous[0] not in inner

    def _inner_ends(self, backwards: str) -> frozenset[str]:
        """Return how the words end that may precede the last one, given backwards, in a label."""
        ends = self._inner.get(backwards)
        if ends is None:
            if len(self._inner) >= _MEMO_LIMIT:
                self._inner.clear()
            parts = words(backwards[::-1]).strip("_").split("_")
            if _KEY_FILLERS.issuperset(parts):
                ends = self._last_words.union(*self._previous.values())
            else:
                ends = self._previous.get(parts[0], frozenset())
            self._inner[backwards] = ends
        return ends

    def after(self, text: str, end: int) -> Label:
        """Return the label that follows a value as in `12345678是我的QQ` or `12345678（QQ）`."""
        follows = _FOLLOWS.match(text, end)
        at = follows.end() if follows else end
        if at == end or (text[end] in ",， " and at == end + 1):
            return NO_LABEL
        line = text[at : at + self._longest + 2].partition("\n")[0]
        ahead = line[: self._longest]
        if opens_value(line[1:]):
            return NO_LABEL
        for length in range(min(len(ahead), self._longest), 1, -1):
            form = ahead[:length].lower()
            label = self._labels.get(words(form) if form.isascii() else form)
            if label is not None:
                return label
        return NO_LABEL

    def _find(self, tail: str) -> Label:
        cut = LAST_BREAK.search(tail)
        tail = tail[cut.end() :] if cut else tail
        if not tail:
            return NO_LABEL
        if tail[-1] in ")）":
            tail = tail[: max(tail.rfind("("), tail.rfind("（"), 0)].rstrip(CONNECTORS)
        tail = re.sub(r"[\s]?[Nn][Oo]\.?$", "", tail).rstrip(CONNECTORS) if not tail[-12:].isascii() else tail
        if not tail:
            return NO_LABEL
        if tail[-1].isascii():
            return self._by_key(tail) if tail[-1].isalnum() else NO_LABEL
        return self._by_phrase(tail.lower().replace(" ", ""))

    def _by_phrase(self, phrase: str) -> Label:
        """Return the label that covers most of the end of `phrase`, with or without a filler such as 号码."""
        best, covered = self._longest_suffix(phrase)
        for filler in _HAN_FILLERS:
            if phrase.endswith(filler):
                rest = phrase[: -len(filler)].rstrip(CONNECTORS)
                if rest and rest[-1].isascii():
                    label, size = self._by_key(rest), 1
                else:
                    label, size = self._longest_suffix(rest)
                if label is not NO_LABEL and size + len(filler) > covered:
                    best, covered = label, size + len(filler)
        return best

    def _longest_suffix(self, phrase: str) -> tuple[Label, int]:
        for length in range(min(len(phrase), self._longest), 0, -1):
            label = self._labels.get(phrase[-length:])
            if label is not None:
                return label, length
        return NO_LABEL, 0

    def _by_key(self, tail: str) -> Label:
        parts = words(tail[-BEFORE:]).strip("_").split("_")
        while parts:
            for first in range(max(0, len(parts) - 4), len(parts)):
                label = self._labels.get("_" + "_".join(parts[first:]) + "_")
                if label is not None:
                    return label
            if parts[-1] not in _KEY_FILLERS:
                break
            parts.pop()
        return NO_LABEL
