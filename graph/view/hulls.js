// A community on the map: a smooth hull around its actors, under the ties, in its colour and hatching, with its name.
(function (B) {
  "use strict";

  const LEAST = 3; // actors that are shown
  const BAND = 19; // px around an actor
  const BRIDGE = 5; // px around the way to members that stand far off
  const NEAR = 2; // times the usual way from an actor to the next: what lies farther apart is joined by a bridge only
  const LONGEST = 34; // characters of a name
  const TINT = { light: 0.16, dark: 0.24 };
  const HATCH = 9; // px
  const HATCHES = [[], [[0, HATCH, HATCH, 0]], [[0, 0, HATCH, HATCH]], [[0, HATCH / 2, HATCH, HATCH / 2]], [[HATCH / 2, 0, HATCH / 2, HATCH]]];

  function hulls(view) {
    let drawn = null; // the groups that the shapes are of
    let shapes = [];

    /** The shapes in the coordinates of the map, made once for each picture. */
    function made() {
      const groups = view.tinted?.groups || null;
      if (groups !== drawn) {
        drawn = groups;
        const near = NEAR * usualWay(view.shown.nodes.map((i) => view.index.nodes[i]));
        shapes = (groups || []).filter((group) => group.nodes.length >= LEAST)
          .map((group) => ({ group, ...outline(group.nodes.map((i) => view.index.nodes[i]), near) }));
      }
      return shapes;
    }

    function draw(ctx, camera, faint) {
      const { tinted: tint, dark } = view;
      const matrix = new DOMMatrix([camera.scale, 0, 0, camera.scale, camera.x, camera.y]);
      ctx.save();
      ctx.lineJoin = ctx.lineCap = "round";
      ctx.globalAlpha = faint ? 0.45 : 1;
      for (const { group, body, bridges } of made()) {
        const colour = B.groupColour(tint, group, dark);
        const [inner, ways] = [body, bridges].map((path) => {
          const moved = new Path2D();
          moved.addPath(path, matrix);
          return moved;
        });
        const paint = (style, wider) => {
          ctx.strokeStyle = ctx.fillStyle = style;
          ctx.lineWidth = 2 * (BRIDGE + wider);
          ctx.stroke(ways);
          ctx.lineWidth = 2 * (BAND + wider);
          ctx.stroke(inner);
          ctx.fill(inner);
        };
        paint(mixed(colour, view.colours.ground, 0.75), 1.5);
        paint(mixed(colour, view.colours.ground, TINT[dark ? "dark" : "light"]), 0);
        const lines = hatching(ctx, group, colour);
        if (lines) paint(lines, 0);
      }
      ctx.restore();
    }

    /** The names as boxes on the screen, {x, y, w, h, text, colour}, the largest community first; none over another. */
    function names(ctx, place) {
      const taken = [];
      ctx.font = `600 12px ${view.colours.font}`;
      for (const { group } of made()) {
        const text = cut(group.name);
        const [w, h] = [ctx.measureText(text).width + 14, 20];
        const boxes = group.nodes.map((i) => place(i)).sort((a, b) => a.y - b.y)
          .map((p) => ({ x: p.x - w / 2, y: p.y - BAND - h / 2 - 2, w, h }));
        const box = boxes.find((one) => taken.every((other) => one.x + w <= other.x || other.x + other.w <= one.x || one.y + h <= other.y || other.y + other.h <= one.y));
        if (box) taken.push({ ...box, text, colour: B.groupColour(view.tinted, group, view.dark) });
      }
      return taken;
    }

    function drawNames(ctx, boxes) {
      ctx.save();
      ctx.font = `600 12px ${view.colours.font}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineWidth = 1.5;
      for (const { x, y, w, h, text, colour } of boxes) {
        ctx.beginPath();
        ctx.roundRect(x, y, w, h, h / 2);
        ctx.fillStyle = view.colours.ground;
        ctx.fill();
        ctx.strokeStyle = colour;
        ctx.stroke();
        ctx.fillStyle = view.colours.ink;
        ctx.fillText(text, x + w / 2, y + h / 2 + 0.5);
      }
      ctx.restore();
    }

    return { draw, names, drawNames, shown: () => made().map(({ group }) => group) };
  }

  /** Triangles of neighbours with the ways between them, and bridges to those who stand far off, as two paths. */
  function outline(points, near) {
    const tree = spanning(points);
    const body = new Path2D();
    const bridges = new Path2D();
    for (const point of points) line(body, point, point);
    for (const { a, b, length } of tree) line(length <= near ? body : bridges, points[a], points[b]);
    const close = points.map((one) => points.map((other) => distance(one, other) <= near));
    for (let a = 0; a < points.length; a++) {
      for (let b = a + 1; b < points.length; b++) {
        if (!close[a][b]) continue;
        for (let c = b + 1; c < points.length; c++) if (close[a][c] && close[b][c]) triangle(body, points[a], points[b], points[c]);
      }
    }
    return { body, bridges };
  }

  function line(path, from, to) {
    path.moveTo(from.x, from.y);
    path.lineTo(to.x, to.y);
  }

  /** Always turning the same way, so that triangles that overlap stay filled. */
  function triangle(path, a, b, c) {
    const turn = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    const [second, third] = turn > 0 ? [b, c] : [c, b];
    path.moveTo(a.x, a.y);
    path.lineTo(second.x, second.y);
    path.lineTo(third.x, third.y);
    path.closePath();
  }

  /** The median way to the nearest other point. */
  function usualWay(points) {
    const ways = points.map((one) => points.reduce((least, other) => (other === one ? least : Math.min(least, distance(one, other))), Infinity));
    return ways.sort((a, b) => a - b)[Math.floor(ways.length / 2)];
  }

  /** The shortest ways that join all points (Prim). */
  function spanning(points) {
    const best = points.map((point) => ({ a: 0, length: distance(points[0], point) }));
    const left = new Set(points.keys());
    left.delete(0);
    const tree = [];
    while (left.size) {
      const b = [...left].reduce((least, i) => (best[i].length < best[least].length ? i : least));
      tree.push({ ...best[b], b });
      left.delete(b);
      for (const i of left) {
        const length = distance(points[b], points[i]);
        if (length < best[i].length) best[i] = { a: b, length };
      }
    }
    return tree;
  }

  function distance(a, b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }

  /** `share` of a colour on a ground, opaque: what lies below must not shine through. Colours: #rrggbb, rgb(…). */
  function mixed(colour, ground, share) {
    return `color-mix(in srgb, ${colour} ${share * 100}%, ${ground})`;
  }

  /** Thin lines that tell communities apart without their colour; null for every fifth, which stays plain. */
  function hatching(ctx, group, colour) {
    const strokes = HATCHES[(group.place < 0 ? group.label : group.place) % HATCHES.length];
    if (!strokes.length) return null;
    const tile = document.createElement("canvas");
    tile.width = tile.height = HATCH;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.28;
    for (const [x1, y1, x2, y2] of strokes) {
      pen.beginPath();
      pen.moveTo(x1, y1);
      pen.lineTo(x2, y2);
      pen.stroke();
    }
    return ctx.createPattern(tile, "repeat");
  }

  function cut(name) {
    return name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
  }

  /** A sample of a community for the key. */
  function hullSample(tint, group, dark) {
    const canvas = B.el("canvas", { width: 44, height: 28, class: "bn-hullsample", "aria-hidden": "true" });
    const ctx = canvas.getContext("2d");
    const colour = B.groupColour(tint, group, dark);
    ctx.scale(2, 2);
    ctx.beginPath();
    ctx.roundRect(1, 1, 20, 12, 6);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.fillStyle = colour;
    ctx.globalAlpha = TINT[dark ? "dark" : "light"];
    ctx.fill();
    ctx.globalAlpha = 1;
    const lines = hatching(ctx, group, colour);
    if (lines) {
      ctx.fillStyle = lines;
      ctx.fill();
    }
    ctx.stroke();
    return canvas;
  }

  Object.assign(B, { hulls, hullSample, HULL_LEAST: LEAST });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
