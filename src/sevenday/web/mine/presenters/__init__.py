"""What the doctor's pages show: plain data from the rota, the contract and the requests."""
