"""What reviewers return from other programs: one module for each, read into answers."""
