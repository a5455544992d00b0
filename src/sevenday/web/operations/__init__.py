"""Pages of operations: a department's flow of patients, and the scan of trusts."""
