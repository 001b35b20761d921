"""What ends a run: one line that says what to do."""

REFUSED = 1
"""The file, the server or a person's rights: nothing more was published."""
WRONG_USE = 2
"""Arguments, variables or packages: nothing has been sent."""


class Failure(Exception):
    """Lower case, without a full stop; `details` are lines below it, such as findings."""

    def __init__(self, message: str, exit_code: int = REFUSED, details: tuple[str, ...] = ()):
        super().__init__(message)
        self.exit_code = exit_code
        self.details = details


def one_line(text: object) -> str:
    """Tableau's messages come with line breaks and tabs."""
    return " ".join(str(text).split())
