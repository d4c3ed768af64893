"""Figures on the boundaries of another day, incomplete ones, and the district without communes (Lý Sơn)."""

from support import ServiceTest, areas, eventually, files

DAY = "2023-12-31"
MISSING = "21364"  # a commune of 532 Nghĩa Hành


def counts(codes):
    """Different figures for every unit, so that sums tell who is in them."""
    return files.table([{"area_code": code, "households": 1000 + n, "households_minority": 100, "poor": 20 + n % 50,
                         "poor_minority": 10, "near_poor": 30} for n, code in enumerate(codes)])


class Queries(ServiceTest):
    accounts = {"manager": ("manager", "-")}

    def rank(self, round, **query):
        answer = self.client("manager").get("/rankings", indicator="poverty.rate", round=round, **query)
        self.assertEqual(answer.status, 200, answer)
        return answer.json


class After2025(Queries):
    @classmethod
    def prepare(cls):
        cls.codes = areas.below("51", "commune", "2025-12-31")
        cls.upload = cls.service.import_file(
            "counts", files.write(cls.service.folder / "2025.csv", counts(cls.codes)), "2025")

    def test_96_communes_of_today(self):
        self.assertEqual((len(self.codes), self.upload["rows"], self.upload["errors"]), (96, 96, 0))
        ranking = self.rank("2025")
        self.assertEqual((ranking["level"], ranking["as_of"], len(ranking["rows"])), ("commune", "2025-12-31", 96))
        self.assertEqual(ranking["missing"], [])

    def test_districts_of_today_are_refused_with_the_hint(self):
        for query in ({}, {"as_of": "2025-07-01"}, {"as_of": "2025-12-31"}):
            for path in ("/rankings?indicator=poverty.rate", "/flags?"):
                answer = self.client("manager").get(f"{path}&round=2025&level=district".replace("?&", "?"))
                self.assertProblem(answer, 422)
                self.assertIn("as_of=2025-06-30", answer.json["detail"])
        for words in (("rank", "poverty.rate"), ("flags",)):
            done = self.service.command(*words, "--round", "2025", "--level", "district", "--format", "json")
            self.assertEqual((done.exit, done.out), (1, ""), done)
            self.assertIn("as_of=2025-06-30", done.err)
        self.assertProblem(self.client("manager").get("/areas", level="district", within="51"), 422)
        self.assertProblem(self.client("manager").get("/map", level="district", within="51"), 422)

    def test_former_districts_rank_and_two_cannot_be_told_apart(self):
        ranking = self.rank("2025", level="district", as_of="2025-06-30")
        self.assertEqual(ranking["as_of"], "2025-06-30")
        self.assertEqual(len(ranking["rows"]), 11)
        self.assertEqual({row["code"] for row in ranking["missing"]}, {"522", "524"})
        for row in ranking["missing"]:
            self.assertIn("21109", str(row), row)
        total = self.rank("2025", level="province", as_of="2025-06-30", within="51")
        self.assertEqual(total["missing"], [])
        row = total["rows"][0]
        self.assertEqual(row["coverage"]["reported"], row["coverage"]["expected"])
        # The province of then is 56 of the 96; the others were Kon Tum, which is complete too.
        other = self.rank("2025", level="province", as_of="2025-06-30", within="62")["rows"][0]
        self.assertEqual(row["denominator"] + other["denominator"], sum(1000 + n for n in range(96)))
        self.assertEqual((row["coverage"]["reported"], other["coverage"]["reported"]), (56, 40))

    def test_ly_son_of_then_is_the_special_zone_of_today(self):
        rows = {row["area"]["code"]: row for row in self.rank("2025", level="district", as_of="2025-06-30")["rows"]}
        self.assertIn("536", rows)

    def test_default_level_follows_the_boundary_date(self):
        self.assertEqual(self.rank("2025", as_of="2025-06-30")["level"], "district")
        self.assertEqual(self.rank("2025", as_of="2025-07-01")["level"], "commune")

    def test_province_of_today(self):
        row = self.rank("2025", level="province", within="51")["rows"][0]
        self.assertEqual(row["denominator"], sum(1000 + n for n in range(96)))
        self.assertEqual(row["coverage"], {"reported": 96, "expected": 96})


