// Elements out of data: every text by textContent, every listener by addEventListener, links only where they are safe.
(function (B) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  /** el("button", {class, text, on: {click}, data: {key}, attribute: value}, ...children) */
  function el(tag, properties, ...children) {
    return fill(document.createElement(tag), properties, children);
  }

  function svg(tag, properties, ...children) {
    return fill(document.createElementNS(SVG, tag), properties, children);
  }

  function fill(element, properties, children) {
    for (const [name, value] of Object.entries(properties || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") element.textContent = value;
      else if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
      else if (name === "data") Object.assign(element.dataset, value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  const ICONS = {
    search: "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M15.4 15.4L20.5 20.5",
    close: "M6 6L18 18M18 6L6 18",
    back: "M14.5 5.5L8 12L14.5 18.5",
    next: "M9.5 5.5L16 12L9.5 18.5",
    play: "M8 5.5V18.5L18.5 12Z",
    pause: "M8.5 5.5V18.5M15.5 5.5V18.5",
    plus: "M12 5.5V18.5M5.5 12H18.5",
    minus: "M5.5 12H18.5",
    fit: "M4.5 9V4.5H9M15 4.5H19.5V9M19.5 15V19.5H15M9 19.5H4.5V15",
    picture: "M4.5 5.5H19.5V18.5H4.5ZM4.5 16L9 11.5L12.5 15L15 12.5L19.5 17M15.5 8.6a1.2 1.2 0 1 1 0 2.4a1.2 1.2 0 0 1 0-2.4",
    filter: "M4 7H20M7 12H17M10 17H14",
    out: "M13.5 5H19V10.5M19 5L11 13M10 6H6.5A1.5 1.5 0 0 0 5 7.5V17.5A1.5 1.5 0 0 0 6.5 19H16.5A1.5 1.5 0 0 0 18 17.5V14",
    chevron: "M6.5 9.5L12 15L17.5 9.5",
    tray: "M4.5 13.5V18.5H19.5V13.5M4.5 13.5L7 5.5H17L19.5 13.5M4.5 13.5H9L10 15.5H14L15 13.5H19.5",
    move: "M12 3.5V20.5M3.5 12H20.5M9.5 6L12 3.5L14.5 6M9.5 18L12 20.5L14.5 18M6 9.5L3.5 12L6 14.5M18 9.5L20.5 12L18 14.5",
    target: "M12 7.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9M12 3V7.5M12 16.5V21M3 12H7.5M16.5 12H21",
  };

  function icon(name) {
    const filled = name === "play" ? "bn-icon bn-icon-filled" : "bn-icon";
    return svg("svg", { class: filled, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, svg("path", { d: ICONS[name] }));
  }

  /** A button that shows only an icon; its label is read out and shown as its title. */
  function iconButton(name, label, listener, extra) {
    return el("button", { type: "button", class: "bn-iconbutton", "aria-label": label, title: label, on: { click: listener }, ...extra }, icon(name));
  }

  /** A sample of an actor's shape, as the canvas draws it. */
  function shapeSample(shape, colour) {
    return svg("svg", { class: "bn-shape", viewBox: "-1.4 -1.4 2.8 2.8", "aria-hidden": "true" }, svg("path", { d: B.shapePath(shape), fill: colour }));
  }

  /** A sample of a tie's line. */
  function lineSample(colour, dashes, opacity) {
    const line = svg("line", { x1: 1, y1: 6, x2: 27, y2: 6, stroke: colour || "currentColor", "stroke-width": 2, "stroke-opacity": opacity });
    if (dashes) line.setAttribute("stroke-dasharray", dashes.join(" "));
    return svg("svg", { class: "bn-line", viewBox: "0 0 28 12", "aria-hidden": "true" }, line);
  }

  /** A sample of a double line. */
  function doubleSample(colour) {
    const lines = [4.2, 7.8].map((y) => svg("line", { x1: 1, y1: y, x2: 27, y2: y, stroke: colour, "stroke-width": 1.4 }));
    return svg("svg", { class: "bn-line", viewBox: "0 0 28 12", "aria-hidden": "true" }, lines);
  }

  /** A link to another host if its address is http, https or mailto, else only its text. */
  function link(address, text) {
    let url = null;
    try {
      url = new URL(String(address));
    } catch {
      url = null;
    }
    if (!url || !["http:", "https:", "mailto:"].includes(url.protocol)) return el("span", { text });
    return el("a", { class: "bn-out", href: url.href, target: "_blank", rel: "noopener noreferrer" }, text, icon("out"));
  }

  /** Fills a container anew; what had the focus (by data-key) has it again, and the scroll stays. */
  function refill(container, ...children) {
    const active = container.getRootNode().activeElement;
    const key = active && container.contains(active) ? active.dataset.key : null;
    const top = container.scrollTop;
    container.replaceChildren(...children.flat(Infinity).filter(Boolean));
    container.scrollTop = top;
    if (key) {
      const again = [...container.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
      if (again) again.focus({ preventScroll: true });
    }
  }

  /** t("Ties: {n}", {n: 3}): the text of wire.strings for an English text, or that text; {names} filled in. */
  function translator(strings) {
    return (english, values) => {
      const text = (strings && Object.hasOwn(strings, english) && strings[english]) || english;
      return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole)) : text;
    };
  }

  Object.assign(B, { el, svg, icon, iconButton, shapeSample, lineSample, doubleSample, link, refill, translator });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
