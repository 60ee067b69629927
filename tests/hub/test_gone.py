"""Erasing leaves nothing of a person anywhere: not in a column of any table, a session, the cache, a file or the log output."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import PlainPage
from cms.services import editors
from cms.toolkit.applying import About
from cms.toolkit.services import workspaces
from hub.access.actors import SYSTEM
from hub.access.roles import Role
from hub.core import registry
from hub.messaging import outbox
from hub.people import retention
from hub.people.models import Channel, Person
from hub.people.services import links
from matching.preferences.services import saving
from opportunities.models import Attendance, SignUp
from opportunities.signups.services import signing_up
from organisations.models import Invitation
from organisations.services import inviting, members
from tests import traces, written
from tests.architecture.test_privacy import rows_of, without_account
from tests.factories import (
    HOUR,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
    resident,
    yes,
)
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db

NAMED = ("mensah", "632960202", "4 garratt lane", "i finish at 5", "me again.", "mend the lift", "come along.")
"""What is written of the resident of `without_account`, wherever it goes."""
EMAIL, OTHER_EMAIL = "zadie.quillfeather@example.test", "zadie.elsewhere@example.test"
OWN = (
    EMAIL,
    OTHER_EMAIL,
    "zadie",
    "quillfeather",
    "07700 900177",
    "7700900177",
    "i play the hurdy-gurdy",
    "wish for otters",
)


@pytest.fixture
def mail(settings, tmp_path):
    """A folder of mail as files, in the place of the mail server."""
    settings.EMAIL_BACKEND = "hub.messaging.file_mail.PrivateFiles"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path


def with_an_account(at):
    """A resident who signed in, said yes, wrote what they like, found a group, edits pages, and was invited elsewhere."""
    written.pages()
    user = UserFactory(email=EMAIL)
    EmailAddress.objects.create(user=user, email=OTHER_EMAIL, verified=True)
    person = Person.objects.get(user=user)
    Person.objects.filter(pk=person.pk).update(first_name="Zadie", surname="Quillfeather")
    second_factor_for(user)
    by = resident(user)
    owner = MembershipFactory(organisation=OrganisationFactory(), role=Role.OWNER)
    signing_up.say_yes(
        SessionFactory(opportunity=OpportunityFactory(organisation=owner.organisation)),
        yes("Zadie", "+447700900177", Channel.TEXT, surname="Quillfeather", words="I play the hurdy-gurdy."),
        by=by,
        at=at,
    )
    saving.save(Person.objects.get(pk=person.pk), saving.Said(words="I wish for otters."), by=by, at=at)
    workspaces.begin(name="Zadie’s otters", about=[About.FOOD], language="en-gb", by=by, at=at)
    inviting.invite(owner.organisation, email=EMAIL, role=Role.ORGANISER, by=actor(owner), at=at)
    members.add(user, None, Role.EDITOR, by=SYSTEM, at=at)
    editors.follow(str(user.pk), at=at)
    outbox.run(at=at + HOUR)
    return Person.objects.get(pk=person.pk)


def in_browsers(person):
    """Sessions of theirs: signed in, half signed in, with a link open; and an edit in the page editor."""
    signed_in = Client()
    signed_in.force_login(person.user)
    about = PlainPage.objects.get(slug="about")
    signed_in.get(reverse("wagtailadmin_pages:edit", args=[about.pk]))
    signed_in.get(reverse("wagtailadmin_account"))
    about.save_revision(user=person.user, log_action=True)
    Client().post(reverse("account_request_login_code"), {"email": EMAIL})
    Client().post(reverse("account_request_login_code"), {"email": OTHER_EMAIL})
    at = timezone.now()
    Client().get(reverse("private_link", args=[links.make(person, "me", at=at, until=at + HOUR)]))
    Client().get(reverse("search"), {"q": "quillfeather"})


class TestSomebodyWithoutAnAccount:
    def test_leaves_no_word_anywhere(self, noon, mail):
        ama = without_account(noon)
        lookups = [route.lookup for route in ama.routes.all()]
        there = {needle for needle in NAMED if traces.of([needle], mail)}
        assert there == set(NAMED)

        retention.erase([ama.pk], at=noon + HOUR)

        assert traces.of([*NAMED, *lookups], mail) == []

    def test_leaves_what_counts(self, noon):
        ama = without_account(noon)
        kept = SignUp.objects.count(), Attendance.objects.count(), ama.consents.count()

        retention.erase([ama.pk], at=noon + HOUR)

        assert (SignUp.objects.count(), Attendance.objects.count(), ama.consents.count()) == kept
        assert traces.of([str(ama.pk)]) != []


class TestSomebodyWithAnAccount:
    def test_leaves_no_word_anywhere(self, noon, mail, capfd):
        zadie = with_an_account(noon)
        in_browsers(zadie)
        lookups = [route.lookup for route in zadie.routes.all()]
        assert {needle for needle in OWN if traces.of([needle], mail)} >= {*OWN} - {"07700 900177"}

        retention.erase([zadie.pk], at=noon + 2 * HOUR)

        assert traces.of([*OWN, *lookups], mail) == []
        said = capfd.readouterr()
        assert [needle for needle in OWN if needle in (said.out + said.err).lower()] == []


def test_looks_into_every_table():
    seen = {where.partition(".")[0] for where, _text in traces.cells()}

    assert {"django_migrations", "wagtailcore_page", "cms_plainpage", "auth_permission"} <= seen


def test_has_somebody_with_a_row_of_every_kind_that_goes(noon):
    people = with_an_account(noon), without_account(noon)
    going = {key.rpartition(".")[0] for key, entry in registry.personal_data().items() if entry.on_erase != "keep"}
    there = {label for label in going for one in people if rows_of(apps.get_model(label), one, one.user_id).exists()}

    assert going - there == {
        "organisations.invitation",  # is theirs by the address alone, and there
        "suggestions.companionmatch",
        "suggestions.recommendation",
        "toolkit.stepdone",
        "toolkit.tick",
    }
    assert Invitation.objects.filter(email=EMAIL).exists()
