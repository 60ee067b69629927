"""What a group says of itself in the toolkit."""

from cms.toolkit.forms import AboutGroup
from cms.toolkit.models import Workspace
from organisations.models import Organisation


def test_the_name_of_any_organisation_has_room():
    longest = Organisation._meta.get_field("name").max_length

    form = AboutGroup({"name": "a" * longest})

    assert form.is_valid(), form.errors
    assert Workspace._meta.get_field("name").max_length >= longest
