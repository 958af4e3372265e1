"""Tables that other systems export as CSV: found, understood and doubted in one way, whatever they are about."""

from heft_platform.csv_tables.cells import as_lines, as_text, short
from heft_platform.csv_tables.dates import DateColumn
from heft_platform.csv_tables.layout import Column, HeadersMissingError, Layout, plain
from heft_platform.csv_tables.numbers import PercentColumn, read_number, read_whole
from heft_platform.csv_tables.problems import LineProblem
from heft_platform.csv_tables.table import Line, Table, TooManyRowsError, read_table
from heft_platform.csv_tables.times import read_time

__all__ = [
    "Column",
    "DateColumn",
    "HeadersMissingError",
    "Layout",
    "Line",
    "LineProblem",
    "PercentColumn",
    "Table",
    "TooManyRowsError",
    "as_lines",
    "as_text",
    "plain",
    "read_number",
    "read_table",
    "read_time",
    "read_whole",
    "short",
]
