"""What the co-ordinator's pages show: plain data, made of rotas and their verdicts."""
