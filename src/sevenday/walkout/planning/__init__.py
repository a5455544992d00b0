"""The cover plan: turnout, chances, what to withdraw, who to call."""
