"""Pages whose texts may name figures and settings in curly brackets: `{lottery-fee}`, `{place}`."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.utils.html import conditional_escape
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue
from wagtail.models import Page, get_page_models

from hub.figures import reading


def text_of(value: Any) -> str:
    """Return what a field of a page says, as one text; "" for a field of another kind."""
    if isinstance(value, StreamValue):
        return json.dumps(value.get_prep_value(), ensure_ascii=False, cls=DjangoJSONEncoder)
    return value if isinstance(value, str) else ""


def pages_naming(key: str) -> list[Page]:
    """Return the pages whose texts name a figure, in order of their titles."""
    found = [
        page
        for kind in get_page_models()
        if issubclass(kind, Figured)
        for page in kind.objects.all()
        if any(key in reading.named_in(text_of(getattr(page, field.attname))) for field in kind._meta.concrete_fields)
    ]
    return sorted(found, key=lambda page: (page.title, page.pk))


class FiguresKnown(WagtailAdminPageForm):
    """The form of a page. A name in curly brackets that stands for nothing is refused beside the field."""

    def clean(self) -> dict[str, Any]:
        """Check the names in every text."""
        found: dict[str, Any] = super().clean()
        for field, value in list(found.items()):
            if strange := reading.unknown_in(text_of(value)):
                self.add_error(field, reading.strange(strange))
        return found


class Figured(models.Model):
    """A page whose figures and settings are filled in when it is shown, wherever they stand."""

    base_form_class = FiguresKnown

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Render the page, then fill in what its texts name."""
        response: HttpResponse = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        if isinstance(response, TemplateResponse):
            response.add_post_render_callback(_fill)
        return response


def _fill(response: SimpleTemplateResponse) -> None:
    text = response.content.decode(response.charset)
    if reading.named_in(text):
        response.content = reading.fill(text, reading.load(), shown=conditional_escape)
