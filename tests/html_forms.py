"""What a browser sends of a page's form: its successful controls, as they stand."""

from bs4 import BeautifulSoup
from bs4.element import Tag

Fields = dict[str, list[str]]


def fields_of(html: str, *, having: str) -> Fields:
    """Return the controls of the form that has a control of this name, by name. No button is pressed."""
    form = next(
        form for form in BeautifulSoup(html, "html.parser").find_all("form") if form.find(attrs={"name": having})
    )
    sent: Fields = {}
    for control in form.find_all(["input", "textarea", "select"]):
        if control.get("name") and not control.has_attr("disabled"):
            for value in _values(control):
                sent.setdefault(control["name"], []).append(value)
    return sent


def _values(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [control.text.removeprefix("\n")]
    if control.name == "select":
        options = control.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")]
        return [option.get("value", option.text) for option in chosen or options[:1]]
    if control.get("type") in ("checkbox", "radio"):
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    return [] if control.get("type") in ("submit", "button", "file") else [str(control.get("value", ""))]
