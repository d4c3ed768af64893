"""What poverty is made of: M0 by deprivation and area, and the movement between two rounds."""

from support import ServiceTest
from support import areas, files


class Structure(ServiceTest):
    accounts = {"manager": ("manager", "-")}

    @classmethod
    def prepare(cls):
        cls.one, cls.two = areas.below("531", "commune", "2023-12-31")[:2]
        people = [files.household(cls.one, "1", deprivations="1;2;3", b2_score=""),
                  files.household(cls.one, "2", deprivations="1;2;3;4;5;6", b2_score=""),
                  files.household(cls.two, "1", deprivations="1;2;3", b2_score="")]
        counts = [{"area_code": cls.one, "households": 10, "poor": 2, "near_poor": 0, "poor_start": 5, "poor_to_near_poor": 1,
                   "poor_escaped": 3, "poor_other_out": 0, "poor_from_near_poor": 0, "poor_again": 0, "poor_new": 1,
                   "poor_other_in": 0},
                  {"area_code": cls.two, "households": 30, "poor": 1, "near_poor": 0, "poor_start": 2, "poor_escaped": 2,
                   "poor_again": 0, "poor_new": 0, "poor_other_in": 0}]
        for kind, rows, round_ in (("counts", [{**row, "poor": 6} for row in counts[:1]], "2022"),
                                   ("counts", counts, "2023"), ("households", people, "2023")):
            path = files.write(cls.service.folder / "file.csv", files.table(rows))
            cls.service.import_file(kind, path, round_)

    def get(self, path, **query):
        answer = self.client("manager").get(path, round="2023", **query)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def test_m0_adds_up_over_deprivations_and_areas(self):
        one = self.get("/mpi", within=self.one, level="commune")
        # 2 of 10 households poor, 9 deprivations of 2 x 12.
        self.assertEqual((one["h"], one["a"], one["m0"]), (20, 37.5, 7.5))
        self.assertEqual(round(sum(part["contribution"] for part in one["deprivations"])), 100)
        first = one["deprivations"][0]
        self.assertEqual((first["censored"], first["contribution"]), (20, 22.22))  # both poor lack it: 2 of 9
        self.assertEqual(round(sum(part["contribution"] for part in one["dimensions"])), 100)

    def test_areas_without_figures_are_named(self):
        answer = self.client("manager").get("/mpi", round="2023", within="531", level="commune")
        self.assertProblem(answer, 422, "no-figures")  # most communes of the district are missing

    def test_the_flow_of_the_poor(self):
        items = {item["area"]["code"]: item["poor"] for item in self.get("/movement", within="531", level="commune")["items"]}
        one = items[self.one]
        self.assertEqual((one["before"], one["boundary"], one["start"], one["end"], one["residual"]), (6, -1, 5, 2, 0))
        self.assertEqual((one["to_near_poor"], one["escaped"], one["new"]), (1, 3, 1))
        two = items[self.two]
        self.assertEqual((two["before"], two["residual"], two["to_near_poor"]), (None, 1, None))

