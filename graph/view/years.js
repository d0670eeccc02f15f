// The year control: the ties of each year as bars, the events as marks, a handle or two, and playback.
(function (B) {
  "use strict";

  const STEP = 1100; // ms of one year at normal speed
  const SPEEDS = [0.5, 1, 2, 4];
  const NEAR = 21; // px: events closer than this share one mark
  const STEPS = [1, 2, 5, 10, 20, 25, 50, 100];

  function years(view) {
    const { el, svg } = B;
    const t = (text, values) => view.t(text, values);
    let first;
    let last;
    let counts = { certain: [], possible: [] };
    let countsKey = "";
    let width = 0;
    let playing = 0;
    let speed = 1;
    let bars = [];

    const chart = el("div", { class: "bn-chart" });
    const picture = svg("svg", { class: "bn-bars", "aria-hidden": "true" });
    const marks = el("div", { class: "bn-marks", role: "group" });
    const list = el("div", { class: "bn-eventlist", hidden: true });
    const band = el("div", { class: "bn-band", "aria-hidden": "true" });
    const handles = ["from", "to"].map((end) => el("div", {
      class: "bn-handle", role: "slider", tabindex: "0", data: { key: `handle-${end}` }, on: { keydown: (event) => key(event, end) },
    }));
    chart.append(band, picture, ...handles, marks, list);

    const big = el("div", { class: "bn-when" });
    const back = B.iconButton("back", "", () => step(-1));
    const next = B.iconButton("next", "", () => step(1));
    const play = B.iconButton("play", "", () => (playing ? stop() : start()), { class: "bn-iconbutton bn-play" });
    const pace = el("button", { type: "button", class: "bn-pace", on: { click: faster } });
    const modes = el("div", { class: "bn-segments", role: "group" });
    const element = el("section", { class: "bn-years" },
      el("div", { class: "bn-time" }, big, el("div", { class: "bn-buttons" }, back, play, next, pace), modes), chart);

    // ---- the scale

    const slots = () => last - first + 1;
    const slot = () => width / slots();
    const left = (year) => (year - first) * slot();
    const clamp = (year) => Math.min(last, Math.max(first, year));
    const yearAt = (x) => clamp(first + Math.floor(x / slot()));

    function xOfDay(day) {
      const year = B.yearOf(day);
      const start = B.dayOf(year, 1, 1);
      return left(year) + ((day - start) / (B.dayOf(year + 1, 1, 1) - start)) * slot();
    }

    // ---- moving through time

    function range() {
      const when = B.windowOf(view.state, view.wire);
      return { mode: when.mode, from: clamp(when.from), to: clamp(when.to) };
    }

    function goYear(year) {
      view.set({ year: String(clamp(year)), from: null, to: null, compare: null });
    }

    function goWindow(from, to) {
      const [a, b] = from <= to ? [from, to] : [to, from];
      view.set({ year: null, from: String(clamp(a)), to: String(clamp(b)), compare: null });
    }

    /** A whole window moves by some years and keeps its length. */
    function shift(by) {
      const { from, to } = range();
      const most = by > 0 ? Math.min(by, last - to) : Math.max(by, first - from);
      goWindow(from + most, to + most);
    }

    function step(by) {
      const { mode, to } = range();
      if (mode === "window") shift(by);
      else goYear(mode === "all" ? (by > 0 ? first : last) : to + by);
    }

    function setMode(mode) {
      const now = range();
      stop();
      if (mode === "all") view.set({ year: null, from: null, to: null, compare: null });
      else if (mode === "year") goYear(now.mode === "all" ? busiest() : now.to);
      else if (now.mode === "year") goWindow(Math.max(first, now.to - 5), now.to);
      else if (now.mode === "all") goWindow(Math.max(first, last - 10), last);
    }

    function busiest() {
      const sums = counts.certain.map((count, i) => count + counts.possible[i]);
      return first + sums.indexOf(Math.max(...sums));
    }

    function start() {
      const { mode, to } = range();
      if (mode === "all" || to >= last) {
        if (mode === "window") shift(first - last);
        else goYear(first);
      }
      playing = setTimeout(tick, STEP / speed);
      drawButtons();
    }

    function tick() {
      const { to } = range();
      if (to >= last) {
        stop();
        return;
      }
      step(1);
      const year = range().to - first;
      const empty = !counts.certain[year] && !counts.possible[year];
      playing = setTimeout(tick, (empty ? 0.3 : 1) * (STEP / speed));
    }

    function stop() {
      clearTimeout(playing);
      playing = 0;
      drawButtons();
    }

    function faster() {
      speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];
      drawButtons();
    }

    // ---- keyboard

    function key(event, end) {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 5, PageDown: -5 }[event.key];
      const { mode, from, to } = range();
      if (event.key === " ") playing ? stop() : start();
      else if (event.key === "Home" || event.key === "End") {
        const year = event.key === "Home" ? first : last;
        if (mode === "window") goWindow(end === "from" ? year : from, end === "to" ? year : to);
        else goYear(year);
      } else if (by) {
        if (mode !== "window") goYear(mode === "all" ? (by > 0 ? first : last) : to + by);
        else if (event.shiftKey) shift(by);
        else if (end === "from") goWindow(Math.min(to, from + by), to);
        else goWindow(from, Math.max(from, to + by));
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }

    // ---- pointer

    let drag = null;
    chart.addEventListener("pointerdown", (event) => {
      if (event.button || event.target.closest(".bn-mark, .bn-eventlist")) return;
      const x = xIn(event);
      const { mode, from, to } = range();
      const year = yearAt(x);
      stop();
      const [a, b] = [left(from), left(to + 1)];
      const nearFrom = Math.abs(x - a);
      const nearTo = Math.abs(x - b);
      if (mode !== "window") drag = { end: "year" };
      else if (x > a + 12 && x < b - 12 && year >= from && year <= to) drag = { end: "both", x, from, to, moved: false };
      else drag = { end: nearFrom < nearTo ? "from" : "to", other: nearFrom < nearTo ? to : from };
      chart.setPointerCapture(event.pointerId);
      closeList();
      if (drag.end === "year") goYear(year);
      else if (drag.end !== "both") goWindow(...(drag.end === "from" ? [Math.min(year, to), to] : [from, Math.max(year, from)]));
      const handle = handles[drag.end === "from" ? 0 : 1];
      handle.focus({ preventScroll: true });
      event.preventDefault();
    });
    chart.addEventListener("pointermove", (event) => {
      if (!drag) {
        hover(event);
        return;
      }
      const year = yearAt(xIn(event));
      const now = range();
      if (drag.end === "year") {
        if (now.mode !== "year" || now.to !== year) goYear(year);
      } else if (drag.end === "both") {
        const by = Math.round((xIn(event) - drag.x) / slot());
        const most = by > 0 ? Math.min(by, last - drag.to) : Math.max(by, first - drag.from);
        if (most) drag.moved = true;
        if (drag.from + most !== now.from) goWindow(drag.from + most, drag.to + most);
      } else goWindow(drag.other, year);
    });
    for (const type of ["pointerup", "pointercancel"]) {
      chart.addEventListener(type, () => {
        drag = null;
      });
    }
    chart.addEventListener("pointerleave", () => view.tip.hide());

    function xIn(event) {
      return event.clientX - chart.getBoundingClientRect().left;
    }

    function hover(event) {
      if (event.pointerType !== "mouse" || event.target.closest(".bn-mark, .bn-eventlist")) return;
      const i = yearAt(xIn(event)) - first;
      view.tip.show(event.clientX, event.clientY - 60, [String(first + i),
        t("Certain ties: {count}", { count: counts.certain[i] }), counts.possible[i] ? t("Possible ties: {count}", { count: counts.possible[i] }) : ""]);
    }

    // ---- drawing

    function drawBars() {
      const styles = getComputedStyle(chart);
      const height = parseFloat(styles.getPropertyValue("--bn-bars")) || 46;
      const most = Math.max(1, ...counts.certain.map((count, i) => count + counts.possible[i]));
      const gap = slot() > 8 ? 2 : slot() > 4 ? 1 : 0;
      picture.setAttribute("viewBox", `0 0 ${width} ${height + 20}`);
      picture.setAttribute("width", width);
      picture.setAttribute("height", height + 20);
      const every = STEPS.find((size) => size * slot() >= 42) || 100;
      bars = counts.certain.map((certain, i) => {
        const sure = certain ? Math.max(1.5, (certain / most) * height) : 0;
        const maybe = counts.possible[i] ? Math.max(1.5, (counts.possible[i] / most) * height) : 0;
        const x = left(first + i) + gap / 2;
        const size = Math.max(0.8, slot() - gap);
        const bar = svg("g", { class: "bn-bar" },
          svg("rect", { class: "bn-sure", x, width: size, y: height - sure, height: sure }),
          svg("rect", { class: "bn-maybe", x, width: size, y: height - sure - maybe, height: maybe }));
        if ((first + i) % every === 0) {
          const at = left(first + i) + slot() / 2;
          bar.append(svg("text", { class: "bn-tick", x: Math.min(width - 14, Math.max(14, at)), y: height + 17, "text-anchor": "middle" }, String(first + i)));
        }
        return bar;
      });
      picture.replaceChildren(svg("line", { class: "bn-base", x1: 0, x2: width, y1: height + 0.5, y2: height + 0.5 }), ...bars);
    }

    function drawMarks() {
      const groups = [];
      const shown = view.index.events.filter((event) => B.yearOf(event.days[1]) >= first && B.yearOf(event.days[0]) <= last)
        .map((event) => ({ event, x: Math.min(width - 8, Math.max(8, xOfDay((event.days[0] + event.days[1]) / 2))) }))
        .sort((a, b) => a.x - b.x);
      for (const one of shown) {
        const group = groups[groups.length - 1];
        if (group && one.x - group.x < NEAR) {
          group.events.push(one.event);
          group.x += (one.x - group.x) / group.events.length;
        } else groups.push({ x: one.x, events: [one.event] });
      }
      const buttons = groups.map((group, i) => {
        const names = group.events.map((event) => event.name);
        const label = names.length > 1 ? t("Events: {count}. {names}", { count: names.length, names: names.join("; ") }) : `${group.events[0].when}: ${names[0]}`;
        const many = names.length > 1;
        const button = el("button", {
          type: "button", class: many ? "bn-mark bn-mark-many" : "bn-mark", "aria-label": label, "aria-expanded": many ? "false" : null,
          data: { key: `mark-${i}` }, text: many ? String(names.length) : "",
          on: {
            click: () => (many ? toggleList(group, button) : view.open(group.events[0].id)),
            pointerenter: () => tellEvents(button, group.events),
            pointerleave: () => view.tip.hide(),
            focus: () => tellEvents(button, group.events),
            blur: () => view.tip.hide(),
          },
        });
        button.style.left = `${group.x}px`;
        button.events = group.events;
        return button;
      });
      B.refill(marks, buttons);
    }

    function tellEvents(button, events) {
      if (!list.hidden) return;
      const box = button.getBoundingClientRect();
      const names = events.slice(0, 6).map((event) => event.name);
      const rest = events.length - names.length;
      const heading = events.length > 1 ? t("Events: {count}", { count: events.length }) : events[0].when;
      view.tip.show(box.left - 6, box.top - 62 - 18 * names.length, [heading, ...names, rest > 0 ? t("and more: {count}", { count: rest }) : ""]);
    }

    function toggleList(group, button) {
      if (!list.hidden && list.opener === button) {
        closeList();
        return;
      }
      closeList();
      view.tip.hide();
      list.opener = button;
      button.setAttribute("aria-expanded", "true");
      list.replaceChildren(...group.events.map((event) => el("button", {
        type: "button", class: "bn-eventrow", on: {
          click: () => {
            closeList();
            view.open(event.id);
          },
        },
      }, el("span", { class: "bn-eventdate", text: event.when }), el("span", { text: event.name }))));
      list.hidden = false;
      const size = Math.min(340, view.root.clientWidth - 24);
      list.style.width = `${size}px`;
      const offset = chart.getBoundingClientRect().left - view.root.getBoundingClientRect().left;
      list.style.left = `${Math.max(12 - offset, Math.min(width - size, group.x - size / 2))}px`;
      list.querySelector("button").focus({ preventScroll: true });
    }

    function closeList() {
      if (list.hidden) return false;
      list.hidden = true;
      list.opener?.setAttribute("aria-expanded", "false");
      return true;
    }

    list.addEventListener("keydown", (event) => {
      const rows = [...list.querySelectorAll("button")];
      const here = rows.indexOf(event.target);
      const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
      if (to !== undefined) rows[Math.min(rows.length - 1, Math.max(0, to))].focus();
      else if (event.key === "Escape") {
        const opener = list.opener;
        closeList();
        opener?.focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    view.root.addEventListener("pointerdown", (event) => {
      if (!event.composedPath().includes(list) && !event.composedPath().includes(marks)) closeList();
    });

    function drawRange() {
      const { mode, from, to } = range();
      const [a, b] = [left(from), left(to + 1)];
      const compared = view.state.compare && [view.state.compare.from, view.state.compare.to].map(B.parse);
      element.dataset.mode = compared ? "compare" : mode;
      band.style.left = `${a}px`;
      band.style.width = `${b - a}px`;
      const meets = (span, year) => B.yearOf(span.first) <= year && year <= B.yearOf(span.last);
      bars.forEach((bar, i) => {
        const year = first + i;
        bar.classList.toggle("bn-in", compared ? compared.some((span) => meets(span, year)) : year >= from && year <= to);
      });
      const when = B.windowText(view.state, view.wire, view.t);
      big.textContent = mode === "all" && !compared ? `${first}–${last}` : when;
      big.dataset.length = big.textContent.length > 12 ? "long" : big.textContent.length > 5 ? "middle" : "short";
      handles.forEach((handle, i) => {
        const year = i ? to : from;
        handle.hidden = Boolean(compared) || (i === 0 && mode !== "window");
        handle.style.left = `${mode === "window" ? (i ? b : a) : (a + b) / 2}px`;
        handle.setAttribute("aria-label", mode === "window" ? (i ? t("Last year") : t("First year")) : t("Year"));
        handle.setAttribute("aria-valuemin", first);
        handle.setAttribute("aria-valuemax", last);
        handle.setAttribute("aria-valuenow", year);
        handle.setAttribute("aria-valuetext", mode === "all" ? t("all years") : valueText(year));
      });
      handles[1].classList.toggle("bn-handle-all", mode === "all");
      for (const button of marks.children) {
        const inside = button.events.some((event) => event.days[0] <= B.dayOf(to, 12, 31) && event.days[1] >= B.dayOf(from, 1, 1));
        button.classList.toggle("bn-in", inside);
        button.classList.toggle("bn-open", button.events.some((event) => event.id === view.state.open));
      }
      for (const button of modes.children) button.setAttribute("aria-pressed", String(!compared && button.dataset.key === `mode-${mode}`));
    }

    function valueText(year) {
      const i = year - first;
      return `${year}: ${t("Certain ties: {count}", { count: counts.certain[i] })}, ${t("Possible ties: {count}", { count: counts.possible[i] })}`;
    }

    function drawButtons() {
      play.replaceChildren(B.icon(playing ? "pause" : "play"));
      for (const [button, label] of [[play, playing ? t("Pause") : t("Play through the years")], [back, t("One step back")], [next, t("One step forward")]]) {
        button.setAttribute("aria-label", label);
        button.title = label;
      }
      pace.textContent = `${String(speed).replace("0.5", "½")}×`;
      pace.setAttribute("aria-label", t("Speed: {speed}", { speed }));
      pace.title = t("Speed: {speed}", { speed });
    }

    function drawWords() {
      element.setAttribute("aria-label", t("Time"));
      marks.setAttribute("aria-label", t("Events"));
      modes.setAttribute("aria-label", t("Which time"));
      B.refill(modes, [["year", t("Year")], ["window", t("Window")], ["all", t("All")]].map(([mode, label]) =>
        el("button", { type: "button", data: { key: `mode-${mode}` }, text: label, on: { click: () => setMode(mode) } })));
      drawButtons();
    }

    /** The change says what has to be drawn anew: the wire, the filters, the size, or only the window. */
    function render(change) {
      [first, last] = view.wire.years;
      const size = chart.clientWidth;
      const now = JSON.stringify([view.state.family, view.state.kind, view.state.status, view.state.document,
        view.state.speaker, view.state.standpoint, view.state.focus, view.state.radius, view.state.possible]);
      if (change.wire || now !== countsKey) counts = B.tiesPerYear(view.index, view.state);
      if (change.wire) drawWords();
      if (change.wire || size !== width || now !== countsKey) {
        width = size;
        drawBars();
        if (change.wire || change.size) drawMarks();
      }
      countsKey = now;
      drawRange();
    }

    const watcher = new ResizeObserver(() => {
      if (view.shown && chart.clientWidth && chart.clientWidth !== width) render({ size: true });
    });
    watcher.observe(chart);

    return {
      element, render, step, closeList,
      toggle: () => (playing ? stop() : start()),
      destroy() {
        clearTimeout(playing);
        watcher.disconnect();
      },
    };
  }

  Object.assign(B, { years });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
