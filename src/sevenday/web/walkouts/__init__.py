"""The walkout board: what is not safe, what to do on the morning, what came of it."""
