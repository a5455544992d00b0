"""What changed for a person since they last looked."""
