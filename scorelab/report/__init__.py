"""The report: one HTML file that needs no network and no script.

:func:`write_report` draws it from finished runs. Every picture has its numbers as a
table, every finding its stem, every wrongful level the error rates that were put in.
"""

from scorelab.report.page import refuse_unless_fits, write_report

__all__ = ["refuse_unless_fits", "write_report"]
