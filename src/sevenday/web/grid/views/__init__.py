"""The co-ordinator's pages: a permission, a form, a service, a presenter, a template."""
