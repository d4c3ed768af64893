"""kill -9 of the service or the database at some moments of what people do: afterwards all of it is there, or nothing. The long
form is tests/faults/kill."""

import os

from support import ServiceTest, killing

SEED = int(os.environ.get("RASOAT_SEED", "20231231"))


class Killed(ServiceTest):
    accounts = killing.ACCOUNTS

    def setUp(self):
        for user in self.accounts:
            self.client(user)  # signed in while there is peace; sessions outlive the process

    def moments(self, deed, times, victim):
        killing.Hand(self.service, SEED).moments(deed, times, victim)

    def test_uploads(self):
        deed = killing.Upload(self.service)
        self.moments(deed, 14, "service")
        of_round = "FROM household h JOIN upload u ON u.id = h.upload_id WHERE u.period = '2023'"
        uploads, households = self.service.rows(f"SELECT COUNT(DISTINCT u.id), COUNT(*) {of_round}")[0]
        self.assertEqual((int(uploads), int(households)), (15, sum(3 * (400 + n) for n in range(15))))
        self.assertGreater(deed.unfinished, 0, "never killed before the end: the moments are not random")

    def test_approvals(self):
        self.moments(killing.Approval(self.service, 100), 14, "service")

    def test_uploads_while_the_database_dies(self):
        self.moments(killing.Upload(self.service, 200), 4, "database")
