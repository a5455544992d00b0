"""How each rule's row is built from a contract's terms: a builder for every rule id, by shape."""
