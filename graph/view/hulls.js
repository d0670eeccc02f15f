// A community on the map: a smooth hull around its actors, under the ties, in its colour and hatching, with its name.
(function (B) {
  "use strict";

  const LEAST = 3; // actors that are shown
  const BAND = 19; // px around an actor
  const BRIDGE = 5; // px around the way to members that stand far off
  const NEAR = 2; // times the usual way from an actor to the next: what lies farther apart is joined by a bridge only
  const NEAREST = 6; // neighbours with which an actor of a large community makes triangles
  const SAMPLE = 1000; // actors
  const BRIDGED = 600; // actors: in a larger community who stands far off stands for itself
  const SIGN = 36000; // square px of the map for each name: of very many communities, the largest are named
  const LONGEST = 34; // characters of a name
  const TINT = { light: 0.16, dark: 0.24 };
  const HATCH = 9; // px
  const HATCHES = [[], [[0, HATCH, HATCH, 0]], [[0, 0, HATCH, HATCH]], [[0, HATCH / 2, HATCH, HATCH / 2]], [[HATCH / 2, 0, HATCH / 2, HATCH]]];

  function hulls(view) {
    let drawn = null; // the groups that the shapes are of
    let shapes = [];

    /** The shapes in the coordinates of the map, made once for each picture. */
    function made() {
      const groups = view.scene.groups ? null : view.tinted?.groups || null; // gathered, actors stand elsewhere
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
      const free = view.free();
      const most = Math.round((free.width * free.height) / SIGN);
      for (const { group } of made()) {
        if (taken.length >= most) break;
        const text = cut(group.name);
        const [w, h] = [ctx.measureText(text).width + 14, 20];
        const boxes = group.nodes.map((node) => above(node, place, w, h)).sort((a, b) => a.y - b.y);
        const box = boxes.find((one) => taken.every((other) => one.x + w <= other.x || other.x + other.w <= one.x || one.y + h <= other.y || other.y + other.h <= one.y));
        if (box) taken.push({ ...box, text, colour: B.groupColour(view.tinted, group, view.dark) });
      }
      return taken;
    }

    /** A box above an actor. */
    function above(node, place, w, h) {
      const p = place(node);
      return { node, x: p.x - w / 2, y: p.y - BAND - h / 2 - 2, w, h };
    }

    /** The same names where the camera has moved their actors. */
    function follow(boxes, place) {
      return boxes.map((box) => ({ ...box, ...above(box.node, place, box.w, box.h) }));
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

    const told = () => made().map(({ group: { label, name, nodes } }) => ({ label, name, actors: nodes.map((i) => view.index.nodes[i].id) }));
    return { draw, names, follow, drawNames, told };
  }

  /** Triangles of neighbours with the ways between them, and bridges to those who stand far off, as two paths. */
  function outline(points, near) {
    const body = new Path2D();
    const bridges = new Path2D();
    for (const point of points) line(body, point, point);
    if (points.length <= BRIDGED) {
      for (const { a, b, length } of spanning(points)) line(length <= near ? body : bridges, points[a], points[b]);
    }
    const beside = neighbours(points, near);
    beside.forEach((list, a) => list.forEach((b, n) => {
      line(body, points[a], points[b]);
      for (const c of list.slice(n + 1)) if (distance(points[b], points[c]) <= near) triangle(body, points[a], points[b], points[c]);
    }));
    return { body, bridges };
  }

  /** For each point those after it that lie no farther off than `near`; of very many points, the NEAREST. */
  function neighbours(points, near) {
    const cells = gathered(points, near);
    const most = points.length <= BRIDGED ? points.length : NEAREST;
    return points.map((point, i) => around(cells, point, near).filter((j) => j > i && distance(point, points[j]) <= near)
      .sort((a, b) => distance(point, points[a]) - distance(point, points[b])).slice(0, most));
  }

  const cell = (value, size) => Math.floor(value / size);

  /** Points by the cell of a grid in which they lie. */
  function gathered(points, size) {
    const cells = new Map();
    points.forEach((point, i) => {
      const key = `${cell(point.x, size)} ${cell(point.y, size)}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(i);
    });
    return cells;
  }

  /** Those in the cell of a point and the eight around it. */
  function around(cells, { x, y }, size) {
    const found = [];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) found.push(...(cells.get(`${cell(x, size) + dx} ${cell(y, size) + dy}`) || []));
    }
    return found;
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

  /** The median way to the nearest other point, of a sample where there are many. */
  function usualWay(points) {
    const every = Math.ceil(points.length / SAMPLE);
    const ways = points.filter((_, i) => i % every === 0)
      .map((one) => points.reduce((least, other) => (other === one ? least : Math.min(least, distance(one, other))), Infinity));
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
