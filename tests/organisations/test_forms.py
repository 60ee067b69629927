"""What a group types about itself: cleaned, read in one way, refused with a sentence; and read again as it was shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.access.roles import Role
from hub.people import reading
from organisations import forms
from organisations.models import Organisation, Tier
from tests.factories import OrganisationFactory


def join(**typed):
    facts = {"name": "Balham Bakers", "kind": "group", "about": "We bake.", "ring_on": "01632 960202"}
    return forms.Join(facts | typed)


def about(organisation, **typed):
    facts = {"name": "Larder", "about": "Food.", "reply_hours": "48"}
    return forms.About(facts | typed, instance=organisation)


@pytest.fixture
def no_group_yet(monkeypatch):
    """Answer the look for another group of the same name without a database."""
    monkeypatch.setattr(Organisation.objects, "public", lambda: Organisation.objects.none())


@pytest.mark.usefixtures("no_group_yet")
class TestJoin:
    @pytest.mark.parametrize(
        ("field", "sentence"),
        [
            ("name", "Tell us the name."),
            ("kind", "Choose what it is."),
            ("about", "Say in a sentence what you do."),
            ("ring_on", "Give a number, so that an adviser can ring you."),
        ],
    )
    def test_says_what_is_missing(self, field, sentence):
        assert join(**{field: ""}).errors == {field: [sentence]}

    @pytest.mark.parametrize("field", ["name", "about", "ring_on"])
    @pytest.mark.parametrize("nothing", ["   ", "\u200b", "\t\n"])
    def test_takes_blank_for_missing(self, field, nothing):
        assert list(join(**{field: nothing}).errors) == [field]

    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("  Balham   Bakers ", "Balham Bakers"),
            ("Balham\tBakers", "Balham Bakers"),
            ("Balham\nBakers", "Balham Bakers"),
            ("Caf\u00e9 \u2019Round the Corner\u2019", "Caf\u00e9 \u2019Round the Corner\u2019"),
            ("\u041a\u0443\u0445\u043d\u044f", "\u041a\u0443\u0445\u043d\u044f"),
            ("<b>Bakers</b> & Co", "<b>Bakers</b> & Co"),
        ],
    )
    def test_keeps_the_name_as_meant(self, typed, name):
        form = join(name=typed)

        assert form.is_valid(), form.errors
        assert form.cleaned_data["name"] == name

    @pytest.mark.parametrize(("letters", "fits"), [(99, True), (100, True), (101, False)])
    def test_has_room_for_a_name_of_a_hundred_letters(self, letters, fits):
        assert join(name="x" * letters).is_valid() is fits

    @pytest.mark.parametrize(("letters", "fits"), [(1499, True), (1500, True), (1501, False)])
    def test_has_room_for_what_they_do(self, letters, fits):
        assert join(about="x" * letters).is_valid() is fits

    @pytest.mark.parametrize("kind", ["group", "social_enterprise", "service"])
    def test_takes_each_kind(self, kind):
        assert join(kind=kind).is_valid()

    @pytest.mark.parametrize("kind", ["desk", "Group", "0", "administrator"])
    def test_takes_no_other_kind(self, kind):
        assert "kind" in join(kind=kind).errors

    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("01632 960202", "+441632960202"),
            ("(01632) 960-202", "+441632960202"),
            ("+44 1632 960202", "+441632960202"),
            ("tel:07700900123", "+447700900123"),
            ("O77OO 9OO123", "+447700900123"),
        ],
    )
    def test_reads_the_number_that_is_rung(self, typed, number):
        form = join(ring_on=typed)

        assert form.is_valid(), form.errors
        assert form.cleaned_data["ring_on"] == number

    @pytest.mark.parametrize("typed", ["ring the bell", "12", "07700 900", "0" * 20])
    def test_refuses_what_nobody_can_ring(self, typed):
        assert "phone number" in join(ring_on=typed).errors["ring_on"][0]

    @pytest.mark.parametrize("extra", [{"tier": "3"}, {"safe_to_work_with": "on"}, {"is_desk": "on"}])
    def test_lets_nobody_say_that_they_were_checked(self, extra):
        form = join(**extra)

        assert form.is_valid()
        assert set(form.cleaned_data) == {"name", "kind", "about", "ring_on"}


@pytest.mark.django_db
class TestNameThatExists:
    @pytest.mark.parametrize("typed", ["Balham Bakers", "BALHAM bakers", " Balham  Bakers\u200b"])
    def test_is_refused_however_it_is_written(self, typed):
        OrganisationFactory(name="Balham Bakers")

        assert join(name=typed).errors == {
            "name": ["There is a group of this name already. Ask them to add you, or add where you are."]
        }

    @pytest.mark.parametrize("hidden", [{"unchecked": True}, {"suspended": True}])
    def test_is_taken_while_nobody_can_see_the_other(self, hidden, noon):
        facts = {"suspended_at": noon} if "suspended" in hidden else hidden
        OrganisationFactory(name="Balham Bakers", **facts)

        assert join().is_valid()

    @pytest.mark.parametrize("typed", ["Balham Bakers", "BALHAM bakers"])
    def test_is_refused_where_a_group_is_renamed_too(self, typed):
        OrganisationFactory(name="Balham Bakers")
        larder = OrganisationFactory(name="Larder")

        assert about(larder, name=typed).errors == {
            "name": ["There is a group of this name already. Add what tells you apart, like where you are."]
        }

    def test_is_no_hindrance_to_who_has_it(self):
        OrganisationFactory(name="Balham Bakers")
        twin = OrganisationFactory(name="Balham Bakers")

        assert about(twin, name="Balham Bakers").is_valid()
        assert about(twin, name="balham bakers").errors
        Organisation.objects.exclude(pk=twin.pk).delete()
        assert about(twin, name="balham bakers").is_valid()

    def test_is_another_name_with_one_word_more(self):
        OrganisationFactory(name="Balham Bakers")

        assert join(name="Balham Bakers East").is_valid()


class TestAbout:
    @pytest.fixture
    def larder(self):
        return OrganisationFactory.build(name="Larder", about="Food.", pk=1)

    @pytest.fixture(autouse=True)
    def _no_look_for_twins(self, monkeypatch):
        monkeypatch.setattr(Organisation, "validate_unique", lambda *_args, **_more: None)
        monkeypatch.setattr(Organisation, "validate_constraints", lambda *_args, **_more: None)

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("", ""),
            ("   ", ""),
            ("01632960202", "01632 960202"),
            ("+447700900123", "07700 900123"),
            ("020 7946 0958", "020 7946 0958"),
        ],
    )
    def test_shows_a_number_in_the_usual_way(self, larder, typed, shown):
        form = about(larder, phone=typed)

        assert form.is_valid(), form.errors
        assert form.cleaned_data["phone"] == shown

    @pytest.mark.parametrize("typed", ["+33 1 42 68 53 00", "+353 1 679 9700", "+1 212 555 0142"])
    def test_saved_again_untouched_keeps_a_number_from_abroad(self, larder, typed):
        first = about(larder, phone=typed)
        assert first.is_valid(), first.errors

        again = about(larder, phone=first.cleaned_data["phone"])

        assert again.is_valid(), again.errors
        assert again.cleaned_data["phone"] == first.cleaned_data["phone"]
        assert first.cleaned_data["phone"].startswith("+")

    @pytest.mark.parametrize(
        ("typed", "website"),
        [
            ("larder.example.org", "https://larder.example.org"),
            ("http://larder.example.org/about", "http://larder.example.org/about"),
            ("", ""),
        ],
    )
    def test_reads_a_website_with_or_without_its_beginning(self, larder, typed, website):
        form = about(larder, website=typed)

        assert form.is_valid(), form.errors
        assert form.cleaned_data["website"] == website

    @pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp//nowhere", "not a site"])
    def test_refuses_what_is_no_website(self, larder, typed):
        assert "website" in about(larder, website=typed).errors

    @pytest.mark.parametrize("hours", ["24", "48", "72", "168"])
    def test_promises_an_answer_within_one_of_four_times(self, larder, hours):
        form = about(larder, reply_hours=hours)

        assert form.is_valid(), form.errors
        assert form.cleaned_data["reply_hours"] == int(hours)

    @pytest.mark.parametrize("hours", ["", "0", "1", "25", "-48", "soon"])
    def test_promises_nothing_else(self, larder, hours):
        assert "reply_hours" in about(larder, reply_hours=hours).errors

    def test_offers_only_what_a_group_says_about_itself(self, larder):
        offered = set(forms.About(instance=larder).fields) - {"seen"}

        assert offered == {"name", "about", "email", "phone", "website", "reply_hours"}


class TestDecisions:
    @pytest.mark.parametrize("tier", [0, 1, 2, 3])
    def test_set_each_tier(self, tier):
        form = forms.SetTier({"tier": str(tier), "reason": "Rang."})

        assert form.is_valid()
        assert form.cleaned_data["tier"] is Tier(tier)

    @pytest.mark.parametrize("tier", ["4", "-1", "", "one"])
    def test_set_no_other(self, tier):
        assert "tier" in forms.SetTier({"tier": tier, "reason": "Rang."}).errors

    @pytest.mark.parametrize(("said", "safe"), [("yes", True), ("no", False)])
    def test_say_yes_or_no_to_safe(self, said, safe):
        form = forms.SetSafe({"safe": said, "reason": "Seen."})

        assert form.is_valid()
        assert form.cleaned_data["safe"] is safe

    def test_say_neither_by_themselves(self):
        assert forms.SetSafe({"reason": "Seen."}).errors == {"safe": ["Choose yes or no."]}

    @pytest.mark.parametrize(
        ("form", "facts"),
        [(forms.SetTier, {"tier": "1"}), (forms.SetSafe, {"safe": "no"}), (forms.Suspend, {})],
    )
    @pytest.mark.parametrize(
        ("reason", "fits"),
        [("x" * 499, True), ("x" * 500, True), ("x" * 501, False), (" \n ", False), ("\u200b", False)],
    )
    def test_need_a_reason_that_fits(self, form, facts, reason, fits):
        assert form(facts | {"reason": reason}).is_valid() is fits


class TestRoles:
    def test_are_those_offered_and_in_their_order(self):
        form = forms.ChangeRole(roles=(Role.ORGANISER, Role.OWNER))

        assert [value for value, _words in form.fields["role"].choices] == ["organiser", "owner"]

    @pytest.mark.parametrize("role", ["owner", "administrator", "", "king"])
    def test_are_no_others(self, role):
        assert "role" in forms.ChangeRole({"role": role}, roles=(Role.ORGANISER,)).errors

    def test_are_none_where_none_is_offered(self):
        assert not forms.Invite({"email": "ama@example.org", "role": "owner"}, roles=()).is_valid()

    def test_are_asked_after_the_address(self):
        assert list(forms.Invite(roles=(Role.OWNER,)).fields) == ["email", "role"]

    @pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMINISTRATOR)])
    def test_all_say_what_they_allow(self, role):
        assert str(forms.MAY[role]).startswith(str(role.label))


@settings(max_examples=25, deadline=None)
@given(st.from_regex(r"\A0(?:1632 ?960|7700 ?900)\d{3}\Z"))
def test_a_british_number_is_read_the_same_after_it_was_shown(typed):
    number = reading.phone(typed)
    assert reading.phone(reading.shown(reading.Route(reading.Channel.PHONE, number))) == number
