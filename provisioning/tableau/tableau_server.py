"""A session on Tableau Server or Cloud, by Tableau's own client (TSC)."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests
import tableauserverclient as TSC
from tableauserverclient.server.endpoint.exceptions import TableauError
from urllib3.filepost import encode_multipart_formdata

from failure import Failure, one_line
from tableau_errors import explained
from tableau_file import TableauFile

CONNECT_SECONDS = 10
ANSWER_SECONDS = 300
"""Publishing waits until Tableau has tried the connection to the database."""
LISTED = 20


@dataclass(frozen=True)
class Validation:
    """What Tableau says of a workbook, or why it says nothing."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unavailable: str = ""


class TableauSession:
    """What the script needs of a server that it is signed in to."""

    def __init__(self, server: TSC.Server, site: str):
        self._server = server
        self._site = site

    @property
    def token(self) -> str:
        return self._server.auth_token or ""

    def project(self, wanted: str) -> TSC.ProjectItem:
        """A project by its name, or by its path (`Data/Drift`) where several have the name."""
        with explained("the projects"):
            projects = list(TSC.Pager(self._server.projects))
        by_id = {project.id: project for project in projects}

        def path(project: TSC.ProjectItem) -> str:
            parent = by_id.get(project.parent_id)
            return project.name or "" if parent is None else f"{path(parent)}/{project.name}"

        paths = {path(project): project for project in projects}
        if wanted in paths:
            return paths[wanted]
        named = [each for each, project in paths.items() if project.name == wanted]
        if len(named) == 1:
            return paths[named[0]]
        listed = named or sorted(paths)
        more = f" and {len(listed) - LISTED} more" if len(listed) > LISTED else ""
        there = ", ".join(f'"{each}"' for each in listed[:LISTED]) + more
        site = f'site "{self._site}"' if self._site else "the default site"
        if named:
            raise Failure(f'several projects "{wanted}" on {site}: give its path, one of {there}')
        hint = (
            f"choose one of {there}"
            if there
            else "the token's user sees none, so give it a project"
        )
        raise Failure(f'no project "{wanted}" on {site}: {hint}')

    def validate(self, file: TableauFile) -> Validation:
        """Lets Tableau check a workbook and publish nothing: API 3.29, Cloud 6/2026, Server 2026.2.

        TSC has no method for this. The shape of request and answer is that of Tableau's reference
        (rest_api_ref_workbooks_and_views.htm#validate_workbook), as Tableau's MCP server sends it
        to the twin validateWorkbookAndUpload (github.com/tableau/tableau-mcp, src/sdks/tableau:
        workbooksMethods.ts, workbookValidation.ts): a part "tableau_workbook" whose file name ends
        in .twb; 200 or 422 with errors and warnings as JSON.
        """
        part = (file.path.name, file.content, "application/octet-stream")
        body, content_type = encode_multipart_formdata({"tableau_workbook": part})
        with explained("the validation"):
            response = self._server.session.post(
                f"{self._server.workbooks.baseurl}/validateWorkbook",
                data=body,
                headers={
                    "X-Tableau-Auth": self.token,
                    "Accept": "application/json",
                    "Content-Type": content_type.replace("form-data", "mixed", 1),
                },
                allow_redirects=False,
                **self._server.http_options,
            )
        if response.status_code in (404, 405):
            version = self._server.version
            return Validation(
                unavailable=f"this server (REST API {version}) cannot validate, 3.29 and newer can"
            )
        if response.status_code not in (200, 422):
            words = one_line(response.text)
            return Validation(
                unavailable=f"status {response.status_code} instead of a verdict: {words}"
            )
        errors, warnings = _findings(response)
        if response.status_code == 422 and not errors:
            errors = (one_line(response.text) or "no reason given",)
        return Validation(errors, warnings)

    def publish_workbook(
        self,
        file: TableauFile,
        name: str,
        project: TSC.ProjectItem,
        overwrite: bool,
        show_tabs: bool,
        credentials: TSC.ConnectionCredentials | None,
    ) -> str:
        """Publishes a workbook and gives its address."""
        connections = []
        for each in file.connections if credentials else ():
            connection = TSC.ConnectionItem()
            connection.server_address = each.server
            connection.server_port = each.port
            connection.connection_credentials = credentials
            connections.append(connection)
        item = TSC.WorkbookItem(project.id, name, show_tabs)
        with explained(f'workbook "{name}"'):
            # where people are asked for their password there is none to try the connection with
            published = self._server.workbooks.publish(
                item,
                io.BytesIO(file.content),
                _mode(overwrite),
                connections=connections,
                skip_connection_check=credentials is None,
            )
        return published.webpage_url or ""

    def publish_datasource(
        self,
        file: TableauFile,
        project: TSC.ProjectItem,
        overwrite: bool,
        credentials: TSC.ConnectionCredentials | None,
    ) -> str:
        """Publishes a data source under its file's name and gives its address."""
        item = TSC.DatasourceItem(project.id, file.path.stem)
        with explained(f'data source "{file.path.stem}"'):
            published = self._server.datasources.publish(
                item, io.BytesIO(file.content), _mode(overwrite), connection_credentials=credentials
            )
        return published.webpage_url or ""


@contextmanager
def tableau_session(
    address: str, site: str, token_name: str, token_value: str, ca_file: str | None
) -> Iterator[TableauSession]:
    """Signs in with a personal access token, and out in the end."""
    options = {"verify": ca_file or True, "timeout": (CONNECT_SECONDS, ANSWER_SECONDS)}
    server = TSC.Server(address, http_options=options)
    with explained(address):
        # asked first: it needs no secret, so none goes to what is not a Tableau Server
        info = server.server_info.get()
    if info is None or not (info.rest_api_version or "")[:1].isdigit():
        raise Failure(f"{address}: does not answer as a Tableau Server: check --server")
    server.version = info.rest_api_version
    with explained("sign-in"):
        server.auth.sign_in(TSC.PersonalAccessTokenAuth(token_name, token_value, site))
    try:
        yield TableauSession(server, site)
    finally:
        try:
            server.auth.sign_out()
        except (requests.RequestException, TableauError):
            # what went wrong before matters more; the session ends by itself
            print("warning: could not sign out", file=sys.stderr)


def _mode(overwrite: bool) -> str:
    return TSC.Server.PublishMode.Overwrite if overwrite else TSC.Server.PublishMode.CreateNew


def _findings(response: requests.Response) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        answer = response.json()
        errors, warnings = (answer.get(key) or () for key in ("errors", "warnings"))
        return tuple(map(_finding, errors)), tuple(map(_finding, warnings))
    except (ValueError, AttributeError):
        words = one_line(response.text)
        raise Failure(f"the validation: not the answer of a Tableau Server ({words})") from None


def _finding(issue: dict[str, object]) -> str:
    places = [f"{key} {issue[key]}" for key in ("line", "column") if issue.get(key)]
    element = issue.get("elementName")
    if element:
        places.append(f"<{element}>")
    message = one_line(issue.get("message", "no reason given"))
    return f"{', '.join(places)}: {message}" if places else message
