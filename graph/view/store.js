// A wire that a store answered holds one part only, for the query in `wire.store.query`. What the view would work out from
// all years itself, the store has told: what lies beyond the limit, the ties of each year, the counts of the legend.
// Until the answer to what the reader has set arrives, the picture stays that of the last answer.
(function (B) {
  "use strict";

  const NAMES = ["focus", "document", "speaker", "standpoint"]; // of which a store knows more than the part at hand
  const TIME = ["year", "from", "to"];
  const SOON = 60; // ms without a change until a store is asked
  const TYPING = 200; // ms without a letter until it is asked for a name
  const own = { normalise: B.normalise, visible: B.visible, tiesPerYear: B.tiesPerYear, counts: B.counts };

  function normalise(raw, wire, index) {
    const state = own.normalise(raw, wire, index);
    if (!wire.store) return state;
    for (const key of NAMES) {
      const given = (raw || {})[key] || [];
      state[key] = [...new Set((Array.isArray(given) ? given : String(given).split(",")).map(String))].filter(Boolean);
      if (key !== "focus") state[key].sort();
    }
    return { ...state, chain: [], compare: null };
  }

  /** The state that the wire of a store answers. */
  function answered(index) {
    index.memory.answered ||= normalise(B.fromQuery(index.wire.store.query), index.wire, index);
    return index.memory.answered;
  }

  /** What is shown: all of the part, whose focus and limit the store has seen to. */
  function visible(index, state) {
    const { store } = index.wire;
    if (!store) return own.visible(index, state);
    const asked = answered(index);
    const shown = own.visible(index, { ...asked, focus: [], limit: index.nodes.length + 1 });
    for (const id of asked.focus) {
      const node = index.nodeById.get(id);
      if (node === undefined || shown.nodeShown[node]) continue;
      shown.nodeShown[node] = 1;
      shown.nodes.push(node);
    }
    shown.actorsTotal = store.actors;
    shown.tiesTotal = store.ties;
    shown.leftOut = new Array(Math.max(0, store.actors - shown.nodes.length)); // how many: who they are, the store knows
    if (shown.undated.length < store.undated) shown.undated.length = store.undated;
    return shown;
  }

  function tiesPerYear(index, state) {
    return index.wire.store ? index.wire.store.perYear : own.tiesPerYear(index, state);
  }

  function counts(index, state, shown) {
    const { store } = index.wire;
    if (!store) return own.counts(index, state, shown);
    return Object.fromEntries(Object.entries(store.counts).map(([group, found]) => [group, new Map(Object.entries(found))]));
  }

  /** What of a state a store answers, as one text. */
  function question(state, wire) {
    return B.toQuery({ ...state, open: null, lang: null, chain: [], compare: null, measure: null, group: null, unfold: [] }, B.defaults(wire));
  }

  /** Says that the store has been asked and has not answered yet; on a cluster that can take a while. */
  function tellWaiting(view) {
    if (!view.wire.store) return;
    const waits = question(view.state, view.wire) !== question(answered(view.index), view.wire);
    view.root.classList.toggle("bn-waiting", waits);
    if (!view.waiting) {
      view.waiting = B.el("p", { class: "bn-wait", role: "status" });
      view.stage.after(view.waiting);
    }
    view.waiting.textContent = waits ? view.t("Asking the store …") : "";
  }

  /** Whether a new part shows another place: anything but the time was asked anew. */
  function movesOn(before, after) {
    if (!before.store || !after.store) return false;
    const elsewhere = (wire) => {
      const state = B.fromQuery(wire.store.query);
      for (const key of TIME) delete state[key];
      return JSON.stringify(Object.entries(state).sort());
    };
    return elsewhere(before) !== elsewhere(after);
  }

  /** Has the host ask the store for a name; `tell` gets entries as those of search.js. */
  function seek(view, text, tell) {
    clearTimeout(view.seeking);
    if (!view.wire.store || !view.host.find || !text.trim()) return;
    view.seeking = setTimeout(() => view.host.find(text, (rows) => tell(rows.map((row) => ({
      ...row, kind: "actor", away: !view.index.nodeById.has(row.id), node: row, keys: [], rank: 0, cost: 0,
    })))), TYPING);
  }

  Object.assign(B, { normalise, visible, tiesPerYear, counts, tellWaiting, movesOn, seek, STORE_SOON: SOON });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
