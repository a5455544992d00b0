"""Queues with known answers: closed forms, and equations solved over time."""
