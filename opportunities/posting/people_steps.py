"""The steps of posting about people: who can come and what it takes, getting in, and costs."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.core import fields
from hub.design.forms import Radios, offer
from hub.taxonomy.codes import AT_ODDS, CAN_LACK, Access, Checks, Costs, Language, Skill, Takes
from opportunities.models import Opportunity
from opportunities.posting.steps import Step, codes_of


class Who(Step):
    """Who can come: age, checks, languages, what helps."""

    min_age = fields.NumberField(
        label=gettext_lazy("Youngest age, if it matters"),
        help_text=gettext_lazy("Leave blank if anybody can come."),
        min_value=5,
        max_value=99,
        required=False,
    )
    max_age = fields.NumberField(
        label=gettext_lazy("Oldest age, if it matters"),
        help_text=gettext_lazy("For example 25, for a youth board. Leave blank for no limit."),
        min_value=5,
        max_value=120,
        required=False,
    )
    checks_weeks = fields.NumberField(
        label=gettext_lazy("How many weeks does the check take?"), min_value=1, max_value=26, required=False
    )
    takes = codes_of(
        gettext_lazy("What does it take?"),
        Takes,
        gettext_lazy("Tick what is part of it. People who can’t do that aren’t sent to you."),
    )
    skills = codes_of(gettext_lazy("What helps?"), Skill, gettext_lazy("Only what is really needed."))
    languages = codes_of(gettext_lazy("Languages spoken"), Language)

    class Meta(Step.Meta):
        model = Opportunity
        fields = ("min_age", "max_age", "people_at_risk", "checks", "checks_weeks", "takes", "skills", "languages")
        labels = {
            "people_at_risk": gettext_lazy("It is with children, or with adults who may be at risk"),
            "checks": gettext_lazy("Which safety check comes first?"),
        }
        help_texts = {
            "checks": gettext_lazy(
                "Ask an adviser if you are not sure. Asking for more than the task allows is against the law."
            ),
        }
        widgets = {"checks": Radios}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "checks", Checks.choices)

    def clean(self) -> dict[str, Any]:
        """Refuse an oldest age below the youngest."""
        found = super().clean() or {}
        youngest, oldest = found.get("min_age"), found.get("max_age")
        if youngest and oldest and oldest < youngest:
            self.add_error(
                "max_age", _("This is below the youngest age, %(age)d. Change one of them.") % {"age": youngest}
            )
        return found


class GoodToKnow(Step):
    """Getting in, and what it costs."""

    access = codes_of(gettext_lazy("Getting in and taking part"), Access)
    access_no = codes_of(
        gettext_lazy("What is not there?"),
        Access,
        gettext_lazy(
            "Only what you are sure of. It saves people who need it a trip. Where you say neither, they are told to ask."
        ),
    )
    costs = codes_of(gettext_lazy("Costs"), Costs)

    class Meta(Step.Meta):
        model = Opportunity
        fields = ("access", "access_no", "access_note", "costs", "costs_note")
        labels = {
            "access_note": gettext_lazy("Anything more about getting in?"),
            "costs_note": gettext_lazy("Anything more about costs?"),
        }
        help_texts = {
            "access_note": gettext_lazy("For example: two steps at the door, ramp if you ask."),
            "costs_note": gettext_lazy("For example: fares paid on the night, in cash."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "access_no", [(code.value, code.label) for code in CAN_LACK])

    def clean(self) -> dict[str, Any]:
        """Refuse what is ticked as there and as not there, and costs that cannot both be true."""
        found = super().clean() or {}
        self._refuse_costs_at_odds(found.get("costs", ()))
        if Access.REMOTE in found.get("access", ()) and not self.instance.remote:
            words = _(
                "You gave a place where it is. Untick “%(home)s”, or say under “Where” that it can be done from home."
            )
            self.add_error("access", words % {"home": Access.REMOTE.label})
        both = [code.label for code in Access if code in found.get("access", ()) and code in found.get("access_no", ())]
        if both:
            what = "; ".join(str(label) for label in both)
            self.add_error(
                "access_no", _("You ticked this as there and as not there: %(what)s. Untick one.") % {"what": what}
            )
        return found

    def _refuse_costs_at_odds(self, costs: Any) -> None:
        pair = next((pair for pair in AT_ODDS if {*pair} <= {*costs}), None)
        if pair:
            one, other = (str(cost.label) for cost in pair)
            said = _("“%(one)s” and “%(other)s” can’t both be so. Untick one.") % {"one": one, "other": other}
            self.add_error("costs", said)
