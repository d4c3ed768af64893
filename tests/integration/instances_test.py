"""Three instances on one database, one of them killed again and again: every due time is done once. The long form is
tests/bench/schedules."""

import datetime
import unittest

from reports_test import prepare
from support import DatabaseTest
from support.instances import FAKETIME, VIETNAM, Crowd


@unittest.skipUnless(FAKETIME.exists(), "faketime is not installed")
class UnderFire(DatabaseTest):
    @classmethod
    def prepare(cls):
        prepare(cls.service)

    def test_every_due_time_once_over_midnight_a_month_end_and_a_missed_day(self):
        crowd = Crowd(self.service, datetime.datetime(2025, 11, 30, 23, 50, tzinfo=VIETNAM))
        self.addCleanup(crowd.close)
        crowd.prepare({"mot": (10, "latest"), "hai": (20, "latest"), "gio": (60, "latest"), "du": (240, "all")})
        crowd.start()
        crowd.run(12, pause=(1.5, 4.0))
        crowd.missed(datetime.timedelta(hours=26))
        crowd.run(6, pause=(1.5, 4.0))
        until = crowd.settle()
        crowd.stop()
        wrong, counts = crowd.verdict(until)
        self.assertEqual(wrong, [], counts)
        self.assertGreater(counts["due times"], 10)
        self.assertGreater(counts["kills"], 2)
