"""What a token may be used for; each call asks for one, and its owner's roles count besides."""

from django.db import models


class Scope(models.TextChoices):
    """One thing that a token lets a program do."""

    ROTA_READ = "rota:read", "See rotas, drafts and what is wrong with them"
    ROTA_WRITE = "rota:write", "Change drafts"
    REQUESTS = "requests", "See, make and answer requests"
    PAY_OWN = "pay:own", "See my own pay"
    PAY = "pay", "See the pay of a department"
    JOBS = "jobs", "Begin, watch and stop builds"
    EXCEPTIONS = "exceptions", "See and send exception reports"
    AUDIT = "audit", "See who changed what"
