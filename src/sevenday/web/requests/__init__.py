"""What doctors ask for: leave, duties on and off, swaps; and the answer before it is sent."""
