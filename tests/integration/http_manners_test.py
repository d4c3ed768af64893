"""What HTTP promises beside the content: methods, media types, caching, packing, languages, headers, origins, TLS."""

import gzip
import http.client
import ssl
import subprocess

from support import ServiceTest, files
from support.client import Wire


class Manners(ServiceTest):
    accounts = {"officer": ("officer", "51"), "manager": ("manager", "-"), "admin": ("admin", "-")}

    def test_unknown_addresses_and_methods(self):
        self.assertProblem(self.client().get("/nothing"), 404, "not-found")
        self.assertProblem(self.client().get("//api"), 404)
        self.assertProblem(self.client("manager").get("/areas/51/more"), 404, "not-found")
        for method, path, allow in (("PUT", "/session", {"POST", "DELETE", "GET", "HEAD"}),
                                    ("POST", "/rankings", {"GET", "HEAD"}), ("DELETE", "/healthz", {"GET", "HEAD"}),
                                    ("GET", "/uploads/1/approve", {"POST"}), ("BREW", "/api/v1/areas", {"GET", "HEAD"})):
            with self.subTest(f"{method} {path}"):
                answer = self.client().call(method, path)
                self.assertProblem(answer, 405, "method")
                self.assertEqual(set(answer.headers["Allow"].split(", ")), allow)

    def test_media_types(self):
        for media in ("text/plain", "application/xml", "application/x-www-form-urlencoded", ""):
            answer = self.client().call("POST", "/session", '{"user": "a", "password": "b"}', {"Content-Type": media})
            self.assertProblem(answer, 415, "media-type")
        png = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
        self.assertProblem(self.client("officer").upload("counts", png, "2023", media="image/png"), 415)

    def test_json_that_is_none(self):
        for text in ("", "{", "[]", "null", '"a"', '{"user": 1, "password": "x"}', '{"user": "x"}', "[" * 10_000):
            with self.subTest(text[:10]):
                answer = self.client().call("POST", "/session", text, {"Content-Type": "application/json"})
                self.assertProblem(answer, 400, "bad-value")

    def test_head_is_get_without_its_body(self):
        for path in ("/healthz", "/rankings?indicator=poverty.rate&round=2023", "/indicators"):
            manager = self.client("manager")
            get, head = manager.get(path), manager.call("HEAD", path)
            self.assertEqual((head.status, head.body), (200, b""))
            for name in ("Content-Length", "ETag", "Content-Type", "Cache-Control"):
                self.assertEqual(head.headers[name], get.headers[name], (path, name))

    def test_strong_etags(self):
        for path in ("/rankings?indicator=poverty.rate&round=2023", "/indicators", "/rounds", "/areas?as_of=2024-06-30",
                     "/flags?round=2023", "/benchmarks", "/areas/51?as_of=2024-06-30", "/reporting?round=2023"):
            with self.subTest(path):
                first = self.client("manager").get(path)
                tag = first.headers["ETag"]
                self.assertTrue(tag.startswith('"'), tag)
                for asked in (tag, f'"x", {tag}', "*"):
                    again = self.client("manager").get(path, {"If-None-Match": asked})
                    self.assertEqual((again.status, again.body), (304, b""))
                    self.assertEqual(again.headers["ETag"], tag)
                self.assertEqual(self.client("manager").get(path, {"If-None-Match": '"other"'}).status, 200)

    def test_packing(self):
        path = "/indicators"
        plain = self.client("manager").get(path)
        for accept in ("gzip", "deflate, gzip;q=0.5", "br, gzip"):
            small = self.client("manager").get(path, {"Accept-Encoding": accept})
            self.assertEqual(small.headers["Content-Encoding"], "gzip")
            self.assertEqual(gzip.decompress(small.body), plain.body)
            self.assertNotEqual(small.headers["ETag"], plain.headers["ETag"])  # other bytes, other strong tag
            self.assertIn("Accept-Encoding", small.headers["Vary"])
            same = self.client("manager").get(path, {"Accept-Encoding": accept, "If-None-Match": small.headers["ETag"]})
            self.assertEqual(same.status, 304)
        for accept in ("gzip;q=0", "gzip; q=0", "gzip;q=0.0", "identity"):
            with self.subTest(accept):
                answer = self.client("manager").get(path, {"Accept-Encoding": accept})
                self.assertIsNone(answer.headers["Content-Encoding"])

    def test_other_origins_change_nothing(self):
        own = f"http://127.0.0.1:{self.service.port}"
        body = {"user": "manager", "password": self.service.passwords["manager"]}
        self.assertEqual(self.client().post("/session", body, {"Origin": own}).status, 200)
        for origin in ("http://evil.example", "null", f"http://127.0.0.1:{self.service.port}0", "http://127.0.0.1"):
            with self.subTest(origin):
                answer = self.client().post("/session", body, {"Origin": origin})
                self.assertProblem(answer, 403, "origin")
        self.assertEqual(self.client("manager").get("/rounds", {"Origin": "http://evil.example"}).status, 200)
        self.assertIsNone(self.client("manager").get("/rounds").headers["Access-Control-Allow-Origin"])

    def test_cookie_is_for_this_site_and_no_script(self):
        answer = self.client().post("/session", {"user": "manager", "password": self.service.passwords["manager"]})
        words = {word.strip().split("=")[0] for word in answer.headers["Set-Cookie"].split(";")}
        self.assertTrue({"HttpOnly", "SameSite", "Path"} <= words)
        self.assertIn("SameSite=Strict", answer.headers["Set-Cookie"])
        self.assertNotIn("Secure", words)  # plain HTTP on this machine; under TLS see below

    def test_security_headers(self):
        for path in ("/openapi.json", "/nothing", "/rounds"):
            headers = self.client("manager").get(path).headers
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
            self.assertTrue(headers["X-Request-Id"])
            self.assertIsNone(headers["Server"])  # nobody is told what to try
        self.assertNotIn("public", self.client("manager").get("/rounds").headers["Cache-Control"])

    def test_many_requests_of_one_person_ask_the_database_once(self):
        def asked():
            return int(self.service.rows("SHOW GLOBAL STATUS LIKE 'Com_select'")[0][1])

        client = self.client("manager")
        before = asked()
        for _ in range(100):
            self.assertEqual(client.get("/indicators").status, 200)
        self.assertLess(asked() - before, 50)

    def test_language_of_errors(self):
        def said(accept):
            return self.client().get("/nothing", {"Accept-Language": accept} if accept else {})
        vi, en = said(None), said("en")
        self.assertNotEqual(vi.json["detail"], en.json["detail"])
        cases = {"vi": vi, "en-US,en;q=0.9": en, "vi-VN,vi;q=0.9,en;q=0.8": vi, "en,vi;q=0.5": en, "fr": vi,
                 "fr, en;q=0.5": en, "vi;q=0.1, en": en, "en;q=0, vi": vi, "*": vi}
        for accept, expected in cases.items():
            with self.subTest(accept):
                answer = said(accept)
                self.assertEqual(answer.json["detail"], expected.json["detail"])
                self.assertEqual(answer.headers["Content-Language"], expected.headers["Content-Language"])

    def test_paths_do_not_lead_out(self):
        for path in ("/../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../CMakeLists.txt",
                     "/assets/%2e%2e/%2e%2e/%2e%2e/CMakeLists.txt", "//etc/passwd", "/\\..\\etc\\passwd", "/%00", "/a%00.js"):
            with self.subTest(path):
                with Wire(self.service.port) as wire:
                    wire.send(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    got = wire.everything()
                self.assertNotIn(b"root:", got)
                self.assertNotIn(b"cmake_minimum_required", got)
                self.assertNotIn(b" 500 ", got[:15])

    def test_without_pages_that_is_said(self):
        self.assertProblem(self.client().get("//"), 404, "no-pages")

    @classmethod
    def prepare(cls):
        cls.service.set(ui_directory=cls.service.folder / "none")


class Pages(ServiceTest):
    """Static files; a small set of our own stands for the built application."""

    @classmethod
    def prepare(cls):
        pages = cls.service.folder / "pages"
        (pages / "assets").mkdir(parents=True)
        files.write(pages / "index.html", "<!doctype html><title>trang</title>" + "<p>x</p>" * 500)
        files.write(pages / "assets" / "main-1a2b.js", "export const x = 1;\n" * 200)
        files.write(cls.service.folder / "secret.txt", "outside")
        cls.service.set(ui_directory=pages)

    def test_page_and_its_policy(self):
        page = self.client().get("//")
        self.assertEqual((page.status, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertIn("default-src 'self'", page.headers["Content-Security-Policy"])
        self.assertEqual(page.headers["Cache-Control"], "no-cache")
        self.assertEqual(self.client().get("//", {"If-None-Match": page.headers["ETag"]}).status, 304)
        self.assertEqual(self.client().get("//rankings/2023").body, page.body)  # addresses of views are the page's

    def test_assets_stay(self):
        asset = self.client().get("//assets/main-1a2b.js", {"Accept-Encoding": "gzip"})
        self.assertIn("immutable", asset.headers["Cache-Control"])
        self.assertEqual(asset.headers["Content-Encoding"], "gzip")
        self.assertProblem(self.client().get("//assets/none.js"), 404)
        self.assertProblem(self.client().call("POST", "//assets/main-1a2b.js"), 405)

    def test_nothing_outside_is_served(self):
        for path in ("//../secret.txt", "//assets/../../secret.txt", "//%2e%2e/secret.txt", "//assets/%2e%2e%2f%2e%2e%2fsecret.txt"):
            self.assertNotIn(b"outside", self.client().get(path).body)


class Tls(ServiceTest):
    accounts = {"manager": ("manager", "-")}

    @classmethod
    def prepare(cls):
        folder = cls.service.folder
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"], check=True, capture_output=True)
        cls.service.set(http_certificate=folder / "certificate.pem", http_key=folder / "key.pem")

    def shake(self, version):
        """The version agreed on, or the refusal."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = version
        connection = http.client.HTTPSConnection("127.0.0.1", self.service.port, timeout=5, context=context)
        try:
            connection.request("GET", "/healthz")
            self.assertEqual(connection.getresponse().status, 200)
            return connection.sock.version() if connection.sock else "answered"
        except (ssl.SSLError, ConnectionError):
            return None
        finally:
            connection.close()

    def test_new_versions_only(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            self.assertIsNotNone(self.shake(version), version)
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
            self.assertIsNone(self.shake(version), version)

    def test_old_version_is_refused_by_the_server_itself(self):
        # Whatever Python's library is built with, s_client says why it failed.
        for switch, works in (("-tls1_1", False), ("-tls1_2", True)):
            done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.service.port}", switch, "-cipher",
                                   "ALL:@SECLEVEL=0"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
            self.assertEqual("Cipher is (NONE)" not in done.stdout, works, done.stdout + done.stderr)

    def test_cookie_is_secure_and_transport_strict(self):
        answer = self.service.client().post("/session", {"user": "manager", "password": self.service.passwords["manager"]})
        self.assertIn("Secure", answer.headers["Set-Cookie"])
        self.assertIn("max-age", answer.headers["Strict-Transport-Security"])

    def test_silent_clients_do_not_block_others(self):
        silent = [Wire(self.service.port) for _ in range(50)]
        try:
            self.assertEqual(self.service.client().get("/healthz").status, 200)
        finally:
            for wire in silent:
                wire.close()

    def test_plain_http_gets_no_answer_of_ours(self):
        with Wire(self.service.port) as wire:
            wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertNotIn(b"200 OK", wire.everything())
