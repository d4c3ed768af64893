"""Every route × every role × own, former, other and unknown areas × with and without a session.

Which roles a route is for, and what of which area each may see, stands here once more, written from the contract's section 7
and not from the program. A route that the OpenAPI document names and these tables do not, fails.
"""

import unittest

from support import ServiceTest, files

# o officer, r reviewer, m manager, R reporter, x exporter, a admin; * everybody without a session too
ROLES = {"o": "officer", "r": "reviewer", "m": "manager", "R": "reporter", "x": "exporter", "a": "admin"}
EVERYBODY = "*ormRxa"
SIGNED_IN = "ormRxa"
FIGURES = "ormRa"

ROUTES = {
    "POST /api/v1/session": EVERYBODY,
    "DELETE /api/v1/session": SIGNED_IN,
    "GET /api/v1/session": SIGNED_IN,
    "POST /api/v1/session/password": SIGNED_IN,
    "GET /api/v1/session/provider": EVERYBODY,
    "GET /api/v1/session/provider/return": EVERYBODY,
    "POST /api/v1/session/factor": SIGNED_IN,
    "POST /api/v1/session/factor/confirm": SIGNED_IN,
    "POST /api/v1/session/factor/remove": SIGNED_IN,
    "GET /api/v1/sessions": SIGNED_IN,
    "DELETE /api/v1/sessions/{id}": SIGNED_IN,
    "GET /api/v1/rankings": FIGURES,
    "GET /api/v1/flags": FIGURES,
    "GET /api/v1/areas": FIGURES,
    "GET /api/v1/areas/{code}": FIGURES,
    "GET /api/v1/programmes": FIGURES,
    "GET /api/v1/mpi": FIGURES,
    "GET /api/v1/movement": FIGURES,
    "GET /api/v1/indicators": FIGURES,
    "GET /api/v1/rounds": FIGURES,
    "POST /api/v1/rounds": "a",
    "POST /api/v1/rounds/{code}/deadlines": "a",
    "GET /api/v1/templates/{kind}.xlsx": FIGURES,
    "GET /api/v1/benchmarks": FIGURES,
    "GET /api/v1/map": FIGURES,
    "GET /api/v1/reporting": FIGURES,
    "POST /api/v1/uploads": "oa",
    "GET /api/v1/uploads": "ora",
    "GET /api/v1/uploads/{id}": "ora",
    "GET /api/v1/uploads/{id}/findings": "ora",
    "GET /api/v1/uploads/{id}/changes": "ora",
    "GET /api/v1/uploads/{id}/marked": "or",
    "GET /api/v1/uploads/{id}/households": "or",
    "POST /api/v1/households/search": "or",
    "POST /api/v1/uploads/{id}/submit": "oa",
    "POST /api/v1/uploads/{id}/approve": "ra",
    "POST /api/v1/uploads/{id}/reject": "ra",
    "POST /api/v1/uploads/{id}/undo": "a",
    "GET /api/v1/flags/replies": FIGURES,
    "GET /api/v1/flags/{id}": FIGURES,
    "POST /api/v1/flags/{id}/reply": "m",
    "GET /api/v1/chance": FIGURES,
    "GET /api/v1/movement/lists": FIGURES,
    "GET /api/v1/exits": FIGURES,
    "GET /api/v1/releases/{name}/changes": FIGURES,
    "GET /api/v1/audit": "rmR",
    "GET /api/v1/audit/findings/{id}": "r",
    "GET /api/v1/audit/names": "r",
    "GET /api/v1/audit/samples": "rmR",
    "POST /api/v1/audit/samples": "r",
    "GET /api/v1/audit/samples/{id}/form": "r",
    "POST /api/v1/audit/samples/{id}/results": "r",
    "POST /api/v1/audit/staff": "a",
    "GET /api/v1/reports": "mRx",
    "GET /api/v1/reports/{name}": "mRx",
    "GET /api/v1/schedules": "mRx",
    "POST /api/v1/schedules": "R",
    "PUT /api/v1/schedules/{name}": "R",
    "DELETE /api/v1/schedules/{name}": "R",
    "POST /api/v1/schedules/{name}/run": "Rx",
    "GET /api/v1/exports": "mRx",
    "GET /api/v1/exports/{id}": "mRx",
    "GET /api/v1/exports/{id}/files/{position}/{what}": "mRx",
    "POST /api/v1/exports/{id}/release": "R",
    "POST /api/v1/exports/{id}/signed": "R",
    "GET /api/v1/exports/{id}/signed": "mRx",
    "GET /api/v1/releases": FIGURES,
    "POST /api/v1/releases": "R",
    "GET /api/v1/users": "a",
    "POST /api/v1/users": "a",
    "POST /api/v1/users/{user}/disable": "a",
    "POST /api/v1/users/{user}/enable": "a",
    "POST /api/v1/users/{user}/password": "ra",
    "POST /api/v1/users/{user}/subject": "a",
    "POST /api/v1/users/{user}/factor/reset": "a",
    "GET /api/v1/users/{user}/sessions": "a",
    "DELETE /api/v1/users/{user}/sessions": "a",
    "DELETE /api/v1/users/{user}/sessions/{id}": "a",
    "POST /api/v1/users/{user}/tokens": "a",
    "GET /api/v1/log": "a",
    "GET /healthz": EVERYBODY,
    "GET /readyz": EVERYBODY,
    "GET /metrics": SIGNED_IN,
    "GET /api/v1/openapi.json": SIGNED_IN,
}

