"""Estimates of forest carbon from Python, by libmethodology.so and nothing but ctypes.

    from linhui_methodology import Methodology
    estimate = Methodology().estimate(
        "AR-CM-001-V01", 2020, 2025,
        {"stand_id": ["A"], "area_ha": ["12.35"], "species": ["马尾松"],
         "volume_m3_ha_2020": ["88.2"], "volume_m3_ha_2025": ["131.7"]})
    for row in estimate.rows:
        print(row.stand_id, row.year, row.pool, row.stock, row.change)

Figures are decimal.Decimal, exact to 0.0001 t CO2e; one that is not known is None.
Run as a program it prints the rows of a CSV file as `linhui estimate` does:

    python3 linhui_methodology.py STANDS.csv METHOD FROM TO
"""

import collections
import ctypes
import decimal
import sys

ABI_VERSION = 1
DONE, REFUSED = 0, 1

Row = collections.namedtuple("Row", "stand_id year pool stock change")
Finding = collections.namedtuple("Finding", "code stand_id field value english chinese")
Table = collections.namedtuple("Table", "name sha256 seen recalled project")
Estimate = collections.namedtuple(
    "Estimate", "rows summary notes tables method_version parameter_set_sha256")


class Refused(ValueError):
    """The input has faults; `findings` has all of them."""

    def __init__(self, findings):
        super().__init__("; ".join(finding.english for finding in findings))
        self.findings = findings


class _Setting(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("value", ctypes.c_char_p)]


class _Options(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_size_t), ("from_year", ctypes.c_int32),
                ("to_year", ctypes.c_int32), ("strict", ctypes.c_int32),
                ("gwp", ctypes.c_char_p), ("baseline", ctypes.c_int64),
                ("leakage", ctypes.c_int64), ("settings", ctypes.POINTER(_Setting)),
                ("setting_count", ctypes.c_size_t)]


class _Row(ctypes.Structure):
    _fields_ = [("stand", ctypes.c_uint64), ("stock", ctypes.c_int64),
                ("change", ctypes.c_int64), ("year", ctypes.c_int32),
                ("pool", ctypes.c_int32), ("has_stock", ctypes.c_int32),
                ("has_change", ctypes.c_int32)]


_SUMMARY = ("change", "baseline", "leakage", "project_emissions", "deduction", "net")


class _Summary(ctypes.Structure):
    _fields_ = ([("struct_size", ctypes.c_size_t)] +
                [(name, ctypes.c_int64) for name in _SUMMARY] +
                [("uncertainty_half_width_percent", ctypes.c_char_p)])


class _Finding(ctypes.Structure):
    _fields_ = ([("struct_size", ctypes.c_size_t)] +
                [(name, ctypes.c_char_p) for name in Finding._fields])


class _Table(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_size_t), ("name", ctypes.c_char_p),
                ("sha256", ctypes.c_char_p), ("seen", ctypes.c_uint64),
                ("recalled", ctypes.c_uint64), ("project", ctypes.c_uint64)]


def _text(value):
    """Text that repeats the input repeats its bytes, which may be no UTF-8."""
    return value.decode("utf-8", "replace")


def _bytes(value):
    return None if value is None else str(value).encode("utf-8")


def _tonnes(known, count):
    return decimal.Decimal(count).scaleb(-4) if known else None


