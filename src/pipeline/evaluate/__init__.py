"""Records against gold, by the guidelines in `corpus/GUIDELINES.md`, on records alone.

`gold` is what a gold record holds, `sources` reads it, `matching` pairs items and entities;
`entities`, `times`, `quotes` and `events` score one layer each; `score` sums over articles;
`measures` names every number, `report` prints them, `gate` holds them to floors.
"""
