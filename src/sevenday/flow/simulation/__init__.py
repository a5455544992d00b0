"""The event simulation: patients, doctors and beds, one event after the other, compiled."""
