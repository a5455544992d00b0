"""`python -m sevenday`: the command line."""

from sevenday.cli import main

main()
