// How large actors are: by their ties over all years as the wire says, or by a measure in the year that is shown.
(function (B) {
  "use strict";

  const SIZE = [5, 38]; // radius of an actor without a value, and of the one with the greatest
  const SAMPLES = [1, 0.25, 0.05]; // shares of the greatest value that the key shows

  /** Grows with the square root, so that area tells the value. */
  function sizeOf(value, greatest) {
    return value > 0 ? SIZE[0] + (SIZE[1] - SIZE[0]) * Math.sqrt(value / greatest) : SIZE[0];
  }

  /**
   * Sizes by the measure that the state asks for, in the last year of what is shown: {measure, year, sizes, greatest},
   * where sizes is null while the values are on their way (`arrived`: {measure, first, values} of the host) and there
   * is no year without any; null for plain sizes.
   */
  function sized(index, state, arrived) {
    const measure = index.measures.get(state.measure);
    if (!measure) return null;
    const told = measure.values ? measure : arrived?.measure === measure.id ? arrived : null;
    const asked = state.compare ? B.yearOf(B.parse(state.compare.to).last) : B.windowOf(state, index.wire).to;
    const year = Math.min(Math.max(asked, index.wire.years[0]), index.wire.years[1]);
    if (!told) return { measure, year, sizes: null, greatest: 0 };
    const values = index.nodes.map((node) => told.values[node.id]?.[year - told.first] ?? 0);
    const greatest = values.reduce((most, value) => Math.max(most, value), 0);
    return { measure, year, sizes: values.map((value) => sizeOf(value, greatest)), greatest };
  }

  /** The values that the key shows, as {value, size}, the greatest first; whole numbers where the measure counts. */
  function sizeSamples({ measure, greatest }) {
    const round = (value) => (measure.digits ? Number(value.toPrecision(2)) : Math.round(value));
    const values = SAMPLES.map((share) => (share === 1 ? greatest : round(greatest * share)));
    return [...new Set(values)].filter((value) => value > 0).map((value) => ({ value, size: sizeOf(value, greatest) }));
  }

  /** "Size: Betweenness, 2010 (share)" */
  function sizeText({ measure, year }, t) {
    return t("Size: {measure}, {year} ({unit})", { measure: measure.label, year, unit: measure.unit });
  }

  Object.assign(B, { sized, sizeSamples, sizeText });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
