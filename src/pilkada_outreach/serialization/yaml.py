"""YAML 1.2 through ruamel.yaml (extra `yaml`): the safe part of it, without anchors, aliases and tags.

An alias makes one value stand in many places, so that a few lines can stand for millions of values; no document of
ours needs one.
"""

from io import BytesIO
from typing import Any, cast

from pilkada_outreach._extras import needs_extra


def parse_yaml(text: str) -> object:
    """The plain values of a YAML document. Raises ValueError for what is not well-formed or not safe."""
    with needs_extra("yaml", "Reading YAML"):
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError
        from ruamel.yaml.events import AliasEvent
    reader: Any = YAML(typ="safe", pure=True)  # its methods are untyped
    try:
        aliases = any(isinstance(event, AliasEvent) for event in reader.parse(text))
        value = None if aliases else cast(object, reader.load(text))
    except YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    if aliases:
        raise ValueError("anchors and aliases are not read")
    return value


def write_yaml(value: object) -> bytes:
    """Plain values as YAML, keys in the order given."""
    with needs_extra("yaml", "Writing YAML"):
        from ruamel.yaml import YAML
    writer: Any = YAML(typ="safe", pure=True)  # its methods are untyped
    writer.default_flow_style = False
    writer.sort_base_mapping_type_on_output = False
    writer.allow_unicode = True
    buffer = BytesIO()
    writer.dump(value, buffer)
    return buffer.getvalue()
