"""Requests as attack programs send them: every route of the OpenAPI document with hostile values in every place, and hostile
heads on raw connections. Deterministic; what is found is said as (request, what is wrong).
"""

import http.client
import itertools
import json
import random
import time
import urllib.parse

from .client import Wire, as_bytes

VALUES = [
    "'", "\"", "`", "\\", "1' OR '1'='1", "1\" OR \"1\"=\"1", "1 OR 1=1", "1; DROP TABLE upload", "1' UNION SELECT password_hash,2 FROM account -- ",
    "1) UNION ALL SELECT NULL,NULL,NULL#", "' AND SLEEP(4) -- ", "1 AND SLEEP(4)", "1' AND BENCHMARK(50000000,SHA1(1)) -- ",
    "1 AND (SELECT 1 FROM (SELECT COUNT(*),CONCAT(VERSION(),FLOOR(RAND(0)*2))x FROM information_schema.tables GROUP BY x)a)",
    "1' AND EXTRACTVALUE(1,CONCAT(0x7e,(SELECT user()))) -- ", "1 PROCEDURE ANALYSE(1,1)", "' INTO OUTFILE '/tmp/x' -- ", "%' OR 1=1 -- ", "_", "%",
    "-1", "0", "9" * 18, "9" * 19, "9" * 40, "1e309", "0x10", "NaN", "null", "true", "[]", "{}", "1,2,3", " ", "\t", "\n", "\r\nX-Injected: 1",
    "\x00", "\x7f", "\ufeff", "\u202e", "Ơ" * 300, "A" * 2000, "../../../../etc/passwd", "..\\..\\windows\\win.ini", "%2e%2e%2f", "/etc/passwd",
    "file:///etc/passwd", "http://127.0.0.1:1/", "${7*7}", "{{7*7}}", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0",
    "%s%s%s%n", "%x%x%x", "{0}", "{value}", "2023'", "2023-99-99", "9999-12-31", "0000-00-00", "51%00", "51;52", "poverty.rate'", "country\"",
]
LEAKS = ("SQLSTATE", "You have an error in your SQL", "mysql", "MariaDB", "mariadb", "std::", "Poco::", "sql::", "terminate called", "/src/", ".cpp",
         "argon2", "password_hash", "Traceback", "root:x:0", "stack")
NAMES = ["Host", "Cookie", "Authorization", "Content-Length", "Content-Type", "Transfer-Encoding", "Accept", "Accept-Language", "Accept-Encoding",
         "If-None-Match", "Origin", "Referer", "Range", "Expect", "Connection", "Upgrade", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
         "Forwarded", "X-HTTP-Method-Override", "X-Original-URL", "Sec-Fetch-Site", "X-" + "y" * 300]
BYTES = [b"", b" ", b"\x00", b"\x01\x02\x03", b"\xff\xfe", b"a\tb", b"'" * 50, b"A" * 7000, b"0x10", b"-1", b"99999999999999999999", b"chunked", b"chunked, identity",
         b"gzip;q=9", b"bytes=0-,0-,0-", b"100-continue", b"*/*;q=1.0000000000001", b"rasoat=" + b"f" * 64, b"rasoat=; rasoat='", b"Bearer " + b"0" * 64,
         b"Bearer ' OR 1=1", b"Basic Og==", b"vi;q=NaN, en;q=1e999", b"\"" * 99, b"W/\"x\", *", b"null", b"http://[::1", b"127.0.0.1, 10.0.0.1, ::1, x",
         b"application/json; charset=utf-7", b"multipart/form-data", b"multipart/form-data; boundary=" + b"b" * 300, b"${jndi:ldap://x/y}"]
SLOW = 3.0  # a statement that sleeps as told takes 4


