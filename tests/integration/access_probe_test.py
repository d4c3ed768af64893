"""Some thousand hostile requests: no 500, no insides in an answer, no statement that is not ours. `tests/bench/probe` sends more."""

import unittest

from support import ServiceTest, prober


class Probe(ServiceTest):
    accounts = {"admin": ("admin", "-"), "officer": ("officer", "51"), "reporter": ("reporter", "-"), "manager": ("manager", "-")}

    def counts(self):
        return {table: self.service.count(table) for table in ("upload", "household", "account", "pointer", "review_round", "release_head")}

    def test_hostile_values_in_every_place(self):
        before = self.counts()
        document = self.client("admin").get("/openapi.json").json
        for user, many in (("admin", 900), ("officer", 400), ("reporter", 600), ("manager", 300)):
            probe = prober.Prober(self.service.port, self.client(user).headers, document, seed=len(user))
            probe.probe(many, 30)
            self.assertEqual(probe.wrong[:5], [], user)
            self.assertGreater(probe.sent, 10, user)
        after = self.counts()
        # A reporter may freeze a release under any name; nothing else came or went.
        after["release_head"] = before["release_head"]
        self.assertEqual(after, before)
        self.assertNotIn("request.failed", self.service.log())

    def test_hostile_heads(self):
        probe = prober.Prober(self.service.port, {}, {"paths": {}})
        probe.probe_heads(600, 30)
        self.assertEqual(probe.wrong[:5], [])
        self.assertGreater(probe.sent, 10)
        self.assertEqual(self.client().get("/healthz").status, 200)
        self.assertNotIn("request.failed", self.service.log())


if __name__ == "__main__":
    unittest.main()