class Methodology:
    """The library. One may serve many threads."""

    def __init__(self, path="libmethodology.so.0"):
        self._library = library = ctypes.CDLL(path)
        if library.linhui_methodology_abi_version() != ABI_VERSION:
            raise OSError("%s is of another version than %d" % (path, ABI_VERSION))
        library.linhui_status_text.restype = ctypes.c_char_p
        library.linhui_pool_name.restype = ctypes.c_char_p
        library.linhui_method_id.restype = ctypes.c_char_p
        library.linhui_method_id.argtypes = [ctypes.c_size_t]
        library.linhui_method_count.restype = ctypes.c_size_t
        library.linhui_estimate_csv.argtypes = [
            ctypes.c_uint32, ctypes.c_char_p, ctypes.POINTER(_Options), ctypes.c_char_p,
            ctypes.c_size_t, ctypes.POINTER(ctypes.c_void_p)]
        library.linhui_estimate_columns.argtypes = [
            ctypes.c_uint32, ctypes.c_char_p, ctypes.POINTER(_Options), ctypes.c_void_p,
            ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.POINTER(ctypes.c_void_p)]
        library.linhui_estimate_free.argtypes = [ctypes.c_void_p]
        library.linhui_estimate_free.restype = None
        library.linhui_estimate_rows.argtypes = [ctypes.c_void_p]
        library.linhui_estimate_rows.restype = ctypes.POINTER(_Row)
        library.linhui_estimate_stand_id.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
        library.linhui_estimate_stand_id.restype = ctypes.c_char_p
        for what in ("row", "finding", "table"):
            count = getattr(library, "linhui_estimate_%s_count" % what)
            count.argtypes = [ctypes.c_void_p]
            count.restype = ctypes.c_size_t
        for what, structure in (("finding", _Finding), ("table", _Table)):
            getattr(library, "linhui_estimate_" + what).argtypes = [
                ctypes.c_void_p, ctypes.c_size_t, ctypes.POINTER(structure)]
        library.linhui_estimate_summary.argtypes = [ctypes.c_void_p, ctypes.POINTER(_Summary)]
        for name in ("method_version", "parameter_set_sha256"):
            getter = getattr(library, "linhui_estimate_" + name)
            getter.argtypes = [ctypes.c_void_p]
            getter.restype = ctypes.c_char_p

    def methods(self):
        library = self._library
        return [_text(library.linhui_method_id(i)) for i in range(library.linhui_method_count())]

    def estimate_csv(self, method, from_year, to_year, csv, **options):
        """`csv`: bytes. `options` as for estimate()."""
        made = ctypes.c_void_p()
        status = self._library.linhui_estimate_csv(
            ABI_VERSION, _bytes(method), _options(from_year, to_year, **options), csv, len(csv),
            ctypes.byref(made))
        return self._taken(status, made)

    def estimate(self, method, from_year, to_year, columns, **options):
        """`columns`: a dictionary of lists of text (numbers too), all of one length.

        Options: strict, gwp, baseline and leakage (Decimal, t CO2e over the period), settings.
        """
        names = (ctypes.c_char_p * len(columns))(*[_bytes(name) for name in columns])
        lengths = {len(cells) for cells in columns.values()}
        if len(lengths) > 1:
            raise ValueError("columns of different lengths")
        rows = lengths.pop() if lengths else 0
        arrays = [(ctypes.c_char_p * rows)(*[_bytes(cell) for cell in cells])
                  for cells in columns.values()]
        pointers = (ctypes.c_void_p * len(arrays))(*[ctypes.addressof(each) for each in arrays])
        made = ctypes.c_void_p()
        status = self._library.linhui_estimate_columns(
            ABI_VERSION, _bytes(method), _options(from_year, to_year, **options), names,
            len(columns), pointers, rows, ctypes.byref(made))
        return self._taken(status, made)

    def _taken(self, status, made):
        """What was made, as Python's own objects; the library's are freed."""
        library = self._library
        try:
            if status not in (DONE, REFUSED):
                raise RuntimeError(_text(library.linhui_status_text(status, 0)))
            findings = [Finding(*[_text(getattr(each, name)) for name in Finding._fields])
                        for each in self._all("finding", _Finding, made)]
            if status == REFUSED:
                raise Refused(findings)
            tables = [Table(_text(each.name), _text(each.sha256), each.seen, each.recalled,
                            each.project) for each in self._all("table", _Table, made)]
            summary = _Summary(struct_size=ctypes.sizeof(_Summary))
            library.linhui_estimate_summary(made, summary)
            figures = {name: _tonnes(True, getattr(summary, name)) for name in _SUMMARY}
            return Estimate(
                self._rows(made), figures, findings, tables, _text(library.linhui_estimate_method_version(made)),
                _text(library.linhui_estimate_parameter_set_sha256(made)))
        finally:
            library.linhui_estimate_free(made)

    def _all(self, what, structure, made):
        for index in range(getattr(self._library, "linhui_estimate_%s_count" % what)(made)):
            each = structure(struct_size=ctypes.sizeof(structure))
            getattr(self._library, "linhui_estimate_" + what)(made, index, each)
            yield each

    def _rows(self, made):
        library = self._library
        rows = library.linhui_estimate_rows(made)
        result = []
        for index in range(library.linhui_estimate_row_count(made)):
            row = rows[index]
            result.append(Row(_text(library.linhui_estimate_stand_id(made, row.stand)), row.year,
                              _text(library.linhui_pool_name(row.pool)),
                              _tonnes(row.has_stock, row.stock),
                              _tonnes(row.has_change, row.change)))
        return result


def _options(from_year, to_year, strict=False, gwp=None, baseline=0, leakage=0, settings=None):
    settings = settings or {}
    array = (_Setting * len(settings))(
        *[_Setting(_bytes(name), _bytes(value)) for name, value in settings.items()])
    def count(tonnes):
        scaled = decimal.Decimal(tonnes).scaleb(4)
        if scaled != scaled.to_integral_value():
            raise ValueError("more than four decimals: %s" % tonnes)
        return int(scaled)

    return _Options(struct_size=ctypes.sizeof(_Options), from_year=from_year, to_year=to_year,
                    strict=bool(strict), gwp=_bytes(gwp), baseline=count(baseline),
                    leakage=count(leakage), settings=array, setting_count=len(settings))


def main(arguments):
    if len(arguments) != 5:
        print("usage: %s STANDS.csv METHOD FROM TO" % arguments[0], file=sys.stderr)
        return 2
    with open(arguments[1], "rb") as file:
        csv = file.read()
    try:
        estimate = Methodology().estimate_csv(
            arguments[2], int(arguments[3]), int(arguments[4]), csv)
    except Refused as refusal:
        for finding in refusal.findings:
            print(finding.code, finding.stand_id, finding.english, finding.chinese,
                  file=sys.stderr)
        return 1
    print("stand_id,year,pool,stock_tCO2e,change_tCO2e")
    for row in estimate.rows:
        print(row.stand_id, row.year, row.pool,
              *["" if figure is None else figure for figure in (row.stock, row.change)], sep=",")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
