// Small helps that nothing depends on. Every page works without this file.

// What a page has to say first, errors or what was done, takes the focus, also where a browser passes over `autofocus`.
class HubFocus extends HTMLElement {
  connectedCallback() {
    const first = this.querySelector("[autofocus]");
    if (!first) return;
    window.setTimeout(() => { if (document.activeElement === document.body) first.focus(); }, 100);
  }
}

// A form within it is sent once, however often its button is pressed, until the page is shown again.
class HubOnce extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      if (this.sent && Date.now() - this.sent < 8000) event.preventDefault();
      else this.sent = Date.now();
    });
    window.addEventListener("pageshow", () => { this.sent = 0; });
  }
}

// Arrow keys over the street of 21 windows. Where days are houses, up and down stay within a day; on a phone days are rows.
class HubStreet extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => {
      const step = this.step(event.key);
      const windows = [...this.querySelectorAll("input")];
      const here = windows.indexOf(document.activeElement);
      if (!step || here < 0) return;
      const next = windows[here + step];
      if (next) { event.preventDefault(); next.focus(); }
    });
  }

  step(key) {
    const [first, second] = this.querySelectorAll("input");
    const houses = second.getBoundingClientRect().top > first.getBoundingClientRect().top;
    const turn = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const [along, down] = houses ? [3, 1] : [1, 3];
    return { ArrowUp: -down, ArrowDown: down, ArrowLeft: -along * turn, ArrowRight: along * turn }[key];
  }
}

// A button that prints: only shown where it works.
class HubPrint extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    const free = document.activeElement === document.body || document.activeElement.id === "said";
    if (this.hasAttribute("data-first") && free) button.focus();
    button.addEventListener("click", () => window.print());
  }
}

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

customElements.define("hub-focus", HubFocus);
customElements.define("hub-once", HubOnce);
customElements.define("hub-street", HubStreet);
customElements.define("hub-print", HubPrint);
customElements.define("hub-count", HubCount);

try { giveBackTyped(); } catch { /* a browser that keeps nothing */ }
for (const form of document.querySelectorAll(".languages, .foot-colours")) {
  form.addEventListener("submit", () => { try { keepTyped(); } catch { /* a browser that keeps nothing */ } });
}
