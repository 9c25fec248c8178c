"""The rows beside a record, where they are published: `rows/<root>`, each row a line.

They are copied once while the root is made, and read from the copy afterwards: what is checked is
what is used, whatever a server says the second time."""

from __future__ import annotations

import tempfile
from typing import Any, BinaryIO, Iterator

import canonical
from findings import Refusal
from forms import Form, check_form
from merkle import Tree
from source import Source, check_whole

ROW_MAX = 16 * 1024 * 1024  # bytes: a stand's polygon may have very many points
MEMORY_MAX = 8 * 1024 * 1024  # bytes held of one record's rows before a file takes them


class Rows:
    """Rows that have the root which their record names."""

    def __init__(self, count: int, copy: BinaryIO) -> None:
        self.count = count
        self._copy = copy

    def __iter__(self) -> Iterator[bytes]:
        self._copy.seek(0)
        return (line[:-1] for line in self._copy)

    def values(self, form: Form | None) -> Iterator[tuple[int, Any]]:
        """Number and value of each, of that form. Refusal: row_malformed, with the number."""
        for number, row in enumerate(self):
            try:
                value = canonical.parse(row)
                if form is not None:
                    check_form(form, value, "row")
            except canonical.NotCanonical as error:
                raise Refusal("row_malformed", f"row {number}: {error}") from None
            except Refusal as refusal:
                raise Refusal("row_malformed", f"row {number}: {refusal.detail}") from None
            yield number, value


def read_rows(source: Source, root: str, count: int) -> Rows | None:
    """Nothing where they are not published. Refusal: rows_mismatch."""
    copy = tempfile.SpooledTemporaryFile(MEMORY_MAX)
    tree = Tree()
    path = f"rows/{root}"
    file = source.open(path) if count else None
    if file is None and count:
        return None
    if file is not None:
        with file:
            while row := file.readline(ROW_MAX + 1):
                if not row.endswith(b"\n") or tree.size == count:
                    raise Refusal("rows_mismatch", f"row {tree.size} is cut short or too many")
                tree.append(row[:-1])
                copy.write(row)
            check_whole(file, path)
    if tree.size != count or tree.root().hex() != root:
        raise Refusal("rows_mismatch", f"{tree.size} rows have the root {tree.root().hex()}")
    return Rows(count, copy)
