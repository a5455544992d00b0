"""One thin layer over HiGHS and CP-SAT: named variables, levels, bounds, time, Ctrl-C."""
