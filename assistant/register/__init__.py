"""The register of tasks and targets: documents and filters in; rows, columns and due dates out.

Guarantees: a row shows only what its fact says, with the quote and the place; the order is stable.
"""

from assistant.register.columns import TASK_COLUMNS, Column, Value, columns_of, shown, values_of
from assistant.register.due import Due, Recurring, dues, occurrences, quarter_of
from assistant.register.marks import LONGEST_NOTE, Marks, task_key
from assistant.register.rows import PROGRESS_NAMES, Mark, Progress, TargetRow, TaskRow, rows_of
from assistant.register.status import STANDING_NAMES, Standing, standing, words

__all__ = [
    "LONGEST_NOTE",
    "PROGRESS_NAMES",
    "STANDING_NAMES",
    "TASK_COLUMNS",
    "Column",
    "Due",
    "Mark",
    "Marks",
    "Progress",
    "Recurring",
    "Standing",
    "TargetRow",
    "TaskRow",
    "Value",
    "columns_of",
    "dues",
    "occurrences",
    "quarter_of",
    "register",
    "rows_of",
    "shown",
    "standing",
    "task_key",
    "values_of",
    "words",
]
