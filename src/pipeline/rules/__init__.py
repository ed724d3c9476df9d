"""Rule packs: YAML in, checked rules out. Data, never code."""
