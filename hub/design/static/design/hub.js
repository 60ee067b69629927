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

// The next at this computer may be somebody else. Some browsers keep a page for "Back" although it says that it must not be
// stored, and all may fill its fields again: such a page is asked for anew, and its fields begin as they came.
function showAnew(event) {
  const [came] = performance.getEntriesByType("navigation");
  if (!event.persisted && came?.type !== "back_forward") return;
  for (const form of document.querySelectorAll("form[method=post]")) form.reset();
  if (!event.persisted) return;
  document.body.hidden = true;
  location.reload();
}

if (document.body.hasAttribute("data-personal")) window.addEventListener("pageshow", showAnew);

// What somebody unknown looked at can be shown again from the empty page, in this tab alone and until it is closed.
class HubLook extends HTMLElement {
  connectedCallback() {
    if (this.dataset.key) { sessionStorage.setItem("look", this.dataset.key); return; }
    const key = sessionStorage.getItem("look");
    if (!key) return;
    this.querySelector("a").search = `?look=${encodeURIComponent(key)}`;
    this.querySelector("p").hidden = false;
  }
}

customElements.define("hub-focus", HubFocus);
customElements.define("hub-look", HubLook);
customElements.define("hub-once", HubOnce);
customElements.define("hub-street", HubStreet);
customElements.define("hub-print", HubPrint);
