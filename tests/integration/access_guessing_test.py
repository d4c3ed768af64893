"""Guessing at one account and at many is slowed as stated, and the real user comes in from another address.

`tests/bench/guessing` does the same for two minutes each.
"""

import time
import unittest

from support import ServiceTest, guesser

SECONDS = 4  # the delays are of whole seconds: enough to see 1 s and 2 s waited for


class Guessing(ServiceTest):
    accounts = {"officer": ("officer", "51"), "other": ("officer", "51"), "admin": ("admin", "-"),
                **{f"person{n}": ("manager", "-") for n in range(30)}}

    def enter(self, user, address):
        return guesser.attempt(self.service.port, user, self.service.passwords[user], address)

    def test_one_account(self):
        began = time.monotonic()
        for _ in range(5):  # these cost nothing
            self.assertEqual(guesser.attempt(self.service.port, "officer", "wrong", "127.0.0.21")[0], 401)
        counted = guesser.guess(self.service.port, ["officer"], SECONDS, "127.0.0.21")
        self.assertLessEqual(set(counted), {401, 429}, counted)
        self.assertIn(429, counted)
        self.assertLessEqual(5 + counted.get(401, 0), guesser.most_tried(time.monotonic() - began, 5, 900), counted)
        # From the guesser's address even the right password has to wait; its owner elsewhere notices nothing.
        status, _, wait = self.enter("officer", "127.0.0.21")
        self.assertEqual(status, 429)
        self.assertGreaterEqual(wait, 1)
        self.assertEqual(self.enter("officer", "127.0.0.22")[0], 200)
        # Nor does somebody else at the guesser's address, while that address as a whole is not slowed yet.
        self.assertEqual(self.enter("other", "127.0.0.21")[0], 200)

    def test_many_accounts_from_one_address(self):
        everybody = [f"person{n}" for n in range(30)] + [f"nobody{n}" for n in range(30)]
        began = time.monotonic()
        counted = guesser.guess(self.service.port, everybody, SECONDS, "127.0.0.31")
        self.assertLessEqual(set(counted), {401, 429}, counted)
        self.assertLessEqual(counted[401], guesser.most_tried(time.monotonic() - began, 30, 30), counted)
        self.assertEqual(self.enter("person3", "127.0.0.32")[0], 200)

    def test_a_success_forgets_the_wrong_ones(self):
        for _ in range(4):
            guesser.attempt(self.service.port, "admin", "wrong", "127.0.0.41")
        self.assertEqual(self.enter("admin", "127.0.0.41")[0], 200)
        for _ in range(4):
            self.assertEqual(guesser.attempt(self.service.port, "admin", "wrong", "127.0.0.41")[0], 401)

    def test_an_account_that_is_none_says_the_same(self):
        """Words, delays and, beyond noise, the time are those of an account that is one."""
        said = {user: self.client().post("/session", {"user": user, "password": "wrong"}) for user in ("person9", "nobody9")}
        self.assertEqual({answer.json["detail"] for answer in said.values()}, {said["nobody9"].json["detail"]})
        self.assertEqual([answer.status for answer in said.values()], [401, 401])
        took = {"person": [], "nobody": []}
        for n in range(8):
            for name, times in took.items():  # in turns, each from an address that never tried before
                status, seconds, _ = guesser.attempt(self.service.port, f"{name}{n + 10}", "wrong", f"127.0.5{n % 2}.{10 + n}")
                self.assertEqual(status, 401)
                times.append(seconds)
        # A missing hash would answer in a hundredth of the time: the least of each is compared, which a busy machine
        # makes no smaller.
        least = {name: min(times) for name, times in took.items()}
        self.assertGreater(least["nobody"], least["person"] / 2, took)
        self.assertGreater(least["person"], least["nobody"] / 2, took)


if __name__ == "__main__":
    unittest.main()
