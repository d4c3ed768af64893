"""From the first file to the approved one: receipts, changes, approval, undo, shrinking lists, rounds, deadlines, the board."""

import concurrent.futures
import datetime

from support import ServiceTest, files

OFFICER = {"officer": ("officer", "525"), "reviewer": ("reviewer", "525"), "other": ("officer", "524"), "admin": ("admin", "-"),
           "manager": ("manager", "-")}
NO_FLOW = {"start": 0, "escaped": 0, "other_out": 0, "again": 0, "new": 0, "other_in": 0, "end": 0}


def poor(**more):
    return {**NO_FLOW, "to_near_poor": 0, "from_near_poor": 0, **more}


def near_poor(**more):
    return {**NO_FLOW, "to_poor": 0, "from_poor": 0, **more}


class Reviewed(ServiceTest):
    accounts = OFFICER

    def send(self, rows, round="2023", user="officer", **query):
        return self.client(user).upload("households", files.table(rows), round, **query)

    def sent(self, rows, round="2023", **query):
        answer = self.send(rows, round, **query)
        self.assertEqual((answer.status, answer.json["state"]), (201, "checked"), answer)
        return answer.json["id"]

    def approve(self, upload):
        self.assertEqual(self.client("officer").post(f"/uploads/{upload}/submit").json["state"], "submitted")
        answer = self.client("reviewer").post(f"/uploads/{upload}/approve")
        self.assertEqual(answer.json["state"], "approved", answer)
        return upload

    def changes(self, upload, user="reviewer"):
        answer = self.client(user).get(f"/uploads/{upload}/changes")
        self.assertEqual(answer.status, 200, answer)
        return answer.json


