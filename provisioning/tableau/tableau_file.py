"""A workbook (.twb) or data source (.tds) as it will be sent, and what must not stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from failure import Failure

PASSWORD_NAME = re.compile(r"(.*[-_.])?(password|passwd|pwd)", re.IGNORECASE)
PASSWORD_SETTING = re.compile(r"\b(password|pwd)\s*=\s*[^;\s]", re.IGNORECASE)
URL_CREDENTIALS = re.compile(r"://[^/\s:@]+:[^/\s@]+@")
KINDS = {".twb": "workbook", ".tds": "datasource"}


@dataclass(frozen=True)
class Connection:
    """Where the data comes from; Tableau finds the credentials' connection by server and port."""

    server: str
    port: str
    database: str
    user: str


@dataclass(frozen=True)
class TableauFile:
    path: Path
    content: bytes
    """The bytes that were checked are those that are sent."""
    connections: tuple[Connection, ...]
    """The different connections to PostgreSQL, in the order of the file."""


def read_tableau_file(path: Path, holds_secret: Callable[[str], bool]) -> TableauFile:
    """Reads and checks a file. Fails where it is not well-formed or has a password in it."""
    kind = KINDS.get(path.suffix)
    if kind is None:
        raise Failure(f"{path}: expected a .twb or .tds file")
    try:
        content = path.read_bytes()
    except OSError:
        raise Failure(f"{path}: cannot be read: check the path, or render the file first") from None
    # Tableau Server and its client know the kind of a file by its first bytes
    if not content.startswith(b"<?xml "):
        raise Failure(f'{path}:1: must begin with an XML declaration (<?xml version="1.0" …)')
    reading = _Reading(path, kind)
    reading.parse(content)
    if holds_secret(content.decode("utf-8", errors="replace")):
        raise Failure(f"{path}: one of the secrets of the environment stands in it: remove it")
    return TableauFile(path, content, tuple(dict.fromkeys(reading.connections)))


class _Reading:
    """One pass with expat, which knows line numbers and fetches nothing."""

    def __init__(self, path: Path, kind: str):
        self.connections: list[Connection] = []
        self._path = path
        self._kind = kind
        self._is_root = True
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._text
        self._parser.buffer_text = True

    def parse(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            place = f"{self._path}:{error.lineno}:{error.offset + 1}"
            raise Failure(f"{place}: not well-formed: {expat.ErrorString(error.code)}") from None

    def _refuse_doctype(self, *_: object) -> None:
        raise self._failure(
            "has a document type declaration, which no Tableau file needs: remove it"
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._is_root and tag != self._kind:
            raise self._failure(f"is a <{tag}>, expected a <{self._kind}>")
        self._is_root = False
        for name, value in attributes.items():
            in_setting = tag == "connection" and PASSWORD_SETTING.search(value)
            if (
                (PASSWORD_NAME.fullmatch(name) and value)
                or in_setting
                or URL_CREDENTIALS.search(value)
            ):
                raise self._failure(
                    f'a password in "{name}" of <{tag}>: remove it, Tableau asks for it'
                )
        if tag == "connection" and attributes.get("class") == "postgres":
            names = ("server", "port", "dbname", "username")
            self.connections.append(Connection(*(attributes.get(name, "") for name in names)))

    def _text(self, text: str) -> None:
        if URL_CREDENTIALS.search(text):
            raise self._failure("a URL with a password: remove it")

    def _failure(self, message: str) -> Failure:
        return Failure(f"{self._path}:{self._parser.CurrentLineNumber}: {message}")
