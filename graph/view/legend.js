// The legend is the filter: each entry shows how something is drawn, how much of it there is, and switches it off or on.
(function (B) {
  "use strict";

  const SAMPLE = 0.6; // of an actor's radius: the circles of the key keep the proportions, not the scale of the map

  function legend(view) {
    const { el } = B;
    const t = (text, values) => view.t(text, values);
    const body = el("div", { class: "bn-legend-body" });
    const title = el("h2", { class: "bn-legend-title" });
    const fold = B.iconButton("close", "", () => toggle(false));
    const element = el("aside", { class: "bn-legend", hidden: true }, el("div", { class: "bn-legend-head" }, title, fold), body);
    const opener = el("button", { type: "button", class: "bn-button bn-legend-open", on: { click: () => toggle(element.hidden) } });
    const cells = new Map(); // "family-office" → where its count stands
    let drawn = ""; // what the rows were drawn for; while it stays the same, only the counts move
    let chosen = null; // what the reader chose; until then it is open where there is room

    function toggle(open) {
      chosen = open;
      render();
      if (open) body.querySelector("button")?.focus({ preventScroll: true });
      else opener.focus({ preventScroll: true });
      view.measure();
    }

    /** The groups of the legend: which part of the state they filter, and their rows. */
    function groups() {
      const { index, state, dark } = view;
      const colour = (row) => (dark ? row.colourDark || row.colour : row.colour);
      const kinds = state.kind.filter((id) => index.actorKinds.has(id));
      return [
        { key: "family", name: t("Ties"), rows: index.families, on: state.family,
          sample: (row) => B.lineSample(colour(row), null, 1), put: (ids) => ({ family: ids }) },
        { key: "kind", name: t("Actors"), rows: index.actorKinds, on: kinds,
          sample: (row) => B.shapeSample(row.shape, colour(row)),
          put: (ids) => ({ kind: [...ids, ...state.kind.filter((id) => !index.actorKinds.has(id))] }) },
        { key: "status", name: t("Whose word"), rows: index.statuses, on: state.status,
          sample: (row) => B.lineSample(null, row.dashes, 1), put: (ids) => ({ status: ids }) },
      ];
    }

    function drawGroup(group) {
      const ids = [...group.rows.keys()];
      const filtered = group.on.length > 0;
      const isOn = (id) => !filtered || group.on.includes(id);
      const set = (next) => view.set(group.put(next.length === 0 || next.length === ids.length ? [] : next));
      const rows = [...group.rows.values()].map((row) => {
        const flip = () => set(isOn(row.id) ? ids.filter((id) => isOn(id) && id !== row.id) : ids.filter((id) => isOn(id) || id === row.id));
        const only = () => set([row.id]);
        const alone = filtered && group.on.length === 1 && group.on[0] === row.id;
        return el("li", { class: "bn-row" },
          el("button", { type: "button", class: "bn-toggle", "aria-pressed": String(isOn(row.id)), data: { key: `${group.key}-${row.id}` }, on: { click: flip } },
            group.sample(row), el("span", { class: "bn-rowname", text: row.label }), countCell(`${group.key}-${row.id}`)),
          el("button", { type: "button", class: "bn-only", data: { key: `${group.key}-${row.id}-only` }, text: alone ? t("all") : t("only"),
            "aria-label": alone ? t("Show all") : t("Only {name}", { name: row.label }), on: { click: alone ? () => set([]) : only } }));
      });
      return el("section", { class: "bn-group" },
        el("div", { class: "bn-group-head" }, el("h3", { text: group.name }),
          filtered && el("button", { type: "button", class: "bn-text", data: { key: `${group.key}-all` }, text: t("Show all"), on: { click: () => set([]) } })),
        el("ul", { class: "bn-rows" }, rows));
    }

    function drawCertainty() {
      const { index, state } = view;
      const rows = ["certain", "possible"].map((id) => {
        const row = index.certainties.get(id) || { label: id, opacity: id === "certain" ? 0.85 : 0.35 };
        const possible = id === "possible";
        const content = [B.lineSample(null, null, row.opacity), el("span", { class: "bn-rowname", text: row.label }), countCell(`certainty-${id}`)];
        return el("li", { class: "bn-row" }, possible
          ? el("button", { type: "button", class: "bn-toggle", "aria-pressed": String(state.possible), data: { key: "possible" }, on: { click: () => view.set({ possible: !state.possible }) } }, content)
          : el("div", { class: "bn-toggle bn-still" }, content));
      });
      return el("section", { class: "bn-group" }, el("div", { class: "bn-group-head" }, el("h3", { text: t("In this time") })), el("ul", { class: "bn-rows" }, rows));
    }

    /** How many actors are shown at most, up to what this machine moves smoothly. */
    function drawLimit() {
      const { shown, state, scene, pace } = view;
      if (scene.groups) return null;
      const most = pace.most();
      const measured = pace.measured();
      const choice = el("select", { class: "bn-select", "aria-label": t("Actors at most"), data: { key: "limit" },
        on: { change: () => view.set({ limit: Number(choice.value) }), focus: pacing, pointerdown: pacing } });
      function pacing() {
        for (const option of choice.options) option.disabled = Number(option.value) > Math.max(pace.most(), state.limit);
      }
      choice.append(...B.limits(shown.actorsTotal, state.limit).map((limit) => el("option", { value: limit, text: number(limit), selected: limit === state.limit, disabled: limit > Math.max(most, state.limit) })));
      const words = measured && t("Frames a second, measured here with {actors} actors: {frames}.", { actors: number(measured.actors), frames: measured.frames });
      return el("section", { class: "bn-group" }, el("div", { class: "bn-group-head" }, el("h3", { text: t("Actors at most") })), choice,
        measured && el("p", { class: "bn-sizetext", text: most < Infinity ? `${words} ${t("Up to {most} would move smoothly, at 30 or more.", { most: number(most) })}` : words }));
    }

    /** What the size and the colour of an actor tell, where there are measures to choose from. */
    function drawSize() {
      const { sized } = view;
      return choice("measure", t("Size"), t("Ties over all years"), t("Plain sizes"), (measure) => !measure.grouped, sized && drawSamples());
    }

    function drawTint() {
      const { tinted } = view;
      return choice("colour", t("Colour"), t("Kind of actor"), t("Plain colours"), () => true,
        tinted && (tinted.measure.grouped ? drawCommunities() : drawShades()));
    }

    function choice(key, name, plain, back, offered, below) {
      const { index, state } = view;
      const rows = [...index.measures.values()].filter((measure) => offered(measure) && (measure.values || view.host.measures));
      if (!rows.length) return null;
      const option = (id, text) => el("option", { value: id, text, selected: (state[key] || "") === id });
      const select = el("select", { class: "bn-select", "aria-label": name, data: { key }, on: { change: () => view.set({ [key]: select.value || null }) } },
        option("", plain), rows.map((measure) => option(measure.id, measure.label)));
      return el("section", { class: "bn-group" },
        el("div", { class: "bn-group-head" }, el("h3", { text: name }),
          below && el("button", { type: "button", class: "bn-text", data: { key: `${key}-plain` }, text: back, on: { click: () => view.set({ [key]: null }) } })),
        select, below);
    }

    const words = (text) => el("p", { class: "bn-sizetext", text });
    const among = () => words(t("Measured among all ties of the year, whatever the filters."));

    function drawSamples() {
      const { sized } = view;
      if (!sized.sizes) return words(t("Measuring …"));
      if (!sized.greatest) return words(t("No value in {year}", { year: sized.year }));
      const samples = B.samples(sized).map(({ value, size }) => el("span", { class: "bn-sizesample" },
        B.svg("svg", { width: 2 * size * SAMPLE, height: 2 * size * SAMPLE, viewBox: "-1 -1 2 2", "aria-hidden": "true" }, B.svg("circle", { r: 1 })),
        el("span", { text: number(value) })));
      return el("div", {}, words(B.sizeText(sized, view.t)), el("div", { class: "bn-sizes" }, samples), among());
    }

    function drawShades() {
      const { tinted, dark } = view;
      if (!tinted.shares) return words(t("Measuring …"));
      if (!tinted.greatest) return words(t("No value in {year}", { year: tinted.year }));
      const samples = B.samples(tinted).map(({ value, share }) => el("span", { class: "bn-sizesample" },
        B.svg("svg", { class: "bn-shade", "aria-hidden": "true" }, B.svg("rect", { width: "100%", height: "100%", fill: B.shade(share, dark) })), el("span", { text: number(value) })));
      return el("div", {}, words(B.tintText(tinted, view.t)), el("div", { class: "bn-sizes" }, samples), among());
    }

    function drawCommunities() {
      const { tinted, dark } = view;
      if (!tinted.groups) return words(t("Measuring …"));
      if (!tinted.groups.length) return words(t("No value in {year}", { year: tinted.year }));
      const row = (group) => el("li", { class: "bn-row bn-hullrow" }, B.hullSample(tinted, group, dark),
        el("span", { class: "bn-rowname", text: `${group.name} (${group.label + 1})` }), el("span", { class: "bn-count", text: String(group.nodes.length) }));
      const drawn = tinted.groups.filter((group) => group.nodes.length >= B.HULL_LEAST);
      const rest = tinted.groups.length - drawn.length;
      return el("div", {}, words(B.tintText(tinted, view.t)), el("ul", { class: "bn-rows" }, drawn.map(row)),
        rest > 0 && words(t("Others of which fewer than {least} actors are shown: {rest}", { least: B.HULL_LEAST, rest })),
        tinted.turns.length > 0 && el("div", { class: "bn-turns" }, el("h4", { text: t("What became of those of {year}", { year: tinted.year - 1 }) }),
          el("ul", {}, tinted.turns.map((text) => el("li", { text })))),
        words([tinted.method, tinted.agreement].filter(Boolean).join(" ")));
    }

    function number(value) {
      return value.toLocaleString(view.wire.language || "en", { maximumSignificantDigits: 3 });
    }

    /** Whether the map shows actors one by one or gathered into groups, and how to read and open those. */
    function drawGroups() {
      const { index, state, scene } = view;
      if (!index.groupings.size) return null;
      const option = (id, text) => el("option", { value: id, text, selected: (state.group || "") === id });
      const choice = el("select", { class: "bn-select", "aria-label": t("Gathered by"), data: { key: "group" },
        on: { change: () => view.set({ group: choice.value || null, unfold: [] }) } },
        option("", t("each actor by itself")), [...index.groupings.values()].map((grouping) => option(grouping.id, grouping.label)));
      const closed = scene.groups ? scene.groups.filter((group) => !group.open && group.members > 1).length : 0;
      return el("section", { class: "bn-group" },
        el("div", { class: "bn-group-head" }, el("h3", { text: t("Gathered by") }),
          state.unfold.length > 0 && el("button", { type: "button", class: "bn-text", data: { key: "group-close" }, text: t("Close all"), on: { click: () => view.set({ unfold: [] }, { fit: true }) } })),
        choice,
        scene.groups && el("p", { class: "bn-sizetext", text: t("Groups: {count}. The size of a round tells how many actors, the width of a line how many ties; its colour is that of most of them. A click, Enter or coming closer opens a group.", { count: closed }) }),
        scene.groups && state.group === "community" && el("p", { class: "bn-sizetext", text: t("Communities are those of all years together.") }));
    }

    /** While two times are compared: what the colours and marks mean. */
    function drawChanges() {
      if (!view.shown.change) return null;
      const names = { began: t("Began"), ended: t("Ended"), both: t("In both") };
      const rows = Object.keys(names).map((id) => el("li", { class: "bn-row" }, el("div", { class: "bn-toggle bn-still" },
        B.lineSample(view.colours[id], id === "ended" ? [5, 3] : null, 1), el("span", { class: "bn-rowname", text: `${{ began: "+ ", ended: "− ", both: "" }[id]}${names[id]}` }),
        countCell(`change-${id}`))));
      rows.push(el("li", { class: "bn-row" }, el("div", { class: "bn-toggle bn-still" },
        B.doubleSample(view.colours.both), el("span", { class: "bn-rowname", text: t("Contested") }), countCell("change-contested"))));
      return el("section", { class: "bn-group" }, el("div", { class: "bn-group-head" },
        el("h3", { text: B.windowText(view.state, view.wire, view.t) }),
        el("button", { type: "button", class: "bn-text", text: t("End comparison"), on: { click: () => view.set({ compare: null }) } })), el("ul", { class: "bn-rows" }, rows));
    }

    function countCell(key) {
      const cell = el("span", { class: "bn-count" });
      cells.set(key, cell);
      return cell;
    }

    function drawCounts() {
      const found = B.counts(view.index, view.state, view.shown);
      const change = new Map();
      if (view.shown.change) {
        const add = (key) => change.set(key, (change.get(key) || 0) + 1);
        for (const i of view.shown.edges) {
          add(view.shown.change[i]);
          if (view.index.edges[i].status === "contested") add("contested");
        }
      }
      const groups = { family: found.family, kind: found.actorKind, status: found.status, certainty: found.certainty, change };
      for (const [key, cell] of cells) {
        const at = key.indexOf("-");
        const count = groups[key.slice(0, at)].get(key.slice(at + 1)) || 0;
        if (cell.textContent === String(count)) continue;
        cell.textContent = String(count);
        cell.closest(".bn-row").classList.toggle("bn-none", !count);
      }
    }

    function render(change) {
      const open = chosen ?? view.roomy();
      element.hidden = !open;
      view.root.classList.toggle("bn-keyed", open);
      title.textContent = t("Key and filters");
      element.setAttribute("aria-label", t("Key and filters"));
      fold.setAttribute("aria-label", t("Close"));
      fold.title = t("Close");
      const { state } = view;
      const active = [state.family, state.status, state.kind].filter((list) => list.length).length + (state.possible ? 0 : 1);
      opener.replaceChildren(B.icon("filter"), el("span", { text: t("Key and filters") }), active ? el("span", { class: "bn-badge", text: String(active) }) : "");
      opener.setAttribute("aria-label", active ? t("Key and filters, filters set: {count}", { count: active }) : t("Key and filters"));
      opener.setAttribute("aria-expanded", String(open));
      opener.classList.toggle("bn-on", open);
      if (!open) return;
      const now = JSON.stringify([state.family, state.kind, state.status, state.possible, state.compare, view.dark, state.measure, state.colour,
        view.sized?.year, Boolean(view.sized?.sizes), view.tinted?.year, Boolean(view.tinted?.shares),
        view.tinted?.groups?.map((group) => [group.label, group.nodes.length]),
        state.group, state.unfold, view.scene.groups?.length, state.limit, view.pace.measured(), view.shown.actorsTotal > 100]);
      if (change?.wire || now !== drawn) {
        drawn = now;
        cells.clear();
        const [family, kind, status] = groups();
        B.refill(body, [drawChanges(), drawGroups(), drawLimit(), drawSize(), drawTint(), drawGroup(family), drawGroup(status), drawCertainty(), drawGroup(kind)]);
      }
      drawCounts();
    }

    return {
      element, opener, render,
      close() {
        if (element.hidden) return false;
        toggle(false);
        return true;
      },
      hide() {
        chosen = false;
        render();
      },
    };
  }

  Object.assign(B, { legend });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