class Incomplete(Queries):
    @classmethod
    def prepare(cls):
        cls.codes = [code for code in areas.leaves("51", DAY) if code != MISSING]
        cls.upload = cls.service.import_file("counts", files.write(cls.service.folder / "2023.csv", counts(cls.codes)), "2023")

    def test_district_and_province_are_missing_and_name_the_commune(self):
        ranking = self.rank("2023")
        self.assertEqual(len(ranking["rows"]), 12)
        self.assertEqual(ranking["missing"], [{**ranking["missing"][0], "code": "532", "reason": "partial",
                                               "coverage": {"reported": 11, "expected": 12}, "absent": [MISSING]}])
        province = self.rank("2023", level="province", within="51")
        self.assertEqual(province["rows"], [])
        row = province["missing"][0]
        self.assertEqual((row["code"], row["reason"], row["absent"]), ("51", "partial", [MISSING]))
        self.assertEqual(row["coverage"], {"reported": 173, "expected": 174})

    def test_partial_ranks_when_asked_for(self):
        ranking = self.rank("2023", partial="1")
        self.assertEqual((len(ranking["rows"]), ranking["missing"]), (13, []))
        row = next(row for row in ranking["rows"] if row["area"]["code"] == "532")
        self.assertEqual(row["coverage"], {"reported": 11, "expected": 12})
        province = self.rank("2023", level="province", within="51", partial="1")["rows"][0]
        self.assertEqual(province["denominator"], sum(1000 + n for n in range(len(self.codes))))
        self.assertEqual([row["rank"] for row in ranking["rows"]], list(range(1, 14)))

    def test_partial_on_the_command_line(self):
        done = self.service.must("rank", "poverty.rate", "--round", "2023", "--partial", "--format", "json")
        answer = self.client("manager").get("/rankings", indicator="poverty.rate", round="2023", partial="1")
        self.assertEqual(done.out, answer.text + "\n")

    def test_ly_son_ranks_on_its_own_row(self):
        row = next(row for row in self.rank("2023")["rows"] if row["area"]["code"] == "536")
        self.assertEqual(row["coverage"], {"reported": 1, "expected": 1})
        self.assertEqual(row["denominator"], 1000 + self.codes.index("536"))

    def test_who_has_reported(self):
        answer = self.client("manager").get("/reporting", round="2023")
        self.assertEqual(answer.status, 200)
        waiting = [item for item in answer.json["items"] if not item["uploads"]]
        self.assertEqual([item["area"]["code"] for item in waiting], [MISSING])


class ListsAndCounts(Queries):
    """Poor from lists, wholes from counts."""

    LIST = "21367"
    BOTH = "21370"

    @classmethod
    def prepare(cls):
        rows = files.households(cls.LIST, 7, 3) + files.households(cls.BOTH, 5, 2)
        cls.lists = cls.service.import_file("households", files.write(cls.service.folder / "list.csv", files.table(rows)), "2022")
        text = files.table([{"area_code": cls.BOTH, "households": 100, "poor": 6, "near_poor": 2, "average": 4}])
        cls.counts = cls.service.import_file("counts", files.write(cls.service.folder / "counts.csv", text), "2022")

    def test_list_without_a_whole_gives_numbers_and_no_rate(self):
        ranking = self.rank("2022", level="commune", within="532")
        row = next(row for row in ranking["missing"] if row["code"] == self.LIST)
        self.assertEqual(row["reason"], "no-denominator")
        answer = self.client("manager").get("/rankings", indicator="poverty.households", round="2022", level="commune", within="532")
        values = {row["area"]["code"]: row["value"] for row in answer.json["rows"]}
        self.assertEqual(values[self.LIST], 7)
        self.assertEqual({row["numerator"] for row in answer.json["rows"]}, {None})

    def test_list_goes_before_counts_and_the_difference_is_found(self):
        row = next(row for row in self.rank("2022", level="commune", within="532")["rows"] if row["area"]["code"] == self.BOTH)
        self.assertEqual((row["numerator"], row["denominator"]), (5, 100))
        found = [finding for finding in self.counts["findings"] if finding["code"] == "W-COUNTS-DIFFER"]
        self.assertEqual([(finding["value"], finding["expected"]) for finding in found], [("5", "6")])

    def test_own_row_of_a_district_beside_its_parts_is_a_warning(self):
        codes = areas.below("535", "commune", "2022-12-31")
        text = counts(codes) + "535,1,0,0,0,0\n"
        done = self.service.command("check", "counts", self.file(text), "--round", "2022", "--format", "json")
        self.assertEqual(done.exit, 0, done)
        self.assertIn("W-PARTS-DIFFER", {finding["code"] for finding in done.json["findings"]})
        self.service.import_file("counts", self.file(text), "2022")

        def sum_of_parts():
            wholes = {row["area"]["code"]: row["denominator"] for row in self.rank("2022")["rows"]}
            self.assertEqual(wholes.get("535"), sum(1000 + n for n in range(len(codes))))
        eventually(sum_of_parts)
