// The state as the query of a link and back: ?year=2010&family=alliance,rivalry, the very spelling of Selection.query().
(function (B) {
  "use strict";

  const LISTS = ["family", "kind", "status", "document", "speaker", "standpoint", "focus", "chain", "unfold"];
  const SINGLE = ["year", "from", "to", "radius", "limit", "lang", "open", "measure", "colour", "group"];

  const escape = (value) => String(value).replaceAll("%", "%25").replaceAll(",", "%2C");
  const unescape = (value) => value.replaceAll("%2C", ",").replaceAll("%25", "%");

  /** What differs from `usual` (a state too), without a question mark; commas, colons and slashes stay readable. */
  function toQuery(state, usual) {
    const pairs = [];
    const add = (key, text) => pairs.push(`${key}=${encodeURIComponent(text).replace(/%2C|%3A|%2F/g, decodeURIComponent)}`);
    for (const key of SINGLE.slice(0, 3)) if (state[key]) add(key, state[key]);
    for (const key of LISTS) if (state[key] && state[key].length) add(key, state[key].map(escape).join(","));
    for (const key of SINGLE.slice(3)) if (state[key] && state[key] !== (usual || {})[key]) add(key, state[key]);
    if (state.possible === false) add("possible", "0");
    if (state.compare) add("compare", [state.compare.from, state.compare.to].map(escape).join(","));
    return pairs.join("&");
  }

  /** The state that a query asks for, as far as it is spelled right; Bailanysh.mount leaves out what makes no sense. */
  function fromQuery(query) {
    const state = {};
    for (const [key, text] of new URLSearchParams(query)) {
      if (!text) continue;
      if (LISTS.includes(key)) state[key] = text.split(",").filter(Boolean).map(unescape);
      else if (SINGLE.includes(key)) state[key] = text;
      else if (key === "possible") state.possible = text !== "0";
      else if (key === "compare") {
        const [from, to] = text.split(",").map(unescape);
        state.compare = { from, to };
      }
    }
    return state;
  }

  Object.assign(B, { toQuery, fromQuery });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