# What ends the session that asks: tried with one of its own.
ENDS_SESSION = {"DELETE /api/v1/session"}
# A machine's token has no session to end.
NO_SESSION = {"DELETE /api/v1/session", "DELETE /api/v1/sessions/{id}"}

# Xã Bình Sơn of July 2025 took the number of one of the units it was made of: an officer of it has its whole territory.
OWN, FORMER, OTHER, UNKNOWN = "21040", "21046", "21025", "99999"
RELATIONS = {"own": OWN, "former": FORMER, "other": OTHER, "unknown": UNKNOWN}
ROUNDS = {"own": "2025", "former": "2023", "other": "2025", "unknown": "2025"}
ACCOUNTS = {"officer": ("officer", OWN), "reviewer": ("reviewer", OWN), "manager": ("manager", "-"),
            "reporter": ("reporter", "-"), "exporter": ("exporter", "-"), "admin": ("admin", "-"),
            "officer_own": ("officer", OWN), "officer_former": ("officer", FORMER), "officer_other": ("officer", OTHER)}

# Routes about an area: the status for a role that has the right, own and former, other, unknown. `s` = scoped roles,
# `a` = everybody else that has the right. A set is what else may be said of an upload in that state.
SEEN = {"s": (200, 404, 404), "a": (200, 200, 404)}
ANY = {"s": (200, 200, 404), "a": (200, 200, 404)}
WITHIN = {"s": (200, 200, 422), "a": (200, 200, 422)}
WITHIN_IF_ANY = {"s": ({200, 422}, {200, 422}, 422), "a": ({200, 422}, {200, 422}, 422)}  # no outlines, no figures: 422
ABOUT_AREAS = {
    "GET /api/v1/areas/{code}": ANY,
    "GET /api/v1/areas": WITHIN,
    "GET /api/v1/map": WITHIN_IF_ANY,
    "GET /api/v1/rankings": WITHIN,
    "GET /api/v1/flags": WITHIN,
    "GET /api/v1/reporting": WITHIN,
    "GET /api/v1/mpi": WITHIN_IF_ANY,
    "GET /api/v1/movement": WITHIN_IF_ANY,
    "GET /api/v1/programmes": WITHIN,
    "GET /api/v1/uploads/{id}": SEEN,
    "GET /api/v1/uploads/{id}/findings": SEEN,
    "GET /api/v1/uploads/{id}/changes": SEEN,
    "GET /api/v1/uploads/{id}/marked": SEEN,
    "GET /api/v1/uploads/{id}/households": SEEN,
    "POST /api/v1/households/search": {"s": (1, 0, 0), "a": ()},  # how many are found
    # An upload that an administrator sent is one of benchmarks or targets; lists are the officers' and reviewers' own.
    "POST /api/v1/uploads/{id}/submit": {"s": ({200, 409}, 404, 404), "a": (403, 403, 404)},
    "POST /api/v1/uploads/{id}/approve": {"s": ({200, 409}, 404, 404), "a": (403, 403, 404)},
    "POST /api/v1/uploads/{id}/reject": {"s": ({200, 409}, 404, 404), "a": (403, 403, 404)},
    "POST /api/v1/uploads/{id}/undo": {"a": ({200, 409}, {200, 409}, 404)},
    "POST /api/v1/uploads": {"s": ("checked", "rejected", "rejected"), "a": (403, 403, 403)},
    "POST /api/v1/users/{user}/password": SEEN,
}


