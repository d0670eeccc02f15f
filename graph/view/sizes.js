// How large actors are: by their ties over all years as the wire says, or by a measure in the year that is shown.
(function (B) {
  "use strict";

  const SIZE = [5, 38]; // radius of an actor without a value, and of the one with the greatest
  const SAMPLES = [1, 0.25, 0.05]; // shares of the greatest value that the key shows

  /** 0 … 1; grows with the square root, so that area tells the value. */
  function shareOf(value, greatest) {
    return value > 0 ? Math.sqrt(value / greatest) : 0;
  }

  function sizeOf(value, greatest) {
    return SIZE[0] + (SIZE[1] - SIZE[0]) * shareOf(value, greatest);
  }

  /** The year that measures tell of: the last of what is shown. */
  function measuredYear(index, state) {
    const asked = state.compare ? B.yearOf(B.parse(state.compare.to).last) : B.windowOf(state, index.wire).to;
    return Math.min(Math.max(asked, index.wire.years[0]), index.wire.years[1]);
  }

  /** What is told of a measure, in the wire or since (`arrived`: by id); null while it is on its way. */
  function toldOf(measure, arrived) {
    return measure.values ? measure : arrived.get(measure.id) || null;
  }

  /**
   * The values of a measure in the year of what is shown: {measure, year, values, greatest}, where values is null while
   * they are on their way and `greatest` is 0 in a year without any.
   */
  function valued(index, state, measure, arrived) {
    const told = toldOf(measure, arrived);
    const year = measuredYear(index, state);
    if (!told) return { measure, year, values: null, greatest: 0 };
    const values = index.nodes.map((node) => told.values[node.id]?.[year - told.first] ?? 0);
    return { measure, year, values, greatest: values.reduce((most, value) => Math.max(most, value), 0) };
  }

  /** Sizes by the measure that the state asks for: `valued` with {sizes}; null for plain sizes. */
  function sized(index, state, arrived) {
    const measure = index.measures.get(state.measure);
    if (!measure) return null;
    const found = valued(index, state, measure, arrived);
    return { ...found, sizes: found.values && found.values.map((value) => sizeOf(value, found.greatest)) };
  }

  /** The values that the key shows, as {value, size, share}, the greatest first; whole numbers where the measure counts. */
  function samples({ measure, greatest }) {
    const round = (value) => (measure.digits ? Number(value.toPrecision(2)) : Math.round(value));
    const values = SAMPLES.map((share) => (share === 1 ? greatest : round(greatest * share)));
    return [...new Set(values)].filter((value) => value > 0)
      .map((value) => ({ value, size: sizeOf(value, greatest), share: shareOf(value, greatest) }));
  }

  /** "Size: Betweenness, 2010 (share)" */
  function sizeText({ measure, year }, t) {
    return t("Size: {measure}, {year} ({unit})", { measure: measure.label, year, unit: measure.unit });
  }

  Object.assign(B, { sized, samples, sizeText, shareOf, valued, toldOf, measuredYear });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
