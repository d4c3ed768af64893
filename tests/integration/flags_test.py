"""Flags over time and people's answers to them; what chance can do to a ranking; what has changed since a release."""

from support import ServiceTest, files

POOR = {"2022": {"525": 200, "529": 100}, "2023": {"525": 195, "529": 70}, "2024": {"525": 194, "529": 30}}
COUNTRY = {"2022": "4.03", "2023": "2.93", "2024": "1.93"}


def published(value, period="2024", source="217/QĐ-BLĐTBXH 04/02/2025"):
    return {"indicator": "poverty.rate", "scope": "VN", "period": period, "value": value, "source": source, "provisional": "0"}


class Flags(ServiceTest):
    accounts = {"manager": ("manager", "-"), "reporter": ("reporter", "-"), "one": ("admin", "-"), "two": ("admin", "-")}

    @classmethod
    def prepare(cls):
        for round_, poor in POOR.items():
            cls.counts(round_, poor)
        cls.take("benchmarks", [published(value, period) for period, value in COUNTRY.items()])

    @classmethod
    def take(cls, kind, rows, round_=""):
        return cls.service.import_file(kind, files.write(cls.service.folder / "file.csv", files.table(rows)), round_)

    @classmethod
    def counts(cls, round_, poor):
        return cls.take("counts", [{"area_code": code, "households": 1000, "poor": count} for code, count in poor.items()], round_)

    def publish(self, value):
        upload = self.client("one").upload("benchmarks", files.table([published(value)])).json["id"]
        self.assertEqual(self.client("one").post(f"/uploads/{upload}/submit").status, 200)
        self.assertEqual(self.client("two").post(f"/uploads/{upload}/approve").status, 200)
        return upload

    def flags(self, area):
        items = self.client("manager").get("/flags", round="2024", level="district", indicator="poverty.rate").json["items"]
        return {one["rule"]: one for one in items if one["area"] == area}

    def test_a_person_answers_with_a_date_and_the_directing_document(self):
        flag = self.flags("525")["above-country"]["id"]
        said = {"reply": "Đã giao Trà Bồng rà soát", "due": "2025-03-31", "document": "12/CT-UBND", "task": "Mục 2"}
        answer = self.client("manager").post(f"/flags/{flag}/reply", said)
        self.assertEqual(answer.status, 201, answer)
        told = self.client("reporter").get(f"/flags/{flag}").json
        self.assertTrue(told["raised"])
        self.assertEqual({name: told["replies"][-1][name] for name in said}, said)
        self.assertEqual(told["replies"][-1]["by"], "manager")
        listed = self.client("reporter").get("/flags/replies", round="2024").json["items"]
        self.assertEqual([one["flag"] for one in listed], [flag])
        log = self.client("one").get("/log").json["items"]
        self.assertIn(("flag.reply", f"flag {flag}"), [(one["action"], one["subject"]) for one in log])

    def test_who_and_what_is_refused(self):
        flag = self.flags("529")["above-country"]["id"]
        self.assertEqual(self.client("reporter").post(f"/flags/{flag}/reply", {"reply": "x"}).status, 403)
        self.assertProblem(self.client("manager").post(f"/flags/{flag}/reply", {"reply": "x", "due": "mai"}), 400, "bad-value")
        self.assertProblem(self.client("manager").post(f"/flags/{flag}/reply", {}), 400, "bad-value")
        for unknown in ("2024:2024-12-31:529:poverty.rate:above-region", "2024:2024-12-31:529", "x"):
            self.assertProblem(self.client("manager").post(f"/flags/{unknown}/reply", {"reply": "x"}), 404, "flag-unknown")

    def test_history_names_the_file_that_raised_and_cleared(self):
        flag = self.flags("529")["above-country"]["id"]
        try:
            self.publish("2.00")
            cleared = self.publish("3.50")
            told = self.client("manager").get(f"/flags/{flag}").json
            self.assertFalse(told["raised"])
            self.assertEqual((told["history"][-1]["change"], told["history"][-1]["upload"], told["history"][-1]["by"]),
                             ("cleared", cleared, "two"))
            self.assertEqual(told["history"][-1]["severity"], None)
        finally:
            again = self.publish("1.93")
        told = self.client("manager").get(f"/flags/{flag}").json
        self.assertEqual((told["raised"], told["history"][-1]["change"], told["history"][-1]["upload"]), (True, "raised", again))
        self.assertEqual(self.service.invariants(), {})

    def test_chance_stands_beside_a_ranking(self):
        told = self.client("manager").get("/chance", indicator="poverty.rate", round="2024", level="district").json
        rows = {one["area"]["code"]: one for one in told["rows"]}
        self.assertEqual((told["rounds"], told["pooled"]), (["2021", "2022", "2023", "2024"], 11.2))
        self.assertEqual((rows["529"]["ranks"], rows["525"]["ranks"]), ([1, 1], [2, 2]))
        self.assertEqual((rows["529"]["change"]["points"], rows["529"]["change"]["per_cent"]), (-7.0, -70.0))
        # (3 − 1.93) / (3.5 − 1.05) years at the pace of 2022 to 2024; Trà Bồng never gets there.
        self.assertEqual(rows["529"]["catching_up"]["linear"], 0.4)
        self.assertEqual(rows["525"]["catching_up"]["refused"]["code"], "not-converging")
        money = self.client("manager").get("/chance", indicator="disbursement.rate", round="2024-12-31", level="district").json
        self.assertEqual((money["refused"]["code"], money["pooled"]), ("money", None))

    def test_what_has_changed_since_a_release(self):
        answer = self.client("reporter").post("/releases", {"name": "quy-1"})
        self.assertEqual(answer.status, 201, answer)
        self.assertEqual(self.client("manager").get("/releases/quy-1/changes").json,
                         {"release": "quy-1", "changes": [], "rules": [], "figures": []})
        self.counts("2022", {"525": 250, "529": 100})
        try:
            self.service.client("manager").get("/rankings", indicator="poverty.rate", round="2022")
            told = self.client("manager").get("/releases/quy-1/changes").json
            self.assertEqual([(one["kind"], one["period"], one["areas"], one["why"], one["by"]) for one in told["changes"]],
                             [("counts", "2022", 2, "superseded", "system")])
            frozen = self.client("manager").get("/rankings", indicator="poverty.rate", round="2022", release="quy-1").json
            self.assertEqual({row["area"]["code"]: row["value"] for row in frozen["rows"]}, {"525": 20.0, "529": 10.0})
        finally:
            self.counts("2022", {"525": 200, "529": 100})
        self.assertProblem(self.client("manager").get("/releases/nichts/changes"), 404, "release-not-found")
