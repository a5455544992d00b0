"""`python -m sevenday.web.jobs`: a worker by itself, as `sevenday serve` starts one beside it."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    django.setup()

    from sevenday.web.jobs.worker import main

    main()
