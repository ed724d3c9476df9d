"""All readings by name, and the step from a reading to an answer. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.times import (
    absolute,
    amounts,
    clocks,
    compound,
    counted,
    figures,
    offset,
    ranges,
    relative,
)

if TYPE_CHECKING:
    from pipeline.times.anchor import Context
    from pipeline.times.grammar import Reading
    from pipeline.times.value import Answer

READINGS = {
    **absolute.READINGS,
    **relative.READINGS,
    **counted.READINGS,
    **compound.READINGS,
    **clocks.READINGS,
    **amounts.READINGS,
    **figures.READINGS,
    **ranges.READINGS,
    **offset.READINGS,
}


def resolve(reading: Reading, context: Context) -> Answer | None:
    """What a reading means in a context; None where it means nothing (31 June)."""
    return READINGS[reading.name](reading.slots, context, resolve)
