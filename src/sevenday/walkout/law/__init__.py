"""The law of a walkout: ballot, notice, deductions, who may cover."""
