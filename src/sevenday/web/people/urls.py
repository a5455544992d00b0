"""The addresses of accounts: ours, and those of allauth's that are open here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey

from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL, page
from sevenday.web.people import views
from sevenday.web.permissions import (
    ANYONE,
    INVITE_DOCTORS,
    MANAGE_PEOPLE,
    MEMBER,
    SIGNED_IN,
)

SIGN_IN = [
    page("account/sign-in/", account.login, "account_login", ANYONE),
    page("account/sign-in/second/", mfa.authenticate, "mfa_authenticate", ANYONE),
    page("account/sign-in/passkey/", passkey.login_webauthn, "mfa_login_webauthn", ANYONE),
    page("account/sign-out/", account.logout, "account_logout", ANYONE),
    page("account/inactive/", account.account_inactive, "account_inactive", ANYONE),
    page("account/link/<str:word>/", views.one_time_link, "one_time_link", ANYONE),
]
OWN = [
    page("account/welcome/", views.welcome, "welcome", SIGNED_IN),
    page("account/second-factor/", views.second_factor, "second_factor", SIGNED_IN),
    page("account/again/", account.reauthenticate, "account_reauthenticate", SIGNED_IN),
    page("account/again/code/", mfa.reauthenticate, "mfa_reauthenticate", SIGNED_IN),
    page(
        "account/again/passkey/",
        passkey.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
        SIGNED_IN,
    ),
    page("account/password/", account.password_change, "account_change_password", SIGNED_IN),
    page("account/password/first/", account.password_set, "account_set_password", SIGNED_IN),
    page("account/", mfa.index, "mfa_index", SIGNED_IN),
    page("account/app/", totp.activate_totp, "mfa_activate_totp", SIGNED_IN),
    page("account/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp", SIGNED_IN),
    page("account/passkeys/", passkey.list_webauthn, "mfa_list_webauthn", SIGNED_IN),
    page("account/passkeys/add/", passkey.add_webauthn, "mfa_add_webauthn", SIGNED_IN),
    page(
        "account/passkeys/<int:pk>/remove/",
        passkey.remove_webauthn,
        "mfa_remove_webauthn",
        SIGNED_IN,
    ),
    page("account/passkeys/<int:pk>/", passkey.edit_webauthn, "mfa_edit_webauthn", SIGNED_IN),
    page("account/codes/", codes.view_recovery_codes, "mfa_view_recovery_codes", SIGNED_IN),
    page(
        "account/codes/new/",
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        SIGNED_IN,
    ),
    page(
        "account/codes/file/",
        codes.download_recovery_codes,
        "mfa_download_recovery_codes",
        SIGNED_IN,
    ),
]
PEOPLE = [
    page("people/", views.people, "people_everywhere", MANAGE_PEOPLE, menu="People"),
    page("people/<int:membership>/", views.person, "person_everywhere", MANAGE_PEOPLE),
    page(f"{AT_HOSPITAL}people/", views.people, "people_hospital", MANAGE_PEOPLE, menu="People"),
    page(f"{AT_HOSPITAL}people/<int:membership>/", views.person, "person_hospital", MANAGE_PEOPLE),
    page(
        f"{AT_DEPARTMENT}people/",
        views.people,
        "people_department",
        INVITE_DOCTORS,
        menu="People",
    ),
    page(
        f"{AT_DEPARTMENT}people/<int:membership>/",
        views.person,
        "person_department",
        INVITE_DOCTORS,
    ),
]
urlpatterns = [
    page("", views.front, "front", SIGNED_IN),
    *SIGN_IN,
    *OWN,
    *PEOPLE,
    page(AT_DEPARTMENT, views.department_front, "department", MEMBER),
]
