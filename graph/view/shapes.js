// The outlines of actors, each as one SVG path in a circle of radius 1: the canvas fills it, the legend shows it.
(function (B) {
  "use strict";

  const polygon = (points) => `M${points.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join("L")}Z`;
  const corners = (count, radius, turn) => Array.from({ length: count }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / count;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  });
  const circle = (radius, sweep) => `M${radius} 0A${radius} ${radius} 0 1 ${sweep} ${-radius} 0` +
    `A${radius} ${radius} 0 1 ${sweep} ${radius} 0Z`;
  const box = (x, y) => `M${-x} ${-y}H${x}V${y}H${-x}Z`;

  const star = corners(5, 1.16, 0).flatMap((point, i) => [point, corners(5, 0.52, Math.PI / 5)[i]]);

  const SHAPES = {
    dot: circle(1, 1),
    ring: circle(1, 1) + circle(0.52, 0),
    square: box(0.86, 0.86),
    diamond: polygon(corners(4, 1.16, 0)),
    triangle: polygon(corners(3, 1.18, 0)),
    triangleDown: polygon(corners(3, 1.18, Math.PI)),
    pentagon: polygon(corners(5, 1.06, 0)),
    hexagon: polygon(corners(6, 1.06, Math.PI / 6)),
    star: polygon(star),
    plus: "M-0.38 -1.04H0.38V-0.38H1.04V0.38H0.38V1.04H-0.38V0.38H-1.04V-0.38H-0.38Z",
    pill: "M-0.6 -0.62H0.6A0.62 0.62 0 0 1 0.6 0.62H-0.6A0.62 0.62 0 0 1 -0.6 -0.62Z",
    pin: "M0 1.22C-0.5 0.62 -0.96 0.2 -0.96 -0.26A0.96 0.96 0 1 1 0.96 -0.26C0.96 0.2 0.5 0.62 0 1.22Z",
    house: "M0 -1.12L1.02 -0.22H0.8V0.92H-0.8V-0.22H-1.02Z",
  };
  const paths = new Map();

  function shapePath(name) {
    return Object.hasOwn(SHAPES, name) ? SHAPES[name] : SHAPES.dot;
  }

  /** The outline as a Path2D, made once. */
  function shape2D(name) {
    if (!paths.has(name)) paths.set(name, new Path2D(shapePath(name)));
    return paths.get(name);
  }

  Object.assign(B, { SHAPES: Object.keys(SHAPES), shapePath, shape2D });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
