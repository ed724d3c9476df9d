"""Records in the formats of other programs: one module for each, `formats` lists them.

A format is a pure function from `Entry` objects to `Piece` objects, lazy, so that one record is
in memory at a time. The same records give the same bytes: no clock, no random ids.
"""
