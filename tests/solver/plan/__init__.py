"""Tests of a room of the solver."""
