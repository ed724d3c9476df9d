"""What reviewers decided: an append-only log, keyed by content so that it outlives a re-run.

`model` is a decision as stored and exchanged, `items` says what it is about, `replay` turns a
log into where each item stands, `store` keeps the log in a run folder, and `reviewed` puts
verdicts and corrections into records.
"""
