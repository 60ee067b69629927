// Helps for what is typed, on pages with a form to send. Every page works without this file.

// How many letters are left. It is read out only when little room is left.
class HubCount extends HTMLElement {
  connectedCallback() {
    const control = this.parentElement.querySelector("textarea, input");
    if (!control) return;
    this.unused = this.textContent;
    control.addEventListener("input", () => this.show(control));
    this.show(control);
  }

  show(control) {
    const limit = Number(this.dataset.limit);
    const left = limit - [...control.value.trim()].length;
    this.classList.toggle("over", left < 0);
    if (left < limit / 10) this.setAttribute("aria-live", "polite"); else this.removeAttribute("aria-live");
    this.textContent = left === limit ? this.unused
      : `${left < 0 ? this.dataset.over : this.dataset.left} ${Math.abs(left)}`;
  }
}

// What is half typed outlives a change of language or colours. Those buttons send only their own form, and nothing should leave
// the phone before it is sent; so it waits in this tab, for the next page alone, and comes back only where the same fields
// stand. What is secret or hidden is left out.
function typed() {
  return [...document.querySelectorAll("main form[method=post]")].flatMap((form) => [...form.elements]).filter((field) =>
    field.name && !/hidden|password|file|submit|button|fieldset/.test(field.type) && field.autocomplete !== "one-time-code");
}

function keepTyped() {
  const values = typed().map((field) => [field.name, field.value, Boolean(field.checked)]);
  sessionStorage.setItem("typed", JSON.stringify([location.pathname, Date.now(), values]));
}

function giveBackTyped() {
  const [path, at, values] = JSON.parse(sessionStorage.getItem("typed") || "[]");
  sessionStorage.removeItem("typed");
  const fields = typed();
  if (path !== location.pathname || Date.now() - at > 60000) return;
  if (fields.map((field) => field.name).join() !== values.map(([name]) => name).join()) return;
  fields.forEach((field, place) => {
    const [, value, checked] = values[place];
    if (/checkbox|radio/.test(field.type)) field.checked = checked; else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

customElements.define("hub-count", HubCount);

try { giveBackTyped(); } catch { /* a browser that keeps nothing */ }
for (const form of document.querySelectorAll(".languages, .foot-colours")) {
  form.addEventListener("submit", () => { try { keepTyped(); } catch { /* a browser that keeps nothing */ } });
}
