"""What integration tests are written with. A test module needs only:

    from support import ServiceTest

    class Greeting(ServiceTest):
        accounts = {"officer": ("officer", "51")}          # name: (role, areas); `-` for none

        def test_officer_sees_no_upload_yet(self):
            answer = self.client("officer").get("/uploads")
            self.assertEqual((answer.status, answer.json["items"]), (200, []))

`ServiceTest` gives each class a schema and a running service (support/service.py); `DatabaseTest` a schema and the command
line only. `self.service` runs commands, stops and starts; `self.client(user)` speaks HTTP (support/client.py).
"""

from .cases import DatabaseTest, ServiceTest, eventually
from .client import Answer, Client
from .service import Service

__all__ = ["Answer", "Client", "DatabaseTest", "Service", "ServiceTest", "eventually"]
