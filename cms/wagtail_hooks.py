"""Wagtail's menu for people who use our sign-in: adds our pages and figures, removes its users, and puts first what is to do."""

from typing import Any, Final

from django.db import models
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms import admin_addresses, checklist, figure_forms, on_show, redirects
from hub.access.requests import actor_of
from hub.core import fields
from hub.figures.models import Figure

# Wagtail's own calendar makes today of what it can't read, without a word.
register_form_field_override(models.DateField, override={"form_class": fields.DateField})

WORDS: Final = "figures.add_figure"
"""What it takes to change what a figure says."""


class ForAdministrators(MenuItem):
    """A menu item for administrators only."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to administrators."""
        return actor_of(request).is_administrator


@hooks.register("register_admin_menu_item")
def check_groups() -> MenuItem:
    """Add the link to the groups to verify."""
    return ForAdministrators(_("Check groups"), reverse("to_verify"), icon_name="check", order=10)


@hooks.register("register_admin_menu_item")
def hub_status() -> MenuItem:
    """Add the link to the status of the hub."""
    return ForAdministrators(_("How the hub is doing"), reverse("hub_status"), icon_name="info-circle", order=20)


@hooks.register("construct_homepage_panels")
def what_is_to_do(request: HttpRequest, panels: list[Any]) -> None:
    """Show administrators the checklist of a new installation."""
    if actor_of(request).is_administrator:
        panels.append(checklist.Checklist())


@hooks.register("insert_global_admin_css")
def looks() -> SafeString:
    """Add the styles of our own panels."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("insert_global_admin_js")
def cuts_nothing() -> SafeString:
    """Add the script that keeps browsers from cutting what is pasted."""
    return format_html('<script src="{}"></script>', static("cms/admin.js"))


def only_open(request: HttpRequest, menu_items: list[Any]) -> None:
    """Remove from a menu what leads to a closed address: users, groups, sites, collections, steps of review."""
    menu_items[:] = [item for item in menu_items if admin_addresses.leads_somewhere(item.url)]


for menu in ("main_menu", "settings_menu", "reports_menu", "search"):
    hooks.register(f"construct_{menu}", only_open)


@hooks.register("construct_page_action_menu")
def approval_first(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Show "Approve and publish" as the button, not within the menu beside it, to whoever may approve."""
    menu_items.sort(key=lambda item: item.name != "approve" or item.launch_modal)


@hooks.register("register_admin_urls", order=-1)
def redirects_by_path() -> list[Any]:
    """Put our form of redirects before Wagtail's."""
    return [
        path("redirects/", redirects.Index.as_view(), name="redirect_list"),
        path("redirects/add/", redirects.Add.as_view(), name="redirect_add"),
        path("redirects/<int:redirect_id>/", redirects.Edit.as_view(), name="redirect_edit"),
    ]


class Figures(SnippetViewSet):
    """The table of figures: changing one changes every page that names it, at once, so one editor alone only says when it was checked."""

    model = Figure
    icon = "table"
    menu_label = _("Figures")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ("about", "value", "key", "source", "review_by", "checked_on")
    list_per_page = 100
    search_fields = ("about", "key", "value", "source")
    ordering = ("about", "pk")
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("about", permission=WORDS),
            FieldRowPanel([FieldPanel("key", permission=WORDS), FieldPanel("value", permission=WORDS)]),
            FieldPanel("source", permission=WORDS),
            FieldPanel("url", permission=WORDS),
            FieldRowPanel([FieldPanel("as_at"), FieldPanel("checked_on"), FieldPanel("review_by")]),
            HelpPanel(template="cms/admin/figure_used_on.html", heading=_("Used on")),
        ],
        base_form_class=figure_forms.FigureForm,
    )


register_snippet(Figures)


hooks.register("before_serve_page", on_show.refuse_past_its_end)
