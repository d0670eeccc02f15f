// What the colour of actors tells: their kind, as the wire says; a measure, from pale to deep; or their community.
(function (B) {
  "use strict";

  const RAMP = { light: [[228, 226, 240], [84, 39, 143]], dark: [[58, 54, 78], [226, 208, 255]] }; // of a measure: least, most
  const ALONE = { light: "#c9c7c1", dark: "#4c525c" }; // in no community
  const GREY = { light: "#6d7178", dark: "#a3a9b3" }; // a community without a colour of its own

  /**
   * What the state asks for, or null for the colours of kinds. A measure: `valued` with {shares}. Communities: {measure,
   * year, groups, of, turns, agreement, method}, where `of[i]` is the group of an actor or undefined, and a group is
   * {label, name, place, nodes} with the actors that are shown. While it is on its way shares or groups are null.
   */
  function tinted(index, state, shown, arrived) {
    const measure = index.measures.get(state.colour);
    if (!measure) return null;
    if (measure.grouped) return grouped(index, state, shown, measure, B.toldOf(measure, arrived));
    const found = B.valued(index, state, measure, arrived);
    return { ...found, shares: found.values && found.values.map((value) => B.shareOf(value, found.greatest)) };
  }

  function grouped(index, state, shown, measure, told) {
    const year = B.measuredYear(index, state);
    if (!told) return { measure, year, groups: null };
    const groups = new Map();
    const names = told.names[year] || {};
    const of = index.nodes.map((node, i) => {
      const label = told.values[node.id]?.[year - told.first];
      if (label === null || label === undefined) return undefined;
      if (!groups.has(label)) groups.set(label, { label, name: names[label], place: told.places[label] ?? -1, nodes: [] });
      if (shown.nodeShown[i]) groups.get(label).nodes.push(i);
      return groups.get(label);
    });
    return {
      measure, year, of, colours: told.colours, coloursDark: told.coloursDark, method: told.method,
      groups: [...groups.values()].filter((group) => group.nodes.length).sort((a, b) => b.nodes.length - a.nodes.length || a.label - b.label),
      turns: told.turns[year] || [], agreement: told.agreement[year] || "",
    };
  }

  /** The colour of a community. */
  function groupColour(tint, group, dark) {
    return (dark ? tint.coloursDark : tint.colours)[group.place] || GREY[dark ? "dark" : "light"];
  }

  /** A measure's colour for a share 0 … 1 of the greatest value. */
  function shade(share, dark) {
    const [from, to] = RAMP[dark ? "dark" : "light"];
    return `rgb(${from.map((low, i) => Math.round(low + (to[i] - low) * share)).join(" ")})`;
  }

  /** The colour that an actor has for what it is told by; null for that of its kind. */
  function tintOf(tint, i, dark) {
    if (tint?.shares) return shade(tint.shares[i], dark);
    if (!tint?.groups) return null;
    return tint.of[i] ? groupColour(tint, tint.of[i], dark) : ALONE[dark ? "dark" : "light"];
  }

  /** "Colour: Betweenness, 2010 (share)" */
  function tintText({ measure, year }, t) {
    if (measure.grouped) return t("Colour: {measure}, {year}", { measure: measure.label, year });
    return t("Colour: {measure}, {year} ({unit})", { measure: measure.label, year, unit: measure.unit });
  }

  Object.assign(B, { tinted, tintOf, tintText, groupColour, shade });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
