"""Template tag for a step of the capture: its number, its name and about how long it takes."""

from django import template
from django.template import loader
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(end_name="endstep")
def step(content: SafeString, number: int, name: str, seconds: int) -> SafeString:
    """Render one step around its fields."""
    return SafeString(
        loader.render_to_string(
            "frontline/_step.html", {"content": content, "number": number, "name": name, "seconds": seconds}
        )
    )
