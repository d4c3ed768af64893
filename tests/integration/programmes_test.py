"""Disbursement, results, NTM criteria and targets: from an officer's file to rankings, flags and releases."""

import time

from support import ServiceTest
from support import areas, files

D = "2023-10-31"


def money(area, programme="DTTS", planned="100", disbursed="50", **more):
    return {"as_of": D, "area_code": area, "programme": programme, "project": "", "investor": "", "budget": "central",
            "expenditure": "capital", "plan_year": "2023", "carried_over": "0", "planned": planned, "allocated": "",
            "disbursed": disbursed, **more}


def commune(code, met, recognition="none", day="2023-12-31", count=19):
    row = {"as_of": day, "commune_code": code, "commune_group": ""}
    row.update({f"c{n:02d}": "1" if n <= met else "0" for n in range(1, count + 1)})
    return {**row, "recognition": recognition}


class Programmes(ServiceTest):
    accounts = {"manager": ("manager", "-"), "officer": ("officer", "51"), "reviewer": ("reviewer", "51"),
                "reporter": ("reporter", "-")}

    def imported(self, kind, rows, name):
        upload = self.service.import_file(kind, self.file(files.table(rows), name))
        time.sleep(1)  # a running service shows it within a second
        return upload

    def checked(self, kind, rows, name="checked.csv"):
        done = self.service.command("check", kind, self.file(files.table(rows), name), "--format", "json")
        return done.exit, done.json

    def codes(self, kind, rows):
        return [finding["code"] for finding in self.checked(kind, rows)[1]["findings"]]

    def ranking(self, indicator, round_=D, **query):
        answer = self.client("manager").get("/rankings", indicator=indicator, round=round_, **query)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    @classmethod
    def prepare(cls):
        rows = [money("525", planned="200.5", disbursed="100.25", project="1"),
                money("525", planned="100", disbursed="20", expenditure="recurrent", budget="local"),
                money("525", "GNBV", planned="50", disbursed="50", allocated="40"),
                money("525", "PUBLIC", planned="1000", disbursed="1000"),
                money("529", planned="0", disbursed="0"),
                money("530", planned="", disbursed=""),
                money("531", planned="10", disbursed="1", plan_year="2022", carried_over="1"),
                money("535", planned="300", disbursed="30", investor="Ban QLDA huyện Ba Tơ")]
        path = files.write(cls.service.folder / "money.csv", files.table(rows))
        cls.service.import_file("disbursement", path)

    def test_a_rate_is_money_over_money_and_missing_is_not_zero(self):
        answer = self.ranking("disbursement.rate", level="district")
        rows = {row["area"]["code"]: row for row in answer["rows"]}
        self.assertEqual(set(rows), {"525", "535"})
        # 100.25 + 20 + 50 of 200.5 + 100 + 50; public investment is a series of its own.
        self.assertEqual((rows["525"]["numerator"], rows["525"]["denominator"]), (170.25, 350.5))
        self.assertEqual(rows["525"]["value"], 48.57)
        self.assertEqual(rows["525"]["rank"], 1)
        self.assertEqual(rows["525"]["data_as_of"], D)
        self.assertEqual(rows["525"]["coverage"], {"reported": 1, "expected": 1})
        self.assertIsNone(rows["525"]["interval"])
        missing = {row["code"]: row["reason"] for row in answer["missing"]}
        self.assertEqual(missing["529"], "zero-denominator")  # planned 0
        self.assertEqual(missing["530"], "no-data")           # an empty cell is no plan
        self.assertEqual(missing["531"], "no-data")           # money of another year's plan
        self.assertEqual(answer["plan_year"], 2023)

    def test_the_two_bases_and_the_kinds_stay_apart(self):
        self.assertEqual([row["value"] for row in self.ranking("disbursement.rate.recurrent", level="district")["rows"]], [20])
        capital = {row["area"]["code"]: row["value"] for row in self.ranking("disbursement.rate.capital", level="district")["rows"]}
        self.assertEqual(capital["525"], 59.98)  # 150.25 of 250.5
        allocated = self.ranking("disbursement.of_allocated", level="district")["rows"]
        self.assertEqual([(row["area"]["code"], row["value"]) for row in allocated], [("525", 125)])
        self.assertEqual(self.ranking("disbursement.rate.PUBLIC", level="district")["rows"][0]["value"], 100)
        self.assertEqual(self.ranking("disbursement.rate.GNBV", level="province")["rows"][0]["value"], 100)

    def test_own_money_of_a_district_is_added_to_what_is_inside(self):
        code = areas.below("533", "commune", D)[0]
        self.imported("disbursement", [money(code, "NTM", "7.000001", "7"), money("533", "NTM", "3", "1")], "own.csv")
        row = self.ranking("disbursement.rate.NTM", level="district")["rows"][0]
        self.assertEqual((row["area"]["code"], row["numerator"], row["denominator"]), ("533", 8, 10.000001))
        self.assertEqual(row["coverage"], {"reported": 2, "expected": 2})
        row = self.ranking("disbursement.rate.NTM", level="commune")["rows"][0]
        self.assertEqual((row["area"]["code"], row["numerator"]), (code, 7))

    def test_the_latest_date_of_each_area_counts(self):
        self.imported("disbursement", [{**money("528", "NTM", "100", "40"), "as_of": "2023-06-30"}], "june.csv")
        self.imported("disbursement", [{**money("528", "NTM", "100", "70"), "as_of": "2023-11-30"}], "november.csv")
        for round_, expected in (("2023-06-30", (40, "2023-06-30")), ("2023-11-29", (40, "2023-06-30")),
                                 ("2023", (70, "2023-11-30")), ("2023-12-31", (70, "2023-11-30")),
                                 ("2024-01-31", (70, "2023-11-30"))):
            rows = [row for row in self.ranking("disbursement.rate.NTM", round_, level="district")["rows"]
                    if row["area"]["code"] == "528"]
            self.assertEqual([(row["value"], row["data_as_of"]) for row in rows], [expected], round_)
        # In February the plan is that of the new year, unless the old one is asked for.
        missing = self.ranking("disbursement.rate.NTM", "2024-02-29", level="district")["missing"]
        self.assertIn("528", [row["code"] for row in missing])
        old = self.ranking("disbursement.rate.NTM", "2024-02-29", level="district", plan_year=2023)["rows"]
        self.assertIn("528", [row["area"]["code"] for row in old])

    def test_cumulative_figures_that_fall_are_a_finding(self):
        first = {**money("527", "NTM", "100", "40", project=""), "as_of": "2023-05-31"}
        self.imported("disbursement", [first], "may.csv")
        upload = self.imported("disbursement", [{**first, "as_of": "2023-07-31", "disbursed": "39.5"}], "july.csv")
        found = [finding for finding in upload["findings"] if finding["code"] == "W-CUMULATIVE-FALLS"]
        self.assertEqual([(one["value"], one["expected"], one["row"]) for one in found], [("39.5", "40", 2)])
        between = self.imported("disbursement", [{**first, "as_of": "2023-06-30", "disbursed": "40"}], "june2.csv")
        self.assertEqual([one["code"] for one in between["findings"]], ["W-CUMULATIVE-FALLS"])  # above July

    def test_a_total_beside_its_projects_is_an_error(self):
        self.assertIn("E-PROJECT-MIX", self.codes("disbursement", [money("525", project="1"), money("525")]))
        self.assertEqual(self.codes("disbursement", [money("525", project="1"), money("525", budget="local")]), [])
        self.assertIn("E-ROW-TWICE", self.codes("disbursement", [money("525"), money("525")]))

    def test_findings_of_money(self):
        for change, code in (({"planned": "0"}, "W-PLAN-ZERO-PAID"), ({"disbursed": "100.5"}, "W-PAID-ABOVE-PLAN"),
                             ({"disbursed": ""}, "W-PAID-UNKNOWN"), ({"disbursed": "-1"}, "E-NEGATIVE"),
                             ({"planned": "1.1234567"}, "E-MONEY"), ({"programme": "XYZ"}, "E-PROGRAMME"),
                             ({"budget": "?"}, "E-CHOICE"), ({"area_code": "99999"}, "E-AREA"),
                             ({"programme": "GNBV", "project": "44"}, "W-PROJECT"),
                             ({"programme": "CTMTQG"}, "W-PROGRAMME-YEARS"), ({"plan_year": ""}, "E-REQUIRED")):
            self.assertEqual(self.codes("disbursement", [{**money("525"), **change}]), [code], change)
        self.assertIn("E-AS-OF", self.codes("disbursement", [money("525"), {**money("529"), "as_of": "2023-09-30"}]))
        rows = [{key: value for key, value in money("525").items() if key != "planned"}]
        self.assertEqual(self.codes("disbursement", rows), ["E-MISSING-COLUMN"])

    def test_pace_and_benchmark_raise_flags(self):
        self.imported("benchmarks", [{"indicator": "disbursement.rate", "scope": "VN", "period": D, "value": "52.00",
                                      "source": "Bộ Tài chính 31/10/2023", "provisional": "1"}], "b.csv")
        answer = self.client("manager").get("/flags", indicator="disbursement.rate", round=D, level="district")
        self.assertEqual([one["rule"] for one in answer.json["absent"]], ["above-region"])
        flags = {(flag["area"], flag["rule"]): flag for flag in answer.json["items"]}
        self.assertIn(("525", "above-country"), flags)
        self.assertEqual(flags[("525", "above-country")]["gap"], -3.43)
        self.assertEqual(flags[("525", "above-country")]["severity"], "watch")
        self.assertEqual(flags[("535", "above-country")]["severity"], "severe")  # 10 is half of 52 or less
        self.assertEqual(flags[("535", "behind-pace")]["severity"], "severe")    # one severity for the area
        self.assertEqual(flags[("525", "behind-pace")]["benchmark"]["value"], 76.77)  # 304 of 396 days
        self.assertIn("−3,43 điểm %", flags[("525", "above-country")]["reason"]["vi"])

    def test_criteria(self):
        codes = areas.below("531", "commune", "2023-12-31")
        rows = [commune(codes[0], 19, "met"), commune(codes[1], 15), commune(codes[2], 17, "model")]
        upload = self.imported("ntm-criteria", rows, "ntm.csv")
        self.assertEqual([one["code"] for one in upload["findings"]], ["W-RECOGNISED-UNMET"])
        answer = self.ranking("ntm.mean_criteria", "2023", level="commune", within="531")
        self.assertEqual([(row["area"]["code"], row["value"]) for row in answer["rows"]],
                         [(codes[0], 19), (codes[2], 17), (codes[1], 15)])
        answer = self.ranking("ntm.recognised_rate", "2023", level="district")
        self.assertIn(("531", "partial"), [(row["code"], row["reason"]) for row in answer["missing"]])
        answer = self.ranking("ntm.recognised_rate", "2023", level="district", partial=1)
        row = answer["rows"][0]
        self.assertEqual((row["area"]["code"], row["numerator"], row["denominator"]), ("531", 2, 3))
        self.assertEqual(row["coverage"]["reported"], 3)
        self.assertEqual(self.ranking("ntm.criteria.c16", "2023", level="district", partial=1)["rows"][0]["value"], 66.67)
        # From 15/02/2026 ten other criteria are the ruler: nothing is carried over to them.
        self.assertEqual(self.ranking("ntm.mean_criteria", "2026-03-31", level="commune", within="51")["rows"], [])

    def test_criteria_follow_the_set_in_force(self):
        self.assertEqual(self.codes("ntm-criteria", [commune("21157", 10, "met", "2026-03-31", 10)]), [])
        found = self.codes("ntm-criteria", [commune("21157", 9, "none", "2026-03-31", 19)])
        self.assertEqual(found, ["W-CRITERION-OUTSIDE"] * 9)
        code = areas.below("531", "commune", "2023-12-31")[0]
        self.assertIn("E-MISSING-COLUMN", self.codes("ntm-criteria", [commune(code, 9, count=10)]))
        self.assertIn("W-MET-UNRECOGNISED", self.codes("ntm-criteria", [commune(code, 19)]))
        self.assertIn("E-AREA-TWICE", self.codes("ntm-criteria", [commune(code, 1), commune(code, 1)]))

    def test_targets_of_an_area_and_of_a_group(self):
        rows = [{"indicator": "disbursement.rate", "area_code": "525", "period": D, "value": "45", "source": "KH 1/KH-UBND"},
                {"indicator": "disbursement.rate", "area_code": "mountain", "period": D, "value": "60", "source": "KH 1/KH-UBND"}]
        self.imported("targets", rows, "targets.csv")
        answer = self.client("manager").get("/flags", indicator="disbursement.rate", round=D, level="district")
        flags = {flag["area"]: flag for flag in answer.json["items"] if flag["rule"] == "below-target"}
        self.assertEqual(set(flags), {"535"})  # 525 has reached its own target; 535 not that of its group
        self.assertEqual((flags["535"]["benchmark"]["scope"], flags["535"]["gap"]), ("mountain", -50))
        self.assertEqual(self.codes("targets", [{**rows[0], "area_code": "nowhere"}]), ["E-TARGET-AREA"])
        self.assertEqual(self.codes("targets", [rows[0], rows[0]]), ["E-ROW-TWICE"])

    def test_results(self):
        row = {"as_of": D, "area_code": "525", "programme": "GNBV", "project": "2", "indicator": "Mô hình sinh kế",
               "unit": "mô hình", "planned": "10", "achieved": "4,5"}
        self.assertEqual(self.codes("results", [row]), [])
        self.assertIn("E-PROJECT-MIX", self.codes("results", [row, {**row, "project": ""}]))
        self.assertIn("E-REQUIRED", self.codes("results", [{**row, "unit": ""}]))
        upload = self.imported("results", [row], "results.csv")
        self.assertEqual(upload["state"], "approved")

    def test_a_release_keeps_its_money(self):
        self.imported("disbursement", [{**money("524", "NTM", "10", "1"), "as_of": "2023-03-31"}], "march.csv")
        name = "march-2023"
        answer = self.client("reporter").post("/releases", {"name": name})
        self.assertEqual(answer.status, 201, answer)
        self.imported("disbursement", [{**money("524", "NTM", "10", "2"), "as_of": "2023-03-31"}], "march2.csv")
        now = self.ranking("disbursement.rate.NTM", "2023-03-31", level="district")["rows"]
        self.assertEqual([row["value"] for row in now if row["area"]["code"] == "524"], [20])
        then = self.ranking("disbursement.rate.NTM", "2023-03-31", level="district", release=name)["rows"]
        self.assertEqual([row["value"] for row in then if row["area"]["code"] == "524"], [10])

    def test_the_sheet_of_a_province(self):
        sheet = self.client("manager").get("/programmes", area="51", round=D).json
        self.assertEqual((sheet["area"]["code"], sheet["plan_year"], sheet["unit"]), ("51", 2023, "million VND"))
        programmes = {each["code"]: each for each in sheet["programmes"]}
        dtts = programmes["DTTS"]
        self.assertEqual((dtts["planned"], dtts["disbursed"], dtts["rate"]), (600.5, 150.25, 25.02))
        self.assertEqual({each["code"]: each["rate"] for each in dtts["expenditures"]}, {"capital": 26.02, "recurrent": 20})
        self.assertEqual({each["code"]: each["planned"] for each in dtts["projects"]}, {None: 400, "1": 200.5})
        self.assertEqual(programmes["PUBLIC"]["in_total"], False)
        self.assertEqual(programmes["GNBV"]["of_allocated"], 125)
        parts = {each["area"]["code"]: each for each in sheet["areas"]}
        self.assertEqual((parts["525"]["rate"], parts["530"]["planned"], parts["529"]["planned"]), (48.57, None, 0))
        self.assertEqual((parts["529"]["rate"], parts["530"]["rate"]), (None, None))  # neither 0 nor 100
        slow = [each["investor"] for each in sheet["investors"] if each["slow"]]
        self.assertEqual(slow, ["Ban QLDA huyện Ba Tơ"])
        found = {(each["code"], each["area"]["code"]) for each in sheet["contradictions"]}
        self.assertIn(("district-without-project", "525"), found)  # a poor district without a plan for GNBV project 5
        self.assertEqual(self.client("manager").get("/programmes", area="99", round=D).status, 422)
        self.assertEqual(self.client("manager").get("/programmes", round="soon").status, 422)

    def test_command_line_and_http_say_the_same(self):
        words = ["rank", "disbursement.rate", "--round", D, "--level", "district", "--format", "json"]
        self.assertEqual(self.service.must(*words).json, self.ranking("disbursement.rate", level="district"))
        lines = self.service.must(*words[:-1], "csv").out.splitlines()
        self.assertIn(",170.25,350.5,", next(line for line in lines if ",525," in line))

    def test_an_area_shows_them(self):
        answer = self.client("manager").get("/areas/525", as_of="2023-12-31")
        self.assertEqual(answer.status, 200, answer)
        found = [one for one in answer.json["history"] if one["indicator"] == "disbursement.rate" and one["round"] == "2023"]
        self.assertEqual([(one["value"], one["data_as_of"]) for one in found], [(48.57, D)])

    def test_nothing_is_broken(self):
        self.assertEqual(self.service.invariants(), {})
