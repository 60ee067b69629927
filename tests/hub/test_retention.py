"""How long things are kept: a day before the limit they are there, a day after it they are not."""

import pytest

from hub import retention
from hub.access.actors import NOBODY
from hub.core import registry
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people.models import Channel, Person, PrivateLink
from hub.people.services import links
from opportunities.models import SignUp
from opportunities.signups.services import answering, signing_up
from tests.factories import (
    DAY,
    HOUR,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
    person,
    resident,
    yes,
)

pytestmark = pytest.mark.django_db

KEEP = {str(rule.what): rule.keep for rule in registry.retention_rules()}
WORDS, LINKS, DECLINED, INACTIVE = (
    KEEP["The words of emails, texts and letters"],
    KEEP["Private links and codes"],
    KEEP["People who said yes and were told not this time; with an account, what was written about it"],
    KEEP["People without an account who have nothing to come"],
)


def ama_says_yes(at, session=None):
    return signing_up.say_yes(session or SessionFactory(), yes(words="I finish at 5."), by=NOBODY, at=at)


def declined(at):
    """Return the sign-up of somebody who was told not this time, and asked just before."""
    organiser = actor(MembershipFactory())
    session = SessionFactory(opportunity=OpportunityFactory(organisation_id=organiser.organisation_id))
    return answering.decline(ama_says_yes(at, session), words="Next time.", by=organiser, at=at)


def test_the_table_is_what_people_are_told():
    assert {str(rule.kept_for): rule.keep.days for rule in registry.retention_rules()} == {
        "6 months after the last time": 180,
        "until the end of the day": 0,
        "until that day": 0,
        "12 months": 365,
        "90 days": 90,
        "12 months after the last thing they said yes to": 365,
        "30 days after they were answered or ran out": 30,
        "30 days": 30,
        "until nothing you said yes to needs them": 0,
        "30 days after they stop working": 30,
    }
    assert len(registry.retention_rules()) == 12


class TestMessages:
    @pytest.fixture
    def message(self, noon):
        ama_says_yes(noon)
        outbox.run(at=noon)
        return Message.objects.get()

    def test_keep_their_words_for_30_days(self, message, noon):
        retention.run(at=noon + WORDS - DAY)

        message.refresh_from_db()
        assert message.words
        assert message.sent_to == "ama@example.test"

    def test_keep_none_after(self, message, noon):
        retention.run(at=noon + WORDS + DAY)

        message.refresh_from_db()
        assert (message.words, message.heading, message.sent_to) == ("", "", "")
        assert message.state == "sent"


class TestLinks:
    @pytest.fixture
    def link(self, noon):
        links.make(person(), "sign_up", subject="1", at=noon, until=noon + DAY)
        return PrivateLink.objects.get()

    def test_stay_for_30_days_after_they_stop_working(self, link, noon):
        retention.run(at=link.until + LINKS - DAY)

        assert PrivateLink.objects.filter(pk=link.pk).exists()

    def test_go_after(self, link, noon):
        retention.run(at=link.until + LINKS + DAY)

        assert not PrivateLink.objects.filter(pk=link.pk).exists()


