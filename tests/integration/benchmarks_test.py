"""The register of published averages: quarrels are findings, a new figure re-evaluates flags and lists which flip."""

from support import ServiceTest
from support import files


def row(value, indicator="poverty.rate", scope="VN", period="2023", source="134/QĐ-BLĐTBXH 31/01/2024", provisional="0"):
    return {"indicator": indicator, "scope": scope, "period": period, "value": value, "source": source,
            "provisional": provisional}


class Benchmarks(ServiceTest):
    accounts = {"manager": ("manager", "-"), "one": ("admin", "-"), "two": ("admin", "-")}

    @classmethod
    def prepare(cls):
        counts = [{"area_code": "525", "households": 1000, "poor": 40}, {"area_code": "529", "households": 1000, "poor": 20}]
        kontum = [{"area_code": "62", "households": 143561, "poor": 21989, "near_poor": 9091}]
        for kind, rows, round_ in (("counts", counts, "2023"), ("counts", kontum, "2021"), ("benchmarks", [row("3.50"), row("3.93", period="2022")], "")):
            cls.service.import_file(kind, files.write(cls.service.folder / "file.csv", files.table(rows)), round_)

    def codes(self, *rows):
        answer = self.client("one").upload("benchmarks", files.table(rows))
        self.assertIn(answer.status, (200, 201), answer)
        found = self.client("one").get(f"/uploads/{answer.json['id']}/findings").json["items"]
        return [(one["code"], one["value"], one["expected"]) for one in found]

    def test_published_quarrels_are_findings(self):
        # data/published/known_discrepancies: each as what it is.
        self.assertEqual(self.codes(row("5.90", "poverty.near_rate", "62", "2021")), [("W-RATE-DIFFERS", "5.90", "6.33")])
        self.assertEqual(self.codes(row("6.33", "poverty.near_rate", "62", "2021")), [])
        self.assertEqual(self.codes(row("8.39", scope="TN", period="2022"), row("6.99", "poverty.near_rate", "TN", "2022"),
                                    row("15.39", "poverty.multidimensional_rate", "TN", "2022")),
                         [("W-RATE-PARTS", "15.39", "15.38")])
        self.assertEqual(self.codes(row("8.60", "poverty.multidimensional_rate", "49", "2022"), row("6.63", scope="49", period="2022"),
                                    row("1.97", "poverty.near_rate", "49", "2022")), [])
        self.assertEqual(self.codes(row("4.03", period="2022")), [("W-BENCHMARK-DIFFERS", "4.03", "3.93")])
        two = [row("93.12", "disbursement.rate.PUBLIC", period="2024-01-31"),
               row("82.47", "disbursement.rate.PUBLIC", period="2024-01-31")]
        self.assertEqual([code for code, _, _ in self.codes(*two)], ["E-BENCHMARK-TWICE"])  # two bases, never two values at once

    def test_a_new_figure_flips_flags_and_the_old_one_stays_shown(self):
        upload = self.client("one").upload("benchmarks", files.table([row("1.90", provisional="1")])).json["id"]
        self.assertEqual(self.client("one").post(f"/uploads/{upload}/submit").status, 200)
        answer = self.client("two").post(f"/uploads/{upload}/approve")
        self.assertEqual(answer.status, 200, answer)
        flips = {(flip["flag"]["area"], flip["change"], flip["severity_before"]) for flip in answer.json["flips"]}
        # 4.00 % was above 3.50 and is now twice 1.90; 2.00 % was below and is now above.
        self.assertEqual(flips, {("525", "severity", "watch"), ("529", "raised", None)})
        listed = [one for one in self.client("manager").get("/benchmarks").json["items"]
                  if (one["indicator"], one["scope"], one["period"]) == ("poverty.rate", "VN", "2023")]
        self.assertEqual([(one["value"], one["counts"], one["provisional"]) for one in listed],
                         [(1.9, True, True), (3.5, False, False)])
        ranking = self.client("manager").get("/rankings", indicator="poverty.rate", round="2023", level="district").json
        self.assertEqual((ranking["benchmarks"]["VN"]["value"], ranking["benchmarks"]["VN"]["provisional"]), (1.9, True))
