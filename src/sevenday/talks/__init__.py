"""The talks: offers on real rotas, what is agreed and open, the deals that both could accept."""
