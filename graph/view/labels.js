// Names on the canvas: constant size on the screen, wrapped, and never over one another unless they must be shown.
(function (B) {
  "use strict";

  const WIDTH = 18; // characters in a line
  const LINES = 3;
  const LEADING = 1.18;
  const CELL = 80; // px of the grid in which collisions are looked for
  const HEAD = 14; // so many actors are set in the larger size, fewer where there is little room
  const ROOM = 30000; // square px of the map for each of them
  const LARGE = 13.5;
  const SMALL = 12;

  /** A name in lines of about 18 characters, three at most, the last one cut with an ellipsis. */
  function wrap(name) {
    const lines = [];
    let line = "";
    for (const word of String(name).replace(/\s+/g, " ").trim().split(" ")) {
      const longer = line ? `${line} ${word}` : word;
      if (longer.length <= WIDTH || !line) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
    const kept = lines.slice(0, LINES).map((text) => (text.length > WIDTH + 6 ? `${text.slice(0, WIDTH + 4)}…` : text));
    if (lines.length > LINES) kept[LINES - 1] = `${kept[LINES - 1].replace(/…$/, "")}…`;
    return kept;
  }

  function labels(view) {
    const measured = new Map();
    const usual = new Map(); // node → the side its label was on last, tried first
    const pen = document.createElement("canvas").getContext("2d");
    let key = "";
    let placed = [];

    function font(size, bold) {
      return `${bold ? 600 : 400} ${size}px ${view.colours.font}`;
    }

    function measure(node, large, bold) {
      const id = `${node}|${large}|${bold}`;
      if (!measured.has(id)) {
        const size = large ? LARGE : SMALL;
        const lines = wrap(view.scene.index.nodes[node].name);
        pen.font = font(size, bold);
        const width = Math.max(...lines.map((line) => pen.measureText(line).width));
        measured.set(id, { lines, width, height: lines.length * size * LEADING, size, font: pen.font });
      }
      return measured.get(id);
    }

    /** Greedy, the most important first; what must be shown (selected, hovered and their neighbours) before the rest. */
    function layOut(place, must, frame, among) {
      const grid = new Map();
      const rank = (node) => view.scene.index.nodes[node].rank;
      const order = [...among].sort((a, b) => must.has(b) - must.has(a) || rank(a) - rank(b));
      const many = Math.min(HEAD, Math.round((frame.width * frame.height) / ROOM));
      const head = new Set([...among].sort((a, b) => rank(a) - rank(b)).slice(0, many));
      for (const sign of view.signs || []) occupy(grid, { ...sign, node: -1 }); // names of communities
      for (const box of view.covered()) occupy(grid, { ...box, node: -1 });
      const shapes = (nodes) => nodes.forEach((node) => {
        const p = place(node);
        occupy(grid, { x: p.x - p.r, y: p.y - p.r, w: 2 * p.r, h: 2 * p.r, node, minor: !head.has(node) });
      });
      shapes([...must.keys()]);
      let others = false; // what stands out may cover the faint rest, but not the other way round
      const out = [];
      for (const node of order) {
        if (!must.has(node) && !others) {
          shapes(among.filter((one) => !must.has(one)));
          others = true;
        }
        const text = measure(node, head.has(node), head.has(node) || must.get(node) === 2);
        const p = place(node);
        const sides = sidesOf({ ...p, inner: Boolean(view.scene.index.nodes[node].extent) }, text);
        const first = Math.min(usual.get(node) || 0, sides.length - 1);
        const tries = [first, ...sides.keys()];
        let open = tries.filter((one) => free(grid, sides[one].box, node));
        // where it is crowded, the name of one of the most important may lie over the shapes of others
        if (!open.length && head.has(node)) open = tries.filter((one) => free(grid, sides[one].box, node, true));
        let side = open.find((one) => within(sides[one].box, frame));
        if (side === undefined && (must.has(node) || !inside(p, frame))) side = open[0];
        if (side === undefined && (must.get(node) === 2 || sides.length > 8)) side = sides.length > 8 ? 0 : first; // a large group has room of its own
        if (side === undefined) continue;
        usual.set(node, side);
        occupy(grid, { ...sides[side].box, node });
        out.push({ node, text, ...sides[side] });
      }
      return out;
    }

    /** Below, above, right and left of the actor, then the four corners; with each the way its lines are set. */
    function sidesOf(p, text) {
      const [w, h] = [text.width + 4, text.height];
      const [left, right] = [p.x - p.r - 4 - w, p.x + p.r + 4];
      const near = p.r * 0.7 + 2;
      const within = p.inner && w < 1.9 * p.r && 12 + h < p.r ? [[p.x - w / 2, p.y + 12, "center"]] : []; // below a group's number
      return [
        ...within,
        [p.x - w / 2, p.y + p.r + 3, "center"], [p.x - w / 2, p.y - p.r - 3 - h, "center"],
        [right, p.y - h / 2, "left"], [left, p.y - h / 2, "right"],
        [p.x + near, p.y + near, "left"], [p.x - near - w, p.y + near, "right"],
        [p.x + near, p.y - near - h, "left"], [p.x - near - w, p.y - near - h, "right"],
      ].map(([x, y, align]) => ({ box: { x, y, w, h }, align }));
    }

    function within(box, frame) {
      return box.x >= frame.x && box.y >= frame.y && box.x + box.w <= frame.x + frame.width && box.y + box.h <= frame.y + frame.height;
    }

    function inside(p, frame) {
      return p.x >= frame.x && p.y >= frame.y && p.x <= frame.x + frame.width && p.y <= frame.y + frame.height;
    }

    function cells(box) {
      const found = [];
      for (let x = Math.floor(box.x / CELL); x <= Math.floor((box.x + box.w) / CELL); x++) {
        for (let y = Math.floor(box.y / CELL); y <= Math.floor((box.y + box.h) / CELL); y++) found.push(x * 100003 + y);
      }
      return found;
    }

    function occupy(grid, box) {
      for (const cell of cells(box)) {
        if (!grid.has(cell)) grid.set(cell, []);
        grid.get(cell).push(box);
      }
    }

    function free(grid, box, node, lenient) {
      return cells(box).every((cell) => (grid.get(cell) || []).every((other) => other.node === node || (lenient && other.minor) ||
        box.x + box.w <= other.x || other.x + other.w <= box.x || box.y + box.h <= other.y || other.y + other.h <= box.y));
    }

    function paint(ctx, label, alpha, offset) {
      const { text, box, align } = label;
      const x = (align === "center" ? box.x + box.w / 2 : align === "left" ? box.x : box.x + box.w) + offset.x;
      ctx.globalAlpha = alpha;
      ctx.font = text.font;
      ctx.textAlign = align;
      text.lines.forEach((line, i) => {
        const y = box.y + offset.y + (i + 0.5) * text.size * LEADING;
        ctx.strokeText(line, x, y);
        ctx.fillText(line, x, y);
      });
    }

    /**
     * Draws the names. `place(node)` gives {x, y, r} in px; `layoutKey` changes whenever the labels must be laid out
     * anew (until then each moves with its actor); `among` are the actors that may be named, if not all.
     */
    function draw(ctx, place, emphasis, layoutKey, among) {
      const must = emphasis.nodes || new Map();
      const now = `${layoutKey}|${[...must].join()}`;
      if (now !== key) {
        placed = layOut(place, must, view.free(), among ? among() : view.scene.shown.nodes);
        for (const label of placed) label.from = place(label.node);
        key = now;
      }
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = view.colours.ground;
      ctx.fillStyle = view.colours.ink;
      for (const label of [...placed].reverse()) {
        const faint = emphasis.nodes && !emphasis.nodes.has(label.node);
        const now = place(label.node);
        paint(ctx, label, faint ? emphasis.faintLabel : 1, { x: now.x - label.from.x, y: now.y - label.from.y });
      }
      ctx.globalAlpha = 1;
    }

    return {
      draw,
      forget() {
        measured.clear();
        usual.clear();
        placed = [];
        key = "";
      },
      shown: () => placed.map((label) => view.scene.index.nodes[label.node].id),
      boxes: () => Object.fromEntries(placed.map((label) => [view.scene.index.nodes[label.node].id, label.box])),
    };
  }

  Object.assign(B, { wrapName: wrap, labels });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
