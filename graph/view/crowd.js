// Very many ties and actors on a canvas: those that look alike are drawn together, in strokes and rectangles, as long as
// there are too many for the care that ties.js and nodes.js take.
(function (B) {
  "use strict";

  const FEW = 1200; // ties on the screen that are drawn with their curves, dashes and arrows however small it is
  const FINE = 2500; // those that are where there is room
  const CURVED = 8000; // ties that are at least curved
  const SHAPED = 1000; // actors that are drawn with all care; more are filled at once, and the small ones are made of rectangles
  const SMALL = 3.2; // px
  const EDGE = 0.8; // px around an actor in the colour of its kind, where it has another by a measure
  const SHORT = 1.2; // px: a tie that is no longer is not seen
  const PER_STROKE = 64; // ties: where strokes overlap, a crowd is darker
  const ROOM = 0.45; // how much of the screen ties may cover to be drawn so
  const INK = 0.3; // how much they may cover before they pale
  const CHANGES = { "": 0, began: 1, ended: 2, both: 3 };

  function crowd(view, screen) {
    let order = new Int32Array(0); // the visible ties, those that look alike together
    let runs = []; // {look, from, to} in it
    let lines = new Float32Array(0); // the ends of ties on the screen, and which they are

    /** Sorts the visible ties by how they look, so that those that look alike are drawn together. */
    function sort() {
      const { index, shown } = view.scene;
      const { family, status, width } = index.columns;
      const [families, statuses] = [index.families.size || 1, index.statuses.size || 1];
      const code = (i) => ((((shown.change ? CHANGES[shown.change[i]] : 0) * 3 + shown.certainty[i]) * statuses + status[i]) * families + family[i]) * 4 + width[i];
      const codes = Int32Array.from(shown.edges, code);
      const ends = new Int32Array(4 * 3 * statuses * families * 4 + 1);
      for (const each of codes) ends[each + 1]++;
      runs = [];
      for (let c = 0; c + 1 < ends.length; c++) {
        const many = ends[c + 1];
        ends[c + 1] += ends[c];
        if (many) runs.push({ from: ends[c], to: ends[c] + many });
      }
      order = new Int32Array(codes.length);
      shown.edges.forEach((edge, k) => {
        order[ends[codes[k]]++] = edge;
      });
      for (const run of runs) run.look = B.lookOf(view, order[run.from], { weight: 1 });
      if (lines.length < 5 * order.length) lines = new Float32Array(5 * order.length);
    }

    /** Where ties are on the screen: fills `lines`, and gives how many are there and how long they are together. */
    function gather({ left, top, right, bottom }) {
      const { columns: { x, y }, from, to } = view.scene.index;
      let ink = 0;
      let count = 0;
      for (const run of runs) {
        run.first = count;
        for (let k = run.from; k < run.to; k++) {
          const tie = order[k];
          const [a, b] = [from[tie], to[tie]];
          const ax = screen.x(x[a]);
          const ay = screen.y(y[a]);
          const bx = screen.x(x[b]);
          const by = screen.y(y[b]);
          if ((ax < left && bx < left) || (ax > right && bx > right) || (ay < top && by < top) || (ay > bottom && by > bottom)) continue;
          const length = Math.abs(ax - bx) + Math.abs(ay - by);
          if (length < SHORT) continue;
          const at = 5 * count++;
          lines[at] = ax;
          lines[at + 1] = ay;
          lines[at + 2] = bx;
          lines[at + 3] = by;
          lines[at + 4] = tie;
          ink += length * run.look.width;
        }
        run.last = count;
      }
      return { count, ink };
    }

    function drawTies(pen, box, emphasis) {
      const { count, ink } = gather(box);
      const weight = screen.weight();
      const covered = (ink * weight) / ((box.right - box.left) * (box.bottom - box.top));
      if (count <= (covered < ROOM ? FINE : FEW)) {
        const among = new Set();
        for (let k = 0; k < count; k++) among.add(lines[5 * k + 4]);
        B.drawTies(pen, view, screen.place, { ...emphasis, edges: null, tie: -1, weight }, view.scene.shown.edges.filter((i) => among.has(i)));
        return;
      }
      const pale = Math.min(1, Math.max(0.07, INK / covered));
      const bends = count <= CURVED ? view.scene.index.columns.bend : null;
      pen.lineCap = "butt";
      for (const run of runs) {
        const { look } = run;
        pen.strokeStyle = look.colour;
        pen.globalAlpha = Math.min(1, look.alpha * pale * Math.max(1, look.width * weight));
        pen.lineWidth = 1 / screen.ratio; // a hair's breadth is drawn ten times as quickly as two; what is wider is darker
        pen.setLineDash(count <= CURVED && look.dashes ? look.dashes : []);
        for (let k = run.first; k < run.last; k += PER_STROKE) stroke(pen, k, Math.min(run.last, k + PER_STROKE), bends);
      }
      pen.setLineDash([]);
      pen.globalAlpha = 1;
    }

    function stroke(pen, first, last, bends) {
      pen.beginPath();
      for (let one = first; one < last; one++) {
        const at = 5 * one;
        pen.moveTo(lines[at], lines[at + 1]);
        const bend = bends ? bends[lines[at + 4]] : 0;
        if (bend) {
          const middle = B.bend({ x: lines[at], y: lines[at + 1] }, { x: lines[at + 2], y: lines[at + 3] }, bend);
          pen.quadraticCurveTo(middle.x, middle.y, lines[at + 2], lines[at + 3]);
        } else pen.lineTo(lines[at + 2], lines[at + 3]);
      }
      pen.stroke();
    }

    function drawNodes(pen, box, emphasis) {
      const found = screen.within(box);
      const plain = { ...emphasis, nodes: null, centre: -1 };
      if (found.length <= SHAPED) {
        for (const i of found) B.drawNode(pen, view, i, screen.place(i), 1, plain);
        return;
      }
      const { nodes, columns } = view.scene.index;
      const kinds = new Map(); // kind → actors, so that the colour changes seldom
      for (const i of found) {
        if (!kinds.has(columns.actorKind[i])) kinds.set(columns.actorKind[i], []);
        kinds.get(columns.actorKind[i]).push(i);
      }
      const still = pen.getTransform();
      for (const list of kinds.values()) {
        for (const i of list) {
          if (nodes[i].group) B.drawNode(pen, view, i, screen.place(i), 1, plain);
          else drawPlainly(pen, i, still);
        }
      }
    }

    /** One of very many: its shape in its colour, with an edge of its kind's where a measure has given it another. */
    function drawPlainly(pen, i, still) {
      const node = view.scene.index.nodes[i];
      const { x, y, r } = screen.place(i);
      const kind = view.dark ? node.colourDark || node.colour : node.colour;
      const tint = B.tintOf(view.tinted, view.scene.actorOf(i), view.dark);
      if (r < SMALL) {
        if (tint) dot(pen, x, y, r + EDGE, kind, node.shape);
        dot(pen, x, y, r, tint || kind, node.shape);
        return;
      }
      const shape = B.shape2D(node.shape);
      pen.translate(x, y);
      pen.scale(r, r);
      pen.fillStyle = tint || kind;
      pen.fill(shape);
      if (tint) {
        pen.strokeStyle = kind;
        pen.lineWidth = 1 / r;
        pen.stroke(shape);
      }
      pen.setTransform(still);
    }

    /** Two rectangles are a fair dot, and ten times as quick. */
    function dot(pen, x, y, r, colour, shape) {
      pen.fillStyle = colour;
      pen.fillRect(x - r, y - 0.65 * r, 2 * r, 1.3 * r);
      if (shape !== "pill") pen.fillRect(x - 0.65 * r, y - r, 1.3 * r, 2 * r);
    }

    return { sort, drawTies, drawNodes };
  }

  Object.assign(B, { crowd });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
