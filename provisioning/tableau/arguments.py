"""The command line of publish.py."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from failure import WRONG_USE, Failure

WORKBOOK = (
    Path(__file__).resolve().parents[2] / "dashboards" / "tableau" / "DriftMonitoringDashboard.twb"
)


class Parser(argparse.ArgumentParser):
    """Errors that end as all others do."""

    def error(self, message: str) -> NoReturn:
        raise Failure(f"{message}; --help lists the arguments", WRONG_USE)


def arguments(argv: list[str], description: str | None) -> argparse.Namespace:
    parser = Parser(
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add(
        "--server",
        metavar="URL",
        help="such as https://tableau.example.com; without it --check asks no server",
    )
    add(
        "--site",
        default="",
        metavar="NAME",
        help="what follows /site/ in its URLs; empty: the default site",
    )
    add(
        "--project",
        metavar="NAME",
        help="where to publish; a path such as Data/Drift where names repeat",
    )
    add(
        "--workbook",
        type=Path,
        default=WORKBOOK,
        metavar="FILE",
        help="default: the one of this repository",
    )
    add("--name", help="of the workbook on the server; default: the file's")
    add(
        "--datasources",
        type=Path,
        metavar="FOLDER",
        help="publish its .tds files, too, by their names",
    )
    add("--overwrite", action="store_true", help="replace what has the same name")
    add("--show-tabs", action="store_true", help="show the dashboards as tabs")
    add(
        "--check",
        action="store_true",
        help="check the files, and let the server validate the workbook; no more",
    )
    add(
        "--skip-validation",
        action="store_true",
        help="do not let the server validate before publishing",
    )
    ask = parser.add_mutually_exclusive_group()
    ask.add_argument(
        "--embed-credentials", action="store_true", help="the server keeps user and password"
    )
    ask.add_argument(
        "--prompt", action="store_true", help="each viewer is asked for the password (default)"
    )
    add(
        "--database-user",
        metavar="NAME",
        help="with --embed-credentials; default: the user in the file",
    )
    add(
        "--ca-file",
        metavar="FILE",
        help="certificate of a private CA that the server's certificate comes from",
    )
    options, unknown = parser.parse_known_args(argv)
    if unknown:
        # only its name: the value may be a secret that should not stand here
        name = unknown[0].split("=")[0] if unknown[0].startswith("-") else "without a name"
        parser.error(f"unknown argument {name} (secrets come from the environment)")
    if not options.check:
        for name in ("server", "project"):
            if not getattr(options, name):
                parser.error(f"--{name} is missing")
    if options.database_user and not options.embed_credentials:
        parser.error(
            "--database-user needs --embed-credentials: viewers are asked for the file's user"
        )
    if options.ca_file and not Path(options.ca_file).is_file():
        parser.error(f"--ca-file {options.ca_file}: no such file")
    return options
