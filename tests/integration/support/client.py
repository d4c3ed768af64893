"""HTTP as a browser or a program speaks it: `Client` for whole requests, `Wire` for raw bytes on a socket."""

import http.client
import json
import socket
import ssl
import urllib.parse
import uuid

from .interface import interface

API = "/api/v1"


class Answer:
    """Status, headers and body of one answer. `json` is the body read; `problem` its code."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers  # of http.client: any case
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def problem(self):
        return self.json["code"] if self.headers["Content-Type"].startswith("application/problem+json") else None

    def __repr__(self):
        return f"HTTP {self.status} {self.body[:1500].decode('utf-8', 'replace')}"


class Client:
    """One person or program. Paths without a leading `/api`, `/healthz`… are under /api/v1."""

    def __init__(self, port, tls=False, timeout=60):
        self.port = port
        self.tls = tls
        self.timeout = timeout
        self.headers = {}

    def connect(self):
        if not self.tls:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        anybody = ssl.create_default_context()
        anybody.check_hostname = False
        anybody.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=self.timeout, context=anybody)

    def call(self, method, path, body=None, headers=None, **query):
        """Query values that are None are left out. The answer is one that the OpenAPI document foresees."""
        words = {name: value for name, value in query.items() if value is not None}
        address = path if path.startswith(("/api/", "/healthz", "/readyz", "/metrics")) else API + path
        if path.startswith("//"):  # not of the interface: a page or one of its files
            address = path[1:]
        if words:
            address += "?" + urllib.parse.urlencode(words)
        connection = self.connect()
        try:
            connection.request(method, address, body, {**self.headers, **(headers or {})})
            answer = connection.getresponse()
            got = Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()
        if got.status != 304:
            interface().check(method, address.partition("?")[0], got)
        return got

    def get(self, path, headers=None, **query):
        return self.call("GET", path, None, headers, **query)

    def post(self, path, fields=None, headers=None, **query):
        """A JSON body, or none."""
        if fields is None:
            return self.call("POST", path, b"", headers, **query)
        return self.call("POST", path, json.dumps(fields), {"Content-Type": "application/json", **(headers or {})}, **query)

    def put(self, path, fields, headers=None, **query):
        return self.call("PUT", path, json.dumps(fields), {"Content-Type": "application/json", **(headers or {})}, **query)

    def delete(self, path, headers=None, **query):
        return self.call("DELETE", path, None, headers, **query)

    def upload(self, kind, content, round=None, media="text/csv", headers=None, **query):
        """A file as the body itself; `content` is bytes, text, or a path."""
        return self.call("POST", "/uploads", as_bytes(content), {"Content-Type": media, **(headers or {})},
                         kind=kind, round=round, **query)

    def upload_form(self, kind, content, round=None, fields_before=(), fields_after=(), **query):
        """A file in the multipart field `file`, other fields before or after it."""
        media, body = form(as_bytes(content), fields_before, fields_after)
        return self.call("POST", "/uploads", body, {"Content-Type": media}, kind=kind, round=round, **query)

    def sign_in(self, user, password):
        answer = self.post("/session", {"user": user, "password": password})
        if answer.status != 200:
            raise AssertionError(f"{user} cannot sign in: {answer}")
        self.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        if interface().document is None:
            described = self.get("/openapi.json")
            if described.status == 200:  # not for somebody who must change the password first
                interface().learn(described.json)
        return answer


class Wire:
    """A raw connection: bytes out, bytes in."""

    def __init__(self, port, timeout=10):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.incoming = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, data):
        self.socket.sendall(as_bytes(data))

    def shut(self):
        """Says that nothing more will come."""
        self.socket.shutdown(socket.SHUT_WR)

    def everything(self):
        """All bytes until the other side closes."""
        pieces = []
        try:
            while piece := self.incoming.read1(65536):
                pieces.append(piece)
        except ConnectionResetError:
            pass
        return b"".join(pieces)

    def answer(self, method="GET"):
        """The next answer; what comes after it stays on the wire."""
        line = self.incoming.readline().decode("latin-1").split()
        if not line:
            raise AssertionError("closed without an answer")
        headers = http.client.parse_headers(self.incoming)
        length = 0 if method == "HEAD" else int(headers["Content-Length"] or 0)
        return Answer(int(line[1]), headers, self.incoming.read(length))

    def closed(self):
        """True when the other side has closed and sent nothing more."""
        return self.everything() == b""

    def close(self):
        self.incoming.close()
        self.socket.close()


def as_bytes(content):
    if hasattr(content, "read_bytes"):
        return content.read_bytes()
    return content.encode("utf-8") if isinstance(content, str) else content


def form(content, fields_before=(), fields_after=(), file_name="danh sách.csv"):
    """A multipart/form-data body: its media type and its bytes."""
    boundary = uuid.uuid5(uuid.NAMESPACE_URL, file_name).hex

    def field(name, value):
        return f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()

    head = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
            "Content-Type: text/csv\r\n\r\n").encode()
    body = b"".join(field(*one) for one in fields_before) + head + content + b"\r\n"
    body += b"".join(field(*one) for one in fields_after) + f"--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body