class Changes(Reviewed):
    def test_against_the_same_round_and_the_movement_since_the_one_before(self):
        household = files.household
        self.approve(self.sent([household("21115", "A", "poor", head_id_number="051060000001"), household("21115", "B", "poor"),
                                household("21115", "C", "near_poor"), household("21115", "D", "poor"),
                                household("21115", "E", "near_poor"), household("21118", "A", "poor")], "2022"))
        first = self.sent([household("21115", "A", "near_poor", head_id_number="051060000001"), household("21115", "B", "poor"),
                           household("21115", "C", "poor"), household("21115", "D", "not_poor"),
                           household("21115", "F", "poor"), household("21115", "G", "near_poor", previous_class="near_poor")])
        seen = self.changes(first)
        self.assertEqual(seen["against"], ["2022"])
        self.assertEqual(seen["totals"], {"rows_before": 5, "rows_after": 6, "new": 2, "gone": 1, "moved": 3})
        self.assertEqual([(one["from"], one["to"], one["households"]) for one in seen["classes"]],
                         [("near_poor", "poor", 1), ("poor", "near_poor", 1), ("poor", "not_poor", 1)])
        self.assertEqual([one["household_code"] for one in seen["households"]["new"]], ["F", "G"])
        self.assertEqual([(one["household_code"], one["from"]) for one in seen["households"]["gone"]], [("E", "near_poor")])
        self.assertEqual({one["household_code"] for one in seen["households"]["moved"]}, {"A", "C", "D"})
        self.assertEqual(seen["households"]["moved"][0]["head_name"], "Nguyễn Văn A")
        moved = seen["movement"]
        self.assertEqual(moved["previous"], "2022")
        self.assertEqual(moved["poor"], poor(start=3, to_near_poor=1, escaped=1, from_near_poor=1, new=1, end=3))
        self.assertEqual(moved["near_poor"], near_poor(start=2, to_poor=1, other_out=1, from_poor=1, other_in=1, end=2))
        for table in (moved["poor"], moved["near_poor"]):
            leaving = table["escaped"] + table["other_out"] + table.get("to_near_poor", 0) + table.get("to_poor", 0)
            coming = (table["again"] + table["new"] + table["other_in"] + table.get("from_near_poor", 0) + table.get("from_poor", 0))
            self.assertEqual(table["end"], table["start"] - leaving + coming)
        self.assertEqual([one["area"]["code"] for one in moved["items"]], ["21115"])
        item = seen["items"][0]
        counts = {one["measure"]: (one["before"], one["after"]) for one in item["counts"]}
        self.assertEqual(counts["listed"], (5, 6))
        self.assertNotIn("poor", counts)  # three poor households before and after

        self.approve(first)
        second = self.sent([household("21115", "A", "near_poor", head_id_number="051060000001"), household("21115", "B", "near_poor"),
                            household("21115", "C", "poor"), household("21115", "D", "not_poor"), household("21115", "F", "poor"),
                            household("21115", "G", "near_poor", previous_class="near_poor"), household("21115", "H", "poor")])
        seen = self.changes(second)
        self.assertEqual(seen["against"], ["2023"])
        self.assertEqual(seen["totals"], {"rows_before": 6, "rows_after": 7, "new": 1, "gone": 0, "moved": 1})
        self.approve(second)
        # Once it is approved it is compared with what it replaced.
        self.assertEqual(self.changes(second)["totals"], seen["totals"])

        # A household that was poor two rounds ago and is again, without a list between that has it.
        third = self.sent([household("21115", "A", "poor", head_id_number="051060000001"), household("21115", "E", "near_poor")], "2024")
        moved = self.changes(third)["movement"]
        self.assertEqual((moved["previous"], moved["poor"]["from_near_poor"], moved["near_poor"]["again"], moved["near_poor"]["new"]),
                         ("2023", 1, 1, 0))
        # Administrators see figures, no household; people of other areas see nothing.
        seen = self.changes(third, "admin")
        self.assertEqual(seen["households"]["new"], [])
        self.assertEqual(self.client("other").get(f"/uploads/{third}/changes").status, 404)
        self.assertEqual(self.service.invariants(), {})

    def test_a_village_code_again_under_another_commune_of_today(self):
        household = files.household
        self.approve(self.sent([household("21133", "X1", "poor", village="Thôn Đông"), household("21133", "X2", "poor")], "2024"))
        now = next(code for code in ("21127", "21136", "21115", "21124", "21133")
                   if self.send([household(code, "X1", "near_poor", village="Thôn Đông", former_commune="Trà Sơn")],
                                "2025").json["state"] == "checked")
        self.assertTrue(now)

    def test_counts(self):
        def counts(**more):
            return files.table([{"area_code": "21121", "households": 100, "poor": 20, **more}])
        first = self.client("officer").upload("counts", counts(), "2023").json["id"]
        self.assertEqual(self.changes(first)["items"][0]["against"], None)
        self.approve(first)
        second = self.client("officer").upload("counts", counts(poor=18, near_poor=5), "2023").json["id"]
        found = {one["measure"]: (one["before"], one["after"]) for one in self.changes(second)["items"][0]["counts"]}
        self.assertEqual(found, {"poor": (20, 18), "near_poor": (None, 5)})

    def test_what_was_refused_has_no_changes(self):
        refused = self.send([files.household("99999", "A")])
        self.assertEqual(refused.json["state"], "rejected")
        self.assertProblem(self.client("officer").get(f"/uploads/{refused.json['id']}/changes"), 409, "upload-state")


