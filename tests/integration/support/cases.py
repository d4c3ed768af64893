"""Base classes of the tests."""

import time
import unittest

from . import files
from .service import Service


def eventually(check, seconds=3):
    """Repeats an assertion until it holds; its last failure when time is up."""
    end = time.monotonic() + seconds
    while True:
        try:
            return check()
        except AssertionError:
            if time.monotonic() > end:
                raise
        time.sleep(0.05)


class DatabaseTest(unittest.TestCase):
    """A migrated schema for the class; commands only."""

    settings = {}
    accounts = {}
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.service = Service(**cls.settings)
        cls.addClassCleanup(cls.service.remove)
        cls.service.migrate()
        if cls.accounts:
            cls.service.add_accounts(cls.accounts)
        cls.prepare()

    @classmethod
    def prepare(cls):
        """Data of the class, before anything is served."""

    def file(self, text, name="file.csv"):
        """A file with this content in the class's folder."""
        return files.write(self.service.folder / name, text)


class ServiceTest(DatabaseTest):
    """The same with a service running."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service.start()

    def client(self, user=None):
        return self.service.client(user)

    def assertProblem(self, answer, status, code=None):
        """An answer that says what is wrong in the one form (RFC 9457), in words, and without the insides."""
        self.assertEqual(answer.status, status, answer)
        self.assertTrue(answer.headers["Content-Type"].startswith("application/problem+json"), answer)
        said = answer.json
        self.assertEqual(said["status"], status)
        self.assertTrue(said["title"] and said["detail"] and said["type"], answer)
        for inside in ("std::", "SQL", "mysql", "/src/", ".cpp", "exception", "what()"):
            self.assertNotIn(inside, answer.text)
        if code is not None:
            self.assertEqual(said["code"], code, answer)
