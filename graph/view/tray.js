// What is not on the map, and why: ties that nobody dates, actors beyond the limit, and what filters hold back.
(function (B) {
  "use strict";

  const MORE = 40;
  const ROWS = 60;

  /** The part of the state that lifts every filter. */
  function noFilters(view) {
    return { family: [], kind: [], status: [], document: [], speaker: [], standpoint: [], possible: true, limit: Math.max(view.state.limit, view.wire.limit || 80) };
  }

  function tray(view) {
    const { el } = B;
    const t = (text, values) => view.t(text, values);
    const status = el("p", { class: "bn-statusline" });
    const opener = el("button", { type: "button", class: "bn-button bn-tray-open", on: { click: () => toggle(list.hidden) } });
    const list = el("div", { class: "bn-tray", role: "region", hidden: true });
    const chips = el("div", { class: "bn-focus" });

    function toggle(open) {
      list.hidden = !open;
      render();
      if (open) list.querySelector("button")?.focus({ preventScroll: true });
      else opener.focus({ preventScroll: true });
    }

    function statusText() {
      const { shown } = view;
      return {
        groups: B.groupedBy(view),
        actors: shown.leftOut.length ? t("Actors: {shown} of {total}", { shown: shown.nodes.length, total: shown.actorsTotal }) : t("Actors: {count}", { count: shown.nodes.length }),
        ties: t("Ties: {count}", { count: shown.edges.length }),
        when: B.windowText(view.state, view.wire, view.t),
      };
    }

    function drawStatus() {
      const words = statusText();
      const more = view.shown.leftOut.length > 0 && el("button", {
        type: "button", class: "bn-text", data: { key: "more" }, text: t("show more"), on: { click: () => view.set({ limit: view.state.limit + MORE }) },
      });
      B.refill(status, [el("strong", { text: words.when }), words.groups && el("span", { text: words.groups }), el("span", { text: words.actors }), el("span", { text: words.ties }), more]);
    }

    function drawTray() {
      const { shown, index } = view;
      const missing = shown.undated.length + (shown.tiesTotal - shown.edges.length);
      const [words, number] = [t("Undated or not shown"), String(missing)];
      opener.replaceChildren(B.icon("tray"), el("span", { class: "bn-traywords", text: words }), el("span", { class: "bn-count", text: number }));
      opener.setAttribute("aria-label", `${words}: ${number}`);
      opener.title = `${words}: ${number}`;
      opener.setAttribute("aria-expanded", String(!list.hidden));
      opener.hidden = !missing && list.hidden;
      if (list.hidden) return;
      list.setAttribute("aria-label", t("Undated or not shown"));
      B.refill(list, [
        el("div", { class: "bn-legend-head" }, el("h2", { class: "bn-legend-title", text: t("Undated or not shown") }), B.iconButton("close", t("Close"), () => toggle(false), { "data-key": "close" })),
        el("div", { class: "bn-legend-body" },
          part(t("Ties that no document dates: {count}", { count: shown.undated.length }), shown.undated.slice(0, ROWS).map((i) => row(index.edges[i].id, index.edges[i].sentence))),
          shown.leftOut.length ? part(t("Actors beyond the limit: {count}", { count: shown.leftOut.length }), [
            ...shown.leftOut.slice(0, ROWS).map((i) => row(index.nodes[i].id, index.nodes[i].name)),
          ], el("button", { type: "button", class: "bn-text", text: t("show more"), data: { key: "traymore" }, on: { click: () => view.set({ limit: view.state.limit + MORE }) } })) : null,
          shown.tiesTotal > shown.edges.length ? el("p", { class: "bn-quiet", text: t("Ties of actors beyond the limit: {count}", { count: shown.tiesTotal - shown.edges.length }) }) : null),
      ]);
    }

    function part(title, rows, extra) {
      return el("section", { class: "bn-group" }, el("div", { class: "bn-group-head" }, el("h3", { text: title }), extra), el("ul", { class: "bn-rows" }, rows));
    }

    function row(id, text) {
      return el("li", {}, el("button", { type: "button", class: "bn-trayrow", data: { key: `tray-${id}` }, text, on: { click: () => view.open(id, { reveal: true }) } }));
    }

    /** What narrows the view and has no place in the legend: focus, documents, speakers, kinds of tie. */
    function drawChips() {
      const { state, index } = view;
      const out = [];
      if (state.focus.length) {
        const names = state.focus.map((id) => index.nodes[index.nodeById.get(id)]?.name || id).join(", ");
        const radius = (by) => view.set({ radius: Math.min(3, Math.max(1, state.radius + by)) });
        out.push(el("div", { class: "bn-pill bn-pill-focus" }, B.icon("target"), el("span", { class: "bn-pillname", text: names }),
          el("span", { class: "bn-stepper", role: "group", "aria-label": t("Steps from the focus") },
            B.iconButton("minus", t("Fewer steps"), () => radius(-1), { disabled: state.radius <= 1, "data-key": "radius-less" }),
            el("span", { class: "bn-radius", text: t("Steps: {count}", { count: state.radius }) }),
            B.iconButton("plus", t("More steps"), () => radius(1), { disabled: state.radius >= 3, "data-key": "radius-more" })),
          el("button", { type: "button", class: "bn-text bn-whole", data: { key: "whole" }, "aria-label": t("Show whole network"), on: { click: () => view.set({ focus: [] }, { fit: true }) } },
            el("span", { text: t("Show whole network") }), B.icon("close"))));
      }
      const lists = [
        ["document", t("Document"), (id) => index.documents.get(id)?.title || id],
        ["speaker", t("Speaker"), (id) => (index.nodeById.has(id) ? index.nodes[index.nodeById.get(id)].name : index.documents.get(id)?.title || id)],
        ["standpoint", t("Standpoint"), (id) => index.documents.get(id)?.title || id],
        ["kind", t("Kind of tie"), (id) => index.kinds.get(id)?.label || id],
      ];
      for (const [key, label, name] of lists) {
        for (const id of state[key]) {
          if (key === "kind" && index.actorKinds.has(id)) continue;
          out.push(el("div", { class: "bn-pill" }, el("span", { class: "bn-pillkind", text: label }), el("span", { class: "bn-pillname", text: name(id) }),
            B.iconButton("close", t("Remove"), () => view.set({ [key]: state[key].filter((one) => one !== id) }), { "data-key": `chip-${key}-${id}` })));
        }
      }
      for (const group of view.scene.groups || []) {
        if (!group.open) continue;
        out.push(el("div", { class: "bn-pill" }, el("span", { class: "bn-pillkind", text: t("Open") }), el("span", { class: "bn-pillname", text: group.name }),
          B.iconButton("close", t("Close"), () => view.unfold(group), { "data-key": `chip-group-${group.key}` })));
      }
      if (state.chain.length) {
        out.push(el("div", { class: "bn-pill" }, el("span", { class: "bn-pillkind", text: t("Chain") }),
          el("span", { class: "bn-pillname", text: t("Ties: {count}", { count: state.chain.length }) }),
          B.iconButton("close", t("Remove"), () => view.set({ chain: [] }), { "data-key": "chip-chain" })));
      }
      B.refill(chips, out);
      chips.hidden = !out.length;
    }

    function render() {
      drawStatus();
      drawTray();
      drawChips();
    }

    return {
      status, opener, list, chips, render,
      text: () => Object.values(statusText()).filter(Boolean).join(", "),
      close() {
        if (list.hidden) return false;
        toggle(false);
        return true;
      },
      closeQuietly() {
        list.hidden = true;
        opener.setAttribute("aria-expanded", "false");
      },
    };
  }

  Object.assign(B, { noFilters, tray });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
