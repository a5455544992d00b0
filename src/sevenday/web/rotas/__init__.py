"""A department's rotas: published versions, drafts as logs of edits, what is wrong in them."""
