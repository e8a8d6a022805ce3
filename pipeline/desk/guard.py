"""Who may speak to the review page: the browser that was given the token, on this machine.

A page on loopback can be reached by every program and every web site open on the machine. So each
request must name a loopback host (no DNS rebinding), come from the page itself (no cross-site
request), and carry the session (no other user of the machine).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LARGEST_BODY = 1_000_000  # bytes of a decision; a note is shorter
_STRANGER = "This page belongs to a review session. Open it by the address `make review` printed."


@dataclass(frozen=True, slots=True)
class Session:
    """The secrets of one run: the token stands in the printed address, once; then the cookie."""

    port: int
    token: str
    cookie: str

    @classmethod
    def new(cls, port: int) -> Session:
        return cls(port, secrets.token_urlsafe(32), secrets.token_urlsafe(32))

    @property
    def cookie_name(self) -> str:
        """Cookies know no port: each running page needs its own name."""
        return f"review-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"


class Guard:
    """ASGI middleware that answers strangers with a refusal and adds the security headers."""

    def __init__(self, app: ASGIApp, session: Session) -> None:
        self._app = app
        self._session = session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no web socket is offered
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._refusal(scope) or self._greeting(scope)
        await (answer or self._app)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to a request that does not come from the page itself, or None."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._session.hosts:
            return PlainTextResponse("Unknown host.", 421)
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://") not in self._session.hosts:
            return PlainTextResponse("Requests from other sites are refused.", 403)
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
            return PlainTextResponse("Requests from other sites are refused.", 403)
        if scope["method"] in {"GET", "HEAD"}:
            return None
        if scope["method"] != "POST":
            return PlainTextResponse("Method not allowed.", 405)
        if origin is None:
            return PlainTextResponse("A change must say where it comes from.", 403)
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return PlainTextResponse("A change must be JSON.", 415)
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return PlainTextResponse("Too large.", 413)
        return None

    def _greeting(self, scope: Scope) -> Response | None:
        """A cookie for the token, a refusal for neither, None for a known session."""
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        known = _same(cookies.get(self._session.cookie_name, ""), self._session.cookie)
        tokens = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if scope["path"] == "/" and tokens and _same(tokens[0], self._session.token):
            welcome = RedirectResponse("/", 303)
            welcome.set_cookie(
                self._session.cookie_name, self._session.cookie, httponly=True, samesite="strict", path="/"
            )
            return welcome
        return None if known else PlainTextResponse(_STRANGER, 403)


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode(), expected.encode())
