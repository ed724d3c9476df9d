"""The entities room."""
