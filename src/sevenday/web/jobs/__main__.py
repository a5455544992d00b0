"""`python -m sevenday.web.jobs`: a worker; with `beside`, one that ends with its server."""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    django.setup()

    from sevenday.web.jobs.worker import main

    main(beside=sys.argv[1:] == ["beside"])
