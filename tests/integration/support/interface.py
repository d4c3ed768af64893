"""The OpenAPI document, and whether an answer is what it says. `Client` asks of every answer of every test."""

import collections
import functools
import json
import re

import jsonschema

from .paths import ROOT

CHAPTERS = ROOT / "src/http/interface"
SMALL = 8_000  # bytes that are looked at each time; of larger answers the first few of each kind
FEW = 3


class Undocumented(AssertionError):
    """An answer that the document does not foresee."""


@functools.cache
def interface():
    return Interface()


class Interface:
    """`operations` is what the chapters say by name, `POST /api/v1/session`; `document` what a service serves, once one has."""

    def __init__(self):
        self.operations = {}
        for file in sorted(CHAPTERS.glob("*.json")):
            self.operations |= json.loads(file.read_text(encoding="utf-8")).get("operations", {})
        self.document = None
        self.patterns = []
        self.validators = {}
        self.seen = collections.Counter()

    def learn(self, document):
        self.document = document
        self.patterns = [(re.compile("".join(re.escape(part) if not part.startswith("{") else "[^/]+"
                                             for part in re.split(r"(\{[^}]+\})", path)) + "$"), path)
                         for path in sorted(document["paths"], key=lambda path: path.count("{"))]

    def operation(self, method, path):
        """The path of the document and its operation, or nothing."""
        for pattern, name in self.patterns:
            if pattern.match(path) and method.lower() in self.document["paths"][name]:
                return name, self.document["paths"][name][method.lower()]
        return None, None

    def validator(self, name, method, status, media):
        key = (name, method, status, media)
        if key not in self.validators:
            answer = self.answer(self.document["paths"][name][method.lower()], status)
            said = answer.get("content", {}).get(media)
            resolver = jsonschema.RefResolver.from_schema(self.document)
            self.validators[key] = jsonschema.Draft202012Validator(said["schema"], resolver=resolver) if said and "schema" in said else None
        return self.validators[key]

    def answer(self, operation, status):
        """What is said of a status, behind its reference."""
        said = operation["responses"][str(status)]
        if "$ref" in said:
            said = self.document["components"]["responses"][said["$ref"].rsplit("/", 1)[1]]
        return said

    def check(self, method, path, answer):
        """Raises Undocumented; without a document yet, or for what is no address of the interface, nothing is asked."""
        if self.document is None:
            return
        name, operation = self.operation("GET" if method == "HEAD" else method, path)
        if operation is None:
            return
        if str(answer.status) not in operation["responses"]:
            raise Undocumented(f"{method} {name} answers {answer.status}, which its description leaves out: {answer}")
        media = (answer.headers["Content-Type"] or "").split(";")[0]
        content = self.answer(operation, answer.status).get("content", {})
        if not answer.body:
            return
        if media not in content:
            raise Undocumented(f"{method} {name} answers {answer.status} as {media or 'nothing'}, described is {list(content)}")
        if "json" not in media or answer.headers["Content-Encoding"]:
            return
        self.seen[name, method, answer.status] += 1
        if len(answer.body) > SMALL and self.seen[name, method, answer.status] > FEW:
            return
        validator = self.validator(name, method if method != "HEAD" else "GET", answer.status, media)
        fault = validator and jsonschema.exceptions.best_match(validator.iter_errors(answer.json))
        if fault:
            raise Undocumented(f"{method} {name} {answer.status}: {'/'.join(map(str, fault.absolute_path))}: {fault.message[:600]}")
