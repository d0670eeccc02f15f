// A wire may come packed (graph/pack.py): records as columns, repeated values once. Its rows are made without copying.
(function (B) {
  "use strict";

  /** The values of a column: a plain list, {values, at} where they repeat, {lengths, rows} for lists of records. */
  function column(packed) {
    if (Array.isArray(packed)) return (i) => packed[i];
    if (packed.at) return (i) => packed.values[packed.at[i]];
    const starts = new Int32Array(packed.lengths.length + 1);
    packed.lengths.forEach((length, i) => {
      starts[i + 1] = starts[i] + length;
    });
    const inner = rows(packed.rows);
    return (i) => inner.slice(starts[i], starts[i + 1]);
  }

  /** The records of a packed list: each knows only its place, and looks its fields up. */
  function rows({ count, columns }) {
    function Row(place) {
      this.place = place;
    }
    for (const [name, packed] of Object.entries(columns)) {
      const value = column(packed);
      Object.defineProperty(Row.prototype, name, { enumerable: true, get() { return value(this.place); } });
    }
    return Array.from({ length: count }, (_, i) => new Row(i));
  }

  /** The actors and ties of a wire, packed or not. */
  function unpacked(wire) {
    const list = (given) => (Array.isArray(given) ? given : given ? rows(given) : []);
    return { nodes: list(wire.nodes), edges: list(wire.edges) };
  }

  Object.assign(B, { unpacked });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
