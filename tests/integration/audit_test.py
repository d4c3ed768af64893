"""Is the classification substantive: from lists to evidence, marks beside ranks, and who sees a name."""

import csv
import io
import random
import zipfile

from support import ServiceTest
from support import areas, files

DAY = "2023-12-31"
NAME = "Đinh Thị Kín Đáo"


def ordinary(dice, commune, n, other):
    """An honest household: scores as they come, the class that follows from them."""
    b1 = max(5, 140 - int(dice.expovariate(0.06)) // 5 * 5)
    deprived = sorted(dice.sample(range(1, 13), dice.choice([1, 1, 2, 2, 2, 3, 3, 4])))
    deprived = [d for d in deprived if d not in (3, 5, 6)] or [9]
    return {**files.household(commune, f"H{n:04}", "poor" if len(deprived) > 2 else "near_poor"),
            "head_name": NAME if n == 3 else "Phạm Văn Hiền", "head_id_number": f"0510{other:03}{n:05}",
            "birth_year": dice.randint(1950, 1990), "b1_score": b1, "b2_score": 10 * len(deprived),
            "deprivations": ";".join(map(str, deprived)),
            "causes": ";".join(str(cause) for cause in range(1, 9) if dice.random() < 0.4),
            "members": dice.randint(2, 6), "enumerator": f"Người rà soát {n % 2 + 1}",
            "survey_date": f"2023-10-{1 + n // 8:02}", "village": f"Thôn {n % 2 + 1}"}


class Audit(ServiceTest):
    accounts = {"manager": ("manager", "-"), "reporter": ("reporter", "-"), "reviewer": ("reviewer", "51"),
                "far": ("reviewer", "528"), "officer": ("officer", "51"), "admin": ("admin", "-")}

    @classmethod
    def prepare(cls):
        dice = random.Random(8)
        cls.communes = areas.below("525", "commune", DAY) + areas.below("532", "commune", DAY)
        cls.ignored, cls.copied, cls.doubled = cls.communes[:3]
        rows = []
        for number, commune in enumerate(cls.communes):
            own = [ordinary(dice, commune, n, number) for n in range(100)]
            if commune == cls.ignored:
                for row in [row for row in own if row["class"] == "near_poor"][:30]:
                    row["class"] = "poor"
            if commune == cls.copied:
                for row in own[:40]:
                    row.update({name: own[0][name] for name in ("b1_score", "b2_score", "deprivations", "class", "causes")})
            if commune == cls.doubled:
                for n in range(12):
                    own[n]["head_id_number"] = rows[n]["head_id_number"]
            rows += own
        cls.service.import_file("households", files.write(cls.service.folder / "list.csv", files.table(rows)), "2023")
        counts = [{"area_code": commune, "households": 1000, "households_minority": 100, "persons": 4000,
                   "persons_minority": 400} for commune in cls.communes]
        cls.service.import_file("counts", files.write(cls.service.folder / "counts.csv", files.table(counts)), "2023")

    def audit(self, user="manager", **query):
        answer = self.client(user).get("/audit", **{"round": "2023", **query})
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def found(self, check, commune, **query):
        return [finding for finding in self.audit(**query)["findings"]
                if finding["check"] == check and finding["area"]["code"] == commune]

    def test_planted_evidence_is_found_and_marked(self):
        answer = self.audit()
        marks = {commune["area"]["code"]: commune["severity"] for commune in answer["communes"]}
        self.assertEqual(answer["summary"]["households"], 100 * len(self.communes))
        for check, commune in (("recount", self.ignored), ("same-answers", self.copied), ("duplicates", self.doubled)):
            self.assertTrue(self.found(check, commune), check)
            self.assertEqual(marks[commune], "serious", check)
        honest = [marks[commune] for commune in self.communes[3:]]
        self.assertLessEqual(honest.count("serious"), 1)
        self.assertEqual(marks[areas.below("528", "commune", DAY)[0]], "unknown")
        whole = next(finding for finding in self.found("recount", self.ignored) if finding["enumerator"] == 0)
        self.assertEqual((whole["seen"], whole["of"], whole["households"]), (30, 100, 30))
        for words in (whole["sentence"], answer["note"]):
            self.assertTrue(words["vi"] and words["en"] and "{" not in words["vi"] + words["en"], words)

    def test_command_line_equals_http(self):
        done = self.service.command("audit", "--round", "2023", "--within", "525", "--format", "json")
        self.assertEqual(done.exit, 0, done)
        self.assertEqual(done.json, self.audit(within="525"))
        rows = list(csv.DictReader(io.StringIO(
            self.service.must("audit", "--round", "2023", "--within", "525", "--format", "csv").out)))
        self.assertEqual([row["check"] for row in rows], [each["check"] for each in self.audit(within="525")["findings"]])
        self.assertIn("nên xem lại", self.service.must("audit", "--round", "2023").out)
        self.assertEqual(self.service.command("audit").exit, 2)
        self.assertEqual(self.service.command("audit", "--round", "1999").exit, 1)

    def test_a_mark_stands_beside_the_rank_and_in_the_area(self):
        rows = self.client("manager").get("/rankings", indicator="poverty.rate", round="2023", level="commune",
                                          within="525").json["rows"]
        marks = {row["area"]["code"]: row["credibility"]["severity"] for row in rows}
        self.assertEqual(marks[self.ignored], "serious")
        families = [part["family"] for part in rows[0]["credibility"]["parts"]]
        self.assertEqual(families, ["scores", "survey", "place", "movement", "identity"])
        districts = self.client("manager").get("/rankings", indicator="poverty.rate", round="2023", partial="1").json["rows"]
        self.assertTrue(districts)
        for row in districts:
            inside = {code for code in self.communes if code in areas.below(row["area"]["code"], "commune", DAY)}
            self.assertEqual(sum(row["credibility"].values()), len(inside), row["area"])
        area = self.client("manager").get("/areas/" + self.ignored, as_of=DAY).json
        self.assertEqual(area["credibility"]["severity"], "serious")
        earlier = self.client("manager").get("/rankings", indicator="poverty.rate", round="2022").json
        self.assertTrue(all(row["credibility"] is None for row in earlier["rows"]))

    def test_a_manager_sees_figures_and_never_a_name(self):
        for user in ("manager", "reporter"):
            answer = self.client(user).get("/audit", round="2023")
            for secret in (NAME, "Người rà soát 1", "051000", "household_code", "H0003"):
                self.assertNotIn(secret, answer.text)
            finding = self.found("recount", self.ignored)[0]["id"]
            self.assertProblem(self.client(user).get("/audit/findings/" + finding, round="2023"), 403, "no-right")
        for format in ("json", "csv"):
            report = self.client("reporter").get("/reports/audit", round="2023", format=format)
            self.assertEqual(report.status, 200, report)
            self.assertNotIn(NAME, report.text)
            self.assertNotIn("Người rà soát 1", report.text)
        for user in ("officer", "admin"):
            self.assertProblem(self.client(user).get("/audit", round="2023"), 403)

    def test_a_reviewer_sees_the_households_of_own_areas(self):
        finding = next(each for each in self.found("same-answers", self.copied) if each["enumerator"] == 0)
        answer = self.client("reviewer").get("/audit/findings/" + finding["id"], round="2023")
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(len(answer.json["items"]), finding["households"])
        self.assertIn(NAME, {item["head_name"] for item in answer.json["items"]})
        self.assertEqual({item["area"]["code"] for item in answer.json["items"]}, {self.copied})
        self.assertProblem(self.client("far").get("/audit/findings/" + finding["id"], round="2023"), 404)
        self.assertEqual({each["area"]["code"] for each in self.audit("far")["communes"]},
                         set(areas.below("528", "commune", DAY)))
        self.assertEqual(self.audit("far")["findings"], [])
        log = self.client("admin").get("/log").json["items"]
        self.assertTrue(any(each["action"] == "audit.households" for each in log))

    def test_the_report_is_made_in_every_format(self):
        for format, begins in (("xlsx", b"PK"), ("pdf", b"%PDF"), ("json", b"{"), ("csv", b"area_code")):
            answer = self.client("reporter").get("/reports/audit", round="2023", format=format)
            self.assertEqual(answer.status, 200, answer)
            self.assertTrue(answer.body.lstrip(b"\xef\xbb\xbf").startswith(begins), format)
        again = [self.client("reporter").get("/reports/audit", round="2023", format="xlsx").body for _ in range(2)]
        self.assertEqual(*again)
        self.assertProblem(self.client("reporter").get("/reports/audit", round="2023", format="json", audience="public"),
                           422, "audit-official")

    def test_refusals_name_the_parameter(self):
        manager = self.client("manager")
        self.assertProblem(manager.get("/audit", round="1999"), 422, "round-unknown")
        self.assertProblem(manager.get("/audit", round="2023", within="99999"), 422, "area-unknown")


class Revisits(ServiceTest):
    accounts = {"manager": ("manager", "-"), "reporter": ("reporter", "-"), "reviewer": ("reviewer", "51"),
                "far": ("reviewer", "528"), "officer": ("officer", "51"), "admin": ("admin", "-")}

    @classmethod
    def prepare(cls):
        dice = random.Random(9)
        cls.communes = areas.below("525", "commune", DAY)[:4]
        cls.rows = [ordinary(dice, commune, n, number) for number, commune in enumerate(cls.communes) for n in range(60)]
        cls.rows[5]["head_id_number"] = cls.rows[6]["head_id_number"] = ""
        cls.rows[5].update(birth_year=1961, head_name="Hồ Văn Hòa")
        cls.rows[6].update(birth_year=1961, head_name="Hồ Văn Hoà")
        cls.service.import_file("households", files.write(cls.service.folder / "list.csv", files.table(cls.rows)), "2023")

    def draw(self, seed="7", status=201, user="reviewer", within="525"):
        answer = self.client(user).post("/audit/samples", {"round": "2023", "within": within, "per_commune": "10",
                                                           "seed": seed})
        self.assertEqual(answer.status, status, answer)
        return answer.json

    def drawn(self, sample):
        return self.service.rows("SELECT upload_id, row_no, declared FROM audit_sample_row "
                                 f"WHERE sample_id = {sample} ORDER BY number")

    def hand_in(self, sample, rows, user="reviewer"):
        return self.client(user).call("POST", f"/audit/samples/{sample}/results", files.table(rows).encode(),
                                      {"Content-Type": "text/csv"})

    def revisit(self, sample):
        return next(each for each in self.client("manager").get("/audit", round="2023").json["revisits"]
                    if each["id"] == sample)

    def test_a_sample_is_drawn_by_seed_from_a_frozen_list(self):
        one, same, other = self.draw("7"), self.draw("7"), self.draw("8")
        self.assertEqual(self.drawn(one["id"]), self.drawn(same["id"]))
        self.assertNotEqual(self.drawn(one["id"]), self.drawn(other["id"]))
        self.assertEqual(len(self.drawn(one["id"])), self.revisit(one["id"])["drawn"])
        self.assertTrue(one["release"].startswith("auto-"))
        log = next(each for each in self.client("admin").get("/log").json["items"] if each["action"] == "audit.sample")
        self.assertIn("seed 8", log["details"])
        self.assertIn(one["release"], [each["name"] for each in self.client("manager").get("/releases").json["items"]])

    def test_no_sample_while_a_list_waits(self):
        row = files.household(self.communes[0], "NEW1", head_name="Trần Văn Chờ")
        sent = self.client("officer").upload("households", files.table([row]), "2023", accept_shrink="1").json
        self.assertEqual(sent["state"], "checked", sent)
        self.assertProblem(self.client("reviewer").post("/audit/samples", {"round": "2023", "within": "525"}), 422, "list-open")
        self.client("officer").post(f"/uploads/{sent['id']}/submit")
        self.assertEqual(self.client("reviewer").post(f"/uploads/{sent['id']}/reject", {"reason": "thử"}).status, 200)

    def test_the_form_carries_names_to_reviewers_only_and_no_class(self):
        sample = self.draw("21")["id"]
        for format, begins in (("xlsx", b"PK"), ("pdf", b"%PDF")):
            answer = self.client("reviewer").get(f"/audit/samples/{sample}/form", format=format)
            self.assertEqual(answer.status, 200, answer)
            self.assertTrue(answer.body.startswith(begins))
        book = zipfile.ZipFile(io.BytesIO(self.client("reviewer").get(f"/audit/samples/{sample}/form").body))
        text = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist() if name.endswith(".xml"))
        self.assertIn("Phạm Văn Hiền", text)
        self.assertNotIn("near_poor", text)
        for user, status in (("manager", 403), ("reporter", 403), ("far", 404)):
            self.assertProblem(self.client(user).get(f"/audit/samples/{sample}/form"), status)
        self.assertProblem(self.client("manager").post("/audit/samples", {"round": "2023", "within": "525"}), 403)
        self.assertProblem(self.client("far").post("/audit/samples", {"round": "2023", "within": "525"}), 403)

    def test_results_correct_the_rates_and_stand_beside_the_ranking(self):
        sample = self.draw("33")["id"]
        drawn = self.drawn(sample)
        words = {"0": "poor", "1": "near_poor"}
        rows = [{"number": n, "found": 1, "class": words[declared]} for n, (_, _, declared) in enumerate(drawn, 1)]
        poor = [row for row in rows if row["class"] == "poor"]
        for row in poor[:3]:
            row["class"] = "not_poor"
        rows[-1].update({"found": 0, "class": ""})
        self.assertIsNone(self.revisit(sample)["estimate"])
        self.assertEqual(self.hand_in(sample, rows).status, 201)
        found = self.revisit(sample)["estimate"]
        self.assertEqual((found["visited"], found["met"]), (len(rows), len(rows) - 1))
        self.assertEqual(found["misclassified"]["wrong"], 3)
        self.assertLess(found["poor"]["corrected"], found["poor"]["listed"])
        low, high = found["poor"]["interval"]
        self.assertTrue(low < found["poor"]["corrected"] < high)
        self.assertEqual(sum(each["wrong"] for each in found["communes"]), 3)
        self.assertTrue(found["enumerators"] and all("name" not in each for each in found["enumerators"]))
        notes = self.client("manager").get("/rankings", indicator="poverty.households", round="2023", level="commune",
                                           within="525").json["notes"]
        self.assertEqual(notes, [found["note"]])
        report = self.client("reporter").get("/reports/audit", round="2023", format="json", within="525")
        self.assertIn(found["note"]["vi"], report.text)

    def test_a_wrong_form_is_refused_whole(self):
        sample = self.draw("44")["id"]
        answer = self.hand_in(sample, [{"number": 1, "found": 1, "class": "poor"}, {"number": 9999, "found": 1, "class": "poor"}])
        self.assertEqual((answer.status, answer.json["taken"]), (422, False))
        self.assertEqual([finding["code"] for finding in answer.json["findings"]["items"]], ["E-REVISIT-NUMBER"])
        self.assertEqual(self.service.rows(f"SELECT COUNT(*) FROM audit_revisit WHERE sample_id = {sample}"), [["0"]])
        twice = self.hand_in(sample, [{"number": 1, "found": 1, "class": "poor"}] * 2)
        self.assertEqual([finding["code"] for finding in twice.json["findings"]["items"]], ["E-REVISIT-TWICE"])

    def test_public_servants_are_known_by_hash_alone(self):
        number = self.rows[65]["head_id_number"]
        answer = self.client("admin").call("POST", "/audit/staff", f"id_number\n{number}\n079000000001\n".encode(),
                                           {"Content-Type": "text/csv"}, label="Sở Nội vụ 2023")
        self.assertEqual((answer.status, answer.json["rows"]), (201, 2), answer)
        found = [each for each in self.client("manager").get("/audit", round="2023").json["findings"]
                 if each["check"] == "staff"]
        self.assertEqual([(each["area"]["code"], each["seen"]) for each in found], [(self.communes[1], 1)])
        self.assertNotIn(number, str(self.service.rows("SELECT * FROM audit_staff")))
        self.assertProblem(self.client("manager").call("POST", "/audit/staff", b"id_number\n1\n",
                                                       {"Content-Type": "text/csv"}), 403)

    def test_names_are_compared_only_for_who_may_see_them(self):
        pairs = self.client("reviewer").get("/audit/names", round="2023", within=self.communes[0])
        self.assertEqual(pairs.status, 200, pairs)
        self.assertIn(["Hồ Văn Hòa", "Hồ Văn Hoà"], [[each["one"]["head_name"], each["other"]["head_name"]]
                                                     for each in pairs.json["items"]])
        self.assertProblem(self.client("manager").get("/audit/names", round="2023"), 403)
        self.assertProblem(self.client("far").get("/audit/names", round="2023", within="525"), 403)
