"""The OpenAPI document against the running service: every route of the table, its statuses, its schemas, its examples.

`Client` holds every answer of every other test against the document too (support/interface.py); here each operation is asked
what its own examples say, and then in every wrong way its description lists.
"""

import json
import unittest

import audit_test
import jsonschema
from access_people_test import totp
from money_reports_test import money
from reports_test import prepare
from support import ServiceTest, eventually, files
from support.interface import interface

# Who asks, in this order, so that what one makes the next one finds.
STEPS = (
    ("-", "GET /healthz"), ("-", "GET /readyz"), ("manager", "GET /metrics"), ("manager", "GET /api/v1/openapi.json"),
    ("-", "GET /api/v1/session/provider"), ("-", "GET /api/v1/session/provider/return"),
    ("manager", "GET /api/v1/rankings"), ("manager", "GET /api/v1/flags"), ("manager", "POST /api/v1/flags/{id}/reply"),
    ("manager", "GET /api/v1/flags/{id}"), ("manager", "GET /api/v1/flags/replies"), ("manager", "GET /api/v1/chance"),
    ("manager", "GET /api/v1/areas"), ("manager", "GET /api/v1/areas/{code}"), ("manager", "GET /api/v1/programmes"),
    ("manager", "GET /api/v1/mpi"), ("manager", "GET /api/v1/movement"), ("manager", "GET /api/v1/movement/lists"),
    ("manager", "GET /api/v1/exits"), ("manager", "GET /api/v1/indicators"), ("manager", "GET /api/v1/benchmarks"),
    ("manager", "GET /api/v1/map"), ("manager", "GET /api/v1/rounds"), ("manager", "GET /api/v1/reporting"),
    ("manager", "GET /api/v1/templates/{kind}.xlsx"),
    ("reviewer", "GET /api/v1/audit"), ("reviewer", "GET /api/v1/audit/findings/{id}"), ("reviewer", "GET /api/v1/audit/names"),
    ("reviewer", "POST /api/v1/audit/samples"), ("reviewer", "GET /api/v1/audit/samples"),
    ("reviewer", "GET /api/v1/audit/samples/{id}/form"), ("reviewer", "POST /api/v1/audit/samples/{id}/results"),
    ("admin", "POST /api/v1/audit/staff"), ("admin", "POST /api/v1/rounds"), ("admin", "POST /api/v1/rounds/{code}/deadlines"),
    ("officer", "POST /api/v1/uploads"), ("officer", "GET /api/v1/uploads"), ("officer", "GET /api/v1/uploads/{id}"),
    ("officer", "GET /api/v1/uploads/{id}/findings"), ("officer", "GET /api/v1/uploads/{id}/marked"),
    ("officer", "GET /api/v1/uploads/{id}/households"), ("officer", "POST /api/v1/households/search"),
    ("reviewer", "GET /api/v1/uploads/{id}/changes"), ("officer", "POST /api/v1/uploads/{id}/submit"),
    ("reviewer", "POST /api/v1/uploads/{id}/reject"), ("officer", "POST /api/v1/uploads/{id}/submit"),
    ("reviewer", "POST /api/v1/uploads/{id}/approve"), ("admin", "POST /api/v1/uploads/{id}/undo"),
    ("reporter", "GET /api/v1/reports"), ("reporter", "GET /api/v1/reports/{name}"), ("reporter", "POST /api/v1/schedules"),
    ("reporter", "PUT /api/v1/schedules/{name}"), ("reporter", "GET /api/v1/schedules"), ("reporter", "POST /api/v1/schedules/{name}/run"),
    ("reporter", "GET /api/v1/exports/{id}"), ("reporter", "GET /api/v1/exports"),
    ("reporter", "GET /api/v1/exports/{id}/files/{position}/{what}"), ("reporter", "POST /api/v1/exports/{id}/signed"),
    ("reporter", "GET /api/v1/exports/{id}/signed"), ("reporter", "POST /api/v1/exports/{id}/release"),
    ("reporter", "DELETE /api/v1/schedules/{name}"), ("reporter", "POST /api/v1/releases"), ("reporter", "GET /api/v1/releases"),
    ("manager", "GET /api/v1/releases/{name}/changes"),
    ("admin", "POST /api/v1/users"), ("admin", "GET /api/v1/users"), ("admin", "POST /api/v1/users/{user}/subject"),
    ("admin", "POST /api/v1/users/{user}/disable"), ("admin", "POST /api/v1/users/{user}/enable"),
    ("admin", "POST /api/v1/users/{user}/factor/reset"), ("admin", "POST /api/v1/users/{user}/password"),
    ("new", "POST /api/v1/session"), ("new", "GET /api/v1/session"), ("new", "POST /api/v1/session/password"),
    ("new", "POST /api/v1/session/factor"), ("new", "POST /api/v1/session/factor/confirm"), ("new", "POST /api/v1/session/factor/remove"),
    ("new", "GET /api/v1/sessions"), ("admin", "GET /api/v1/users/{user}/sessions"),
    ("admin", "DELETE /api/v1/users/{user}/sessions/{id}"), ("new", "DELETE /api/v1/sessions/{id}"),
    ("new", "DELETE /api/v1/session"), ("admin", "DELETE /api/v1/users/{user}/sessions"),
    ("admin", "POST /api/v1/users/{user}/tokens"), ("admin", "GET /api/v1/log"))
