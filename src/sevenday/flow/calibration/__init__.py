"""A hospital's flow fitted to what it has measured: arrivals, doctors' times, waits and stays."""