class Matrix(ServiceTest):
    accounts = ACCOUNTS

    @classmethod
    def prepare(cls):
        cls.ids, cls.sent = {"unknown": 424242}, 0
        for relation in ("own", "former", "other"):
            path = files.write(cls.service.folder / f"{relation}.csv", cls.rows_of(relation))
            done = cls.service.must("import", "households", path, "--round", ROUNDS[relation], "--format", "json").json
            cls.ids[relation] = done["id"]

    @classmethod
    def rows_of(cls, relation):
        rows = files.households(RELATIONS[relation], 2, 1)
        for n, row in enumerate(rows):
            row["head_name"] = f"Phạm Thị {relation} {n} {cls.sent}"
            row["head_id_number"] = cls.id_number(relation) if n == 0 else ""
        return files.table(rows)

    @staticmethod
    def id_number(relation):
        return f"0512000{list(RELATIONS).index(relation)}{1234:04}"

    def who(self, letter):
        if letter == "*":
            return self.client()
        name = ROLES[letter]
        if name == "exporter":
            client = self.service.client()
            client.headers["Authorization"] = "Bearer " + self.service.passwords[name]
            return client
        return self.client(name)

    def of_its_own(self, letter):
        """Somebody with a session that may be ended."""
        if letter in "*x":
            return self.who(letter)
        client = self.service.client()
        client.sign_in(ROLES[letter], self.service.passwords[ROLES[letter]])
        return client

    def ask(self, client, route, relation="unknown"):
        """The request of a route about an area."""
        method, pattern = route.split(" ")
        code = RELATIONS[relation]
        path = pattern.replace("{id}", str(self.ids[relation])).replace("{code}", code).replace("{name}", "no-such-report")
        path = path.replace("{kind}", "households").replace("{user}", f"officer_{relation}").replace("{position}", "0").replace("{what}", "content")
        day = "2023-12-31" if relation == "former" else "2025-12-31"
        query = {"as_of": day}
        if pattern.endswith(("/rankings", "/flags", "/reporting", "/mpi", "/movement", "/map", "/areas")):
            query.update(within=code, round=ROUNDS[relation], level="commune")
        if pattern.endswith("/rankings"):
            query["indicator"] = "poverty.rate"
        if pattern.endswith("/programmes"):
            query.update(area=code, round=day)
        if route == "POST /api/v1/uploads":
            Matrix.sent += 1  # other bytes each time
            return client.upload("households", self.rows_of(relation), ROUNDS[relation])
        body = b"{}" if method in ("POST", "PUT") else None
        if pattern.endswith("/search"):
            body = b'{"id_number": "%s"}' % self.id_number(relation).encode()
        if pattern.endswith("/reject"):
            body = b'{"reason": "x"}'
        return client.call(method, path, body, {"Content-Type": "application/json"}, **query)

    def test_every_route_is_in_the_table_and_nothing_else(self):
        paths = self.client("admin").get("/openapi.json").json["paths"]
        routes = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
        self.assertEqual(sorted(routes), sorted(ROUTES))
        self.assertLessEqual(set(ABOUT_AREAS), set(ROUTES))
        # What names a unit, an upload or an account in its path is about an area, or about nothing of an area.
        of_no_area = ("/users/{user}/", "/exports/{id}", "/sessions/{id}", "/audit/", "/flags/", "/rounds/")
        for route in routes:
            named = any(part in route for part in ("{code}", "{id}", "{user}"))
            if named and not any(part in route for part in of_no_area):
                self.assertIn(route, ABOUT_AREAS)

    def test_every_role_on_every_route(self):
        for route, allowed in ROUTES.items():
            for letter in "*ormRxa":
                with self.subTest(route=route, role=ROLES.get(letter, "nobody")):
                    client = self.of_its_own(letter) if route in ENDS_SESSION else self.who(letter)
                    status = self.ask(client, route).status
                    if letter in allowed and not (letter == "x" and route in NO_SESSION):
                        self.assertNotIn(status, (405, 500), route)
                        if route != "POST /api/v1/uploads":
                            self.assertNotEqual(status, 403, route)
                        wrong_password = {"POST /api/v1/session/factor/confirm", "POST /api/v1/session/factor/remove"}
                        if route not in wrong_password and letter != "*":
                            self.assertNotEqual(status, 401, route)
                    else:
                        self.assertEqual(status, 401 if letter == "*" else 403)

    def test_every_area_on_every_route_about_one(self):
        for route, expected in ABOUT_AREAS.items():
            for letter in "*ormRxa":
                for relation in RELATIONS:
                    with self.subTest(route=route, role=ROLES.get(letter, "nobody"), area=relation):
                        answer = self.ask(self.who(letter), route, relation)
                        if letter not in ROUTES[route]:
                            self.assertEqual(answer.status, 401 if letter == "*" else 403)
                            continue
                        column = {"own": 0, "former": 0, "other": 1, "unknown": 2}[relation]
                        self.assertFits(answer, expected["s" if letter in "or" else "a"][column])

    def assertFits(self, answer, wanted):
        if isinstance(wanted, str):
            self.assertEqual((answer.status, answer.json["state"]), (201, wanted), answer)
        elif isinstance(wanted, set):
            self.assertIn(answer.status, wanted, answer)
        elif wanted < 100:
            self.assertEqual((answer.status, len(answer.json["items"]) > 0), (200, wanted > 0), answer)
        else:
            self.assertEqual(answer.status, wanted, answer)

    def test_an_ended_session_is_no_session(self):
        client = self.of_its_own("o")
        self.assertEqual(client.get("/uploads").status, 200)
        self.assertEqual(client.delete("/session").status, 204)
        for route, allowed in ROUTES.items():
            if "*" not in allowed:
                with self.subTest(route=route):
                    self.assertEqual(self.ask(client, route, "own").status, 401)


