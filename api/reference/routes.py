"""The HTTP routes as the app's OpenAPI description has them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]

HEAD = """# HTTP

The server describes itself: `GET /openapi.json` for programs, `GET /docs` for people. This page is written from that
description. Keys are always there; unknown values are null. Every error has the form of `ErrorBody`.

"""


@dataclass(frozen=True)
class Field:
    """A parameter of a route, or a key of an object."""

    name: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True)
class Route:
    """A route: what it takes and what it answers with."""

    method: str
    path: str
    description: str
    parameters: Sequence[Field]
    body: str | None
    answer: str
    example: str | None
    errors: Mapping[str, str]


@dataclass(frozen=True)
class Shape:
    """An object that routes take or answer with."""

    name: str
    description: str
    fields: Sequence[Field]


def routes(openapi: Schema) -> Iterator[Route]:
    """Every route, in the order of the description."""
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            media, content = answer_content(operation)
            example = content.get("example")
            yield Route(
                method=method.upper(),
                path=path,
                description=operation.get("description", ""),
                parameters=[
                    Field(
                        item["name"], type_name(item["schema"]), item["required"], item.get("description", "")
                    )
                    for item in operation.get("parameters", ())
                ],
                body=body_type(operation),
                answer=type_name(content.get("schema", {})) if media == "application/json" else media,
                example=json.dumps(example, ensure_ascii=False, indent=2) if example else None,
                errors={
                    status: response["description"]
                    for status, response in sorted(operation["responses"].items())
                    if status >= "400"
                },
            )


def answer_content(operation: Schema) -> tuple[str, Schema]:
    """The media type of a route's answer and its description; "nothing" where the answer has no content."""
    good = next(response for status, response in operation["responses"].items() if status < "300")
    for media, content in good.get("content", {}).items():
        return media, content
    return "nothing", {}


def body_type(operation: Schema) -> str | None:
    """What a route's body is."""
    content = operation.get("requestBody", {}).get("content", {})
    return next((type_name(item["schema"]) for item in content.values()), None)


def shapes(openapi: Schema) -> Iterator[Shape]:
    """Every object, by name."""
    for name, schema in sorted(openapi["components"]["schemas"].items()):
        required = schema.get("required", ())
        yield Shape(
            name,
            schema.get("description", ""),
            [
                Field(key, type_name(value), key in required, value.get("description", ""))
                for key, value in schema.get("properties", {}).items()
            ],
        )


def type_name(schema: Schema) -> str:
    """A type in a few words.

    >>> type_name({"anyOf": [{"type": "string"}, {"type": "null"}]})
    'string or null'
    >>> type_name({"type": "array", "items": {"$ref": "#/components/schemas/Hit"}})
    'list of Hit'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(type_name(item) for item in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {type_name(schema['items'])}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"object of {type_name(schema['additionalProperties'])}"
    return str(schema.get("type", "any"))


def routes_markdown(openapi: Schema) -> str:
    """The page on every route."""
    return HEAD + "\n".join(
        [*map(route_markdown, routes(openapi)), "# Shapes\n", *map(shape_markdown, shapes(openapi))]
    )


def route_markdown(route: Route) -> str:
    """One route."""
    lines = [f"## `{route.method} {route.path}`\n", f"{route.description}\n"]
    if route.body:
        lines.append(f"Body: `{route.body}`.\n")
    if route.parameters:
        lines.append(table(route.parameters, "parameter") + "\n")
    errors = "".join(f" {status}: {description}" for status, description in route.errors.items())
    lines.append(f"Answers with `{route.answer}`.{errors}\n")
    return "\n".join(lines)


def shape_markdown(shape: Shape) -> str:
    """One object."""
    return f"## {shape.name}\n\n{shape.description}\n\n{table(shape.fields, 'key')}\n"


def table(fields: Sequence[Field], kind: str) -> str:
    """Parameters or keys as a table."""
    rows = [f"| `{item.name}` | {item.type} | {item.description} |" for item in fields]
    return "\n".join([f"| {kind} | type | meaning |", "| --- | --- | --- |", *rows])
