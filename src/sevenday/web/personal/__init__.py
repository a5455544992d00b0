"""One person's data: everybody in a list, all that is kept of one as a file, and its erasure."""
