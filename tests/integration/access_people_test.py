"""Accounts: made from a file, used for the first time, reset by a reviewer, lapsed; sessions, tokens and second factors."""

import base64
import hashlib
import hmac
import struct
import time
import unittest

from support import DatabaseTest, ServiceTest, areas, eventually, files

GOOD = "bốn từ không liên quan"


def totp(secret, moment=None):
    """RFC 6238, written here once more."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(moment or time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7fffffff) % 1_000_000:06}"


class FromFile(ServiceTest):
    accounts = {"admin": ("admin", "-")}

    @classmethod
    def prepare(cls):
        cls.communes = areas.leaves("51", "2025-12-31")
        lines = ["# user role areas kinds"]
        for code in cls.communes:
            lines += [f"cb{code} officer {code} households,counts", f"kt{code} reviewer {code}"]
        cls.done = cls.service.must("user", "import", cls.write("\n".join(lines)))

    @classmethod
    def write(cls, text):
        path = cls.service.folder / "people"
        path.write_text(text + "\n")
        return path

    def test_96_communes_from_one_file(self):
        self.assertEqual(len(self.communes), 96)
        lines = [line.split() for line in self.done.out.splitlines()]
        self.assertEqual(len(lines), 192)
        self.assertEqual(len({password for _, _, _, password in lines}), 192)
        accounts = {item["user"]: item for item in self.client("admin").get("/users").json["items"]}
        for code in self.communes:
            officer = accounts[f"cb{code}"]
            self.assertEqual((officer["role"], officer["areas"], officer["kinds"]), ("officer", [code], ["households", "counts"]))
            self.assertTrue(officer["must_change_password"])

    def test_a_faulty_line_is_said_and_the_others_are_taken(self):
        done = self.service.command("user", "import", self.write(
            "cb21040 officer 21040\ngood officer 21040\nbad officer 99999\nworse officer -\nquine queen -\nfine manager -"))
        self.assertEqual(done.exit, 1)
        self.assertEqual([line.split()[0] for line in done.out.splitlines()], ["good", "fine"])
        for said in ("cb21040", "99999", "worse", "queen"):
            self.assertIn(said, done.err)

    def test_first_log_in_changes_the_password(self):
        password = next(line.split()[3] for line in self.done.out.splitlines() if line.startswith("cb21040 "))
        client = self.service.client()
        self.assertTrue(client.sign_in("cb21040", password).json["must_change_password"])
        self.assertProblem(client.get("/uploads"), 403, "password-change-required")
        for new, code in (("short", "password-short"), ("password1234", "password-common"), ("quangngai2025", "password-common"),
                          ("cb21040-abcd", "password-name"), ("x" * 400, "password-long"), (password, "password-same")):
            self.assertProblem(client.post("/session/password", {"old": password, "new": new}), 422, code)
        self.assertProblem(client.post("/session/password", {"old": "wrong", "new": GOOD}), 401, "sign-in-wrong")
        self.assertEqual(client.post("/session/password", {"old": password, "new": GOOD}).status, 204)
        self.assertEqual(client.get("/session").status, 401)  # every session of it has ended
        self.assertFalse(client.sign_in("cb21040", GOOD).json["must_change_password"])
        self.assertEqual(client.get("/uploads").status, 200)


class Resets(ServiceTest):
    accounts = {"judge": ("reviewer", "524"), "mine": ("officer", "21046"), "province": ("officer", "51"), "theirs": ("officer", "21025"),
                "judge_too": ("reviewer", "524"), "boss": ("manager", "-"), "admin": ("admin", "-")}

    def test_a_reviewer_resets_officers_of_own_areas_only(self):
        judge = self.client("judge")
        for user in ("province", "theirs", "judge_too", "boss", "admin", "nobody"):
            self.assertEqual(judge.post(f"/users/{user}/password").status, 404, user)
        mine = self.service.client()
        mine.sign_in("mine", self.service.passwords["mine"])
        answer = judge.post("/users/mine/password")
        self.assertEqual(answer.status, 200)
        self.assertEqual(mine.get("/session").status, 401)
        self.assertTrue(mine.sign_in("mine", answer.json["password"]).json["must_change_password"])
        entry = self.client("admin").get("/log", action="account.password", user="judge").json["items"][0]
        self.assertEqual(entry["subject"], "account mine")

    def test_who_is_disabled_is_out_at_once(self):
        boss = self.service.client()
        boss.sign_in("boss", self.service.passwords["boss"])
        self.assertEqual(self.client("admin").post("/users/boss/disable").status, 204)
        self.assertEqual(boss.get("/session").status, 401)
        self.assertEqual(boss.post("/session", {"user": "boss", "password": self.service.passwords["boss"]}).json["code"], "sign-in-wrong")
        self.assertEqual(self.client("admin").post("/users/boss/enable").status, 204)
        boss.sign_in("boss", self.service.passwords["boss"])


class Lapse(ServiceTest):
    settings = {"security.lapse_days": 30}
    accounts = {"idle": ("manager", "-"), "busy": ("manager", "-"), "machine": ("exporter", "-"), "admin": ("admin", "-")}

    def test_idle_accounts_lapse_and_can_be_renewed(self):
        for client in ("idle", "busy"):
            self.client(client)
        # Whoever came last 31 days ago.
        self.service.rows("UPDATE account a JOIN account_trait t ON t.account_id = a.id SET a.last_login = NOW() - INTERVAL 31 DAY, "
                          "a.created_at = NOW() - INTERVAL 90 DAY, t.renewed_at = NOW() - INTERVAL 90 DAY WHERE a.user_name IN ('idle', 'machine')")
        eventually(lambda: self.assertEqual(self.client("idle").get("/session").status, 401))
        self.assertEqual(self.client("busy").get("/session").status, 200)
        self.assertProblem(self.client().post("/session", {"user": "idle", "password": self.service.passwords["idle"]}), 401, "sign-in-wrong")
        lapsed = {item["user"]: item["lapsed"] for item in self.client("admin").get("/users").json["items"]}
        self.assertEqual(lapsed, {"idle": True, "busy": False, "machine": False, "admin": False})
        machine = self.service.client()
        machine.headers["Authorization"] = "Bearer " + self.service.passwords["machine"]
        self.assertEqual(machine.get("/session").status, 200)  # its token ends by its own date
        self.assertEqual(self.client("admin").post("/users/idle/enable").status, 204)
        self.assertEqual(self.service.client().post("/session", {"user": "idle", "password": self.service.passwords["idle"]}).status, 200)


class Sessions(ServiceTest):
    accounts = {"manager": ("manager", "-"), "other": ("manager", "-"), "admin": ("admin", "-"), "machine": ("exporter", "-")}

    def enter(self, user):
        client = self.service.client()
        client.sign_in(user, self.service.passwords[user])
        return client

    def test_listed_and_ended_by_their_owner(self):
        here, there = self.enter("manager"), self.enter("manager")
        items = here.get("/sessions").json["items"]
        self.assertEqual([item["current"] for item in items].count(True), 1)
        for item in items:
            self.assertEqual((item["kind"], item["address"]), ("session", "127.0.0.1"))
            self.assertNotIn(item["id"], here.headers["Cookie"])  # a name, not a part of the secret
        other = next(item["id"] for item in there.get("/sessions").json["items"] if item["current"])
        self.assertEqual(self.enter("other").delete(f"/sessions/{other}").status, 404)
        self.assertEqual(here.delete(f"/sessions/{other}").status, 204)
        self.assertEqual(there.get("/session").status, 401)
        self.assertEqual(here.get("/session").status, 200)

    def test_ended_by_an_administrator(self):
        one, two = self.enter("other"), self.enter("other")
        admin = self.client("admin")
        items = admin.get("/users/other/sessions").json["items"]
        self.assertGreaterEqual(len(items), 2)
        self.assertEqual(admin.delete(f"/users/other/sessions/{items[0]['id']}").status, 204)
        self.assertEqual(sorted([one.get("/session").status, two.get("/session").status]), [200, 401])
        self.assertEqual(admin.delete("/users/other/sessions").status, 204)
        self.assertEqual([one.get("/session").status, two.get("/session").status], [401, 401])

    def test_only_hashes_are_kept(self):
        client = self.enter("manager")
        secret = client.headers["Cookie"].split("=")[1]
        kept = {row[0] for row in self.service.rows("SELECT secret_hash FROM session")}
        self.assertNotIn(secret, kept)
        self.assertRegex(secret, "^[0-9a-f]{64}$")

    def test_idle_and_absolute_end(self):
        client = self.enter("manager")
        name = next(item["id"] for item in client.get("/sessions").json["items"] if item["current"])
        where = f"WHERE secret_hash LIKE '{name}%'"
        self.service.rows(f"UPDATE session SET seen_at = UTC_TIMESTAMP() - INTERVAL 121 MINUTE {where}")
        eventually(lambda: self.assertEqual(client.get("/session").status, 401))
        client = self.enter("manager")
        name = next(item["id"] for item in client.get("/sessions").json["items"] if item["current"])
        self.service.rows(f"UPDATE session SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE secret_hash LIKE '{name}%'")
        eventually(lambda: self.assertEqual(client.get("/session").status, 401))


class Tokens(ServiceTest):
    accounts = {"admin": ("admin", "-"), "machine": ("exporter", "-"), "manager": ("manager", "-"), "reporter": ("reporter", "-")}

    @classmethod
    def prepare(cls):
        rows = files.write(cls.service.folder / "list.csv", files.table(files.households("21046", 5)))
        cls.service.import_file("households", rows, "2023")

    def bearer(self, token):
        client = self.service.client()
        client.headers["Authorization"] = "Bearer " + token
        return client

    def test_scoped_expiring_revocable(self):
        admin = self.client("admin")
        made = admin.post("/users/machine/tokens", {"label": "open data", "reports": "ranking", "days": "7"})
        self.assertEqual(made.status, 201, made)
        token = self.bearer(made.json["token"])
        self.assertEqual(token.get("/session").json["role"], "exporter")
        self.assertNotEqual(token.get("/reports/ranking", round="2023", format="csv", indicator="poverty.rate").status, 403)
        self.assertProblem(token.get("/reports/table-1", round="2023", format="csv"), 403)
        self.assertEqual(self.bearer(self.service.passwords["machine"]).get("/reports/table-1", round="x", format="csv").status, 422)
        kept = next(item for item in admin.get("/users/machine/sessions").json["items"] if item["label"] == "open data")
        self.assertEqual((kept["kind"], kept["reports"]), ("token", "ranking"))
        self.assertEqual(admin.delete(f"/users/machine/sessions/{kept['id']}").status, 204)
        self.assertEqual(token.get("/session").status, 401)

    def test_it_ends_by_its_date(self):
        token = self.bearer(self.client("admin").post("/users/machine/tokens", {"label": "short", "days": "1"}).json["token"])
        self.assertEqual(token.get("/reports").status, 200)
        self.service.rows("UPDATE session s JOIN session_mark m ON m.secret_hash = s.secret_hash "
                          "SET s.ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE m.label = 'short'")
        eventually(lambda: self.assertEqual(token.get("/reports").status, 401))

    def test_a_scoped_token_sees_no_export_of_another_report(self):
        made = self.client("reporter").get("/reports/table-1", round="2023", format="csv", partial=1)
        self.assertEqual(made.status, 200, made)
        run = self.client("reporter").get("/exports").json["items"][0]["id"]
        token = self.bearer(self.client("admin").post("/users/machine/tokens", {"reports": "ranking"}).json["token"])
        self.assertEqual(token.get("/exports").json["items"], [])
        self.assertEqual(token.get(f"/exports/{run}").status, 404)
        self.assertEqual(token.get(f"/exports/{run}/files/0/content").status, 404)
        whole = self.bearer(self.service.passwords["machine"])
        self.assertEqual(whole.get(f"/exports/{run}/files/0/content").status, 200)

    def test_what_makes_no_sense(self):
        admin = self.client("admin")
        for user, body in (("manager", {}), ("machine", {"reports": "no-such"}), ("machine", {"days": "0"}), ("machine", {"days": "9999"})):
            wanted = 201 if body == {"days": "0"} else 422
            self.assertEqual(admin.post(f"/users/{user}/tokens", body).status, wanted, body)
        self.assertEqual(admin.post("/users/machine/tokens", {"days": "x"}).status, 400)
        # A token is for machines: it is no password, and no session comes of it.
        self.assertEqual(self.client().post("/session", {"user": "machine", "password": self.service.passwords["machine"]}).status, 401)


class Factors(ServiceTest):
    settings = {"security.second_factor": "administrators"}
    accounts = {"admin": ("admin", "-"), "chief": ("admin", "-"), "second": ("admin", "-"), "manager": ("manager", "-")}

    def enrol(self, user):
        client = self.service.client()
        said = client.sign_in(user, self.service.passwords[user]).json
        begun = client.post("/session/factor", {"password": self.service.passwords[user]})
        self.assertEqual(begun.status, 201, begun)
        secret = begun.json["secret"]
        self.assertIn("secret=" + secret, begun.json["address"])
        confirmed = client.post("/session/factor/confirm", {"code": totp(secret)})
        self.assertEqual(confirmed.status, 200, confirmed)
        return client, said, secret, confirmed.json["recovery_codes"]

    def enter(self, user, code=None):
        body = {"user": user, "password": self.service.passwords[user], **({"code": code} if code else {})}
        return self.service.client().post("/session", body)

    def test_required_for_administrators_and_codes_count_once(self):
        before = self.service.client()
        self.assertTrue(before.sign_in("admin", self.service.passwords["admin"]).json["second_factor_required"])
        self.assertProblem(before.get("/users"), 403, "factor-required")
        self.assertFalse(self.service.client().sign_in("manager", self.service.passwords["manager"]).json["second_factor_required"])
        client, said, secret, codes = self.enrol("admin")
        self.assertTrue(said["second_factor_required"])
        self.assertEqual(client.get("/users").status, 200)
        self.assertProblem(self.enter("admin"), 401, "code-required")
        self.assertProblem(self.enter("admin", "000000" if totp(secret) != "000000" else "000001"), 401, "code-wrong")
        self.assertProblem(self.enter("admin", totp(secret)), 401, "code-wrong")  # it confirmed the factor already
        self.assertEqual(self.enter("admin", totp(secret, time.time() + 30)).status, 200)
        self.assertEqual(len(set(codes)), 10)
        self.assertEqual(self.enter("admin", codes[0].lower()).status, 200)
        self.assertProblem(self.enter("admin", codes[0]), 401, "code-wrong")
        kept = self.service.rows("SELECT secret_sealed FROM account_factor")
        self.assertNotIn(secret, str(kept))

    def test_a_lost_one_is_reset_by_another_administrator(self):
        self.enrol("chief")
        other = self.enrol("second")[0]
        self.assertEqual(other.post("/users/chief/factor/reset").status, 204)
        self.assertEqual(self.enter("chief").status, 200)


class Demonstration(DatabaseTest):
    """Its accounts work as they are: no change, no second factor, no lapse, whatever the settings say."""

    settings = {"security.second_factor": "all", "security.lapse_days": 1}

    def test_they_need_nothing(self):
        self.service.must("demo", "--no-data")
        self.service.rows("UPDATE account SET created_at = NOW() - INTERVAL 9 DAY")
        rows = self.service.rows("SELECT a.user_name, a.must_change, t.demonstration FROM account a JOIN account_trait t ON t.account_id = a.id")
        self.assertEqual(rows, [["admin", "1", "0"]])  # the one of an installation without data is a real one


if __name__ == "__main__":
    unittest.main()
