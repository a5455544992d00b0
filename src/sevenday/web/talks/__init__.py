"""The negotiators' pages: offers on published rotas, terms that move, a link without persons."""
