"""What reviewers and gold say of rules: how often each is right, and how sure an event is."""
