// What the panel tells of a group, and of the line between two: who belongs, how many ties, and a way to each of them.
(function (B) {
  "use strict";

  const UNIT = /^(group:[^|]+|ties:[^|]+\|[^|]+)$/;
  const CHIPS = 60; // actors

  /** Whether an id means a group, or the line between two of what is drawn where groups are. */
  const isGathered = (id) => UNIT.test(id);

  /** The id of the line between two, whichever way round. */
  const lineId = (one, two) => `ties:${[one, two].sort().join("|")}`;

  /** What one end of a line or a group's own id means: {id, name, members: actors by their place}. */
  function unit(view, id) {
    const group = view.scene.groups?.find((one) => one.id === id);
    if (group) return group;
    const i = view.index.nodeById.get(id);
    if (i !== undefined) return { id, name: view.index.nodes[i].name, list: [i] };
    return { id, name: B.groupName(view, id.slice("group:".length)), list: [] };
  }

  /** The ends of a line. */
  const ends = (view, id) => id.slice("ties:".length).split("|").map((one) => unit(view, one));

  /** The shown ties between two groups. */
  function between(view, one, two) {
    const [a, b] = [new Set(one.list), new Set(two.list)];
    const { from, to } = view.index;
    return view.shown.edges.filter((i) => (a.has(from[i]) && b.has(to[i])) || (b.has(from[i]) && a.has(to[i])));
  }

  /** With whom a group has ties, as [{id, name}, count], most first. */
  function counterparts(view, group) {
    const own = new Set(group.list);
    const counts = new Map();
    const keyOf = new Map(view.scene.groups.flatMap((other) => other.list.map((i) => [i, other])));
    for (const i of view.shown.edges) {
      const [a, b] = [view.index.from[i], view.index.to[i]];
      if (own.has(a) === own.has(b)) continue;
      const other = keyOf.get(own.has(a) ? b : a);
      counts.set(other, (counts.get(other) || 0) + 1);
    }
    return [...counts].map(([other, count]) => [other.list.length > 1 ? other : unit(view, view.index.nodes[other.list[0]].id), count]).sort((a, b) => b[1] - a[1]);
  }

  function gatheredName(view, id) {
    if (id.startsWith("group:")) return unit(view, id).name;
    return ends(view, id).map(({ name }) => name).join(" – ");
  }

  /** Of a line: its ends, and its ties by family (`families` draws those). */
  function ofLine(view, id, families) {
    const { el } = B;
    const t = (text, values) => view.t(text, values);
    const [one, two] = ends(view, id);
    const list = between(view, one, two);
    return [
      el("p", { class: "bn-eyebrow" }, el("span", { text: t("Ties between groups") })),
      el("h2", { class: "bn-name bn-name-tie", text: gatheredName(view, id) }),
      el("p", { class: "bn-life", text: `${t("Ties: {count}", { count: list.length })} · ${B.windowText(view.state, view.wire, t)}` }),
      el("div", { class: "bn-ends" }, unitChip(view, one), el("span", { class: "bn-arrow", "aria-hidden": "true", text: "–" }), unitChip(view, two)),
      list.length ? null : el("p", { class: "bn-quiet", text: t("No tie in {when} that the filters let through.", { when: B.windowText(view.state, view.wire, t) }) }),
      el("div", { class: "bn-ties" }, families(list)),
    ];
  }

  /** Of a group: with whom it has ties, and who belongs to it. */
  function ofGroup(view, id) {
    const { el } = B;
    const t = (text, values) => view.t(text, values);
    const group = unit(view, id);
    const drawn = view.scene.groups?.find((one) => one.id === id);
    const within = between(view, group, group).length;
    const others = drawn ? counterparts(view, group) : [];
    const actors = [...group.list].sort((a, b) => view.index.columns.rank[a] - view.index.columns.rank[b]);
    const rest = actors.length - CHIPS;
    return [
      el("p", { class: "bn-eyebrow" }, el("span", { text: `${t("Gathered by")}: ${view.scene.grouping?.label || ""}` })),
      el("h2", { class: "bn-name", text: group.name }),
      el("p", { class: "bn-life", text: `${t("Actors: {count}", { count: actors.length })} · ${t("Ties within: {count}", { count: within })} · ${B.windowText(view.state, view.wire, t)}` }),
      drawn && el("div", { class: "bn-actions" }, el("button", { type: "button", class: "bn-button bn-primary", data: { key: "unfold-group" },
        text: drawn.open ? t("Close the group") : t("Open the group"), on: { click: () => view.unfold(drawn) } })),
      others.length > 0 && el("section", { class: "bn-side" }, el("h3", { text: t("Ties with") }), el("ul", { class: "bn-rows" }, others.map(([other, count]) =>
        el("li", {}, el("button", { type: "button", class: "bn-trayrow bn-linerow", data: { key: `line-${other.id}` }, on: { click: () => view.open(lineId(id, other.id)) } },
          el("span", { text: other.name }), el("span", { class: "bn-count", text: String(count) })))))),
      el("section", { class: "bn-side" }, el("h3", { text: t("Actors") }), el("div", { class: "bn-chips" },
        actors.slice(0, CHIPS).map((i) => B.actorChip(view, view.index.nodes[i].id, `member-${i}`)), rest > 0 && el("span", { class: "bn-quiet", text: t("and more: {count}", { count: rest }) }))),
    ];
  }

  function unitChip(view, one) {
    if (view.index.nodeById.has(one.id)) return B.actorChip(view, one.id, `end-${one.id}`);
    return B.el("button", { type: "button", class: "bn-chip", data: { key: `end-${one.id}` }, on: { click: () => view.open(one.id) } }, B.el("span", { text: one.name }));
  }

  const gatheredContent = (view, id, families) => (id.startsWith("group:") ? ofGroup(view, id) : ofLine(view, id, families));

  Object.assign(B, { isGathered, lineId, gatheredName, gatheredContent });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