# Without an identity provider both say so: tests/integration/access_provider_test.py has one.
REFUSED = {"GET /api/v1/session/provider": 404, "GET /api/v1/session/provider/return": 404}


class Examples(ServiceTest):
    """Each operation asked as its own examples say; what only the moment knows (numbers, passwords, codes) is put in."""

    accounts = {"manager": ("manager", "-"), "reporter": ("reporter", "-"), "admin": ("admin", "-"), "officer": ("officer", "51"),
                "reviewer": ("reviewer", "51")}

    @classmethod
    def prepare(cls):
        audit_test.Audit.prepare.__func__(cls)
        prepare(cls.service)
        cls.service.import_file("disbursement", files.write(cls.service.folder / "money.csv", money("2023-10-31", 2023, 700)))
        exporter = files.write(cls.service.folder / "exporter", "may-bao-cao exporter -\n")
        cls.service.must("user", "import", exporter)

    def document(self):
        return self.client("manager").get("/openapi.json").json

    def setUp(self):
        self.known = {}
        self.new = self.service.client()

    def put_in(self, name, values):
        """What an example cannot know."""
        known = self.known
        moment = {
            "GET /api/v1/audit/findings/{id}": {"id": known.get("finding")},
            "DELETE /api/v1/sessions/{id}": {"id": known.get("session")},
            "DELETE /api/v1/users/{user}/sessions/{id}": {"id": known.get("other_session")},
            "POST /api/v1/session": {"user": "can-bo-moi", "password": known.get("password")},
            "POST /api/v1/session/password": {"old": known.get("password")},
            "POST /api/v1/session/factor": {"password": known.get("password")},
            "POST /api/v1/session/factor/confirm": {"code": known.get("secret") and totp(known["secret"])},
            "POST /api/v1/session/factor/remove": {"code": (known.get("codes") or [None])[0]},
        }.get(name, {})
        for place, number in (("/flags/{id}", "flag"), ("/uploads/{id}", "upload"), ("/exports/{id}", "run"), ("/samples/{id}", "sample")):
            if place in name:
                moment = {"id": known[number]}
        return {**values, **moment}

    def learn(self, name, answer, body):
        said = answer.json if "json" in (answer.headers["Content-Type"] or "") else {}
        taken = {
            "GET /api/v1/flags": lambda: {"flag": said["items"][0]["id"]},
            "GET /api/v1/audit": lambda: {"finding": next(one["id"] for one in said["findings"] if one["id"])},
            "POST /api/v1/uploads": lambda: {"upload": said["id"]},
            "POST /api/v1/audit/samples": lambda: {"sample": said["id"]},
            "POST /api/v1/schedules/{name}/run": lambda: {"run": said["id"]},
            "POST /api/v1/users/{user}/password": lambda: {"password": said["password"]},
            "POST /api/v1/session/password": lambda: {"password": body["new"]},
            "POST /api/v1/session/factor": lambda: {"secret": said["secret"]},
            "POST /api/v1/session/factor/confirm": lambda: {"codes": said["recovery_codes"]},
            "GET /api/v1/sessions": lambda: {"own": [one["id"] for one in said["items"] if one["current"]],
                                                    "session": next(one["id"] for one in said["items"] if not one["current"])},
            "GET /api/v1/users/{user}/sessions": lambda: {"other_session": next(
                one["id"] for one in said["items"] if one["id"] not in (*self.known["own"], self.known["session"]))},
        }.get(name)
        if taken:
            self.known.update(taken())
        if name == "POST /api/v1/session":
            self.new.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        if name == "POST /api/v1/session/password":
            for _ in range(3):  # a session of its own, and two to be ended by number
                self.new.sign_in("can-bo-moi", self.known["password"])
        if name == "POST /api/v1/schedules/{name}/run":
            run = said["id"]
            eventually(lambda: self.assertEqual(self.client("reporter").get(f"/exports/{run}").json["state"], "held"), 30)

    def results(self):
        """A re-visit form filled in: what POST …/results of the sample takes."""
        drawn = self.service.rows(f"SELECT number FROM audit_sample_row WHERE sample_id = {self.known['sample']}")
        return files.table([{"number": row[0], "found": 1, "class": "poor"} for row in drawn])

    def ask(self, user, name):
        method, path = name.split(" ")
        operation = self.described["paths"][path][method.lower()]
        given = {one["name"]: one["example"] for one in operation["parameters"] if "example" in one}
        given = self.put_in(name, given)
        query = {}
        for one in operation["parameters"]:
            if one["in"] == "path":
                path = path.replace("{" + one["name"] + "}", str(given[one["name"]]))
            elif one["name"] in given:
                query[one["name"]] = given[one["name"]]
        content = operation.get("requestBody", {}).get("content", {})
        media = next(iter(content), None)
        body = content[media].get("example") if media else None
        if media == "application/json":
            jsonschema.validate(body, self.resolved(content[media]["schema"]))
            body = self.put_in(name, body)
        headers = {"Content-Type": media} if media else None
        client = self.new if user == "new" else self.client(None if user == "-" else user)
        if name.endswith("/results"):
            body = self.results()
        sent = body if not isinstance(body, dict) else json.dumps(body)
        answer = client.call(method, path, sent.encode() if isinstance(sent, str) else sent, headers, **query)
        return answer, body

    def resolved(self, schema):
        return {**schema, "components": self.described["components"]}

    def test_every_example_gives_what_is_described(self):
        self.described = self.document()
        interface().learn(self.described)
        named = {f"{method.upper()} {path}" for path, methods in self.described["paths"].items() for method in methods}
        self.assertEqual(named, {name for _, name in STEPS})
        for user, name in STEPS:
            with self.subTest(name):
                before = interface().seen.copy()
                answer, body = self.ask(user, name)
                self.assertEqual(answer.status, REFUSED.get(name, answer.status if answer.status < 400 else 200), answer)
                if answer.body and "json" in answer.headers["Content-Type"]:
                    self.assertNotEqual(interface().seen, before, "the answer was not looked at")
                self.learn(name, answer, body)

    def test_every_parameter_and_body_has_an_example_that_fits(self):
        self.described = self.document()
        free = {"group", "release", "plan_year", "limit", "cursor", "user", "subject", "error", "id", "indicator", "name", "code"}
        for path, methods in self.described["paths"].items():
            for method, operation in methods.items():
                for one in operation["parameters"]:
                    with self.subTest(f"{method} {path} {one['name']}"):
                        self.assertTrue(one.get("description"))
                        if "example" in one:
                            jsonschema.validate(one["example"], one["schema"])
                        else:
                            self.assertIn(one["name"], free)
                for media, said in operation.get("requestBody", {}).get("content", {}).items():
                    if media == "application/json":
                        self.assertIn("example", said, f"{method} {path}")

    def test_the_document_is_one_of_openapi_3_1(self):
        document = self.document()
        self.assertEqual(document["openapi"], "3.1.0")
        names = set()

        def references(part):
            if isinstance(part, dict):
                for key, value in part.items():
                    if key == "$ref":
                        names.add(value)
                    else:
                        references(value)
            elif isinstance(part, list):
                for each in part:
                    references(each)

        references(document)
        for name in names:
            place = document
            for step in name.removeprefix("#/").split("/"):
                self.assertIn(step, place, name)
                place = place[step]
        for schema in document["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)
        said = set(interface().operations)
        self.assertEqual(said, {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods})
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                self.assertTrue(operation["tags"] and operation["summary"], path)
                self.assertTrue(any(status.startswith(("2", "3")) for status in operation["responses"]), f"{method} {path}")


class WrongWays(ServiceTest):
    """Each status that the base of all handlers answers, on every route that lists it, and on none that does not."""

    accounts = {"manager": ("manager", "-"), "officer": ("officer", "51"), "admin": ("admin", "-"), "reviewer": ("reviewer", "51"),
                "reporter": ("reporter", "-")}

    def operations(self):
        for path, methods in self.client("manager").get("/openapi.json").json["paths"].items():
            for method, operation in methods.items():
                yield method.upper(), path, operation

    def address(self, path):
        for part in ("{id}", "{code}", "{name}", "{kind}", "{user}", "{position}", "{what}"):
            path = path.replace(part, "0")
        return path

    def of_role(self, operation):
        return next((role for role in operation.get("x-roles", ()) if role in self.accounts), None)

    def test_without_a_session_and_without_the_right(self):
        for method, path, operation in self.operations():
            with self.subTest(f"{method} {path}"):
                closed = operation.get("security") != []
                status = self.client().call(method, self.address(path), b"" if method != "GET" else None).status
                self.assertEqual(status == 401 and closed, closed)
                outside = next((role for role in self.accounts if role not in operation.get("x-roles", self.accounts)), None)
                if outside:
                    self.assertEqual(self.client(outside).call(method, self.address(path), b"" if method != "GET" else None).status, 403)

    def test_other_media_broken_json_and_too_much(self):
        for method, path, operation in self.operations():
            content = operation.get("requestBody", {}).get("content", {})
            role = self.of_role(operation)
            if "application/json" not in content or path.endswith(("/session/factor", "/confirm", "/remove")):
                continue
            with self.subTest(f"{method} {path}"):
                client = self.client(role)
                wrong = client.call(method, self.address(path), b"x", {"Content-Type": "text/plain"})
                self.assertEqual(wrong.status, 415, wrong)
                much = client.call(method, self.address(path), b" " * 70_000, {"Content-Type": "application/json"})
                self.assertEqual(much.status, 413, much)
                self.assertIn(client.call(method, self.address(path), b"{", {"Content-Type": "application/json"}).status, (400, 404, 422))

    def test_a_database_that_is_away_is_said_by_503(self):
        self.client("officer")
        self.service.server.stop()
        try:
            self.assertEqual(self.client().get("/readyz").status, 503)
            # Figures may still come from memory, to one who was there a second ago; files lie in the database alone.
            self.assertEqual(self.client("officer").get("/uploads").status, 503)
        finally:
            self.service.server.start()


if __name__ == "__main__":
    unittest.main()
