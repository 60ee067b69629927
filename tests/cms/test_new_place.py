"""A place of one's own: what is written down, what is refused, and what the list on the first page of `/admin/` still asks for."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from cms import checklist
from cms.management.commands.new_place import ASKED
from cms.models import PlainPage
from hub.access.actors import SYSTEM
from hub.access.roles import Role
from hub.places import area
from hub.places.models import WardFact
from hub.places.services import wards
from organisations.models import Membership
from organisations.services import members
from tests import stage as stages
from tests import written
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

WARDS = area.wards()


@pytest.fixture(autouse=True)
def unprepared(monkeypatch, settings):
    """The test's database is ready; static files need not be gathered. What the command sets is undone afterwards."""
    for name in ASKED:
        setattr(settings, name, getattr(settings, name))
    monkeypatch.setattr("cms.management.commands.new_place.prepare", written.pages)


def new_place(tmp_path, **options):
    out = io.StringIO()
    said = call_command("new_place", noinput=True, into=tmp_path / "place.env", stdout=out, stderr=out, **options)
    return f"{out.getvalue()}{said or ''}"


def kept(tmp_path):
    lines = (tmp_path / "place.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


class TestNewPlace:
    def test_writes_down_what_was_said_and_keeps_what_stood_there(self, tmp_path):
        (tmp_path / "place.env").write_text('EMAIL_URL=smtp://x\nHUB_PLACE="Old"\n')

        new_place(
            tmp_path,
            area="sw18, sw17",
            place="Tooting",
            phone="020 7946 0123",
            hours="Weekdays, 9 to 5",
            safeguarding_lead="Rita Khan",
            accent="#7a3b8f",
            site_url="https://hub.example.org/",
        )

        assert kept(tmp_path) == {
            "EMAIL_URL": "smtp://x",
            "HUB_AREA": '"SW17,SW18"',
            "HUB_PLACE": '"Tooting"',
            "HUB_PHONE": '"020 7946 0123"',
            "HUB_HOURS": '"Weekdays, 9 to 5"',
            "HUB_SAFEGUARDING_LEAD": '"Rita Khan"',
            "HUB_ACCENT": '"#7a3b8f"',
            "SITE_URL": '"https://hub.example.org"',
            "ALLOWED_HOSTS": '"hub.example.org"',
        }

    @pytest.mark.parametrize(
        ("option", "said", "words"),
        [
            ("area", "XX99", "XX99"),
            ("phone", "12", "phone number"),
            ("phone", "07700 900100", "rings nobody"),
            ("duty_phone", "+44 7700 900100", "rings nobody"),
            ("accent", "nice", "no colour"),
            ("site_url", "hub", "whole address"),
            ("administrator", "ada", "not an email address"),
            ("place", 'The "Hub"', "without quotation marks"),
        ],
    )
    def test_refuses_what_cannot_be_and_says_why(self, tmp_path, option, said, words):
        with pytest.raises(CommandError, match=words):
            new_place(tmp_path, **{option: said})

    def test_makes_the_first_administrator(self, tmp_path):
        new_place(tmp_path, administrator="ada@example.test")

        assert Membership.objects.get().user.email == "ada@example.test"

    def test_sends_a_test(self, tmp_path, mailoutbox, settings):
        settings.TEXT_CHANNEL = ""
        assert "See whether it arrives" in new_place(tmp_path, test_email="ada@example.test")
        assert [mail.to for mail in mailoutbox] == [["ada@example.test"]]
        assert "TEXT_PROVIDER" in new_place(tmp_path, test_text="07700 900123")

    def test_is_never_made_of_a_demo_place(self, tmp_path, settings):
        settings.DEMO = True

        with pytest.raises(CommandError, match="demo place"):
            new_place(tmp_path)

    def test_loads_wards(self, tmp_path):
        table = tmp_path / "wards.csv"
        table.write_text(f'\ufeffCode,Name,Population\n{WARDS[0][0]},Northside,"12,345"\n{WARDS[1][0]},,\n')

        assert "2 wards" in new_place(tmp_path, wards=table)
        assert list(WardFact.objects.order_by("population").values_list("name", "population")) in (
            [(WARDS[1][1], None), ("Northside", 12345)],
            [("Northside", 12345), (WARDS[1][1], None)],
        )


class TestWards:
    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            (["name,people"], "first line"),
            (["code,name,population", "E99,Nowhere,5"], "no ward of this area"),
            (["code,name,population", f"{WARDS[0][0]},A,many"], "no number of people"),
            (["code,name,population", f"{WARDS[0][0]},A,-3"], "no number of people"),
            (["code,name,population", f"{WARDS[0][0]},A,5", f"{WARDS[0][0]},B,6"], "twice"),
            ([], "first line"),
        ],
    )
    def test_a_table_with_a_mistake_changes_nothing(self, lines, words):
        WardFact.objects.create(code=WARDS[2][0], name="As it was", population=9)

        with pytest.raises(wards.BadTable, match=words):
            wards.replace(lines)

        assert WardFact.objects.get().name == "As it was"

    def test_every_mistake_is_named_with_its_line(self):
        with pytest.raises(wards.BadTable) as refused:
            wards.replace(["code,name,population", "E98,A,1", "E99,B,1"])

        assert [trouble[:6] for trouble in refused.value.troubles] == ["Line 2", "Line 3"]


