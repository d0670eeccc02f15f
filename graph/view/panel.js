// What is opened: an actor, a tie or an event, with everything that is said about it and who says so.
(function (B) {
  "use strict";

  const ROWS = 60; // ties of a family that are listed at once

  function panel(view) {
    const { el } = B;
    const t = (text, values) => view.t(text, values);
    const body = el("div", { class: "bn-panel-body", tabindex: "-1" });
    const back = B.iconButton("back", "", () => view.back());
    const close = B.iconButton("close", "", () => view.open(null));
    const grip = el("button", { type: "button", class: "bn-grip" });
    const head = el("div", { class: "bn-panel-head" }, back, el("span", { class: "bn-spring" }), close);
    const element = el("aside", { class: "bn-panel", role: "region", hidden: true }, grip, head, body);
    const unfolded = new Set(); // ties whose claims are open
    const rows = new Map(); // family → how many of its ties are listed
    let others = false; // are the ties of other years open?
    let shown = null;
    sheet();

    // ---- an actor

    function actor(i) {
      const { index, state } = view;
      const node = index.nodes[i];
      const focused = state.focus.includes(node.id);
      const colour = view.dark ? node.colourDark || node.colour : node.colour;
      return [
        el("p", { class: "bn-eyebrow" }, B.shapeSample(node.shape, colour), el("span", { text: B.kindOf(index, node) })),
        el("h2", { class: "bn-name", text: node.name }),
        otherNames(node),
        lifeText(node) && el("p", { class: "bn-life", text: lifeText(node) }),
        node.note && el("p", { class: "bn-note", text: node.note }),
        offices(i),
        el("div", { class: "bn-actions" },
          el("button", { type: "button", class: focused ? "bn-button" : "bn-button bn-primary", data: { key: "focus" }, on: { click: () => (focused ? view.set({ focus: state.focus.filter((id) => id !== node.id) }) : view.focusOn(node.id)) } },
            B.icon("target"), el("span", { text: focused ? t("Leave focus") : t("Focus") })),
          pageLinks({ actor: node.id }, [["read", t("Read as prose")], ["timeline", t("Timeline")]]),
          node.wikidata && B.link(`https://www.wikidata.org/wiki/${encodeURIComponent(node.wikidata)}`, "Wikidata")),
        ties(i),
      ];
    }

    /** Where the host has pages beside the map: links to them, about what is opened. */
    function pageLinks(about, pages) {
      if (!view.host.address) return null;
      return pages.map(([page, text]) => {
        const href = view.host.address(page, { ...view.state, open: null, chain: [], compare: null }, about);
        return href && el("a", { class: "bn-button", href, text });
      });
    }

    function otherNames(node) {
      const names = [...new Set([...Object.values(node.names || {}), ...(node.aliases || [])])].filter((name) => name && name !== node.name);
      if (!names.length) return null;
      const [few, rest] = [names.slice(0, 4), names.slice(4)];
      const line = el("p", { class: "bn-aliases", text: few.join(" · ") });
      if (!rest.length) return line;
      const more = el("button", { type: "button", class: "bn-text", data: { key: "names" }, text: `+ ${rest.length}`, "aria-label": t("More names: {count}", { count: rest.length }) });
      more.addEventListener("click", () => {
        line.textContent = names.join(" · ");
      });
      line.append(" ", more);
      return line;
    }

    function lifeText(node) {
      const [start, end] = [node.start, node.end].map((date) => B.dateText(date, view.wire.language, t));
      if (start && end) return `${start} – ${end}`;
      if (node.kind === "person") return start ? t("born {date}", { date: start }) : end ? t("died {date}", { date: end }) : "";
      return start ? t("from {date}", { date: start }) : end ? t("until {date}", { date: end }) : "";
    }

    /** The offices held in the window, in a line each. */
    function offices(i) {
      const held = view.index.ties[i].filter((tie) => {
        const edge = view.index.edges[tie];
        return view.index.from[tie] === i && edge.role && edge.family === "office" && view.shown.certainty[tie] && edge.kind !== "appoints" && edge.kind !== "dismisses";
      });
      if (!held.length) return null;
      return el("div", { class: "bn-offices" },
        el("h3", { text: t("In {when}", { when: B.windowText(view.state, view.wire, view.t) }) }),
        el("ul", {}, held.map((tie) => el("li", {}, el("strong", { text: view.index.edges[tie].role }), el("span", { text: ` · ${view.index.nodes[view.index.to[tie]].name}` })))));
    }

    function ties(i) {
      const { index, shown: now } = view;
      const all = index.ties[i];
      const inTime = all.filter((tie) => now.certainty[tie] && !now.fails[tie] && (view.state.possible || now.certainty[tie] === B.CERTAIN));
      const filtered = all.filter((tie) => now.certainty[tie] && !inTime.includes(tie));
      const outside = all.filter((tie) => !now.certainty[tie]);
      const when = B.windowText(view.state, view.wire, view.t);
      const self = index.nodes[i].id;
      return el("div", { class: "bn-ties" },
        inTime.length ? null : el("p", { class: "bn-quiet", text: t("No tie in {when} that the filters let through.", { when }) }),
        grouped(inTime).map(([family, list]) => familyGroup(family, list, self)),
        filtered.length ? el("p", { class: "bn-quiet" }, el("span", { text: t("Hidden by filters: {count}", { count: filtered.length }) }), " ",
          el("button", { type: "button", class: "bn-text", data: { key: "unfilter" }, text: t("Show all"), on: { click: () => view.set(B.noFilters(view)) } })) : null,
        outside.length ? otherYears(outside, self) : null);
    }

    function grouped(list) {
      const groups = new Map([...view.index.families.keys()].map((id) => [id, []]));
      for (const tie of list) {
        const family = view.index.edges[tie].family;
        if (!groups.has(family)) groups.set(family, []);
        groups.get(family).push(tie);
      }
      const start = (tie) => view.index.edges[tie].days?.[0] ?? Infinity;
      return [...groups].filter(([, found]) => found.length).map(([id, found]) => [id, found.sort((a, b) => start(a) - start(b))]);
    }

    function familyGroup(id, list, self) {
      const family = view.index.families.get(id) || { label: id };
      return el("section", { class: "bn-family" },
        el("h3", {}, B.lineSample(view.dark ? family.colourDark : family.colour, null, 1), el("span", { text: family.label }), el("span", { class: "bn-count", text: String(list.length) })),
        el("ul", { class: "bn-tielist" }, tieList(id, list, self)));
    }

    /** The first ties of a family, and a way to more of them. */
    function tieList(family, list, self) {
      const most = rows.get(family) || ROWS;
      const items = list.slice(0, most).map((tie) => B.tieItem(view, tie, self, unfolded));
      if (list.length <= most) return items;
      const more = () => {
        rows.set(family, most + ROWS);
        render();
      };
      return [items, el("li", {}, el("button", { type: "button", class: "bn-text", data: { key: `rows-${family}` },
        text: t("and more: {count}", { count: list.length - most }), on: { click: more } }))];
    }

    const families = (list) => grouped(list).map(([id, found]) => familyGroup(id, found, null));

    function otherYears(list, self) {
      const inside = el("div", { hidden: !others });
      const put = () => inside.replaceChildren(...grouped(list).map(([id, found]) => familyGroup(id, found, self)));
      if (others) put();
      const button = el("button", { type: "button", class: "bn-button bn-wide", "aria-expanded": String(others), data: { key: "others" } },
        el("span", { text: t("In other years: {count}", { count: list.length }) }), B.icon("chevron"));
      button.addEventListener("click", () => {
        others = !others;
        if (others) put();
        inside.hidden = !others;
        button.setAttribute("aria-expanded", String(others));
      });
      return el("section", { class: "bn-others" }, button, inside);
    }

    // ---- a tie

    function tie(i) {
      const edge = view.index.edges[i];
      const family = view.index.families.get(edge.family) || { label: edge.family };
      const kind = view.index.kinds.get(edge.kind)?.label || edge.kind;
      const sides = [["asserts", t("Asserted by")], ["denies", t("Denied by")], ["speculates", t("Speculated by")], ["withdraws", t("Withdrawn by")]]
        .map(([stance, label]) => [label, edge.claims.filter((claim) => claim.stance === stance), stance]).filter(([, list]) => list.length);
      const maybe = view.shown.certainty[i] === B.POSSIBLE;
      return [
        el("p", { class: "bn-eyebrow" }, B.lineSample(view.dark ? family.colourDark : family.colour, edge.dashes || null, 1), el("span", { text: `${family.label} · ${kind}` })),
        el("h2", { class: "bn-name bn-name-tie", text: edge.sentence }),
        el("p", { class: "bn-life", text: edge.when }),
        el("p", { class: "bn-verdict" }, B.badge(view, edge), el("span", { text: B.statusNote(t, edge.status) })),
        edge.documents === 1 && el("p", { class: "bn-quiet", text: t("Only one document asserts it") }),
        maybe && el("p", { class: "bn-quiet", text: t("That it held in {when} is possible, not certain.", { when: B.windowText(view.state, view.wire, view.t) }) }),
        edge.days && !view.shown.certainty[i] ? el("p", { class: "bn-quiet" }, el("span", { text: t("It is not known to have held in {when}.", { when: B.windowText(view.state, view.wire, view.t) }) }), " ", goTo(startOf(edge))) : null,
        edge.days ? null : el("p", { class: "bn-quiet", text: t("No document dates it, so it has no place on the time axis.") }),
        edge.note && el("p", { class: "bn-note", text: edge.note }),
        el("div", { class: "bn-ends" }, B.actorChip(view, edge.from, "end-from"), el("span", { class: "bn-arrow", "aria-hidden": "true", text: edge.directed ? "→" : "–" }), B.actorChip(view, edge.to, "end-to")),
        el("div", { class: "bn-actions" }, pageLinks({ actor: edge.from, other: edge.to }, [["read", t("Read as prose")]])),
        sides.map(([label, list, stance]) => el("section", { class: `bn-side bn-side-${stance}` },
          el("h3", {}, el("span", { text: label }), el("span", { class: "bn-count", text: String(list.length) })), B.claimList(view, list, `${edge.id}-${stance}`))),
      ];
    }

    /** The first year of the axis in which a tie may have held. */
    function startOf(edge) {
      const [first, last] = view.wire.years;
      return Math.min(last, Math.max(first, B.yearOf(edge.seen?.[0] ?? edge.days[1])));
    }

    function goTo(year) {
      return el("button", { type: "button", class: "bn-text", data: { key: "go" }, text: t("Go to {year}", { year }), on: { click: () => view.set({ year: String(year), from: null, to: null }) } });
    }

    // ---- an event

    function event(i) {
      const it = view.index.events[i];
      return [
        el("p", { class: "bn-eyebrow" }, el("span", { class: "bn-eventmark", "aria-hidden": "true" }), el("span", { text: t("Event") })),
        el("h2", { class: "bn-name bn-name-tie", text: it.name }),
        el("p", { class: "bn-life", text: it.when }),
        el("p", { class: "bn-quiet" }, goTo(B.yearOf(it.days[0]))),
        (it.actors || []).length ? el("section", { class: "bn-side" }, el("h3", { text: t("Took part") }), el("div", { class: "bn-chips" }, it.actors.map((id) => B.actorChip(view, id, `part-${id}`)))) : null,
        (it.claims || []).length ? el("section", { class: "bn-side" }, el("h3", { text: t("Claims") }), B.claimList(view, it.claims, it.id)) : null,
      ];
    }

    // ---- the panel itself

    function content(id) {
      const { index } = view;
      if (index.nodeById.has(id)) return actor(index.nodeById.get(id));
      if (index.edgeById.has(id)) return tie(index.edgeById.get(id));
      if (B.isGathered(id)) return B.gatheredContent(view, id, families);
      return event(index.eventById.get(id));
    }

    function nameOf(id) {
      const { index } = view;
      if (index.nodeById.has(id)) return index.nodes[index.nodeById.get(id)].name;
      if (index.edgeById.has(id)) return index.edges[index.edgeById.get(id)].sentence;
      if (B.isGathered(id)) return B.gatheredName(view, id);
      return index.eventById.has(id) ? index.events[index.eventById.get(id)].name : "";
    }

    function render() {
      const id = view.state.open;
      element.hidden = !id;
      for (const [button, label] of [[back, t("Back")], [close, t("Close")], [grip, t("Larger or smaller")]]) {
        button.setAttribute("aria-label", label);
        if (button !== grip) button.title = label;
      }
      back.hidden = !view.canGoBack();
      if (!id) {
        shown = null;
        return;
      }
      element.setAttribute("aria-label", nameOf(id));
      if (id !== shown) {
        others = false;
        unfolded.clear();
        rows.clear();
        body.replaceChildren();
        element.style.height = "";
        if (!shown) element.dataset.stop = "half";
      }
      B.refill(body, content(id));
      if (id !== shown) body.scrollTop = 0;
      shown = id;
    }

    /** On a phone the panel is a sheet with two heights: drag it, or press its grip. */
    function sheet() {
      let from = null;
      grip.addEventListener("click", () => {
        if (from !== "dragged") element.dataset.stop = element.dataset.stop === "full" ? "half" : "full";
        from = null;
      });
      grip.addEventListener("pointerdown", (press) => {
        from = { y: press.clientY, height: element.offsetHeight };
        grip.setPointerCapture(press.pointerId);
      });
      grip.addEventListener("pointermove", (move) => {
        if (!from || from === "dragged" || Math.abs(move.clientY - from.y) < 4) return;
        element.style.height = `${Math.max(90, from.height + from.y - move.clientY)}px`;
      });
      grip.addEventListener("pointerup", (lift) => {
        if (!from || Math.abs(lift.clientY - from.y) < 4) return;
        const share = element.offsetHeight / view.root.clientHeight;
        element.style.height = "";
        from = "dragged";
        if (share < 0.25) view.open(null);
        else element.dataset.stop = share > 0.62 ? "full" : "half";
      });
    }

    return { element, render, nameOf, focus: () => body.focus({ preventScroll: true }) };
  }

  Object.assign(B, { panel });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
