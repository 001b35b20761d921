"""What Tableau's client raises, as one line with the server's own words and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import requests
import tableauserverclient as TSC
from tableauserverclient.server.endpoint.exceptions import (
    InternalServerError,
    TableauError,
    XMLError,
)

from failure import Failure, one_line


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Fails with `what`, the server's words and what to do."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        reason = one_line(getattr(error.args[0], "reason", error))
        raise Failure(
            f"{what}: no TLS connection that can be trusted ({reason}): "
            "give the certificate of a private CA with --ca-file"
        ) from None
    except (requests.ConnectionError, requests.Timeout) as error:
        raise Failure(
            f"{what}: the server cannot be reached ({type(error).__name__}): "
            "check --server, network and proxy"
        ) from None
    except TSC.FailedSignInError as error:
        raise Failure(
            f"{what}: refused by the server ({words(error)}): check TABLEAU_TOKEN_NAME, "
            "TABLEAU_TOKEN_VALUE and --site; a token ends after 15 days without use, "
            "and serves one session at a time"
        ) from None
    except XMLError as error:
        raise Failure(f"{what}: refused by the server ({words(error)}){hint(error.code)}") from None
    except (TableauError, requests.RequestException) as error:
        raise Failure(
            f"{what}: not the answer of a working Tableau Server, check --server and its state: "
            f"{answered(error)}"
        ) from None


def words(error: XMLError) -> str:
    return one_line(f"{error.code}: {error.summary}: {error.detail}")


def answered(error: Exception) -> str:
    """As text: TSC shows the bytes of an answer as Python writes them, where no secret is found."""
    raw = error.content if isinstance(error, InternalServerError) else (*error.args, error)[0]
    text = raw.decode("utf-8", errors="replace") if isinstance(raw, bytes) else str(raw)
    return one_line(f"{getattr(error, 'code', '')} {text}")


def hint(code: str) -> str:
    # 403007 and 403132 are how servers say that the connection check failed
    if code in ("403007", "403132"):
        return (
            ": Tableau must reach the database itself: check the host in the file, firewalls "
            "or Tableau Bridge, --database-user and DRIFT_STORE_PASSWORD"
        )
    if code.startswith("409"):
        return ": give --overwrite to replace what is there, or another name"
    if code.startswith("403"):
        return (
            ": the token's user must be allowed to publish into the project, and to replace "
            "what is there with --overwrite"
        )
    return ""