class Prober:
    def __init__(self, port, headers, document, seed=7):
        self.port = port
        self.headers = headers
        self.paths = document["paths"]
        self.dice = random.Random(seed)
        self.sent = 0
        self.statuses = {}
        self.wrong = []
        self._open = None

    # Whole requests

    def requests(self):
        """(method, path, query, body) for each route, place and value; without end, shuffled."""
        places = []
        for path, methods in self.paths.items():
            for method, said in methods.items():
                names = [p["name"] for p in said.get("parameters", []) if p["in"] == "query"]
                names += ["limit", "cursor", "round", "unheard_of"]
                parts = [part for part in path.split("/") if part.startswith("{")]
                places += [(method.upper(), path, "query", name) for name in dict.fromkeys(names)]
                places += [(method.upper(), path, "path", part) for part in parts]
                if method in ("post", "put"):
                    places += [(method.upper(), path, "body", name) for name in
                               ("user", "password", "code", "old", "new", "name", "reason", "id_number", "role", "areas", "subject", "reports", "days")]
        everything = list(itertools.product(places, VALUES))
        while True:
            self.dice.shuffle(everything)
            yield from everything

    def probe(self, many, seconds):
        """Sends so many, or until time is up."""
        end = time.monotonic() + seconds
        for (method, path, place, name), value in itertools.islice(self.requests(), many):
            if path.endswith("/session") and method == "DELETE" or "/users/" in path and method != "GET" or path.endswith("/rotate"):
                continue  # these would end the session that asks or change who may ask
            if time.monotonic() > end:
                return
            self._one(method, path, place, name, value)

    def _one(self, method, path, place, name, value):
        address, body = path, None
        for part in [part for part in path.split("/") if part.startswith("{")]:
            address = address.replace(part, urllib.parse.quote(value, safe="") if name == part and place == "path" else "1")
        if place == "query":
            address += "?" + urllib.parse.urlencode({name: value})
        if method in ("POST", "PUT"):
            body = json.dumps({name: value} if place == "body" else {"user": "nobody", "password": "x"})
        began = time.monotonic()
        try:
            if self._open is None:
                self._open = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            self._open.request(method, address, body, {**self.headers, "Content-Type": "application/json"})
            answer = self._open.getresponse()
            text = answer.read()
            if answer.will_close:
                self._close()
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._close()
            if isinstance(error, ValueError) and not isinstance(error, http.client.HTTPException):
                return  # Python itself would not send it
            self.wrong.append(((method, address), f"no answer: {error!r}"))
            return
        self._judge((method, address, body), answer.status, answer.headers, text, time.monotonic() - began)

    def _close(self):
        if self._open is not None:
            self._open.close()
            self._open = None

    def _judge(self, request, status, headers, text, took):
        self.sent += 1
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status >= 500:
            self.wrong.append((request, f"{status} {text[:200]!r}"))
        if "X-Injected" in headers:
            self.wrong.append((request, "a header was injected"))
        said = text.decode("utf-8", "replace")
        if not (isinstance(request, tuple) and "openapi" in str(request[1])):
            for leak in LEAKS:
                if leak in said and leak not in str(request):
                    self.wrong.append((request, f"leaks {leak}: {said[:300]}"))
        if took > SLOW and ("SLEEP" in str(request) or "BENCHMARK" in str(request)):
            self.wrong.append((request, f"took {took:.1f} s"))

    # Raw heads

    def probe_heads(self, many, seconds):
        end = time.monotonic() + seconds
        lines = [b"GET /api/v1/rounds HTTP/1.1", b"GET /healthz HTTP/1.0", b"POST /api/v1/session HTTP/1.1", b"GET / HTTP/9.9", b"GET /%00 HTTP/1.1",
                 b"G\x00T / HTTP/1.1", b"GET " + b"/a" * 3000 + b" HTTP/1.1", b"OPTIONS * HTTP/1.1", b"TRACE / HTTP/1.1", b"CONNECT x:1 HTTP/1.1",
                 b"GET http://other/ HTTP/1.1", b"GET /api/v1/areas/%ff HTTP/1.1", b"get / http/1.1", b"GET /api/v1/../../etc/passwd HTTP/1.1", b"\r\n\r\n"]
        for _ in range(many):
            if time.monotonic() > end:
                return
            head = [self.dice.choice(lines), b"Connection: close"]
            for _ in range(self.dice.randrange(1, 4)):
                name = self.dice.choice(NAMES).encode()
                head.append(name + self.dice.choice([b": ", b":", b" : ", b":\t"]) + self.dice.choice(BYTES))
            if self.dice.random() < 0.7:
                head.append(b"Host: 127.0.0.1")
            self._raw(b"\r\n".join(head) + b"\r\n\r\n" + self.dice.choice([b"", b"{}", b"x" * 10]))

    def _raw(self, request):
        with Wire(self.port, timeout=20) as wire:
            try:
                wire.send(as_bytes(request))
                wire.shut()
                text = wire.everything()
            except OSError:
                text = b""
        self.sent += 1
        if not text:
            self.statuses["closed"] = self.statuses.get("closed", 0) + 1
            return
        first = text.split(b"\r\n", 1)[0].split(b" ")
        status = int(first[1]) if len(first) > 1 and first[1].isdigit() else 0
        self.sent -= 1
        self._judge(request, status, {}, text, 0)
