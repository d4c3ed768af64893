"""Pitfalls of the web server, each over a raw socket: what a library below would get wrong must not reach a client."""

import signal
import time

from support import DatabaseTest, ServiceTest, eventually, files
from support.client import Wire, form

COUNTS = files.table([{"area_code": "21010", "households": 1000, "poor": 50, "near_poor": 40}])


def head(method, path, **headers):
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines) + "\r\n\r\n"


class Wired(ServiceTest):
    accounts = {"officer": ("officer", "51"), "admin": ("admin", "-")}

    def wire(self, timeout=10):
        wire = Wire(self.service.port, timeout)
        self.addCleanup(wire.close)
        return wire

    def send_file(self, length, round="2023", media="text/csv"):
        """The head of an upload by the officer; the body is the caller's."""
        return head("POST", f"/api/v1/uploads?kind=counts&round={round}", Content_Type=media, Content_Length=length,
                    Cookie=self.client("officer").headers["Cookie"])

    def assertQuick(self, began, seconds=1.0):
        self.assertLess(time.monotonic() - began, seconds)


class Framing(Wired):
    settings = {"upload_limit_bytes": 200_000}

    def test_body_that_nobody_read_is_never_the_next_request(self):
        hidden = head("GET", "/healthz")
        cases = {
            "wrong media type": ("POST", "/api/v1/session", {"Content_Type": "text/plain"}),
            "no session": ("POST", "/api/v1/uploads?kind=counts&round=2023", {}),
            "a read with a body": ("GET", "/readyz", {}),
            "no such address": ("POST", "/api/v1/nothing", {}),
            "no such method": ("DELETE", "/healthz", {}),
        }
        for name, (method, path, headers) in cases.items():
            with self.subTest(name):
                wire = self.wire()
                wire.send(head(method, path, Content_Length=len(hidden), **headers) + hidden)
                self.assertEqual(wire.everything().count(b"HTTP/1.1 "), 1)

    def test_requests_in_a_row_on_one_connection(self):
        wire = self.wire()
        wire.send(head("GET", "/healthz") + head("GET", "/readyz"))
        self.assertEqual([wire.answer().status, wire.answer().status], [200, 200])

    def test_two_lengths_or_a_length_that_is_none(self):
        for lengths in ("Content-Length: 3\r\nContent-Length: 4", "Content-Length: -1", "Content-Length: 3x",
                        "Content-Length: 99999999999999999999"):
            with self.subTest(lengths):
                wire = self.wire()
                wire.send(f"POST /api/v1/session HTTP/1.1\r\nHost: x\r\n{lengths}\r\n\r\n{{}}")
                got = wire.everything()  # the library itself ends the connection on a length it cannot read
                self.assertTrue(got == b"" or got.startswith(b"HTTP/1.1 400 "), got)

    def test_chunked_is_refused_at_once(self):
        media, body = form(COUNTS.encode())
        for kind in ("text/csv", media):
            with self.subTest(kind):
                began = time.monotonic()
                wire = self.wire()
                wire.send(head("POST", "/api/v1/uploads?kind=counts&round=2023", Content_Type=kind,
                               Transfer_Encoding="chunked", Cookie=self.client("officer").headers["Cookie"]))
                wire.send(f"{len(body):x}\r\n".encode() + body)  # and never the last chunk
                answer = wire.answer()
                self.assertProblem(answer, 411, "length-required")
                self.assertQuick(began)
                self.assertTrue(wire.closed())
        self.assertEqual(self.service.count("upload"), 0)

    def test_no_length_is_refused(self):
        wire = self.wire()
        wire.send(head("POST", "/api/v1/uploads?kind=counts&round=2023",
                       Cookie=self.client("officer").headers["Cookie"]))
        self.assertProblem(wire.answer(), 411, "length-required")

    def test_over_the_limit_is_refused_before_the_body_comes(self):
        began = time.monotonic()
        wire = self.wire()
        wire.send(self.send_file(300_000_000))
        self.assertProblem(wire.answer(), 413, "file-too-large")
        self.assertQuick(began)
        self.assertEqual(self.service.count("upload"), 0)

    def test_client_that_sends_on_reads_its_refusal(self):
        answer = self.client("officer").upload("counts", b"x," * 1_000_000, "2023")
        self.assertProblem(answer, 413, "file-too-large")

    def test_part_over_the_limit_within_a_form_of_a_permitted_length(self):
        answer = self.client("officer").upload_form("counts", b"x," * 100_500, "2023")
        self.assertProblem(answer, 413, "file-too-large")
        self.assertEqual(self.service.count("upload"), 0)

    def test_large_json_is_refused(self):
        self.assertProblem(self.client().post("/session", {"user": "x" * 100_000, "password": ""}), 413)

    def test_malformed_requests_get_an_answer_or_an_end(self):
        for text in ("GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                     "GET / HTTP/1.1\r\n" + "A: b\r\n" * 2000 + "\r\n", "GET /" + "a" * 100_000 + " HTTP/1.1\r\n\r\n"):
            with self.subTest(text[:20]):
                wire = self.wire()
                try:
                    wire.send(text)
                    wire.shut()
                except OSError:
                    pass
                got = wire.everything()
                self.assertTrue(got == b"" or got.startswith(b"HTTP/"), got[:100])
                self.assertNotIn(b" 500 ", got[:15])
        self.assertEqual(self.client().get("/healthz").status, 200)


class Cut(Wired):
    def uploads(self):
        return [self.service.count("upload"), self.service.count("fact"), self.service.count("household"),
                len(list((self.service.folder / "spool").glob("*")))]

    def test_cut_body_never_becomes_an_upload(self):
        media, whole = form(COUNTS.encode(), [("a", "1")], [("b", "2")])
        bodies = {"text/csv": COUNTS.encode(), media: whole}
        for kind, body in bodies.items():
            for share in (0.3, 0.6, 0.95):
                with self.subTest(kind=kind[:20], share=share):
                    wire = self.wire()
                    wire.send(self.send_file(len(body), media=kind))
                    wire.send(body[: int(len(body) * share)])
                    wire.shut()
                    self.assertTrue(wire.everything().startswith(b"HTTP/1.1 400 "))
        self.assertEqual(self.uploads(), [0, 0, 0, 0])

    def test_form_without_its_closing_boundary(self):
        media, body = form(COUNTS.encode())
        body = body[: body.rindex(b"\r\n--")]
        answer = self.client("officer").call("POST", "/uploads", body, {"Content-Type": media}, kind="counts", round="2023")
        self.assertProblem(answer, 400, "cut")
        self.assertEqual(self.uploads(), [0, 0, 0, 0])

    def test_form_without_a_file(self):
        media, body = form(b"")
        answer = self.client("officer").call("POST", "/uploads", body.replace(b'name="file"', b'name="other"'),
                                             {"Content-Type": media}, kind="counts", round="2023")
        self.assertProblem(answer, 400, "no-file")


class Forms(Wired):
    def test_order_of_fields_does_not_matter(self):
        for round, before, after in (("2022", [("note", "x")], []), ("2023", [], [("note", "x"), ("round", "1999")])):
            answer = self.client("officer").upload_form("counts", COUNTS.encode(), round, before, after)
            self.assertEqual(answer.status, 201, answer)
            self.assertEqual(answer.json["round"], round)
            self.assertEqual(answer.json["state"], "checked")
            again = self.client("officer").upload("counts", COUNTS, round)  # the bare file: the same bytes
            self.assertEqual((again.status, again.json["id"]), (200, answer.json["id"]))


class Faults(Wired):
    """What gives up below a handler still gives an answer."""

    def test_failed_statement_is_a_500_in_words(self):
        self.service.rows("RENAME TABLE log TO log_gone")
        try:
            answer = self.client("admin").get("/log")
        finally:
            self.service.rows("RENAME TABLE log_gone TO log")
        self.assertProblem(answer, 500, "failure")
        self.assertIn("1146", self.service.log())
        self.assertEqual(self.client("admin").get("/log").status, 200)

    def test_read_only_database_is_a_503_for_writes_and_no_hindrance_to_reads(self):
        officer = self.client("officer")
        self.service.server.query("SET GLOBAL read_only = 1")
        try:
            answer = officer.upload("counts", COUNTS, "2022")
            self.assertProblem(answer, 503, "unavailable")
            self.assertTrue(answer.headers["Retry-After"].isdigit())
            self.assertEqual(officer.get("/rankings", indicator="poverty.rate", round="2023").status, 200)
        finally:
            self.service.server.query("SET GLOBAL read_only = 0")
        self.assertEqual(officer.upload("counts", COUNTS, "2022").status, 201)

    def test_database_away_is_a_503_and_comes_back(self):
        admin = self.client("admin")
        self.assertEqual(admin.get("/users").status, 200)
        self.service.server.stop()
        try:
            for path in ("/users", "/log", "/rankings?indicator=poverty.rate&round=2023", "/readyz"):
                with self.subTest(path):
                    answer = admin.get(path)
                    if path.startswith("/rankings") and answer.status == 200:
                        continue  # figures held in memory may be shown while the session is remembered
                    self.assertProblem(answer, 503, "unavailable")
                    self.assertTrue(answer.headers["Retry-After"].isdigit())
            self.assertEqual(self.client().get("/healthz").status, 200)
        finally:
            self.service.server.start()
        self.assertEqual(admin.get("/users").status, 200)
        self.assertEqual(self.client().get("/readyz").status, 200)


class Crowds(Wired):
    """Others who are slow or silent do not block."""

    def assertPrompt(self):
        times = []
        for _ in range(5):
            began = time.monotonic()
            self.assertEqual(self.client("officer").get("/session").status, 200)
            times.append(time.monotonic() - began)
        self.assertLess(sorted(times)[2], 0.1, times)

    def test_200_idle_keep_alives(self):
        self.client("officer")
        idle = [self.wire() for _ in range(200)]
        for wire in idle:
            wire.send(head("GET", "/healthz"))
        for wire in idle:
            self.assertEqual(wire.answer().status, 200)
        self.assertPrompt()

    def test_200_silent_clients(self):
        self.client("officer")
        for _ in range(200):
            self.wire()
        self.assertPrompt()

    def test_200_clients_that_never_end_their_head(self):
        self.client("officer")
        for _ in range(200):
            self.wire().send("GET /healthz HTTP/1.1\r\nHost:")
        self.assertPrompt()

    def test_100_slow_uploads(self):
        self.client("officer")
        slow = [self.wire() for _ in range(100)]
        for wire in slow:
            wire.send(self.send_file(1000) + "area_code,")
        self.assertPrompt()
        for wire in slow:
            wire.close()

    def test_full_house_is_said(self):
        crowd = []
        try:
            for _ in range(512 + 64 + 32):  # more than threads and places in the queue
                crowd.append(Wire(self.service.port))

            def refused():
                began = time.monotonic()
                answer = self.client().get("/healthz")
                self.assertProblem(answer, 503, "busy")
                self.assertTrue(answer.headers["Retry-After"].isdigit())
                self.assertQuick(began)

            eventually(refused)
        finally:
            for wire in crowd:
                wire.close()
        end = time.monotonic() + 10
        while self.client().get("/healthz").status != 200 and time.monotonic() < end:
            time.sleep(0.1)
        metrics = self.client("officer").get("/metrics").text
        refused = [line for line in metrics.splitlines() if line.startswith("rasoat_http_refused_connections_total ")]
        self.assertGreaterEqual(int(refused[0].split()[1]), 1)


class Ends(Wired):
    """Signals."""

    def test_running_upload_is_finished_before_the_service_ends(self):
        wire = self.wire()
        body = COUNTS.encode()
        wire.send(self.send_file(len(body)))
        wire.send(body[:20])
        time.sleep(0.2)
        process = self.service.process
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGTERM)  # a second one does not kill it
        process.send_signal(signal.SIGHUP)
        wire.send(body[20:])
        answer = wire.answer()
        self.assertEqual((answer.status, answer.json["state"]), (201, "checked"))
        self.assertEqual(self.service.wait(), 0)
        self.assertEqual(self.service.invariants(), {})
        self.service.start()

    def test_idle_connections_do_not_delay_the_end(self):
        idle = self.wire()
        idle.send(head("GET", "/healthz"))
        idle.answer()
        silent = self.wire()
        time.sleep(0.05)
        began = time.monotonic()
        self.assertEqual(self.service.stop(), 0)
        self.assertQuick(began, 3)
        silent.close()
        self.service.start()


