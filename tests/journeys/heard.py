"""What a screen reader gets of a page, read from Chromium's accessibility tree."""

import re

ENGLISH = r"\b(the|and|you|your|with|what|this|that|from|have|they|their|we|who|when|can|will|are)\b"
WELSH = r"\b(mae|eich|chi|ydych|gyda|nid|wedi|hwn)\b"
"""Words that a sentence of one language hardly goes without, and the other does not have."""
OURS = re.compile("the Hub|Knightsbridge and Belgravia")
"""Names, which have no language."""
NAMED = {
    "textbox",
    "searchbox",
    "checkbox",
    "radio",
    "combobox",
    "spinbutton",
    "button",
    "link",
    "radiogroup",
    "DateTime",
}
TEXTS = """language => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const owner = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (owner.closest("script, style, template, [hidden]") || !owner.closest("[lang]").getAttribute("lang").startsWith(language)) continue;
    const said = node === owner ? ["aria-label", "title", "placeholder", "alt"].map((name) => owner.getAttribute(name) || "")
      : [node.data];
    found.push(...said.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean));
  }
  return found;
}"""
WRONG = """[...document.querySelectorAll(".field.wrong")].map((field) =>
  [field.querySelector("legend, label").innerText, field.querySelector(".error").innerText])"""


class Heard:
    """One page as it is heard."""

    def __init__(self, page):
        self.page = page
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        self.nodes = [_plain(node) for node in nodes if not node.get("ignored")]

    @property
    def title(self):
        return next(node["name"] for node in self.nodes if node["role"] == "RootWebArea")

    def trouble(self, language):
        """Return what somebody who only hears the page would stumble over."""
        said = [*self._names(), *self._one_heading(), *self._errors(language), *self._language(language)]
        return [f"{self.page.url} [{language}] {words}" for words in said]

    def _names(self):
        return [f"no name: {node}" for node in self.nodes if node["role"] in NAMED and not node["name"].strip()]

    def _one_heading(self):
        first = [node["name"] for node in self.nodes if node["role"] == "heading" and node.get("level") == 1]
        return [] if len(first) == 1 and first[0].strip() else [f"headings of level 1: {first}"]

    def _errors(self, language):
        wrong = self.page.evaluate(WRONG)
        begins = {"en": "Error: ", "cy": "Gwall: "}[language]
        if (wrong != []) is not self.title.startswith(begins) and not self.page.locator(".errors").count():
            yield f"title {self.title!r} with errors {wrong}"
        told = [(node["name"], _flat(node["description"]), node.get("invalid")) for node in self.nodes]
        for label, message in wrong:
            mine = [node for node in told if _flat(message) in node[1]]
            if not mine:
                yield f"error not described: {label}: {message}"
            elif not any(node[2] not in (None, "false") for node in mine):
                yield f"not marked invalid: {label}: {mine}"

    def _language(self, language):
        other = {"cy": ENGLISH, "en": WELSH}[language]
        texts = self.page.evaluate(TEXTS, language)
        return [f"heard as {language}: {text[:120]}" for text in texts if re.search(other, OURS.sub("", text), re.I)]


def _plain(node):
    kept = {name: str(node.get(name, {}).get("value", "")) for name in ("role", "name", "description")}
    return kept | {one["name"]: one["value"].get("value") for one in node.get("properties", [])}


def _flat(text):
    return " ".join(text.split())
