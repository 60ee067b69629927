// The map beside the list. Without this file it is a still drawing whose pins are links. With it, a number lights up in the list and
// on the map together, and the map can be moved: Leaflet is asked for only then, from this site like everything else.

const SVG = "http://www.w3.org/2000/svg";
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// A file of ours, asked for once a page.
const asked = new Map();
function ask(address, tag, facts, place) {
  if (!asked.has(address)) {
    asked.set(address, new Promise((done, failed) => {
      const wanted = Object.assign(document.createElement(tag), facts, { onload: () => done(), onerror: failed });
      document.head[place](wanted);
    }));
  }
  return asked.get(address);
}
const script = (address) => ask(address, "script", { src: address }, "append");
// Vendor sheets come before our own.
const sheet = (address) => ask(address, "link", { rel: "stylesheet", href: address }, "prepend");

class HubMap extends HTMLElement {
  connectedCallback() {
    this.still = this.querySelector(".map-still");
    this.live = this.querySelector(".map-live");
    this.drawn = this.querySelector(".map-world");
    this.button = this.querySelector("[data-do='move']");
    this.page = this.closest(".list-page") || document.body;
    this.leaving = new AbortController();
    if (!this.drawn || !this.button) return;
    this.lightTogether();
    this.button.parentElement.hidden = false;
    this.listen(this.button, "click", () => (this.free ? this.close() : this.open(true)));
    if (this.page.classList.contains("map-large")) this.open(false);
    else if (this.dataset.tiles) this.openWhenSeen();
  }

  disconnectedCallback() {
    this.leaving?.abort();
    this.seen?.disconnect();
    this.sized?.disconnect();
    this.map?.remove();
    this.map = null;
  }

  listen(on, what, then) {
    on.addEventListener(what, then, { signal: this.leaving.signal });
  }

  // -- In step with the list ----------------------------------------------------------------------------------------
  lightTogether() {
    for (const what of ["pointerover", "focusin"]) this.listen(this.page, what, (event) => this.light(event.target));
    this.listen(this.page, "pointerleave", () => this.light(document.activeElement));
    this.listen(this, "pointerdown", () => { this.moved = false; });
    this.listen(this, "click", (event) => this.follow(event));
  }

  light(target) {
    const pin = target.closest?.(".pin");
    const card = target.closest?.(".card[id]");
    const numbers = pin ? pin.dataset.numbers.split(" ") : card ? [card.id.replace("thing-", "")] : [];
    for (const one of this.querySelectorAll(".pin")) {
      one.classList.toggle("on", one.dataset.numbers.split(" ").some((number) => numbers.includes(number)));
    }
    for (const one of this.page.querySelectorAll(".card[id]")) {
      one.classList.toggle("on", numbers.includes(one.id.replace("thing-", "")));
    }
  }

  // A pin leads to its card; there the link takes the focus.
  follow(event) {
    const pin = event.target.closest(".pin");
    if (!pin) return;
    if (this.moved) { event.preventDefault(); return; }
    const card = document.getElementById(pin.getAttribute("href").slice(1));
    window.setTimeout(() => card?.querySelector("a")?.focus({ preventScroll: true }), 50);
  }

  // -- A map to move ------------------------------------------------------------------------------------------------
  openWhenSeen() {
    if (!("IntersectionObserver" in window)) return;
    this.seen = new IntersectionObserver((found) => {
      if (!found.some((one) => one.isIntersecting)) return;
      this.seen.disconnect();
      this.show().catch(() => this.putBack());
    });
    this.seen.observe(this);
  }

  async open(takesFocus) {
    this.button.disabled = true;
    try {
      await this.show();
      this.letGo(takesFocus);
    } catch {
      this.putBack();
    }
    this.button.disabled = false;
  }

  // The same drawing, in Leaflet's hands and over the operator's tiles if there are any. It lies still until somebody wants to move it.
  show() {
    this.showing ||= this.lay();
    return this.showing;
  }

  async lay() {
    await Promise.all([sheet(this.dataset.leafletCss), script(this.dataset.leaflet)]);
    if (!this.isConnected) return;
    this.still.hidden = true;
    this.live.hidden = false;
    const L = window.L;
    this.map = L.map(this.live, {
      zoomControl: false, attributionControl: false, zoomSnap: 0.25, maxZoom: 17, keyboard: false, dragging: false, touchZoom: false,
      scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm,
    });
    const tiles = this.addTiles(L);
    L.svgOverlay(this.drawn, this.box("world")).addTo(this.map);
    this.map.on("zoomend", () => this.size());
    this.map.on("resize", () => (this.free ? this.size() : this.fit()));
    this.map.on("movestart", () => { this.moved = true; });
    this.map.setMaxBounds(L.latLngBounds(this.box("world")).pad(0.5));
    this.fit();
    // A box that has no size yet, or another one soon, as beside a list that is still being laid out.
    this.sized = new ResizeObserver(() => this.map?.invalidateSize({ animate: false }));
    this.sized.observe(this.live);
    await tiles;
  }

