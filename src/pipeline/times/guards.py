"""Guards by the names that packs use: what must hold around a match for it to be a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.times import guard_context, guard_names, guard_offset, guard_units

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight

GUARDS: dict[str, Callable[[Sight, Reading], bool]] = {
    "not_name": guard_names.not_name,
    "not_title": guard_names.not_title,
    "holiday_name": guard_names.holiday_name,
    "month_name": guard_names.month_name,
    "year_number": guard_names.year_number,
    "not_programme": guard_names.not_programme,
    "spoken_year": guard_names.spoken_year,
    "season_noun": guard_names.season_noun,
    "daypart": guard_names.daypart,
    "day_number": guard_names.day_number,
    "not_the": guard_names.not_the,
    "dot_clock": guard_context.dot_clock,
    "no_day_follows": guard_names.no_day_follows,
    "determiner": guard_names.determiner,
    "determined": guard_names.determined,
    "vague": guard_names.vague,
    "not_age": guard_units.not_age,
    "rate": guard_units.rate,
    "not_rate": guard_units.not_rate,
    "time_unit": guard_units.time_unit,
    "some_units": guard_units.some_units,
    "quarter_number": guard_units.quarter_number,
    "vague_length": guard_units.vague_length,
    "known_length": guard_units.known_length,
    "quarters": guard_units.quarters,
    "ended": guard_units.ended,
    "the_unit": guard_units.the_unit,
    "reporting_unit": guard_units.reporting_unit,
    "business": guard_units.business,
    "not_ordinal_last": guard_units.not_ordinal_last,
    "not_of": guard_units.not_of,
    "same_unit": guard_units.same_unit,
    "part": guard_units.part,
    "between_and": guard_context.between_and,
    "range": guard_context.range_,
    "months_of_year": guard_context.months_of_year,
    "outer_year": guard_context.outer_year,
    "outer_of_day": guard_context.outer_of_day,
    "ends_there": guard_context.ends_there,
    "clause_end": guard_context.clause_end,
    "not_before_noun": guard_context.not_before_noun,
    "not_rest_later": guard_context.not_rest_later,
    "event_follows": guard_context.event_follows,
    "today": guard_context.today,
    "clock_time": guard_context.clock_time,
    "clock_words": guard_context.clock_words,
    "clock_range": guard_context.clock_range,
    "daypart_alone": guard_context.daypart_alone,
    "counted_on": guard_offset.counted_on,
    "counted_back": guard_offset.counted_back,
    "weekend": guard_offset.weekend,
    "smaller_unit": guard_offset.smaller_unit,
    "bare_plural": guard_offset.bare_plural,
    "days_of_year": guard_offset.days_of_year,
    "seasons_years": guard_offset.seasons_years,
    "smaller_length": guard_offset.smaller_length,
    "of_years": guard_offset.of_years,
    "short_year": guard_offset.short_year,
    "day_of_clock": guard_offset.day_of_clock,
    "decade_year": guard_offset.decade_year,
}
