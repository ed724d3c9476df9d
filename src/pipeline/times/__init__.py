"""The times room."""