class TestDeclined:
    def test_stay_for_90_days(self, noon):
        sign_up = declined(noon)

        retention.run(at=noon + DECLINED - DAY)

        sign_up.refresh_from_db()
        assert sign_up.words == "I finish at 5."
        assert sign_up.person.first_name == "Ama"

    def test_go_after(self, noon):
        sign_up = declined(noon)

        retention.run(at=noon + DECLINED + DAY)

        sign_up = SignUp.objects.get(pk=sign_up.pk)
        assert (sign_up.words, sign_up.reply_words, sign_up.folded_name) == ("", "", "")
        assert sign_up.person.first_name == ""
        assert not sign_up.person.routes.exists()

    def test_stay_when_they_said_yes_to_something_else_too(self, noon):
        sign_up = declined(noon)
        other = ama_says_yes(noon, SessionFactory(starts_at=noon + 8 * DAY))
        SignUp.objects.filter(pk=other.pk).update(person=sign_up.person, status="attended")

        retention.run(at=noon + DECLINED + DAY)

        assert Person.objects.get(pk=sign_up.person_id).first_name == "Ama"

    def test_stay_when_they_have_an_account_without_what_was_written(self, noon):
        ama = resident(UserFactory(email="ama@example.test"))
        organiser = actor(MembershipFactory())
        session = SessionFactory(opportunity=OpportunityFactory(organisation_id=organiser.organisation_id))
        sign_up = signing_up.say_yes(session, yes(words="I finish at 5."), by=ama, at=noon)
        answering.decline(sign_up, words="Next time.", by=organiser, at=noon)
        before = SignUp.objects.get(pk=sign_up.pk)

        retention.run(at=noon + DECLINED - DAY)
        assert SignUp.objects.get(pk=sign_up.pk).words == "I finish at 5."
        retention.run(at=noon + DECLINED + DAY)

        after = SignUp.objects.get(pk=sign_up.pk)
        assert after.person.first_name == "Ama"
        assert (after.words, after.reply_words, after.folded_name) == ("", "", "")
        assert after.route_lookup != before.route_lookup


class TestInactive:
    @pytest.fixture
    def came(self, noon):
        """A sign-up of somebody who came to its session, and has done nothing since."""
        sign_up = ama_says_yes(noon)
        SignUp.objects.filter(pk=sign_up.pk).update(status="attended")
        return sign_up

    def test_stay_for_12_months_after_the_date(self, came):
        retention.run(at=came.session.starts_at + INACTIVE - DAY)

        assert Person.objects.get().first_name == "Ama"

    def test_go_after(self, came):
        retention.run(at=came.session.starts_at + INACTIVE + DAY)

        assert Person.objects.get().first_name == ""
        assert SignUp.objects.get().words == ""

    @pytest.mark.parametrize("status", ["requested", "held"])
    def test_go_even_if_nobody_answered_or_noted_that_they_came(self, came, status):
        SignUp.objects.update(status=status)

        retention.run(at=came.session.starts_at + INACTIVE + DAY)

        assert Person.objects.get().first_name == ""

    def test_stay_with_something_to_come(self, noon):
        far = ama_says_yes(noon, SessionFactory(starts_at=noon + INACTIVE + 10 * DAY))

        retention.run(at=noon + INACTIVE + DAY)

        assert Person.objects.get(pk=far.person_id).first_name == "Ama"

    def test_stay_while_they_are_expected_whenever_it_suits(self, noon):
        home = OpportunityFactory(at_home=True, at_once=True)
        held = ama_says_yes(noon, SessionFactory(opportunity=home, flexible=True))

        retention.run(at=noon + INACTIVE + DAY)

        assert Person.objects.get(pk=held.person_id).first_name == "Ama"

    def test_stay_with_an_account(self, noon):
        user = UserFactory(email="ama@example.test")
        Person.objects.update(created_at=noon, first_name="Ama")

        retention.run(at=noon + 2 * INACTIVE)

        user.refresh_from_db()
        assert user.person.first_name == "Ama"
        assert user.person.routes.count() == 1


def test_running_twice_ends_nothing_more(noon):
    declined(noon)
    retention.run(at=noon + DECLINED + DAY)

    said = retention.run(at=noon + DECLINED + DAY + HOUR)

    assert said == "0 records ended by 12 rules."


def test_a_call_that_nobody_has_made_yet_keeps_its_words(noon):
    OrganisationFactory(desk=True)
    signing_up.say_yes(SessionFactory(), yes("Joyce", "+441632960202", Channel.PHONE), by=NOBODY, at=noon)
    outbox.run(at=noon)

    retention.run(at=noon + WORDS + DAY)

    assert Message.objects.get().words
