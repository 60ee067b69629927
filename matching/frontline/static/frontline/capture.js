// Keys for the capture page. Without this file every tick is a Tab stop of its own, and all of it works.

// A group of ticks is one Tab stop: arrows move within it, a letter goes to the next choice that begins with it.
class HubStop extends HTMLElement {
  connectedCallback() {
    const boxes = this.boxes();
    if (boxes.length < 2) return;
    this.radios = boxes[0].type === "radio"; // one Tab stop and arrows are their own
    if (this.radios) { this.addEventListener("keydown", (event) => this.choose(event)); return; }
    this.only(boxes.find((box) => box.checked) || boxes[0]);
    this.addEventListener("focusin", (event) => { if (this.boxes().includes(event.target)) this.only(event.target); });
    this.addEventListener("keydown", (event) => this.go(event));
  }

  boxes() { return [...this.querySelectorAll("input, button")]; }

  only(box) { for (const other of this.boxes()) other.tabIndex = other === box ? 0 : -1; }

  go(event) {
    const boxes = this.boxes();
    const here = boxes.indexOf(document.activeElement);
    if (here < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = this.step(event.key, here, boxes) || this.named(event.key, here, boxes);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  }

  choose(event) {
    const boxes = this.boxes();
    const here = boxes.indexOf(document.activeElement);
    if (here < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = this.named(event.key, here, boxes);
    if (next) { event.preventDefault(); next.focus(); next.click(); }
  }

  step(key, here, boxes) {
    if (key === "Home") return boxes[0];
    if (key === "End") return boxes[boxes.length - 1];
    if (this.hasAttribute("data-week")) return null; // the street has its own arrows
    const turn = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const by = { ArrowDown: 1, ArrowUp: -1, ArrowRight: turn, ArrowLeft: -turn }[key];
    return by ? boxes[(here + by + boxes.length) % boxes.length] : null;
  }

  named(key, here, boxes) {
    if (key.length !== 1 || key === " ") return null;
    const names = boxes.map((box) => this.name(box));
    for (let step = 1; step <= boxes.length; step += 1) {
      const place = (here + step) % boxes.length;
      if (names[place].startsWith(key.toLowerCase())) return boxes[place];
    }
    return null;
  }

  name(box) {
    const label = (box.labels[0] || box).textContent;
    const day = this.hasAttribute("data-week") ? box.closest("fieldset").querySelector(".hidden").textContent : "";
    return `${day}${label}`.trim().toLowerCase();
  }
}
customElements.define("hub-stop", HubStop);

// One key leads to what to do when something is worrying; another to what fits, and back to the words to read out.
document.addEventListener("keydown", (event) => {
  if (event.key !== "F8" && event.key !== "F9") return;
  const link = document.querySelector(`[data-key=${event.key}]`);
  if (!link) return;
  event.preventDefault();
  if (event.key === "F8") link.click();
  else over();
});

for (const hint of document.querySelectorAll("[data-key] [hidden]")) hint.hidden = false;

function over() {
  const inside = document.activeElement.closest("#matches");
  const first = (place) => document.querySelector(`${place} input:checked`) || document.querySelector(`${place} input`);
  const next = inside ? first("#agreements") || first("[data-answer]") : first("#matches");
  if (next) next.focus();
}

// Once the page is sent, nothing that was still to be saved is sent after it.
const page = document.getElementById("capture");
if (page) {
  let sent = false;
  page.addEventListener("submit", () => { sent = true; page.dispatchEvent(new CustomEvent("htmx:abort")); });
  page.addEventListener("htmx:beforeRequest", (event) => { if (sent) event.preventDefault(); });
  window.addEventListener("pageshow", () => { sent = false; });

  // An answer to what stood here before the last tick would take that tick away. The tick has asked again: its own answer follows.
  let changes = 0;
  page.addEventListener("change", () => { changes += 1; });
  page.addEventListener("htmx:beforeSend", (event) => { event.detail.xhr.changes = changes; });
  page.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.xhr.changes !== changes) event.detail.shouldSwap = false; });

  // Whether what stands here is kept, said beside the name.
  const saved = document.getElementById("saved");
  const count = () => (document.querySelector(".matches-count") || { textContent: "" }).textContent;
  const say = (how) => { saved.textContent = how === "saved" ? `${saved.dataset.saved} ${count()}.` : saved.dataset[how]; saved.classList.toggle("not-saved", how !== "saved"); };
  page.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr.status;
    if (sent) return;
    const choice = document.getElementById("elsewhere");
    const isNew = status === 409 && choice.hidden;
    choice.hidden = status !== 409;
    if (isNew) choice.scrollIntoView({ block: "center" }); // it stands above what is being typed
    if (event.detail.successful) say("saved");
    else if (status) say({ 401: "out", 404: "gone", 409: "elsewhere", 413: "long" }[status] || "failed");
  });
  page.addEventListener("htmx:sendError", () => {
    say("failed");
    window.setTimeout(() => page.elements.words.dispatchEvent(new Event("change", { bubbles: true })), 4000);
  });
}

// A yes needs their details, and to be asked no more needs their number: the part that holds them opens.
if (page) {
  page.addEventListener("change", ({ target }) => {
    if (target.type === "radio" && target.checked && /^(yes|wait|do_not_ask)/.test(target.value)) document.getElementById("keeping").open = true;
  });
}

// An empty page begins at its first question.
const question = document.getElementById("id_unsorted_0");
if (page && question && !document.querySelector(".errors") && !page.elements.first_name.value && document.activeElement === document.body) {
  question.focus({ preventScroll: true });
}
