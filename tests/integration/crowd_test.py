"""Many people at once, and lines that break: no file is lost or doubled, and others are answered meanwhile."""

import concurrent.futures
import threading
import time

from support import ServiceTest, areas, files
from support.client import Wire, form

COMMUNES = areas.leaves("51", "2023-12-31")[:20]


def list_of(commune, number, rows=60):
    return files.table(files.households(commune, rows // 2, rows - rows // 2, village=f"Thôn {number}"))


class Crowd(ServiceTest):
    accounts = {**{f"officer{n}": ("officer", commune) for n, commune in enumerate(COMMUNES)}, "manager": ("manager", "-")}

    def test_100_uploads_at_once_by_20_accounts(self):
        clients = [self.client(f"officer{n}") for n in range(20)]
        reader = self.client("manager")
        answered, stop = [], threading.Event()

        def read():
            while not stop.is_set():
                began = time.monotonic()
                answered.append((reader.get("/rankings", indicator="poverty.rate", round="2023").status, time.monotonic() - began))

        def send(job):
            person, number = job
            return clients[person].upload("households", list_of(COMMUNES[person], number), "2023")

        beside = threading.Thread(target=read)
        beside.start()
        jobs = [(person, number) for number in range(5) for person in range(20)]
        with concurrent.futures.ThreadPoolExecutor(100) as crowd:
            answers = list(crowd.map(send, jobs))
        stop.set()
        beside.join()
        self.assertEqual({answer.status for answer in answers} - {201, 202}, set(), answers)
        uploads = {answer.json["id"] for answer in answers}
        self.assertEqual(len(uploads), 100)
        for upload in uploads:  # those that were answered before they were checked
            end = time.monotonic() + 120
            while self.service.rows(f"SELECT state FROM upload WHERE id = {upload}") == [["received"]] and time.monotonic() < end:
                time.sleep(0.1)
        self.assertEqual(self.service.rows("SELECT state, COUNT(*), SUM(row_count) FROM upload GROUP BY state"), [["checked", "100", "6000"]])
        self.assertEqual(self.service.count("household"), 6000)
        self.assertEqual({status for status, _ in answered}, {200})
        self.assertEqual(self.service.invariants(), {})
        times = sorted(took for _, took in answered)
        print(f"      {len(times)} rankings meanwhile, p99 {times[int(len(times) * 0.99) - 1] * 1000:.0f} ms")


class Lines(ServiceTest):
    accounts = {"officer": ("officer", COMMUNES[0])}

    def request(self, body, media, length):
        cookie = self.client("officer").headers["Cookie"]
        return (f"POST /api/v1/uploads?kind=households&round=2023 HTTP/1.1\r\nHost: 127.0.0.1:{self.service.port}\r\nCookie: {cookie}\r\n"
                f"Content-Type: {media}\r\nContent-Length: {length}\r\n\r\n").encode() + body

    def test_cut_at_every_tenth_and_sent_again(self):
        content = list_of(COMMUNES[0], 1, 400).encode()
        media, whole = form(content, file_name="danh sách xã.csv")
        self.client("officer")
        for kind, body in ((media, whole), ("text/csv", content)):
            for tenth in range(10):
                with self.subTest(media=kind[:9], share=tenth / 10):
                    cut = self.request(body[: len(body) * tenth // 10], kind, len(body))
                    with Wire(self.service.port) as wire:
                        wire.send(cut)
                        if tenth % 2:
                            wire.shut()
                            wire.everything()  # else it is just gone, without a word
        self.assertEqual([self.service.count(table) for table in ("upload", "household", "fact")], [0, 0, 0])
        first = self.client("officer").upload("households", content, "2023")
        again = self.client("officer").upload_form("households", content, "2023")
        self.assertEqual((first.status, again.status, again.json["id"]), (201, 200, first.json["id"]))
        self.assertEqual(self.service.rows("SELECT state, row_count FROM upload"), [["checked", "400"]])
        self.assertEqual(self.service.count("household"), 400)

    def test_the_answer_is_lost(self):
        content = list_of(COMMUNES[0], 2, 300).encode()
        with Wire(self.service.port) as wire:
            wire.send(self.request(content, "text/csv", len(content)))  # whole, and gone before the answer
        again = self.client("officer").upload("households", content, "2023")
        self.assertIn(again.status, (200, 201))
        self.assertEqual(again.json["state"], "checked")
        self.assertEqual(self.service.rows("SELECT COUNT(*), MAX(row_count) FROM upload WHERE row_count = 300"), [["1", "300"]])
