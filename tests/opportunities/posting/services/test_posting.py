import pytest
from django.db import IntegrityError, transaction

from hub.access.actors import NOBODY
from hub.audit.models import Entry
from opportunities.models import Opportunity, State
from opportunities.posting.services import posting
from tests.factories import OpportunityFactory, OrganisationFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


def words(gaps):
    return " ".join(gap.words for gap in gaps)


class TestPublish:
    def test_puts_a_complete_draft_on_show(self, noon):
        draft = SessionFactory(opportunity__draft=True).opportunity

        posting.publish(draft, by=NOBODY, at=noon)

        assert draft.state == State.PUBLISHED
        assert draft.published_at == noon

    def test_lists_everything_that_is_missing(self, noon):
        draft = posting.draft(OrganisationFactory(), kind="one_off", title="Paint", by=NOBODY, at=noon)

        with pytest.raises(posting.CannotPublish) as refused:
            posting.publish(draft, by=NOBODY, at=noon)

        assert {gap.step for gap in refused.value.missing} == {"what", "when", "where", "good-to-know", "reply"}

    def test_is_refused_to_an_organisation_nobody_has_checked_and_the_try_is_logged(self, noon):
        draft = SessionFactory(opportunity__draft=True, opportunity__organisation__unchecked=True).opportunity

        with pytest.raises(posting.CannotPublish, match="An adviser has to check who you are"):
            posting.publish(draft, by=NOBODY, at=noon)

        assert Entry.objects.filter(event="opportunity.publish_refused").exists()

    @pytest.mark.parametrize("risky", [{"people_at_risk": True}, {"checks": "enhanced"}, {"checks": "enhanced_barred"}])
    def test_with_people_at_risk_needs_a_safe_organisation(self, noon, risky):
        draft = SessionFactory(opportunity=OpportunityFactory(draft=True, **risky)).opportunity

        with pytest.raises(posting.CannotPublish, match="children or adults at risk"):
            posting.publish(draft, by=NOBODY, at=noon)

    def test_with_people_at_risk_is_fine_for_a_safe_organisation(self, noon):
        safe = OpportunityFactory(draft=True, people_at_risk=True, organisation__safe=True)
        SessionFactory(opportunity=safe)

        posting.publish(safe, by=NOBODY, at=noon)

        assert safe.state == State.PUBLISHED

    def test_of_a_co_design_call_asks_what_can_change(self, noon):
        draft = SessionFactory(opportunity=OpportunityFactory(draft=True, kind="co_design")).opportunity

        assert "Say what can change" in words(posting.gaps(draft, at=noon))
        with pytest.raises(IntegrityError), transaction.atomic():
            Opportunity.objects.filter(pk=draft.pk).update(state="published", published_at=noon)

    def test_of_a_closed_one_is_refused(self, noon):
        closed = SessionFactory(opportunity__state="closed").opportunity

        with pytest.raises(posting.CannotMove):
            posting.publish(closed, by=NOBODY, at=noon)


class TestCompleteness:
    def test_counts_a_part_for_each_thing_that_may_be_missing(self, noon):
        draft = posting.draft(OrganisationFactory(), kind="co_design", title="Paint", by=NOBODY, at=noon)

        done, of = posting.completeness(draft, at=noon)

        assert (done, of) == (0, len([gap for gap in posting.gaps(draft, at=noon) if gap.step]))

    def test_is_whole_once_nothing_is_missing_whatever_the_organisation_may_not_do_yet(self, noon):
        draft = SessionFactory(opportunity__draft=True, opportunity__organisation__unchecked=True).opportunity

        done, of = posting.completeness(draft, at=noon)

        assert done == of > 0


class TestChange:
    def test_keeps_the_words_it_is_found_by_true(self, noon):
        row = SessionFactory().opportunity

        posting.change(row, {"title": "Welcome cyclists"}, by=NOBODY, at=noon)

        row.refresh_from_db()
        assert " cycl" in row.words

    def test_of_something_on_show_may_not_take_away_what_it_must_have(self, noon):
        row = SessionFactory().opportunity

        with pytest.raises(posting.CannotPublish, match="Say what people will do"):
            posting.change(row, {"what_you_do": ""}, by=NOBODY, at=noon)

    def test_of_one_that_was_closed_meanwhile_leaves_it_closed(self, noon):
        row = SessionFactory().opportunity
        seen_before = Opportunity.objects.get(pk=row.pk)
        posting.close(row, by=NOBODY, at=noon)

        with pytest.raises(posting.CannotMove, match="changed in the meantime"):
            posting.change(seen_before, {"title": "Bake bread"}, by=NOBODY, at=noon)

        kept = Opportunity.objects.get(pk=row.pk)
        assert (kept.state, kept.title) == (State.CLOSED, "Sort and hand out food")

    def test_of_one_step_leaves_alone_what_another_step_saved_meanwhile(self, noon):
        row = SessionFactory().opportunity
        seen_before = Opportunity.objects.get(pk=row.pk)
        posting.change(row, {"title": "Bake bread"}, by=NOBODY, at=noon)

        posting.change(seen_before, {"contact_name": "Joy"}, by=NOBODY, at=noon)

        kept = Opportunity.objects.get(pk=row.pk)
        assert (kept.title, kept.contact_name) == ("Bake bread", "Joy")
        assert " bak " in kept.words

    def test_that_is_refused_changes_nothing(self, noon):
        row = SessionFactory().opportunity

        with pytest.raises(posting.CannotPublish):
            posting.change(row, {"summary": "", "title": "Bake bread"}, by=NOBODY, at=noon)

        assert Opportunity.objects.get(pk=row.pk).title == "Sort and hand out food"


class TestPlace:
    SAID = {"name": "Earlsfield Hall", "address": "Magdalen Road", "postcode": "SW18 3NP", "getting_there": ""}

    def test_said_again_is_the_venue_it_has(self):
        row = OpportunityFactory()

        assert posting.place(row, **self.SAID) == row.venue

    def test_said_again_is_the_venue_of_another_thing_of_theirs(self):
        known = OpportunityFactory()
        row = OpportunityFactory(organisation=known.organisation, at_home=True)

        assert posting.place(row, **self.SAID) == known.venue

    def test_said_again_is_where_the_organisation_is(self):
        row = OpportunityFactory(at_home=True, organisation__venue=VenueFactory())

        assert posting.place(row, **self.SAID) == row.organisation.venue

    def test_of_another_organisation_is_a_venue_of_its_own(self, monkeypatch):
        OpportunityFactory()
        row = OpportunityFactory(at_home=True)
        made = VenueFactory()
        monkeypatch.setattr(posting.venues, "make", lambda **said: made)

        assert posting.place(row, **self.SAID) == made


class TestCopy:
    @pytest.mark.parametrize("length", [113, 114, 120])
    def test_of_a_long_title_is_told_apart(self, noon, length):
        row = OpportunityFactory(title="t" * length)

        made = posting.copy(row, by=NOBODY, at=noon)

        assert made.title.endswith(" (copy)")
        assert len(made.title) <= 120

    def test_is_a_draft_without_dates(self, noon):
        row = SessionFactory().opportunity

        made = posting.copy(row, by=NOBODY, at=noon)

        assert made.title == "Sort and hand out food (copy)"
        assert made.state == State.DRAFT
        assert made.causes == row.causes
        assert not made.sessions.exists()
