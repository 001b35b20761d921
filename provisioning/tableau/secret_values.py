"""Secrets: read from the environment alone, since arguments stand in every process list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from failure import WRONG_USE, Failure, one_line

SHORTEST_FOUND = 8
"""A shorter value would also be found where it is only a word, such as the name of the database."""


class Secrets:
    def __init__(self, environment: Mapping[str, str]):
        self._environment = environment
        self._values: list[str] = []

    def require(self, *names: str) -> list[str]:
        """The values of variables, each given itself or by a file that `<NAME>_FILE` names."""
        values = [self._read(name) for name in names]
        missing = [name for name, value in zip(names, values) if not value]
        if missing:
            raise Failure(
                f"{', '.join(missing)} missing in the environment: "
                f"set {'it' if len(missing) == 1 else 'them'}, "
                f"or {', '.join(f'{name}_FILE' for name in missing)} to a file that holds it",
                WRONG_USE,
            )
        return values

    def learn(self, *names: str) -> None:
        """Leaves the values of those variables that are set out of what is printed."""
        for name in names:
            self._read(name)

    def add(self, value: str) -> None:
        """From now on this is left out of what is printed, too."""
        if value and value not in self._values:
            self._values.append(value)

    def redact(self, text: str) -> str:
        """What is printed: a server's words may repeat what was sent to it."""
        for value in sorted(self._values, key=len, reverse=True):
            for form in _forms(value):
                text = text.replace(form, "<secret>")
        return text

    def found_in(self, text: str) -> bool:
        """Whether a secret that is long enough to be told from a word stands in a text."""
        long = [value for value in self._values if len(value) >= SHORTEST_FOUND]
        return any(form in text for value in long for form in _forms(value))

    def _read(self, name: str) -> str:
        value = self._environment.get(name, "")
        file = self._environment.get(f"{name}_FILE", "")
        if value and file:
            raise Failure(f"{name} and {name}_FILE are both set: keep one of them", WRONG_USE)
        if file:
            try:
                value = Path(file).read_text(encoding="utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError):
                raise Failure(
                    f"{name}_FILE: cannot read {file}: give a text file that you may read",
                    WRONG_USE,
                ) from None
        # the name of a token is public in Tableau, and may be a word that messages need
        if not name.endswith("_NAME"):
            self.add(value)
        return value


def _forms(value: str) -> list[str]:
    """A value as it may stand in text, XML, URLs and JSON; the longest first."""
    escaped = escape(value, {'"': "&quot;"})
    forms = {value, one_line(value), escape(value), escaped, escaped.replace("'", "&apos;")}
    forms |= {escaped.replace("'", "&#39;"), quote(value, safe=""), json.dumps(value)[1:-1]}
    return sorted(forms, key=len, reverse=True)
