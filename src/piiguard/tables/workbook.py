"""Rewrites workbooks (.xlsx, .xlsm): sheets, formats and formulas stay; what keeps copies of values goes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, BinaryIO, Final

from piiguard.errors import MissingExtraError, ReadError
from piiguard.guard import Guard
from piiguard.tables.cells import as_text
from piiguard.tables.plan import TablePlan
from piiguard.tables.sheet import HEAD, Plans, header_of
from piiguard.tables.treat import ColumnTreatment

# A workbook is held in memory, about 50 times as large as its packed form.
_LARGEST: Final = 1 << 29
_OLE: Final = b"\xd0\xcf\x11\xe0"
_STRING: Final = re.compile('"((?:[^"]|"")*)"')
_PARTS: Final = ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category")


class WorkbookRewriter:
    """Treats the cells of a workbook; columns are called `Sheet!column` in the plan.

    The header of a sheet is told as in CSV. Texts in formulas, comments, links, headers, footers and properties are
    treated as text, and the names of authors go; values that formulas and charts had computed go, and are computed
    anew when the workbook is opened. Raises `ReadError` for a file that is no workbook, has a password or is
    damaged, for workbooks of more than 512 MB unpacked and for pivot tables, whose copies of values cannot be
    treated; `MissingExtraError` without the extra `table`.
    """

    def __init__(self, guard: Guard, name: str, plan: TablePlan | None = None) -> None:
        self._guard = guard
        self._name = name
        self._plans = Plans(guard, name, plan)
        self.changed = 0

    @property
    def plan(self) -> TablePlan:
        """Return the plan of all sheets."""
        return self._plans.made

    def rewrite(self, source: BinaryIO, target: BinaryIO | None) -> None:
        """Write the workbook with its cells treated to `target`, or nowhere."""
        book = opened(self._name, source)
        for sheet in book.worksheets:
            if self._guard.scan(sheet.title):
                raise ReadError(
                    self._name, f"the name of sheet {book.index(sheet) + 1} is personal information itself"
                )
            if sheet._pivots:
                raise ReadError(self._name, f"sheet {sheet.title!r}: a pivot table keeps copies of values; remove it")
            self._sheet(sheet)
            self._around(sheet)
        for sheet in book._sheets:
            for chart in getattr(sheet, "_charts", ()):
                _forget(chart)
        self._properties(book)
        self._plans.require_all()
        if target is not None:
            try:
                book.save(target)
            except (OSError, MemoryError):
                raise
            except Exception:  # openpyxl has no error of its own for what it cannot write
                raise ReadError(self._name, "holds something that cannot be written again") from None

    def _sheet(self, sheet: Any) -> None:
        rows = [[as_text(cell.value) for cell in row] for row in sheet.iter_rows(max_row=HEAD)]
        if not any(any(row) for row in rows):
            return
        widths = [max((place + 1 for place, cell in enumerate(row) if cell), default=0) for row in rows]
        width = max(widths)
        above, has_header, names = header_of(self._guard, [row[:width] for row in rows])
        top = above + has_header
        first, last = sheet.min_row + top, sheet.max_row
        columns = [
            list(_cells(sheet, place, first, last)) for place in range(sheet.max_column - sheet.min_column + 1)
        ]
        texts = [[as_text(cell.value) for cell in cells] for cells in columns]
        names = [*names, *[""] * (len(columns) - len(names))][: len(columns)]
        treatments = self._plans.treatments(names, texts, f"{sheet.title}!")
        extra = self._plans.text()
        for place, (cells, treatment) in enumerate(zip(columns, treatments, strict=True)):
            head = list(_cells(sheet, place, sheet.min_row, first - 1)) if top else []
            self._treat(head[:above], extra)
            self._treat(cells, treatment)

    def _treat(self, cells: Sequence[Any], treatment: ColumnTreatment) -> None:
        plain = [cell for cell in cells if cell.value is not None and cell.data_type != "f"]
        old = [as_text(cell.value) for cell in plain]
        for cell, before, after in zip(plain, old, treatment.apply(old), strict=True):
            if before != after:
                cell.value = after or None
                if after:
                    cell.data_type = "s"
                self.changed += 1
        for cell in cells:
            if cell.data_type == "f":
                self._formula(cell)

    def _formula(self, cell: Any) -> None:
        """Treat the texts in a formula; one that holds more than texts becomes a text itself."""
        source = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", None)
        if source is None:
            return
        new = _STRING.sub(lambda match: f'"{self._safe(match[1])}"', source)
        rest = self._safe(new)
        if rest != new:
            cell.value, cell.data_type = rest.lstrip("="), "s"
        elif new != source and isinstance(cell.value, str):
            cell.value = new
        elif new != source:
            cell.value.text = new

    def _safe(self, text: str | None) -> str:
        if not text:
            return text or ""
        found = self._guard.scan(text)
        self.changed += len(found)
        return self._guard.redact_piece((text, found))

    def _around(self, sheet: Any) -> None:
        """Treat what is written around the cells: comments, links, headers and footers, the rules for input."""
        for row in sheet.iter_rows():
            for cell in row:
                comment = getattr(cell, "comment", None)
                if comment is not None:
                    comment.text, comment.author = self._safe(comment.text), ""
                link = getattr(cell, "hyperlink", None)
                if link is not None:
                    for part in ("target", "location", "tooltip", "display"):
                        setattr(link, part, self._safe(getattr(link, part)) or None)
        for margin in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter):
            for part in (margin.left, margin.center, margin.right):
                part.text = self._safe(part.text) or None
        for rule in sheet.data_validations.dataValidation:
            for part in ("formula1", "formula2", "prompt", "error", "promptTitle", "errorTitle"):
                setattr(rule, part, self._safe(getattr(rule, part)) or None)

    def _properties(self, book: Any) -> None:
        for part in _PARTS:
            value = getattr(book.properties, part)
            setattr(book.properties, part, None if part in _PARTS[:2] else self._safe(value) or None)
        for each in book.custom_doc_props.props:
            if isinstance(each.value, str):
                each.value = self._safe(each.value)
        for name in book.defined_names.values():
            name.attr_text = _STRING.sub(lambda match: f'"{self._safe(match[1])}"', name.attr_text or "")


def opened(name: str, source: BinaryIO, to_read: bool = False) -> Any:
    """Return the workbook in a stream; `to_read`: its values alone, row by row. Raises as `WorkbookRewriter`."""
    try:
        openpyxl = import_module("openpyxl")
    except ImportError:
        raise MissingExtraError("a workbook", "table") from None
    head = source.read(4)
    source.seek(0)
    if head == _OLE:
        raise ReadError(name, "has a password, or is a workbook of the old form (.xls); save it anew as .xlsx")
    try:
        with zipfile.ZipFile(source) as archive:
            size = sum(each.file_size for each in archive.infolist())
            macros = any(each.endswith("vbaProject.bin") for each in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ReadError(name, "is damaged, or no workbook") from None
    if size > _LARGEST and not to_read:
        raise ReadError(name, f"is larger than {_LARGEST >> 20} MB unpacked; save it as CSV or Parquet")
    source.seek(0)
    try:
        if to_read:
            return openpyxl.load_workbook(source, read_only=True, data_only=True)
        # External links keep copies of other workbooks' values.
        return openpyxl.load_workbook(source, keep_vba=macros, keep_links=False, rich_text=True)
    except Exception:  # a damaged member, odd XML: openpyxl has no error of its own for them
        raise ReadError(name, "is damaged, or no workbook") from None


def _cells(sheet: Any, place: int, first: int, last: int) -> Iterator[Any]:
    column = sheet.min_column + place
    if last >= first:
        for (cell,) in sheet.iter_rows(min_row=first, max_row=last, min_col=column, max_col=column):
            yield cell


def _forget(chart: Any) -> None:
    """Take the values out that a chart keeps of its cells."""
    for series in chart.series:
        for part in ("val", "cat", "xVal", "yVal", "zVal", "tx", "bubbleSize"):
            reference = getattr(series, part, None)
            for kind, cache in (
                ("numRef", "numCache"),
                ("strRef", "strCache"),
                ("multiLvlStrRef", "multiLvlStrCache"),
            ):
                inner = getattr(reference, kind, None)
                if inner is not None:
                    setattr(inner, cache, None)
