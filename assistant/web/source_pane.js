// The pane of one answer: opens at a click on a number, moves with the arrow keys, closes with Escape, and leaves what
// was clicked where it stood.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ra-source-root");
  const link = (number) => document.querySelector(`a[data-source="${data.turn}:${number}"]`);
  const below = () => getComputedStyle(root.querySelector(".ra-source") || root).position !== "fixed";
  const scroller = () => {
    let place = root;
    while (place.parentElement && !(place.scrollHeight > place.clientHeight && /auto|scroll/.test(getComputedStyle(place).overflowY)))
      place = place.parentElement;
    return place;
  };
  const ask = (number) => {
    const at = (n) => { const from = link(n); return from && { number: n, top: from.getBoundingClientRect().top }; };
    // below the answer the pane comes into view; going back leads to where the reader was
    if (number && !data.number) root.from = at(number);
    root.held = number || !root.from || !below() ? at(number) || at(data.number) : root.from;
    wish(number, 3);
  };
  root.trigger = setTriggerValue;
  // a click while the page is still being drawn may get lost
  const wish = (number, tries) => {
    clearTimeout(root.again);
    root.trigger("wanted", number);
    if (tries > 1) root.again = setTimeout(() => { if (root.number !== number) wish(number, tries - 1); }, 2000);
  };
  const hold = () => {
    const { number, top } = root.held || {};
    const held = number && link(number);  // drawn anew, it is another element
    if (!held || (data.number && below())) return;
    const moved = held.getBoundingClientRect().top - top;
    if (Math.abs(moved) > 1) scroller().scrollTop += moved;
  };
  const step = (go) => {
    if (go === "close") ask(0);
    if (go === "prev" && data.number > 1) ask(data.number - 1);
    if (go === "next" && data.number < data.count) ask(data.number + 1);
  };
  const clicked = (event) => {
    const pointer = event.target.closest && event.target.closest("a[data-source]");
    if (!pointer || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const [turn, number] = pointer.dataset.source.split(":");
    if (turn === data.turn) {
      event.preventDefault();
      window.reportWanted = "";
      ask(Number(number));
    } else if (data.number) {
      // another answer's source takes the place: here at once, on the server when that one is on show
      data = { ...data, number: 0, html: "" };
      root.innerHTML = root.shown = "";
      root.number = 0;
      clearTimeout(root.again);
      setTimeout(() => root.trigger("wanted", 0), 1500);
    }
  };
  const typed = (event) => {
    if (!data.number) return;
    const inside = root.contains(document.activeElement);
    const writing = document.activeElement && document.activeElement.closest("input, textarea");
    const keys = { Escape: "close", ArrowLeft: "prev", ArrowRight: "next" };
    const go = keys[event.key];
    if (!go || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!inside && (writing || event.key !== "Escape")) return;
    event.preventDefault();
    step(go);
  };
  if (root.number !== data.number || root.shown !== data.html) {
    const before = root.number || 0;
    root.innerHTML = data.html;
    root.shown = data.html;
    root.number = data.number;
    for (const pointer of document.querySelectorAll(`a[data-source^="${data.turn}:"]`)) {
      const here = pointer.dataset.source === `${data.turn}:${data.number}`;
      if (here) pointer.setAttribute("aria-current", "true");
      else pointer.removeAttribute("aria-current");
    }
    if (data.number) {
      const pane = root.querySelector(".ra-source");
      if (below()) {
        root.querySelector(".ra-source-outline")?.removeAttribute("open");
      }
      const text = root.querySelector(".ra-source-text");
      const quote = text && text.querySelector("#s-quote");
      if (quote) text.scrollTop += quote.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
      const heading = root.querySelector(".ra-outline[aria-current]");
      const outline = heading && heading.parentElement;
      if (outline) outline.scrollTop += heading.getBoundingClientRect().top - outline.getBoundingClientRect().top - 30;
      if (below()) pane.scrollIntoView({ block: "nearest" });
      pane.focus({ preventScroll: true });
    } else if (before && link(before)) {
      link(before).focus({ preventScroll: true });
    }
    // the answer takes its new width within a moment, on a busy machine within a few; who scrolls meanwhile is not held
    const until = performance.now() + 2500;
    const release = () => { root.held = null; };
    for (const moved of ["wheel", "touchmove"]) window.addEventListener(moved, release, { passive: true, once: true });
    const settle = () => { hold(); if (root.held && performance.now() < until) requestAnimationFrame(settle); };
    settle();
  }
  root.onclick = (event) => {
    const button = event.target.closest("button[data-go]");
    if (button) step(button.dataset.go);
    const heading = event.target.closest("a.ra-outline");
    if (!heading) return;
    const text = root.querySelector(".ra-source-text");
    const place = text && text.querySelector(heading.getAttribute("href"));
    event.preventDefault();
    if (place) text.scrollTop += place.getBoundingClientRect().top - text.getBoundingClientRect().top - 8;
    for (const other of root.querySelectorAll(".ra-outline[aria-current]")) other.removeAttribute("aria-current");
    heading.setAttribute("aria-current", "true");
  };
  const [turn, number] = (window.reportWanted || "").split(":");
  if (turn === data.turn) {
    window.reportWanted = "";
    ask(Number(number));
  }
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", typed);
  return () => {
    document.removeEventListener("click", clicked);
    document.removeEventListener("keydown", typed);
  };
}
