"""What the connector does not tell by itself: a commit that was refused, and rows that did not arrive. A node of a cluster refuses so
when another has changed the same (tests/faults/cluster); a single server when it was made read-only meanwhile, or when a row that is
asked for stays locked."""

import threading

from support import ServiceTest, eventually, files


class Refused(ServiceTest):
    accounts = {"officer": ("officer", "51")}

    def test_a_commit_that_fails_is_no_success(self):
        officer = self.client("officer")
        upload = officer.upload("households", files.table(files.households("21367", 5)), "2023").json["id"]
        # The last statement of the transaction takes a while; what makes the server read-only waits for it and goes before the commit.
        self.service.rows("CREATE TRIGGER slow AFTER INSERT ON log FOR EACH ROW DO SLEEP(2)")
        answers = []
        person = threading.Thread(target=lambda: answers.append(officer.post(f"/uploads/{upload}/submit")))
        person.start()
        try:
            eventually(lambda: self.assertNotEqual(
                self.service.rows("SELECT id FROM information_schema.processlist WHERE state = 'User sleep'"), []))
            self.service.rows("SET GLOBAL read_only = 1")
            person.join()
        finally:
            self.service.rows("SET GLOBAL read_only = 0")
            self.service.rows("DROP TRIGGER slow")
        self.assertEqual(self.service.rows(f"SELECT state FROM upload WHERE id = {upload}"), [["checked"]])
        self.assertEqual(answers[0].status, 503)
        self.assertEqual(officer.post(f"/uploads/{upload}/submit").status, 200)
        self.assertEqual(self.service.rows(f"SELECT state FROM upload WHERE id = {upload}"), [["submitted"]])
        self.assertEqual(self.service.invariants(), {})

    def test_a_row_that_stays_locked_is_not_a_row_that_is_missing(self):
        officer = self.client("officer")
        upload = officer.upload("households", files.table(files.households("21370", 5)), "2023").json["id"]
        self.service.rows("SET GLOBAL innodb_lock_wait_timeout = 1")  # of connections made from now on
        self.addCleanup(self.service.rows, "SET GLOBAL innodb_lock_wait_timeout = 50")
        self.service.restart()
        officer = self.client("officer")
        holder = threading.Thread(target=lambda: self.service.rows(
            f"START TRANSACTION; SELECT id FROM upload WHERE id = {upload} FOR UPDATE; DO SLEEP(3); COMMIT"))
        holder.start()
        eventually(lambda: self.assertNotEqual(
            self.service.rows("SELECT id FROM information_schema.processlist WHERE state = 'User sleep'"), []))
        answer = officer.post(f"/uploads/{upload}/submit")
        holder.join()
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(self.service.rows(f"SELECT state FROM upload WHERE id = {upload}"), [["submitted"]])