class Reading(ServiceTest):
    """Names leave for the area and for nobody else, and whoever reads them leaves a line."""

    accounts = ACCOUNTS

    @classmethod
    def prepare(cls):
        rows = files.households(OWN, 3, 1)
        for n, row in enumerate(rows):
            row["head_name"], row["head_id_number"] = f"Phạm Thị own {n}", f"05120{n:03}1111"
        path = files.write(cls.service.folder / "own.csv", files.table(rows))
        cls.upload = cls.service.must("import", "households", path, "--round", "2025", "--format", "json").json["id"]

    def test_lists_show_only_own_areas(self):
        for user, seen in {"officer": [self.upload], "officer_former": [self.upload], "officer_other": [], "admin": [self.upload]}.items():
            self.assertEqual([item["id"] for item in self.client(user).get("/uploads").json["items"]], seen, user)

    def test_households_come_with_names_for_the_area_and_for_nobody_else(self):
        answer = self.client("officer").get(f"/uploads/{self.upload}/households", limit=3)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual([row["head_name"] for row in answer.json["items"]], [f"Phạm Thị own {n}" for n in range(3)])
        rest = self.client("officer").get(f"/uploads/{self.upload}/households", limit=3, cursor=answer.json["next"])
        self.assertEqual(([row["head_id_number"] for row in rest.json["items"]], rest.json["next"]), (["051200031111"], None))
        self.assertEqual(self.client("admin").get(f"/uploads/{self.upload}/households").status, 403)
        entries = self.client("admin").get("/log", action="households.", user="officer").json["items"]
        self.assertGreaterEqual(len(entries), 2)
        self.assertEqual(entries[0]["subject"], f"upload {self.upload}")

    def test_an_id_number_is_found_however_it_is_typed(self):
        def found(user, number):
            return [row["head_name"] for row in
                    self.client(user).post("/households/search", {"id_number": number}).json["items"]]
        self.assertEqual(found("officer", "051200021111"), ["Phạm Thị own 2"])
        self.assertEqual(found("officer", "0512 0002 1111"), ["Phạm Thị own 2"])
        self.assertEqual(found("officer_other", "051200021111"), [])
        self.assertEqual(found("officer", ""), [])


if __name__ == "__main__":
    unittest.main()
