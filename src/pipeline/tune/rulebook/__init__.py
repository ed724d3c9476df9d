"""The rules themselves: listed, checked, tried on their sentences, explained and written."""
