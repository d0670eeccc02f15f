// What is asked of the view, as one plain object with the keys of the URL; absent lists mean "all".
(function (B) {
  "use strict";

  const LISTS = ["family", "kind", "status", "document", "speaker", "standpoint", "focus", "chain"];
  const MOST = 100000; // actors: what one picture can still show
  const MOST_OPEN = 40; // groups
  const RADII = [1, 2, 3];

  function defaults(wire) {
    return {
      year: null, from: null, to: null, family: [], kind: [], status: [], document: [], speaker: [], standpoint: [],
      focus: [], chain: [], radius: 1, limit: wire.limit || 80, possible: true, lang: wire.language || "en", open: null, compare: null,
      measure: null, colour: null, group: null, unfold: [],
    };
  }

  /** A whole state out of any part of one; what makes no sense (an unknown id, an impossible date) is left out. */
  function normalise(raw, wire, index) {
    const given = raw || {};
    const state = defaults(wire);
    for (const key of LISTS) {
      state[key] = list(given[key]).filter((value) => known(key, value, index));
      if (key !== "focus") state[key].sort();
    }
    state.year = written(given.year);
    if (!state.year) {
      state.from = written(given.from);
      state.to = written(given.to);
      if (state.from && state.to && B.parse(state.to).last < B.parse(state.from).first) {
        [state.from, state.to] = [state.to, state.from];
      }
    }
    if (RADII.includes(Number(given.radius))) state.radius = Number(given.radius);
    if (Number(given.limit) >= 1) state.limit = Math.min(MOST, Math.floor(Number(given.limit)));
    state.possible = !(given.possible === false || given.possible === "0" || given.possible === 0);
    if (given.lang) state.lang = String(given.lang);
    if (index.measures.has(given.measure) && !index.measures.get(given.measure).grouped) state.measure = String(given.measure);
    if (index.measures.has(given.colour)) state.colour = String(given.colour);
    if (index.groupings.has(given.group)) {
      state.group = String(given.group);
      state.unfold = list(given.unfold).slice(0, MOST_OPEN);
    }
    const open = given.open ? String(given.open) : "";
    if (index.has(open) || (state.group && B.isGathered(open))) state.open = open;
    const compare = given.compare;
    if (compare && B.parse(compare.from) && B.parse(compare.to)) {
      state.compare = { from: String(compare.from), to: String(compare.to) };
    }
    return state;
  }

  function list(value) {
    if (value == null || value === "") return [];
    const values = Array.isArray(value) ? value : String(value).split(",");
    return [...new Set(values.map(String))];
  }

  function written(value) {
    return value != null && B.parse(value) ? String(value) : null;
  }

  function known(key, value, index) {
    if (key === "family") return index.families.has(value);
    if (key === "kind") return index.actorKinds.has(value) || index.kinds.has(value);
    if (key === "status") return index.statuses.has(value);
    if (key === "focus") return index.nodeById.has(value);
    if (key === "chain") return index.edgeById.has(value);
    if (key === "document") return index.documents.has(value);
    if (key === "speaker") return index.speaks(value);
    return index.standpoints.has(value);
  }

  function equal(a, b) {
    if (a === b) return true;
    if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => equal(a[key], b[key]));
  }

  /**
   * The window of time that a state asks for: {mode: "year" | "window" | "all", first, last} in days and the years
   * {from, to} in which it starts and ends.
   */
  function windowOf(state, wire) {
    const [firstYear, lastYear] = wire.years;
    if (state.year) {
      const span = B.parse(state.year);
      return { mode: "year", first: span.first, last: span.last, from: B.yearOf(span.first), to: B.yearOf(span.last) };
    }
    if (state.from || state.to) {
      const first = state.from ? B.parse(state.from).first : 1;
      const last = state.to ? B.parse(state.to).last : B.LAST_DAY;
      const from = state.from ? B.yearOf(first) : firstYear;
      return { mode: "window", first, last, from, to: state.to ? B.yearOf(last) : lastYear };
    }
    return { mode: "all", first: 1, last: B.LAST_DAY, from: firstYear, to: lastYear };
  }

  /** The window in words: "2010", "2005–2010", "all years". */
  function windowText(state, wire, t) {
    if (state.compare) {
      const [first, second] = [state.compare.from, state.compare.to].map((date) => B.dateText(date, wire.language, t));
      return t("{first} against {second}", { first, second });
    }
    const when = windowOf(state, wire);
    if (when.mode === "all") return t("all years");
    if (when.mode === "year") return B.dateText(state.year, wire.language, t);
    const from = B.dateText(state.from || String(wire.years[0]), wire.language, t);
    const to = B.dateText(state.to || String(wire.years[1]), wire.language, t);
    return from === to ? from : `${from}–${to}`;
  }

  Object.assign(B, { defaults, normalise, equal, windowOf, windowText });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
