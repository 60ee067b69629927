"""The first page of an organisation, and the desk's calls and letters."""

from typing import Any, Final

from django.utils import timezone
from django.views.generic import TemplateView

from hub.access import audiences
from hub.access.roles import POSTS
from opportunities.models import Opportunity, SignUp, State
from opportunities.posting import presenters
from opportunities.presenters import cards
from opportunities.signups.presenters import inbox
from organisations.base_views import Managed

FIRST: Final = 3
"""How many adverts the overview shows before "See all"."""


class Home(Managed, TemplateView):
    """What needs doing first, what is on, and what a new group does next."""

    audience = audiences.MEMBERS
    template_name = "opportunities/manage/home.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count who waits and load what is on."""
        at = timezone.now()
        may_post = self.actor.has_role(*POSTS)
        rows = Opportunity.objects.filter(organisation=self.organisation)
        people = SignUp.objects.visible_to(self.actor).of(self.organisation.pk)
        to_answer = people.to_answer().to_come(at=at).count() if may_post else 0
        return super().get_context_data(
            may_post=may_post,
            to_answer=to_answer,
            to_answer_words=inbox.heading(to_answer),
            empty=presenters.nothing_on_show(self.organisation, may_post=may_post),
            on_show=[
                cards.card(row, near=None) for row in rows.open(at=at).soonest_first(at=at).for_cards(at=at)[:FIRST]
            ],
            on_show_count=rows.open(at=at).count(),
            first=FIRST,
            drafts=rows.filter(state=State.DRAFT).count(),
            sessions=inbox.sessions(self.organisation, at=at) if may_post else [],
            **kwargs,
        )
