"""A small provider of OpenID Connect on this machine: discovery, authorisation with PKCE, tokens signed by RS256, keys."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "report-assistant", "a secret of the client only"


class Provider:
    """Its users by subject, with their claims; `address` is where it is served."""

    def __init__(self, users: dict[str, dict[str, Any]]) -> None:
        self.users = users
        self.address = ""
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}

    def settings(self, redirect: str) -> str:
        """Return the [auth] table for a server that is called back at `redirect`."""
        return (
            f'[auth]\nredirect_uri = "{redirect}/oauth2callback"\ncookie_secret = "{secrets.token_hex(32)}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{self.address}/.well-known/openid-configuration"\n'
        )

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def chosen(self, query: dict[str, str], subject: str) -> str:
        """Return where the browser goes once a user was chosen."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**query, "subject": subject}
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, fields: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Return the tokens for a code; None for a wrong client, a code used before or a wrong verifier."""
        wanted = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(fields.get("code", ""), None)
        if asked is None or (authorization not in (f"Basic {wanted}",) and fields.get("client_secret") != SECRET):
            return None
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked.get("code_challenge"):
            return None
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": asked["subject"],
            "iat": now,
            "exp": now + 300,
            "nonce": asked.get("nonce", ""),
            **self.users[asked["subject"]],
        }
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"access_token": secrets.token_hex(8), "token_type": "Bearer", "expires_in": 300, "id_token": token}


@contextmanager
def provided(users: dict[str, dict[str, Any]]) -> Iterator[Provider]:
    """Serve a provider as long as the block runs."""
    provider = Provider(users)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/.well-known/openid-configuration":
                self._json(provider.discovery())
            elif parts.path == "/jwks":
                self._json({"keys": [provider.key.as_dict(private=False)]})
            elif parts.path == "/authorize" and "subject" not in query:
                links = "".join(f'<p><a href="{self.path}&subject={name}">{name}</a></p>' for name in provider.users)
                self._send(200, "text/html; charset=utf-8", links.encode())
            elif parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.chosen(query, query["subject"]))
                self.end_headers()
            else:
                self._send(404, "text/plain", b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = {name: values[0] for name, values in parse_qs(body).items()}
            given = provider.token(fields, self.headers.get("Authorization", ""))
            self._json(given or {"error": "invalid_grant"}, 200 if given else 400)

        def _json(self, fields: dict[str, Any], status: int = 200) -> None:
            self._send(status, "application/json", json.dumps(fields).encode())

        def _send(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