  async addTiles(L) {
    const { tiles, pmtiles, protomaps } = this.dataset;
    if (!tiles) return;
    const map = this.map;
    this.classList.add("over-tiles");
    if (!pmtiles) { L.tileLayer(tiles, { maxZoom: 19 }).addTo(map); return; }
    await script(pmtiles);
    const file = new window.pmtiles.PMTiles(new URL(tiles, location.href).href);
    const { tileType, maxZoom } = await file.getHeader();
    if (tileType > 1) { window.pmtiles.leafletRasterLayer(file, { maxNativeZoom: maxZoom, maxZoom: 19 }).addTo(map); return; }
    await script(protomaps);
    const flavor = getComputedStyle(document.documentElement).colorScheme === "dark" ? "dark" : "light";
    window.protomapsL.leafletLayer({ url: tiles, flavor, lang: document.documentElement.lang.slice(0, 2), maxDataZoom: maxZoom, attribution: "" }).addTo(map);
  }

  letGo(takesFocus) {
    const L = window.L;
    this.free = true;
    this.page.classList.add("map-large");
    this.map.invalidateSize({ animate: false });
    this.fit();
    for (const hand of ["dragging", "touchZoom", "scrollWheelZoom", "doubleClickZoom", "boxZoom", "keyboard"]) this.map[hand]?.enable();
    L.control.zoom({ zoomInTitle: this.dataset.nearer, zoomOutTitle: this.dataset.further }).addTo(this.map);
    this.map.on("click", (event) => { if (!event.originalEvent.target.closest(".pin")) this.map.panTo(event.latlng, { animate: !calm }); });
    this.listen(this.live, "focusin", (event) => this.bringIn(event.target.closest(".pin")));
    this.live.setAttribute("role", "application");
    this.live.setAttribute("aria-label", this.dataset.name);
    this.live.tabIndex = 0;
    [this.words, this.button.textContent] = [this.button.textContent, this.button.dataset.back];
    if (takesFocus) this.live.focus({ preventScroll: true });
    this.count();
  }

  close() {
    this.page.classList.remove("map-large");
    this.button.textContent = this.words;
    this.free = false;
    this.putBack();
    if (this.dataset.tiles) this.openWhenSeen();
  }

  putBack() {
    this.sized?.disconnect();
    this.map?.remove();
    this.map = this.showing = null;
    const fresh = this.live.cloneNode(false);
    for (const name of [...fresh.getAttributeNames()]) if (!["class", "hidden"].includes(name)) fresh.removeAttribute(name);
    fresh.className = "map-live";
    fresh.hidden = true;
    this.live.replaceWith(fresh);
    this.live = fresh;
    this.drawn.removeAttribute("style");
    this.drawn.setAttribute("class", "map-world");
    this.querySelector(".map-all").append(this.drawn);
    this.classList.remove("over-tiles");
    this.still.hidden = false;
  }

  box(name) {
    const [south, west, north, east] = this.dataset[name].split(",").map(Number);
    return [[south, west], [north, east]];
  }

  fit() {
    if (!this.live.clientWidth || !this.live.clientHeight) return;
    this.map.setMinZoom(this.map.getBoundsZoom(this.box("world")) - 0.5);
    this.map.fitBounds(this.box("view"), { animate: false });
    this.size();
  }

  // Further names stand on the map as soon as there is room for them.
  size() {
    const scale = this.drawn.getBoundingClientRect().width / (2.88 * parseFloat(this.drawn.getAttribute("width")));
    this.drawn.classList.toggle("size-1", scale >= 1.9);
    this.drawn.classList.toggle("size-2", scale >= 3.8);
  }

  // The browser would scroll to a pin outside of what is seen; the map moves instead.
  bringIn(pin) {
    if (!pin) return;
    this.live.scrollTop = this.live.scrollLeft = 0;
    const [at, here] = [pin.querySelector(".pin-shape").getBoundingClientRect(), this.live.getBoundingClientRect()];
    const spot = this.map.containerPointToLatLng([at.x + at.width / 2 - here.x, at.y + at.height / 2 - here.y]);
    this.map.panInside(spot, { padding: [48, 48], animate: !calm });
  }

  // How much is on in each part: as a tint, below its name where that stands, and as a list for those who hear the page.
  async count() {
    if (this.counted) return;
    this.counted = true;
    const answer = await fetch(this.dataset.counts, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { parts } = await answer.json();
    const most = Math.max(0, ...parts.map((part) => part.count));
    const [key, names] = [this.querySelector(".map-key"), [...this.querySelectorAll(".name-shape")]];
    for (const part of parts) {
      const shape = this.querySelector(`[data-shape="${CSS.escape(part.name)}"]`);
      shape?.classList.add(part.count > most / 2 ? "most" : part.count > most / 6 ? "more" : "some");
      const name = names.find((one) => one.textContent === part.name);
      if (name) name.append(this.line(part.things, name.getAttribute("x")));
      key.querySelector("ul").append(Object.assign(document.createElement("li"), { textContent: part.words }));
    }
    key.hidden = false;
    this.classList.add("counted");
  }

  line(words, x) {
    const line = document.createElementNS(SVG, "tspan");
    line.setAttribute("x", x);
    line.setAttribute("dy", "17");
    line.textContent = words;
    return line;
  }
}

customElements.define("hub-map", HubMap);
