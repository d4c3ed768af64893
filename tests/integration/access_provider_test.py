"""Log-in at an identity provider (OpenID Connect, code with PKCE) against a provider of our own that can lie in every way."""

import base64
import hashlib
import http.server
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

from support import ServiceTest
from support.service import free_port


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider:
    """Authorization codes are handed out by `visit`; what its tokens claim can be bent by `lie`."""

    def __init__(self):
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rasoat-idp-"))
        self.keys = [self.key("one"), self.key("other")]
        self.codes, self.lie, self.signs_with, self.algorithm = {}, {}, 0, "RS256"
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                provider.answer(self, provider.get(self.path))

            def do_POST(self):
                form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                provider.answer(self, provider.token({name: values[0] for name, values in form.items()}))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self):
        self.server.shutdown()
        shutil.rmtree(self.folder)

    def key(self, name):
        file = self.folder / f"{name}.pem"
        subprocess.run(["openssl", "genrsa", "-out", file, "2048"], check=True, capture_output=True)
        said = subprocess.run(["openssl", "rsa", "-in", file, "-noout", "-modulus"], check=True, capture_output=True, text=True).stdout
        return file, bytes.fromhex(said.strip().split("=")[1])

    @staticmethod
    def answer(handler, body):
        text = json.dumps(body or {"error": "no"}).encode()
        handler.send_response(200 if body else 400)
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text)

    def get(self, path):
        if path.endswith("openid-configuration"):
            return {"issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize", "token_endpoint": self.issuer + "/token",
                    "jwks_uri": self.issuer + "/keys"}
        if path == "/keys":
            return {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "one", "n": b64(self.keys[0][1]), "e": "AQAB"}]}
        return None

    def visit(self, address, subject):
        """What a person does there: comes with this address, goes back with a code and the state."""
        asked = {name: values[0] for name, values in urllib.parse.parse_qs(urllib.parse.urlsplit(address).query).items()}
        code = f"code{len(self.codes)}"
        self.codes[code] = (asked, subject)
        return code, asked["state"], asked

    def token(self, form):
        asked, subject = self.codes.pop(form["code"], (None, None))
        if asked is None or b64(hashlib.sha256(form["code_verifier"].encode()).digest()) != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": asked["client_id"], "sub": subject, "nonce": asked["nonce"], "iat": now, "exp": now + 300, **self.lie}
        head = b64(json.dumps({"alg": self.algorithm, "kid": "one"}).encode()) + "." + b64(json.dumps(claims).encode())
        signature = b"" if self.algorithm == "none" else subprocess.run(
            ["openssl", "dgst", "-sha256", "-sign", self.keys[self.signs_with][0]], input=head.encode(), check=True, capture_output=True).stdout
        return {"id_token": head + "." + b64(signature), "token_type": "Bearer", "access_token": "x"}


class OpenId(ServiceTest):
    accounts = {"admin": ("admin", "-"), "manager": ("manager", "-"), "officer": ("officer", "51")}

    @classmethod
    def prepare(cls):
        cls.provider = Provider()
        cls.addClassCleanup(cls.provider.end)
        cls.service.set(**{"oidc.issuer": cls.provider.issuer, "oidc.client_id": "rasoat",
                           "oidc.redirect": f"http://127.0.0.1:{cls.service.port}/api/v1/session/provider/return"})

    def setUp(self):
        self.provider.lie, self.provider.signs_with, self.provider.algorithm = {}, 0, "RS256"
        self.client("admin").post("/users/manager/subject", {"subject": "m-17"})

    def begin(self):
        answer = self.client().get("/session/provider")
        self.assertEqual(answer.status, 303)
        cookie = answer.headers["Set-Cookie"]
        self.assertIn("HttpOnly", cookie)
        return answer.headers["Location"], cookie.split(";")[0]

    def end(self, code, state, cookie):
        return self.client().get("/session/provider/return", headers={"Cookie": cookie}, code=code, state=state)

    def enter(self, subject):
        address, cookie = self.begin()
        code, state, _ = self.provider.visit(address, subject)
        return self.end(code, state, cookie)

    def test_a_bound_account_comes_in(self):
        answer = self.enter("m-17")
        self.assertEqual((answer.status, answer.headers["Location"]), (303, "/"))
        session = next(value for value in answer.headers.get_all("Set-Cookie") if value.startswith("rasoat="))
        self.assertIn("SameSite=Strict", session)
        client = self.service.client()
        client.headers["Cookie"] = session.split(";")[0]
        self.assertEqual(client.get("/session").json["user"], "manager")

    def refused(self, answer):
        self.assertProblem(answer, 401, "provider-refused")
        self.assertIsNone(answer.headers["Set-Cookie"])

    def test_whoever_is_bound_to_nothing_stays_out(self):
        self.refused(self.enter("stranger"))
        self.refused(self.enter(""))

    def test_every_lie_of_a_token(self):
        now = int(time.time())
        for lie in ({"iss": "http://other"}, {"aud": "another"}, {"aud": ["another", "rasoat"]}, {"nonce": "x"}, {"exp": now - 3600},
                    {"iat": now + 3600}, {"sub": 17}, {"sub": None}):
            with self.subTest(lie=lie):
                self.provider.lie = lie
                self.refused(self.enter("m-17"))
        self.provider.lie, self.provider.signs_with = {}, 1
        self.refused(self.enter("m-17"))
        self.provider.signs_with, self.provider.algorithm = 0, "none"
        self.refused(self.enter("m-17"))
        self.provider.algorithm = "HS256"
        self.refused(self.enter("m-17"))

    def test_a_visit_counts_once_and_in_its_own_browser(self):
        address, cookie = self.begin()
        code, state, asked = self.provider.visit(address, "m-17")
        self.assertEqual((asked["response_type"], asked["code_challenge_method"]), ("code", "S256"))
        self.assertTrue(re.fullmatch("[0-9a-f]{64}", state))
        self.refused(self.end(code, state, "rasoat-visit=" + "0" * 64))  # somebody else's browser; the visit is spent
        self.refused(self.end(code, state, cookie))
        address, cookie = self.begin()
        code, state, _ = self.provider.visit(address, "m-17")
        self.assertEqual(self.end(code, state, cookie).status, 303)
        self.refused(self.end(code, state, cookie))
        self.refused(self.end("", "", cookie))

    def test_a_disabled_account_stays_out(self):
        admin = self.client("admin")
        admin.post("/users/officer/subject", {"subject": "o-1"})
        self.assertEqual(self.enter("o-1").status, 303)
        admin.post("/users/officer/disable")
        self.refused(self.enter("o-1"))

    def test_one_subject_is_one_account(self):
        self.assertProblem(self.client("admin").post("/users/officer/subject", {"subject": "m-17"}), 409, "subject-taken")


class WithoutProvider(ServiceTest):
    def test_there_is_no_such_address(self):
        for path in ("/session/provider", "/session/provider/return"):
            self.assertProblem(self.client().get(path), 404, "not-found")


if __name__ == "__main__":
    unittest.main()