class Receipts(Reviewed):
    def test_numbers_add_up_by_commune_and_class(self):
        rows = (files.households("21124", 3, 2) + files.households("21127", 1, 4)
                + [files.household("21127", "Z1", "not_poor"), files.household("21127", "Z2", "average")])
        receipt = self.send(rows).json["receipt"]
        self.assertEqual((receipt["rows_read"], receipt["rows_taken"], receipt["rows_refused"]), (12, 12, 0))
        lines = {line["area"]["code"]: [line[name] for name in ("rows", "poor", "near_poor", "average", "not_poor")]
                 for line in receipt["items"]}
        self.assertEqual(lines, {"21124": [5, 3, 2, 0, 0], "21127": [7, 1, 4, 1, 1]})
        self.assertEqual(sum(line["rows"] for line in receipt["items"]), receipt["rows_taken"])
        refused = self.send(rows + [files.household("99999", "Q")]).json["receipt"]
        self.assertEqual((refused["rows_read"], refused["rows_taken"], refused["rows_refused"], refused["items"]), (13, 0, 13, []))

    def test_one_row_for_each_member(self):
        head = files.household("21130", "M1", "poor", relation="Chủ hộ", members="")
        rows = [head, {**head, "head_name": "Nguyễn Thị B", "relation": "Vợ"},
                {"head_name": "Nguyễn Văn C", "relation": "Con", "gender": "Nam", "ethnicity": "Kinh"},
                files.household("21130", "M2", "near_poor", relation="Chủ hộ", members=2)]
        answer = self.client("officer").upload("households", files.table(rows), "2023")
        self.assertEqual((answer.status, answer.json["rows"], answer.json["receipt"]["rows_taken"]), (201, 2, 2), answer)
        self.assertEqual([(f["code"], f["row"], f["value"], f["expected"]) for f in answer.json["findings"]],
                         [("W-MEMBERS-COUNTED", 5, "2", "1")])
        upload = answer.json["id"]
        self.assertEqual(self.service.rows(f"SELECT household_code, members, row_no FROM household WHERE upload_id = {upload} "
                                           "ORDER BY row_no"), [["M1", "3", "2"], ["M2", "1", "5"]])

    def test_the_same_bytes_at_once_are_one_upload(self):
        content = files.table(files.households("21133", 40, 40))
        with concurrent.futures.ThreadPoolExecutor(12) as crowd:
            client = self.client("officer")
            answers = list(crowd.map(lambda _: client.upload("households", content, "2023"), range(12)))
        self.assertEqual(len({answer.json["id"] for answer in answers}), 1, answers)
        self.assertEqual(sorted(answer.status for answer in answers), [200] * 11 + [201])
        self.assertEqual({answer.json["state"] for answer in answers}, {"checked"})
        self.assertEqual(self.service.rows("SELECT COUNT(*) FROM household h JOIN upload u ON u.id = h.upload_id "
                                           f"WHERE u.id = {answers[0].json['id']}"), [["80"]])


class Decisions(Reviewed):
    def value(self):
        answer = self.client("manager").get("/reporting", round="2023", within="525").json
        return {item["area"]["code"]: item["list"] for item in answer["items"]}["21136"]

    def test_rejected_with_a_reason_sent_again_approved_undone(self):
        upload = self.sent(files.households("21136", 30, 10))
        self.assertProblem(self.client("officer").post(f"/uploads/{upload}/approve"), 403)
        self.client("officer").post(f"/uploads/{upload}/submit")
        self.assertProblem(self.client("reviewer").post(f"/uploads/{upload}/reject", {}), 422, "reason-required")
        answer = self.client("reviewer").post(f"/uploads/{upload}/reject", {"reason": "Thiếu thôn 3"})
        self.assertEqual((answer.json["state"], answer.json["reason"]), ("rejected", "Thiếu thôn 3"))
        self.approve(upload)
        self.assertTrue(self.value())
        smaller = files.households("21136", 29, 8)
        stopped = self.send(smaller)
        self.assertEqual((stopped.json["state"], [f["code"] for f in stopped.json["findings"]]), ("rejected", ["E-SHRINK"]))
        accepted = self.send(smaller, accept_shrink="1")
        self.assertEqual((accepted.status, accepted.json["state"], accepted.json["id"]), (201, "checked", stopped.json["id"]))
        second = self.approve(accepted.json["id"])
        self.assertEqual(self.client("officer").get(f"/uploads/{upload}").json["state"], "superseded")
        self.assertProblem(self.client("reviewer").post(f"/uploads/{second}/undo"), 403)
        self.assertEqual(self.client("admin").post(f"/uploads/{second}/undo").json["state"], "submitted")
        self.assertEqual(self.client("officer").get(f"/uploads/{upload}").json["state"], "approved")
        self.assertEqual(self.service.rows("SELECT upload_id FROM pointer WHERE kind = 'households' AND area_id IN "
                                           "(SELECT id FROM area WHERE code = '21136')"), [[str(upload)]])
        actions = [item["action"] for item in self.client("admin").get("/log").json["items"]]
        for action in ("upload.approve", "upload.undo", "upload.reject", "upload.submit"):
            self.assertIn(action, actions)
        self.assertEqual(self.service.invariants(), {})

    def test_lacking_village(self):
        self.approve(self.sent(files.households("21139", 30, 0) + files.households("21139", 0, 2, village="Thôn 9")))
        codes = [f["code"] for f in self.send(files.households("21139", 32, 0)).json["findings"]]
        self.assertEqual(codes, ["E-SHRINK-VILLAGE"])


