"""The whole store as one file, and back: backup and restore."""
