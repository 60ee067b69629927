"""An adviser's page of a group: one form with a button for each decision, and nothing written is lost by another's button."""

import pytest
from django.urls import reverse

from hub.access.roles import Role
from hub.people.models import Person
from organisations.models import Organisation, Tier
from tests import stage as stages
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return stages.build()


@pytest.fixture
def ada(stage):
    return stage.client("ada")


@pytest.fixture
def page(stage):
    return reverse("verification", args=[stage.larder.slug])


ALL = {
    "tier-tier": "2",
    "tier-reason": "Rang them.",
    "safe-safe": "yes",
    "safe-reason": "Saw the <policy>.",
    "suspend-reason": "Half a thought.",
}


def test_a_button_keeps_its_own_decision_and_shows_the_rest_again(stage, ada, page):
    before = stage.larder.safe_to_work_with

    shown = ada.post(page, ALL | {"what": "tier"}, follow=True)

    stage.larder.refresh_from_db()
    text = shown.content.decode()
    assert stage.larder.tier == Tier.T2
    assert stage.larder.safe_to_work_with is before
    assert stage.larder.suspended_at is None
    assert "Saw the &lt;policy&gt;.</textarea>" in text
    assert "Half a thought.</textarea>" in text
    assert "Rang them.</textarea>" not in text
    assert "below, but not saved yet" in text


def test_what_waits_is_shown_once(ada, page):
    ada.post(page, ALL | {"what": "safe"}, follow=True)

    assert "Rang them.</textarea>" not in ada.get(page).content.decode()


def test_with_nothing_else_written_nothing_is_said_of_it(ada, page):
    alone = {"what": "safe", "safe-safe": "yes", "safe-reason": "Saw it.", "tier-tier": "2", "tier-reason": " "}

    assert "not saved yet" not in ada.post(page, alone, follow=True).content.decode()


def test_a_refused_decision_shows_what_was_written_for_the_others(stage, ada, page):
    before = stage.larder.tier

    text = ada.post(page, ALL | {"what": "tier", "tier-reason": ""}).content.decode()

    stage.larder.refresh_from_db()
    assert stage.larder.tier == before
    assert "Say why, in a sentence" in text
    assert "Saw the &lt;policy&gt;.</textarea>" in text
    assert text.count('class="error"') == 1


@pytest.mark.parametrize(("what", "is_paused"), [("suspend", True), ("lift", False)])
def test_pausing_and_letting_go_on_are_buttons_of_the_same_form(stage, ada, page, what, is_paused):
    if what == "lift":
        ada.post(page, ALL | {"what": "suspend"})

    ada.post(page, ALL | {"what": what})

    stage.larder.refresh_from_db()
    assert (stage.larder.suspended_at is not None) is is_paused


def test_signed_out_meanwhile_all_that_was_written_is_there_after_signing_in(stage, ada, page):
    before = stage.larder.tier
    ada.get(page)
    del ada.cookies["sessionid"]

    ada.post(page, ALL | {"what": "tier"})
    ada.force_login(stage.users["ada"])
    text = ada.get(page).content.decode()

    stage.larder.refresh_from_db()
    assert stage.larder.tier == before
    assert "Rang them.</textarea>" in text
    assert "Saw the &lt;policy&gt;.</textarea>" in text


def test_enter_in_a_field_decides_nothing_and_says_what_to_press(stage, ada, page):
    before = stage.larder.tier

    text = ada.post(page, ALL).content.decode()

    stage.larder.refresh_from_db()
    assert stage.larder.tier == before
    assert "Press the button under what you want to keep" in text
    assert "Rang them.</textarea>" in text


def test_what_was_decided_says_it_in_words_and_by_whom(stage, ada, page):
    ada.post(page, {"what": "tier", "tier-tier": "2", "tier-reason": "Saw the rules."})
    person = stage.users["ada"].person

    text = " ".join(ada.get(page).content.decode().split())

    decided = text[text.index("What was decided") : text.index("</main>")]
    assert "Rules, officers and insurance seen" in decided
    assert f"{person.first_name} {person.surname}" in decided
    assert "T2" not in decided


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"what": "suspend"}, "is paused, and nothing of theirs is on show. To undo it, use “Let them go on”."),
        ({"what": "tier"}, "How well we know Earlsfield Larder is kept, with the date and your name."),
        ({"what": "safe"}, "Whether Earlsfield Larder is safe is kept, with the date and your name."),
    ],
)
def test_what_was_done_is_said_with_its_undoing(ada, page, decision, said):
    assert said in ada.post(page, ALL | decision, follow=True).content.decode()


def test_going_on_is_said_with_its_undoing_too(ada, page):
    ada.post(page, ALL | {"what": "suspend"})

    text = ada.post(page, ALL | {"what": "lift"}, follow=True).content.decode()

    assert "Earlsfield Larder goes on, and their things are on show again. To undo it, use “Pause them”." in text


def test_whom_to_ring_and_where_to_write_stand_on_the_page(stage, ada, page):
    """Nobody is checked without a word with them."""
    Organisation.objects.filter(pk=stage.larder.pk).update(
        ring_on="+441632960202", phone="020 7946 0000", email="larder@example.test"
    )
    owner = MembershipFactory(organisation=stage.larder, role=Role.OWNER, user=UserFactory(email="opal@example.test"))
    Person.objects.filter(user=owner.user).update(first_name="Opal", surname="Reid")

    shown = ada.get(page).content.decode()

    for said in (
        "tel:+441632960202",
        "tel:02079460000",
        "mailto:larder@example.test",
        "Opal Reid",
        "mailto:opal@example.test",
    ):
        assert said in shown
    assert ada.get(stage.larder.get_absolute_url()).status_code == 200
    assert f'href="{stage.larder.get_absolute_url()}"' in shown
