"""What is open: only what its organisation may do at this moment."""

import pytest

from hub.access.actors import NOBODY
from opportunities.models import Opportunity
from opportunities.signups.services import signing_up
from organisations.services import verification
from tests.factories import MembershipFactory, OpportunityFactory, SessionFactory, actor, yes

pytestmark = pytest.mark.django_db


class TestOpen:
    @pytest.fixture
    def adviser(self):
        return actor(MembershipFactory(role="adviser", organisation__service=True))

    @pytest.fixture(params=[{"people_at_risk": True}, {"checks": "enhanced"}, {"checks": "enhanced_barred"}])
    def with_children(self, request):
        return SessionFactory(opportunity=OpportunityFactory(organisation__safe=True, **request.param)).opportunity

    def test_with_people_at_risk_is_so_while_the_organisation_is_safe(self, with_children, noon):
        assert with_children in Opportunity.objects.open(at=noon)

    def test_with_people_at_risk_ends_at_once_when_the_organisation_is_no_longer_safe(
        self, with_children, adviser, noon
    ):
        verification.set_safe(with_children.organisation, safe=False, reason="No deputy.", by=adviser, at=noon)

        assert with_children not in Opportunity.objects.open(at=noon)
        with pytest.raises(signing_up.NotOpen):
            signing_up.say_yes(with_children.sessions.get(), yes(), by=NOBODY, at=noon)

    def test_without_people_at_risk_asks_nothing_about_safety(self, noon):
        plain = SessionFactory(opportunity__checks="standard").opportunity

        assert plain in Opportunity.objects.open(at=noon)
