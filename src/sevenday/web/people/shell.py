"""Who works at the server's own shell: whoever does holds the whole store, and is recorded."""

from sevenday.web.people.models import Role, User

ADDRESS = "shell@localhost"
"""Of nobody's: it has no password, no role and no link, so nobody signs in with it."""


def shell() -> User:
    """The person by whom what is done at the shell is recorded; here they may give every role."""
    user = User.objects.filter(email=ADDRESS).first()
    user = user or User.objects.create_user(ADDRESS, "The server's shell")
    user.__dict__["roles"] = ((Role.ADMINISTRATOR, None, None),)
    return user
