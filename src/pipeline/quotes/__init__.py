"""The quotes room."""
