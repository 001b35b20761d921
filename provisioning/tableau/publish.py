#!/usr/bin/env python3
"""Publishes the workbook, and data sources if wanted, on Tableau Server or Cloud.

Secrets come from the environment: TABLEAU_TOKEN_NAME and TABLEAU_TOKEN_VALUE (a personal access
token), and with --embed-credentials DRIFT_STORE_PASSWORD. Each may be given as <NAME>_FILE
instead, which names a file.

Exit codes: 0 published, or valid with --check; 1 refused, by these checks or by the server;
2 wrong arguments, variables or packages, and nothing has been sent.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from arguments import arguments
from failure import REFUSED, WRONG_USE, Failure, one_line
from secret_values import Secrets
from server_address import is_loopback, server_address
from tableau_file import TableauFile, read_tableau_file

LONGEST = 1000
"""Of a line, cut after secrets are out of it: half of one would not be found."""


def files(options: argparse.Namespace, secrets: Secrets) -> tuple[TableauFile, list[TableauFile]]:
    workbook = read_tableau_file(options.workbook, secrets.found_in)
    if options.workbook.suffix != ".twb":
        raise Failure(f"{options.workbook}: expected a .twb file")
    folder = options.datasources
    datasources = [] if folder is None else sorted(folder.glob("*.tds"))
    if folder is not None and not datasources:
        raise Failure(f"{folder}: no .tds file in this folder: render them first")
    read = [read_tableau_file(path, secrets.found_in) for path in datasources]
    for file in (workbook, *read):
        if any(is_loopback(connection.server) for connection in file.connections):
            warn(f"{file.path}: its database is on localhost, so Tableau looks on its own machine")
    return workbook, read


def database_users(options: argparse.Namespace, all_files: list[TableauFile]) -> dict[Path, str]:
    """Who logs in to the database, by file, where credentials are embedded."""
    users = {}
    for file in all_files:
        named = {connection.user for connection in file.connections}
        if not named:
            raise Failure(f"{file.path}: no connection to PostgreSQL to embed a password in")
        user = options.database_user or (named.pop() if len(named) == 1 else "")
        if not user:
            raise Failure(
                f"{file.path}: names no user, or several: give --database-user", WRONG_USE
            )
        users[file.path] = user
    return users


def run(options: argparse.Namespace, secrets: Secrets) -> None:
    secrets.learn("TABLEAU_TOKEN_VALUE", "DRIFT_STORE_PASSWORD")
    address = server_address(options.server) if options.server else None
    workbook, datasources = files(options, secrets)
    if address is None:
        print(
            f"{workbook.path}: well-formed, without a password; name --server to ask Tableau, too"
        )
        return
    name, value = secrets.require("TABLEAU_TOKEN_NAME", "TABLEAU_TOKEN_VALUE")
    embeds = options.embed_credentials and not options.check
    users = database_users(options, [workbook, *datasources]) if embeds else {}
    password = secrets.require("DRIFT_STORE_PASSWORD")[0] if embeds else ""
    try:
        from tableau_server import TSC, TableauSession, tableau_session
    except ImportError as error:
        requirements = Path(__file__).with_name("requirements.txt")
        install = f"{sys.executable} -m pip install -r {requirements}"
        raise Failure(f"{error.name} is not installed: {install}", WRONG_USE) from None

    def credentials(file: TableauFile) -> TSC.ConnectionCredentials | None:
        return TSC.ConnectionCredentials(users[file.path], password, embed=True) if embeds else None

    def validate(session: TableauSession) -> None:
        validation = session.validate(workbook)
        for warning in validation.warnings:
            warn(secrets.redact(f"{workbook.path}: {warning}"))
        if validation.errors:
            raise Failure(f"{workbook.path}: Tableau refuses it", details=validation.errors)
        if not validation.unavailable:
            print(f"{workbook.path}: valid, says Tableau")
        elif options.check:
            raise Failure(f"not validated: {validation.unavailable}")
        else:
            warn(secrets.redact(f"publishing without validation: {validation.unavailable}"))

    with tableau_session(address, options.site, name, value, options.ca_file) as session:
        secrets.add(session.token)
        # before a long validation
        project = session.project(options.project) if options.project else None
        if options.check or not options.skip_validation:
            validate(session)
        if options.check or project is None:
            return
        title = options.name or workbook.path.stem
        url = session.publish_workbook(
            workbook, title, project, options.overwrite, options.show_tabs, credentials(workbook)
        )
        print(secrets.redact(f'published workbook "{title}" in "{project.name}": {url}'))
        for file in datasources:
            url = session.publish_datasource(file, project, options.overwrite, credentials(file))
            print(secrets.redact(f'published data source "{file.path.stem}": {url}'))


def warn(text: str) -> None:
    print(f"warning: {text}"[:LONGEST], file=sys.stderr)


def main(argv: list[str]) -> int:
    # TSC logs answers that it cannot read, with all that stands in them
    logging.disable(logging.CRITICAL)
    secrets = Secrets(os.environ)
    try:
        run(arguments(argv, __doc__), secrets)
        return 0
    except Failure as failure:
        for line in (str(failure), *failure.details):
            print(secrets.redact(line)[:LONGEST], file=sys.stderr)
        return failure.exit_code
    except Exception as error:
        # not a traceback: it could show what was sent
        kind = type(error).__name__
        words = secrets.redact(f"unexpected {kind}: {one_line(error)}")
        print(words[:LONGEST], file=sys.stderr)
        return REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
