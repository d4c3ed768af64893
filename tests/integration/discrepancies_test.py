"""Published quarrels (data/known_discrepancies.csv, copied from the collected public figures): each row comes out as what it is.

Where a printed figure can be entered, the service answers with a finding that names both figures; where it cannot (a sum of
two columns, an average of no known scope), it is computed or refused, and the test says which."""

import csv

from support import ServiceTest, files


def row(value, indicator="poverty.rate", scope="VN", period="2023", source="134/QĐ-BLĐTBXH 31/01/2024"):
    return {"indicator": indicator, "scope": scope, "period": period, "value": value, "source": source, "provisional": "0"}


def regions(dbsh):
    """End 2022 as printed: poor and near-poor of the country and its six regions. Households are not published: any wholes
    will do that add up."""
    printed = {"VN": (1057374, 915274), "TDMNPB": (455271, 246190), "DBSH": (dbsh, 100237), "BTBDHMT": (284137, 287114),
               "TN": (129160, 107487), "DNB": (9710, 6077), "DBSCL": (109767, 168169)}
    return [{"area_code": code, "households": 60_000_000 if code == "VN" else 10_000_000, "poor": poor, "near_poor": near}
            for code, (poor, near) in printed.items()]


class Quarrels(ServiceTest):
    accounts = {"admin": ("admin", "-"), "manager": ("manager", "-")}
    seen = set()

    @classmethod
    def prepare(cls):
        counts = {
            "2021": [{"area_code": "62", "households": 143561, "poor": 21989, "near_poor": 9091}],
            "2022": [{"area_code": "49", "households": 439300, "poor": 29120, "near_poor": 8699},
                     {"area_code": "TN", "households": 1539452, "poor": 129160, "near_poor": 107487}]}
        for round_, rows in counts.items():
            cls.service.import_file("counts", files.write(cls.service.folder / "counts.csv", files.table(rows)), round_)
        money = [{"as_of": "2025-05-09", "area_code": "505", "programme": "NTM", "project": "", "budget": "central",
                  "expenditure": "capital", "plan_year": 2025, "planned": 282100, "allocated": 242300, "disbursed": 35300}]
        cls.service.import_file("disbursement", files.write(cls.service.folder / "money.csv", files.table(money)))
        cls.service.import_file("benchmarks", files.write(cls.service.folder / "b.csv", files.table([
            row("18.20", "poverty.multidimensional_rate", "TDMNPB"), row("5.18", scope="51", source="khảo sát"),
            row("16.01", scope="62", source="khảo sát")])))

    def findings(self, kind, rows, round_=""):
        done = self.service.command("check", kind, files.write(self.service.folder / "check.csv", files.table(rows)),
                                    *(["--round", round_] if round_ else []), "--format", "json").json
        return [(one["code"], one["value"], one["expected"]) for one in done["findings"]]

    def register(self, *rows):
        answer = self.client("admin").upload("benchmarks", files.table(rows))
        self.assertIn(answer.status, (200, 201), answer)
        found = self.client("admin").get(f"/uploads/{answer.json['id']}/findings").json["items"]
        return [(one["code"], one["value"], one["expected"]) for one in found]

    def rank(self, indicator, round_, level, within, **query):
        return self.client("manager").get("/rankings", indicator=indicator, round=round_, level=level, within=within, **query).json

    def test_every_row_has_a_case(self):
        with open(files.data("known_discrepancies.csv"), encoding="utf-8", newline="") as file:
            known = [one["printed"] for one in csv.DictReader(file)]
        cases = "".join(open(__file__, encoding="utf-8").read().split("# Cases")[1:])
        self.assertEqual([printed for printed in known if printed not in cases], [])

    # Cases, by the printed figure.

    def test_sums_of_regions(self):
        # 69239 for 69329: the region's own figure shows as the 90 by which 1057284 misses the country.
        self.assertEqual(self.findings("counts", regions(69239), "2022"), [("W-PARTS-DIFFER", "1057374", "1057284")])
        self.assertEqual(self.findings("counts", regions(69329), "2022"), [])

    def test_the_sum_of_poor_and_near_poor_is_computed_and_never_taken(self):
        # 236766 cannot be entered: the numerator is 129160 + 107487.
        found = self.rank("poverty.multidimensional_rate", "2022", "region", "VN")["rows"]
        self.assertEqual([(one["area"]["code"], one["numerator"]) for one in found], [("TN", 236647)])

    def test_sums_of_rounded_rates(self):
        self.assertEqual(self.register(row("8.39", scope="TN", period="2022"), row("6.99", "poverty.near_rate", "TN", "2022"),
                                       row("15.39", "poverty.multidimensional_rate", "TN", "2022"))[-1],
                         ("W-RATE-PARTS", "15.39", "15.38"))
        # 8.60 is the sum of two rounded rates; the counts make 8.61.
        self.assertEqual(self.register(row("8.60", "poverty.multidimensional_rate", "49", "2022")),
                         [("W-RATE-DIFFERS", "8.60", "8.61")])

    def test_rates_of_another_row_base_or_year(self):
        self.assertEqual(self.register(row("1.87", "poverty.multidimensional_rate", "TDMNPB")),
                         [("W-BENCHMARK-DIFFERS", "1.87", "18.20")])
        self.assertEqual(self.register(row("5.90", "poverty.near_rate", "62", "2021")), [("W-RATE-DIFFERS", "5.90", "6.33")])

    def test_what_has_no_scope_or_indicator_is_refused(self):
        # 417571 of the 74 poor districts, and 42.4 of the recognised communes.
        codes = [code for code, _, _ in self.register(row("417571", "poverty.households", "poor_districts"))]
        self.assertTrue(codes and all(code.startswith("E-") for code in codes), codes)
        codes = [code for code, _, _ in self.register(row("42.4", "ntm.advanced_rate", "VN", "2025-06-30"))]
        self.assertTrue(codes and all(code.startswith("E-") for code in codes), codes)

    def test_flows_that_do_not_balance(self):
        flow = {"area_code": "62", "households": 146000, "poor": 15943, "poor_start": 21989, "poor_escaped": 6782,
                "poor_again": 169, "poor_new": 13, "poor_other_in": 594}
        self.assertEqual(self.findings("counts", [flow], "2022"), [("W-FLOW", "15943", "15983")])
        near = {"area_code": "662", "households": 20000, "near_poor": 305, "near_poor_start": 276, "near_poor_escaped": 45,
                "near_poor_to_poor": 5, "near_poor_from_poor": 63, "near_poor_again": 0, "near_poor_new": 18}
        self.assertEqual(self.findings("counts", [near], "2022"), [("W-FLOW", "305", "307")])
        # Đắk Glong printed 923 where its columns make 934; which columns is not published, only the sum.
        poor = {"area_code": "661", "households": 20000, "poor": 923, "poor_start": 934, "poor_escaped": 0}
        self.assertEqual(self.findings("counts", [poor], "2022"), [("W-FLOW", "923", "934")])

    def test_two_bases_of_one_payment(self):
        # 14.59 was printed of the money allocated; a district's rate is never entered, and both bases are computed.
        codes = [code for code, _, _ in self.register(row("14.59", "disbursement.rate", "505", "2025-05-09"))]
        self.assertTrue(codes and all(code.startswith("E-") for code in codes), codes)
        for indicator, value in (("disbursement.rate", 12.51), ("disbursement.of_allocated", 14.57)):
            rows = self.rank(indicator, "2025-05-09", "district", "49")["rows"]
            self.assertEqual([(one["area"]["code"], one["value"]) for one in rows], [("505", value)])
        # 93.12 and 82.47: never two values for one indicator and day.
        self.assertEqual([code for code, _, _ in self.register(row("93.12", "disbursement.rate.PUBLIC", period="2024-01-31"),
                                                               row("82.47", "disbursement.rate.PUBLIC", period="2024-01-31"))],
                         ["E-BENCHMARK-TWICE"])

    def test_a_merged_rate_needs_both_totals(self):
        # 10.595 is the mean of two rates; without counts the merged province has none.
        merged = self.rank("poverty.rate", "2023", "province", "51", as_of="2025-12-31")
        self.assertEqual(([], ["51"]), (merged["rows"], [one["code"] for one in merged["missing"]]))
