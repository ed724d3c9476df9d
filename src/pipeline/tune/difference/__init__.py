"""What a change of rules changes: two sets of packs over a corpus, told in words."""
