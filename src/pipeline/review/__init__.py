"""A local web app in which people judge and correct what a run extracted.

`entries` says what the queue needs to know of each item, `index` keeps that for a whole run in
a scratch table, `views` turns an address into a choice and an order of items, and `shelf` reads
whole records when they are looked at. `desk` joins these with the log of decisions; `pane`,
`card`, `editing`, `timeline`, `storyline` and `voices` prepare what is seen, `guard` keeps
strangers out, `app` answers requests and `serve` opens the door.
"""
