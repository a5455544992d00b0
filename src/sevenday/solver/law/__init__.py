"""A contract as states of an automaton, or as linear rows."""