class EndsEarly(DatabaseTest):
    def signal_waits(self):
        """True once the process holds SIGTERM back: it ignores SIGPIPE right after."""
        with open(f"/proc/{self.service.process.pid}/status", encoding="ascii") as status:
            ignored = next(line.split()[1] for line in status if line.startswith("SigIgn:"))
        return int(ignored, 16) >> (signal.SIGPIPE - 1) & 1 == 1

    def test_term_at_any_moment_of_the_start_ends_it_well(self):
        for milliseconds in (5, 20, 50, 100, 150, 200, 300, 500):
            with self.subTest(milliseconds):
                self.service.launch()
                # Before main begins nothing of ours runs; from its first line on signals wait.
                time.sleep(milliseconds / 1000)
                end = time.monotonic() + 30
                waits = self.signal_waits()
                while not waits and milliseconds == 500 and time.monotonic() < end:
                    time.sleep(0.02)
                    waits = self.signal_waits()
                self.assertTrue(waits or milliseconds < 500)
                self.assertIn(self.service.stop(), (0,) if waits else (0, -signal.SIGTERM))
        self.assertEqual(self.service.invariants(), {})

    def test_port_that_is_taken(self):
        self.service.start()
        try:
            done = self.service.command("serve", timeout=20)
        finally:
            self.service.stop()
        self.assertEqual(done.exit, 3)
        self.assertIn(str(self.service.port), done.err)

    def test_schema_that_is_not_migrated(self):
        self.service.rows("DELETE FROM schema_migration")
        done = self.service.command("serve", timeout=20)
        self.assertEqual(done.exit, 3, done)
        self.assertIn("migrate", done.err)
        self.service.must("migrate")  # every step can be repeated
        self.service.start()
        self.assertEqual(self.service.stop(), 0)
