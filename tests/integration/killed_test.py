"""kill -9 of the service at any moment of an upload or an approval: afterwards all of it is there, or nothing."""

import http.client
import os
import random
import threading
import time

from support import ServiceTest, areas, files

COMMUNES = areas.leaves("51", "2023-12-31")[:3]
TIMES = 30
SEED = int(os.environ.get("RASOAT_SEED", "20231231"))


class Killed(ServiceTest):
    accounts = {"officer": ("officer", "51"), "reviewer": ("reviewer", "51"), "manager": ("manager", "-")}

    def setUp(self):
        self.dice = random.Random(SEED)
        for user in self.accounts:
            self.client(user)  # signed in while there is peace; sessions outlive the process

    def list_of(self, number):
        """A list over three communes, a little longer each time, so that nothing shrinks."""
        rows = [row for commune in COMMUNES for row in files.households(commune, 300 + number, 100)]
        return self.file(files.table(rows), f"list-{number}.csv")

    def killed_during(self, act, longest):
        """Runs `act` in a thread and kills the service after a while; its answer, or None when there was none."""
        answers = []

        def run():
            try:
                answers.append(act())
            except (OSError, http.client.HTTPException):
                pass

        thread = threading.Thread(target=run)
        thread.start()
        time.sleep(self.dice.uniform(0, longest))
        self.service.kill()
        thread.join(30)
        self.service.start()
        self.assertEqual(self.service.invariants(), {}, f"seed {SEED}")
        return answers[0] if answers else None

    def upload_of(self, name):
        rows = self.service.rows(f"SELECT id, state, row_count, errors FROM upload WHERE file_name = '{name}'")
        self.assertLessEqual(len(rows), 1)
        return rows[0] if rows else None

    def stored(self, upload):
        return int(self.service.rows(f"SELECT COUNT(*) FROM household WHERE upload_id = {upload}")[0][0])

    def test_uploads(self):
        longest = None
        whole = 0
        for number in range(TIMES // 2):
            file = self.list_of(number)
            expected = 3 * (400 + number)
            send = lambda file=file: self.client("officer").upload("households", file, "2023", name=file.name)  # noqa: E731
            if longest is None:
                began = time.monotonic()
                self.assertEqual(send().status, 201)
                longest = 1.3 * (time.monotonic() - began)
                continue
            answer = self.killed_during(send, longest)
            upload = self.upload_of(file.name)
            with self.subTest(number=number, seed=SEED):
                if answer is not None and answer.status == 201:
                    self.assertIsNotNone(upload, "acknowledged and lost")
                if upload is not None:
                    whole += 1
                    self.assertEqual((upload[1], int(upload[2]), upload[3]), ("checked", expected, "0"))
                    self.assertEqual(self.stored(upload[0]), expected)
                # Sent again it is there once.
                again = send()
                self.assertIn(again.status, (200, 201))
                self.assertEqual(again.json["state"], "checked", again)
                self.assertEqual(self.stored(again.json["id"]), expected)
        of_round = "FROM household h JOIN upload u ON u.id = h.upload_id WHERE u.period = '2023'"
        uploads, households = self.service.rows(f"SELECT COUNT(DISTINCT u.id), COUNT(*) {of_round}")[0]
        self.assertEqual((int(uploads), int(households)), (TIMES // 2, sum(3 * (400 + n) for n in range(TIMES // 2))))
        self.assertLess(whole, TIMES // 2, "never killed before the end: the moments are not random")

    def test_approvals(self):
        longest = None
        for number in range(TIMES // 2):
            file = self.list_of(100 + number)
            upload = self.service.must("import", "households", file, "--round", "2022", "--format", "json").json["id"]
            self.assertEqual(self.client("officer").post(f"/uploads/{upload}/submit").status, 200)
            approve = lambda upload=upload: self.client("reviewer").post(f"/uploads/{upload}/approve")  # noqa: E731
            if longest is None:
                began = time.monotonic()
                self.assertEqual(approve().status, 200)
                longest = 1.3 * (time.monotonic() - began)
                before = self.pointed()
                continue
            answer = self.killed_during(approve, longest)
            with self.subTest(number=number, seed=SEED):
                now = self.pointed()
                state = self.service.rows(f"SELECT state FROM upload WHERE id = {upload}")[0][0]
                if answer is not None and answer.status == 200:
                    self.assertEqual(state, "approved", "acknowledged and lost")
                self.assertIn(state, ("submitted", "approved"))
                self.assertEqual(now, {str(upload)} if state == "approved" else before)
                if state == "submitted":
                    self.assertEqual(approve().status, 200)
                before = self.pointed()
                self.assertEqual(before, {str(upload)})

    def pointed(self):
        """Which uploads the pointers of the round name: one for all three communes, whatever happened."""
        return {row[0] for row in self.service.rows("SELECT DISTINCT upload_id FROM pointer WHERE kind = 'households' AND period = '2022'")}
