"""`newsclaims schema`: the contract of a record, for other programs."""

from __future__ import annotations

import json

import click


@click.command(
    epilog="Example: newsclaims schema > record.schema.json",
    short_help="Print the JSON Schema of the record.",
)
def schema() -> None:
    """Print the JSON Schema (2020-12) of one record, that is, of one line of records.jsonl."""
    from pipeline.records import Record  # noqa: PLC0415  (loads pydantic)

    told = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Record.model_json_schema(mode="serialization"),
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))
