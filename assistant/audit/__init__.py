"""Who did what and when: an append-only record in the data folder, each line with the hash of the line before.

`Trail` records and reads, `verify` names what was altered, `acts` puts beginning and end of a change together for people.
Names are kept beside the record, so that a person can be erased without breaking the chain.
"""

from assistant.audit.acts import COLUMNS, Row, acts, as_rows, label
from assistant.audit.line import Outcome, What
from assistant.audit.rules import Questions, Rules
from assistant.audit.trail import FOLDER, Act, Trail
from assistant.audit.verifying import Fault, Verified, verify

__all__ = [
    "COLUMNS",
    "FOLDER",
    "Act",
    "Fault",
    "Outcome",
    "Questions",
    "Row",
    "Rules",
    "Trail",
    "Verified",
    "What",
    "acts",
    "as_rows",
    "label",
    "verify",
]
