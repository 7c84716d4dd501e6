"""What happens around every request: a trace id on the response, security headers, and a limit on the size of bodies."""

import re
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.interfaces.api.problems import problem, response

MAX_BODY = 64 * 1024
MAX_BATCH = 4 * 1024 * 1024
BATCH_PATH = "/v1/triage/batch"
TRACE, RELATED = "BelGov-Trace-Id", "BelGov-Related-Trace-Id"
_CALLER_TRACE = re.compile(r"^[A-Za-z0-9-]{1,36}$")
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}


class ResponseHeaders:
    """Adds a fresh trace id and the security headers to every response, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        caller = Headers(scope=scope).get(TRACE, "")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[TRACE] = str(uuid.uuid4())
                if _CALLER_TRACE.match(caller):
                    headers[RELATED] = caller
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class BodyLimit:
    """Answers 413 for a body that is too large, without reading more of it than the limit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = MAX_BATCH if scope["path"] == BATCH_PATH else MAX_BODY
        chunks: list[Message] = []
        size = 0
        while True:
            message = await receive()
            chunks.append(message)
            size += len(message.get("body", b""))
            if size > limit:
                detail = f"The body is larger than {limit} bytes. Send the question itself, or several smaller requests."
                await response(problem(413, detail, limit=limit))(scope, receive, send)
                return
            if message["type"] != "http.request" or not message.get("more_body", False):
                break

        async def replay() -> Message:
            return chunks.pop(0) if chunks else await receive()

        await self.app(scope, replay, send)
