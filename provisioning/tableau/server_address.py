"""The address of a Tableau Server, and whether a token may be sent there."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from failure import WRONG_USE, Failure


def server_address(url: str) -> str:
    """https, or http to this machine: a token must not cross a network in clear text."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Failure("--server: not a URL, expected https://HOST", WRONG_USE) from None
    if parts.username or parts.password:
        raise Failure("--server: remove user and password from the URL", WRONG_USE)
    rest = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not host or rest:
        raise Failure(
            f"--server {url}: expected https://HOST and nothing after it, the site is --site",
            WRONG_USE,
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise Failure(f"--server {url}: http sends the token in clear text, use https", WRONG_USE)
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}" + (f":{port}" if port else "")


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
