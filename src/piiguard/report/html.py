"""Tells findings to a browser: one page without scripts, fonts or anything else from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Final, TextIO

from piiguard.report.located import Located

HEAD: Final = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>piiguard</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color: #1f2328; background: #fff }
table { border-collapse: collapse; margin-bottom: 2rem }
th, td { padding: .25rem .75rem; text-align: left; border-bottom: 1px solid #d0d7de; vertical-align: top }
td.n { text-align: right; font-variant-numeric: tabular-nums }
code { font: 13px ui-monospace, monospace }
@media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117 } th, td { border-color: #30363d } }
</style></head><body>
"""


class HtmlWriter:
    """Collects the findings, because the counts by kind stand first."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._counts: dict[str, int] = {}
        self._rows: list[str] = []

    def write(self, found: Located) -> None:
        """Take one finding."""
        self._counts[found.entity_type] = self._counts.get(found.entity_type, 0) + 1
        shown = found.masked if found.value is None else found.value
        self._rows.append(
            f'<tr><td><code>{escape(found.path)}</code></td><td class="n">{found.line}:{found.column}</td>'
            f"<td>{escape(found.entity_type)}</td><td><code>{escape(shown)}</code></td>"
            f'<td class="n">{found.score:.2f}</td><td>{escape(found.reason)}</td></tr>\n'
        )

    def finish(self) -> None:
        """Write the page."""
        total = sum(self._counts.values())
        told = f"{total} finding{'' if total == 1 else 's'}"
        self._out.write(f"{HEAD}<h1>piiguard: personal information found</h1>\n")
        self._out.write(f"<p>{told}; values are masked unless asked for.</p>\n")
        if total:
            self._out.write("<table><thead><tr><th>Kind</th><th>Count</th></tr></thead><tbody>\n")
            for kind, count in sorted(self._counts.items(), key=lambda item: (-item[1], item[0])):
                self._out.write(f'<tr><td>{escape(kind)}</td><td class="n">{count}</td></tr>\n')
            self._out.write("</tbody></table>\n<table><thead><tr><th>File</th><th>Line:column</th><th>Kind</th>")
            self._out.write("<th>Value</th><th>Score</th><th>Reason</th></tr></thead><tbody>\n")
            self._out.writelines(self._rows)
            self._out.write("</tbody></table>\n")
        self._out.write("</body></html>\n")
