"""What a server calls: Django's application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
application = get_wsgi_application()
