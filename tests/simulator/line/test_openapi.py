"""Our property tables against LINE's OpenAPI description, where that lies beside the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.checks import actions, flex, messages, richmenu, templates
from simulator.checks.rules import Shape
from simulator.line import chats
from simulator.line.api import ROUTES

SPEC = Path(__file__).resolve().parents[3].parent / "shared" / "line-openapi" / "messaging-api.yml"
MODULES = (actions, flex, messages, richmenu, templates, chats)
# Bodies that the description keeps under other names or lacks.
UNDESCRIBED = {"ShowLoadingAnimationRequest", "MarkMessagesAsReadByTokenRequest"}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    if not SPEC.exists():
        pytest.skip("LINE's OpenAPI specification is not at hand")
    loaded: dict[str, Any] = yaml.load(SPEC.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def shapes() -> dict[str, Shape]:
    """Every shape our modules hold, by LINE's name for it."""
    found: dict[str, Shape] = {}
    waiting: list[Any] = [value for module in MODULES for value in vars(module).values()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Shape) and value.name not in found:
            found[value.name] = value
            waiting.extend(value.properties.values())
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif callable(value):
            waiting.extend(cell.cell_contents for cell in getattr(value, "__closure__", None) or ())
    return found


def flattened(schemas: dict[str, Any], schema: dict[str, Any]) -> tuple[set[str], set[str]]:
    """The properties and the required ones of a schema and all it extends."""
    properties, required = set(schema.get("properties", {})), set(schema.get("required", []))
    for part in schema.get("allOf", []):
        if "$ref" in part:
            part = schemas[part["$ref"].rsplit("/", 1)[1]]
        more, needed = flattened(schemas, part)
        properties |= more
        required |= needed
    return properties, required


@pytest.mark.parametrize("name", sorted(shapes()))
def test_a_shape_has_the_properties_of_lines_schema(name: str, spec: dict[str, Any]) -> None:
    schemas = spec["components"]["schemas"]
    if name not in schemas:
        assert name in UNDESCRIBED
        return
    properties, required = flattened(schemas, schemas[name])
    ours = shapes()[name]
    assert set(ours.properties) - {"type"} == properties - {"type"}
    assert required - {"type"} <= ours.required


def test_every_message_action_and_component_of_line_is_known(spec: dict[str, Any]) -> None:
    schemas, ours = spec["components"]["schemas"], shapes()
    for base in (
        "Message",
        "Action",
        "FlexContainer",
        "FlexComponent",
        "Template",
        "ImagemapAction",
    ):
        for reference in schemas[base]["discriminator"]["mapping"].values():
            assert reference.rsplit("/", 1)[1] in ours


def test_every_endpoint_served_is_one_of_lines(spec: dict[str, Any]) -> None:
    def plain(path: str) -> str:
        return "/".join("{}" if "{" in part else part for part in path.split("/"))

    theirs = {
        (method.upper(), plain(path)) for path, item in spec["paths"].items() for method in item
    }
    kinds = ("reply", "push", "multicast", "broadcast", "narrowcast")
    for route in ROUTES:
        if route.authorized:
            spelled = (
                [route.template.replace("{kind}", kind) for kind in kinds]
                if "{kind}" in route.template
                else [route.template]
            )
            assert any((route.method, plain(path)) in theirs for path in spelled), route.endpoint
