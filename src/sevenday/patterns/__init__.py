"""What doctors ask of a rota beyond the law: patterns as data, chosen by a folder, and counted."""
