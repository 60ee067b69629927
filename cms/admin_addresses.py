"""Which addresses of Wagtail are open under /admin/. All others answer 404, also to administrators.

Users, groups, sites, collections and the steps of review are no business of the page editor: memberships give permissions,
and the review is a rule of the Hub. A test fails when Wagtail brings an address that is named neither as open nor as closed.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.urls import ResolverMatch, resolve

SPACES: Final = {
    "": """
        sign_out_of_admin account_of_admin redirect_list redirect_add redirect_edit wagtailadmin_home wagtailadmin_explore
        wagtailadmin_explore_root
        wagtailadmin_explore_results wagtailadmin_choose_page wagtailadmin_choose_page_child wagtailadmin_choose_page_search
        wagtailadmin_choose_page_chosen_multiple wagtailadmin_choose_page_external_link wagtailadmin_choose_page_email_link
        wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link wagtailadmin_tag_autocomplete
        wagtailadmin_tag_model_autocomplete wagtailadmin_account wagtailadmin_dismissibles wagtailadmin_block_preview
        wagtailadmin_sprite wagtailadmin_javascript_catalog
    """,
    "wagtailadmin_api:pages": "listing detail find",
    "wagtailadmin_pages": """
        add preview_on_add type_use type_use_results choose_parent usage edit preview_on_edit view_draft add_subpage delete
        unpublish set_privacy convert_alias search search_results move move_confirm set_page_position copy workflow_action
        collect_workflow_action_data confirm_workflow_cancellation workflow_preview lock unlock revisions_index
        revisions_view revisions_revert revisions_unschedule revisions_compare workflow_history workflow_history_detail
        history history_results
    """,
    "wagtailadmin_reports": """
        locked_pages locked_pages_results workflow workflow_results workflow_tasks workflow_tasks_results site_history
        site_history_results aging_pages aging_pages_results page_types_usage page_types_usage_results
    """,
    "wagtailadmin_editing_sessions": "ping release",
    "wagtailredirects": "index index_results add edit delete",
    "wagtailsnippets": "index",
    "wagtailsnippets_figures_figure": "list list_results add edit usage history history_results",
    "wagtailsnippetchoosers_figures_figure": "choose choose_results chosen chosen_multiple",
    "wagtaildocs": """
        index index_results add edit delete add_multiple edit_multiple create_multiple_from_uploaded_document delete_multiple
        delete_upload_multiple document_usage
    """,
    "wagtaildocs_chooser": "choose choose_results chosen chosen_multiple create",
    "wagtailimages": """
        index index_results edit delete add image_usage add_multiple edit_multiple create_multiple_from_uploaded_image
        delete_multiple delete_upload_multiple
    """,
    "wagtailimages_chooser": "choose choose_results chosen chosen_multiple create select_format",
}
"""The names of open addresses, by the name space they are in."""

BULK: Final = frozenset(
    {
        *(("wagtailcore", "page", action) for action in ("move", "delete", "publish", "unpublish")),
        *(("cms", "picture", action) for action in ("add_tags", "add_to_collection", "delete")),
        *(("wagtaildocs", "document", action) for action in ("add_tags", "add_to_collection", "delete")),
    }
)
"""What may be done to many at once: (app, model, action)."""

SETTINGS: Final = frozenset({("cms", "menus")})
"""The settings that have a page: (app, model)."""


def _names() -> Iterator[str]:
    for space, names in SPACES.items():
        yield from (f"{space}:{name}" if space else name for name in names.split())


OPEN: Final = frozenset(_names())


def is_open(match: ResolverMatch | None) -> bool:
    """Whether an address of /admin/ is one of those that editors and administrators need."""
    if match is None:
        return False
    if match.view_name == "wagtail_bulk_action":
        return _said(match.kwargs, "app_label", "model_name", "action") in BULK
    if match.view_name in ("wagtailsettings:edit", "wagtailsettings:preview_on_edit"):
        return _said(match.kwargs, "app_name", "model_name") in SETTINGS
    return match.view_name in OPEN


def leads_somewhere(address: str) -> bool:
    """Whether a link is not to a closed address of /admin/."""
    return not address.startswith("/admin/") or is_open(resolve(address))


def _said(kwargs: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(str(kwargs[name]) for name in names)
