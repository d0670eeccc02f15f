// The search field: actors by any spelling, offices, events and documents.
(function (B) {
  "use strict";

  const MOST = 9;

  /** Everything that can be found: {kind, id, label, sub, keys (folded), rank}. */
  function entriesOf(index, t) {
    const entries = index.nodes.map((node) => ({
      kind: "actor", id: node.id, label: node.name, sub: B.kindOf(index, node), node,
      keys: node.keys || [...new Set([node.name, ...Object.values(node.names || {}), ...(node.aliases || [])].map(B.fold))],
      rank: node.rank || 0, cost: 0,
    }));
    const roles = new Set();
    index.edges.forEach((edge, i) => {
      if (edge.family !== "office" || !edge.role) return;
      const holder = index.nodes[index.from[i]];
      const key = `${edge.role}|${holder.id}`;
      if (roles.has(key)) return;
      roles.add(key);
      entries.push({ kind: "office", id: holder.id, label: holder.name, sub: `${edge.role}, ${edge.when}`, node: holder, keys: [B.fold(edge.role)], rank: holder.rank, cost: 0.5 });
    });
    for (const event of index.events) {
      entries.push({ kind: "event", id: event.id, label: event.name, sub: `${t("Event")}, ${event.when}`, keys: [B.fold(event.name)], rank: 0, cost: 1 });
    }
    for (const [id, document] of index.documents) {
      entries.push({
        kind: "document", id, label: document.title, sub: [t("Document"), document.publisher, document.date].filter(Boolean).join(", "),
        keys: [document.title, document.publisher, document.author].filter(Boolean).map(B.fold), rank: 0, cost: 1.2,
      });
    }
    return entries;
  }

  /** The best entries for a query, at most `most`: fewest errors first, then the most important. */
  function find(entries, query, most) {
    const folded = B.fold(query);
    if (!folded) return [];
    const found = new Map();
    for (const entry of entries) {
      const costs = entry.keys.map((key) => B.fit(folded, key)).filter((cost) => cost !== null);
      if (!costs.length) continue;
      const cost = Math.min(...costs) + entry.cost;
      const key = `${entry.kind === "office" ? "actor" : entry.kind} ${entry.id}`;
      if (!found.has(key) || found.get(key).total > cost) found.set(key, { ...entry, total: cost });
    }
    return [...found.values()].sort((a, b) => a.total - b.total || a.rank - b.rank).slice(0, most);
  }

  function search(view) {
    const { el } = B;
    const t = (text, values) => view.t(text, values);
    const id = `bn-found-${Math.random().toString(36).slice(2)}`;
    let entries = null; // made when first asked for
    let found = [];
    let active = -1;

    const input = el("input", {
      type: "text", class: "bn-input", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": id, on: { input: look, keydown: key, focus: look },
    });
    const options = el("ul", { class: "bn-found", role: "listbox", id, hidden: true });
    const element = el("div", { class: "bn-search" }, B.icon("search"), input, options);
    element.addEventListener("focusout", (event) => {
      if (!element.contains(event.relatedTarget)) close();
    });

    function lookUp(query) {
      entries = entries || entriesOf(view.index, view.t);
      return find(entries, query, MOST);
    }

    function look() {
      found = lookUp(input.value);
      active = found.length ? 0 : -1;
      draw();
      B.seek(view, input.value, (rows) => {
        const others = rows.filter((row) => !found.some((one) => one.id === row.id));
        found = [...rows.filter((row) => !row.away), ...found.filter((one) => !rows.some((row) => row.id === one.id)), ...others.filter((row) => row.away)].slice(0, MOST);
        if (active < 0 && found.length) active = 0;
        draw();
      });
    }

    function draw() {
      const asked = input.value.trim() !== "";
      options.hidden = !asked;
      input.setAttribute("aria-expanded", String(asked && found.length > 0));
      options.replaceChildren(...found.map((entry, i) => {
        const shape = entry.node && B.shapeSample(entry.node.shape, view.dark ? entry.node.colourDark || entry.node.colour : entry.node.colour);
        const row = el("li", { class: "bn-option", role: "option", id: `${id}-${i}`, "aria-selected": String(i === active) },
          shape || el("span", { class: `bn-optionmark bn-${entry.kind}mark`, "aria-hidden": "true" }),
          el("span", { class: "bn-optiontext" }, el("span", { class: "bn-optionname", text: entry.label }), el("span", { class: "bn-optionsub", text: entry.sub })));
        row.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          choose(i);
        });
        return row;
      }));
      if (asked && !found.length) options.append(el("li", { class: "bn-quiet", role: "presentation", text: t("Nothing found. Try fewer letters, or another spelling.") }));
      if (active >= 0) input.setAttribute("aria-activedescendant", `${id}-${active}`);
      else input.removeAttribute("aria-activedescendant");
      [...options.children][active]?.scrollIntoView({ block: "nearest" });
    }

    function choose(i) {
      const entry = found[i];
      if (!entry) return;
      input.value = "";
      close();
      if (entry.kind === "document") view.set({ document: [entry.id] });
      else if (entry.away) view.set({ focus: [entry.id] });
      else view.open(entry.id, { reveal: true, centre: true });
    }

    function close() {
      options.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function key(event) {
      event.stopPropagation(); // Streamlit takes single letters
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by && found.length) {
        active = (active + by + found.length) % found.length;
        draw();
      } else if (event.key === "Enter") choose(active);
      else if (event.key === "Escape") {
        if (options.hidden) input.value = "";
        close();
      } else return;
      event.preventDefault();
    }

    function render(change) {
      if (!change.wire) return;
      entries = null;
      input.placeholder = t("Find an actor, office, event or document");
      input.setAttribute("aria-label", t("Find an actor, office, event or document"));
      options.setAttribute("aria-label", t("Found"));
    }

    return { element, render, find: lookUp, focus: () => input.focus() };
  }

  Object.assign(B, { search });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
