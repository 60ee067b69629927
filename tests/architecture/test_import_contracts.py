"""Which role may import which: the rule itself, by examples."""

import pytest

from tests.architecture.import_contracts import role_of, slice_of, why_wrong


@pytest.mark.parametrize(
    ("module", "role"),
    [
        ("opportunities.search.views", "views"),
        ("organisations.views_members", "views"),
        ("opportunities.signups.services.taking", "services"),
        ("matching.frontline.contract", "contract"),
        ("opportunities.posting.base_views", None),
        ("hub.core.contract", None),
        ("opportunities.recurrence", None),
    ],
)
def test_the_role_of_a_module_is_in_its_name(module, role):
    assert role_of(module) == role


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("a.services.x", "a.presenters.y"),
        ("a.services.x", "a.views"),
        ("a.services.x", "b.forms"),
        ("a.models.x", "a.selectors"),
        ("a.selectors", "a.forms"),
        ("a.presenters", "b.api"),
        ("a.views", "b.views"),
        ("a.one.views", "a.two.views.more"),
    ],
)
def test_is_refused(importer, imported):
    assert why_wrong(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("a.views", "a.forms"),
        ("a.views", "b.services.x"),
        ("a.views_members", "a.views"),
        ("a.presenters", "a.services"),
        ("a.services.x", "a.selectors"),
        ("a.services.x", "a.notices"),
        ("a.urls", "b.views"),
        ("a.contract", "a.views"),
        ("b.views", "a.base_views"),
    ],
)
def test_is_allowed(importer, imported):
    assert why_wrong(importer, imported) is None


def test_a_slice_is_what_stands_before_the_views():
    assert slice_of("opportunities.signups.views.joining") == "opportunities.signups"
