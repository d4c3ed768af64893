"""Starting, answering that one is there, and stopping."""

from support import ServiceTest


class Operations(ServiceTest):
    accounts = {"manager": ("manager", "-")}

    def test_health_and_readiness_are_open_to_all(self):
        for path in ("/healthz", "/readyz"):
            answer = self.client().get(path)
            self.assertEqual(answer.status, 200, answer)

    def test_metrics_and_description_need_a_session(self):
        for path in ("/metrics", "/openapi.json"):
            self.assertProblem(self.client().get(path), 401, "sign-in-required")
            self.assertEqual(self.client("manager").get(path).status, 200)

    def test_doctor_finds_nothing_wrong(self):
        self.assertEqual(self.service.invariants(), {})
