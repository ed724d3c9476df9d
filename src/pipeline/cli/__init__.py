"""The cli room."""
def main() -> None:
    """x"""
