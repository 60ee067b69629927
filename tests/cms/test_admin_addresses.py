"""Every address of /admin/ is either needed, and named so, or answers 404: whatever a new version of Wagtail brings."""

import re

import pytest
from django.urls import URLResolver, get_resolver, resolve, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Site

from cms import admin_addresses
from hub.accounts.models import User

pytestmark = pytest.mark.django_db

CLOSED = {
    "": """
        wagtailadmin_error_test wagtailadmin_login wagtailadmin_logout wagtailadmin_password_reset wagtailadmin_password_reset_done
        wagtailadmin_password_reset_confirm wagtailadmin_password_reset_complete None
    """,
    "wagtailadmin_api:pages": "action",
    "wagtailadmin_api:documents": "listing detail find",
    "wagtailadmin_api:images": "listing detail find",
    "wagtailadmin_collections": "index add edit delete set_privacy",
    "wagtailadmin_workflows": """
        index index_results add enable disable edit usage usage_results remove add_task select_task_type task_index
        task_index_results edit_task disable_task enable_task task_chooser task_chooser_results task_chooser_create task_chosen
    """,
    "wagtailredirects": "start_import process_import",
    "wagtailsnippets_figures_figure": "delete",
    "wagtailsnippetchoosers_figures_figure": "create",
    "wagtailimages": "url_generator url_generator_output preview",
    "wagtailusers_users": "index index_results add edit delete history history_results usage copy",
    "wagtailusers_groups": "index index_results add edit delete history history_results usage",
    "wagtailsites": "index index_results add edit delete history history_results usage copy",
    "wagtailembeds": "chooser chooser_upload",
}
"""What Wagtail brings and nobody may open."""
BY_WHAT_IT_IS_ABOUT = {"wagtail_bulk_action", "wagtailsettings:edit", "wagtailsettings:preview_on_edit"}
CLOSED_BULK = {
    ("accounts", "user", "assign_role"),
    ("accounts", "user", "delete"),
    ("accounts", "user", "set_active_state"),
    ("figures", "figure", "delete"),
}


def closed():
    return {f"{space}:{name}" if space else name for space, names in CLOSED.items() for name in names.split()}


def walk(resolver, prefix="", space=""):
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry, address, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif address.startswith("admin/"):
            yield f"{space}{entry.name}", address


def address(pattern):
    """Return an address of this pattern, with a number for what varies."""
    plain = re.sub(r"\(\?P<[^>]*>[^()]*(\([^()]*\))?[^()]*\)", "1", pattern)
    return "/" + re.sub(r"<[^>]*>", "1", plain).replace("^.*/", "x/").translate(str.maketrans("", "", "^$\\"))


@pytest.fixture(scope="module")
def addresses():
    return sorted(set(walk(get_resolver())))


def test_every_address_is_named_as_open_or_as_closed(addresses):
    names = {name for name, _pattern in addresses}

    assert names == admin_addresses.OPEN | closed() | BY_WHAT_IT_IS_ABOUT
    assert not admin_addresses.OPEN & closed()


def test_every_action_on_many_at_once_is_named():
    bulk_action_registry._scan_for_bulk_actions()
    there = {
        (app, model, action)
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    }

    assert there == admin_addresses.BULK | CLOSED_BULK


@pytest.fixture
def everything(stage):
    """The browser of somebody with every permission there is."""
    User.objects.filter(pk=stage.users["adi"].pk).update(is_superuser=True)
    return stage.client("adi")


def test_what_is_closed_answers_404_even_to_who_has_every_permission(everything, addresses):
    wrong = []
    for name, pattern in addresses:
        is_ours = resolve(address(pattern)).view_name in admin_addresses.OPEN
        if name in closed() and not is_ours:
            answers = everything.get(address(pattern)).status_code, everything.post(address(pattern)).status_code
            wrong += [(name, answers)] if answers != (404, 404) else []
    for bulk in sorted(CLOSED_BULK):
        path = reverse("wagtail_bulk_action", args=bulk)
        answers = everything.get(path).status_code, everything.post(path).status_code
        wrong += [(path, answers)] if answers != (404, 404) else []
    assert wrong == []


def test_nobody_deletes_an_account_past_the_log_and_the_last_owner(stage, everything):
    col = stage.users["col"]

    answer = everything.post(f"/admin/bulk/accounts/user/delete/?id={col.pk}")

    assert answer.status_code == 404
    assert User.objects.filter(pk=col.pk).exists()


def test_what_is_needed_opens(stage):
    for who in ("eve", "adi"):
        for name in (
            "wagtailadmin_home",
            "wagtailadmin_account",
            "wagtailadmin_reports:site_history",
            "wagtailredirects:index",
            "wagtailimages:add",
            "wagtailsnippets_figures_figure:list",
        ):
            assert stage.client(who).get(reverse(name)).status_code == 200, (who, name)
    site, adi = Site.objects.get(), stage.client("adi")
    assert adi.get(reverse("wagtailsettings:edit", args=["cms", "menus", site.pk])).status_code == 200
    assert adi.get(reverse("wagtailsettings:edit", args=["wagtailcore", "site", 1])).status_code == 404


def test_no_menu_leads_to_a_closed_address(everything):
    page = everything.get("/admin/").content.decode()
    search = everything.get("/admin/pages/search/").content.decode()

    for part in ("/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/collections/", "/admin/workflows/"):
        assert part not in page
    assert "/admin/users/" not in search
    assert "/admin/settings/cms/menus/" in page
    assert "/admin/redirects/import/" not in everything.get(reverse("wagtailredirects:index")).content.decode()


def test_an_editor_uploads_no_picture_of_themselves(stage):
    assert 'type="file"' not in stage.client("eve").get(reverse("wagtailadmin_account")).content.decode()