class Rounds(Reviewed):
    def test_closed_rounds_take_nothing(self):
        upload = self.sent(files.households("21142", 5), "2024")
        self.client("officer").post(f"/uploads/{upload}/submit")
        self.assertProblem(self.client("reviewer").post("/rounds", {"code": "2024", "status": "closed"}), 403)
        self.assertProblem(self.client("admin").post("/rounds", {"code": "2024", "status": "shut"}), 422, "round-words")
        answer = self.client("admin").post("/rounds", {"code": "2024", "status": "closed"})
        self.assertEqual((answer.status, answer.json["status"], answer.json["reference_date"]), (200, "closed", "2024-12-31"))
        self.assertProblem(self.send(files.households("21142", 6), "2024"), 409, "round-closed")
        self.assertProblem(self.client("reviewer").post(f"/uploads/{upload}/approve"), 409, "round-closed")
        self.client("admin").post("/rounds", {"code": "2024", "status": "open"})
        self.assertEqual(self.client("reviewer").post(f"/uploads/{upload}/approve").json["state"], "approved")
        self.client("admin").post("/rounds", {"code": "2024", "status": "closed"})
        self.assertProblem(self.client("admin").post(f"/uploads/{upload}/undo"), 409, "round-closed")
        self.client("admin").post("/rounds", {"code": "2024", "status": "open"})
        self.assertEqual(self.client("admin").post(f"/uploads/{upload}/undo").json["state"], "submitted")

    def test_new_round(self):
        new = {"code": "2023-lai", "reference_date": "2023-12-31", "standard": "2022-2025", "name_vi": "Rà soát lại năm 2023"}
        self.assertProblem(self.client("admin").post("/rounds", {**new, "code": "kỳ 1"}), 422, "round-words")
        self.assertProblem(self.client("admin").post("/rounds", {**new, "standard": "1999"}), 422, "round-words")
        answer = self.client("admin").post("/rounds", new)
        self.assertEqual((answer.status, answer.json["status"]), (201, "open"))
        self.assertIn("2023-lai", [item["code"] for item in self.client("officer").get("/rounds").json["items"]])
        self.assertEqual(self.send(files.households("21145", 2), "2023-lai").status, 201)

    def test_deadlines_extensions_and_late_files(self):
        def deadline(**words):
            return self.client("admin").post("/rounds/2026/deadlines", words)

        shown = {item["code"]: item for item in self.client("manager").get("/rounds").json["items"]}["2026"]["deadlines"]
        self.assertEqual({(one["level"], one["due"], one["provisional"]) for one in shown},
                         {("commune", "2026-11-30", True), ("district", "2026-12-05", True), ("province", "2026-12-10", True)})
        rows = files.households("21115", 4)
        first = self.sent(rows, "2026")
        self.assertEqual([self.client("officer").get(f"/uploads/{first}").json[name] for name in ("late", "deadline")], [False, None])
        self.assertProblem(deadline(level="commune", due="gestern"), 422, "round-words")
        self.assertProblem(deadline(level="village", due="2020-01-01"), 422, "round-words")
        yesterday = (datetime.date.today() - datetime.timedelta(days=2)).isoformat()
        self.assertEqual(deadline(level="commune", due=yesterday, reason="Công văn 12/UBND").status, 200)
        seen = self.client("officer").get(f"/uploads/{first}").json
        self.assertEqual((seen["late"], seen["deadline"]), (True, yesterday))
        board = self.client("manager").get("/reporting", round="2026", within="51").json
        item = {each["area"]["code"]: each for each in board["items"]}["21115"]
        self.assertEqual((item["overdue"], item["late"], item["uploads"][0]["late"], item["deadline"]["due"]), (True, False, True, yesterday))
        later = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
        deadline(area="21115", due=later, reason="Mưa lũ")
        self.assertEqual(self.client("officer").get(f"/uploads/{first}").json["late"], False)
        counts = self.client("officer").upload("counts", files.table([{"area_code": "21115", "households": 900, "poor": 4}]), "2026")
        self.approve(counts.json["id"])
        board = self.client("manager").get("/reporting", round="2026", within="51").json
        item = {each["area"]["code"]: each for each in board["items"]}["21115"]
        self.assertEqual((item["complete"], item["late"], item["deadline"]["extended"]), (True, False, True))
        self.assertEqual(board["days"], [{"date": item["reported_on"], "units": 1, "complete": 1}])
        self.assertEqual(board["overdue"], board["expected"] - 1)
