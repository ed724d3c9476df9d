"""Tuning: whether rules do what their examples say. On records alone, without spaCy."""