class TestChecklist:
    def words(self):
        return {thing.words: thing.done for thing in checklist.things(at=timezone.now())}

    def test_names_pages_that_hold_sample_words_until_an_editor_publishes_their_own(self):
        written.pages()
        page = PlainPage.objects.live().order_by("path").first()
        words = f"Your own words on “{page.title}”"
        assert self.words()[words] is False

        page.lead = "Ours."
        page.save_revision(user=UserFactory()).publish(skip_permission_checks=True)

        assert self.words()[words] is True

    def test_knows_numbers_that_ring_nobody(self, settings):
        settings.HUB_PHONE = settings.HUB_DUTY_PHONE = "07700 900100"
        assert self.words()["A number that people may ring, with its hours"] is False

        settings.HUB_PHONE, settings.HUB_DUTY_PHONE = "020 7946 0123", "020 7946 0999"

        assert self.words()["A number that people may ring, with its hours"] is True
        assert self.words()["A number of the duty team, for something worrying"] is True

    @pytest.mark.parametrize("blank", ["", " ", "+44 7700 900100"])
    def test_never_ticks_off_a_number_that_is_blank_or_rings_nobody(self, settings, blank):
        settings.HUB_PHONE = "020 7946 0123"
        settings.HUB_DUTY_PHONE = blank
        assert self.words()["A number of the duty team, for something worrying"] is False

        settings.HUB_PHONE = blank

        assert self.words()["A number that people may ring, with its hours"] is False

    def test_wants_hours_with_the_number(self, settings):
        settings.HUB_PHONE, settings.HUB_HOURS = "020 7946 0123", " "

        assert self.words()["A number that people may ring, with its hours"] is False

    def test_wants_a_safeguarding_lead(self, settings):
        words = "Whom people ask for with a worry: your safeguarding lead"
        assert self.words()[words] is False

        settings.HUB_SAFEGUARDING_LEAD = "Rita Khan"

        assert self.words()[words] is True

    @pytest.mark.parametrize(
        ("name", "words"), [("TEXT_CHANNEL", "Texts that go out"), ("EMAIL_GOES_OUT", "Email that goes out")]
    )
    def test_wants_what_sends_messages(self, settings, name, words):
        assert self.words()[words] is True

        setattr(settings, name, "")

        assert self.words()[words] is False

    def test_ticks_off_no_figures_where_there_are_none(self):
        assert "All figures looked at" not in self.words()

    def test_stands_on_the_administrators_first_page_alone(self):
        stage = stages.build()

        assert "A place of your own" in stage.client("adi").get(reverse("wagtailadmin_home")).content.decode()
        assert "A place of your own" not in stage.client("eve").get(reverse("wagtailadmin_home")).content.decode()

    def test_a_service_that_makes_the_calls_needs_somebody_in_it(self):
        words = "A service that makes the calls and posts the letters"
        desk = OrganisationFactory(service=True, desk=True)
        assert self.words()[words] is False

        members.add(UserFactory(), desk, Role.WORKER, by=SYSTEM, at=timezone.now())

        assert self.words()[words] is True

    def test_what_is_to_do_comes_first(self):
        done = [thing.done for thing in checklist.things(at=timezone.now())]

        assert done == sorted(done)
