// Ties on the canvas, in screen pixels, so that lines, dashes and arrowheads keep their weight at every zoom.
// vis-network would scale all three with the camera, and would need 6,000 edge objects for 6,000 ties.
(function (B) {
  "use strict";

  const ARROW = 8; // px
  const GAP = 2.5; // px between a tie and its actor
  const MARKED = 56; // px: shorter ties have no room for the mark of a change
  const CHANGES = { began: { sign: "+", dashes: null }, ended: { sign: "−", dashes: [7, 5] }, both: { sign: "", dashes: null } };

  /** The control point of a tie from a to b: vis-network's own curvedCW (roundness > 0) and curvedCCW (< 0). */
  function bend(a, b, roundness) {
    const turn = roundness >= 0 ? 1 : -1;
    const part = Math.abs(roundness) * 0.5 + 0.5;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const angle = Math.atan2(a.y - b.y, b.x - a.x) + (turn * Math.abs(roundness) * 0.5 + 0.5) * Math.PI;
    return { x: a.x + part * length * Math.sin(angle), y: a.y + part * length * Math.cos(angle) };
  }

  function at(a, c, b, t) {
    const s = 1 - t;
    return { x: s * s * a.x + 2 * s * t * c.x + t * t * b.x, y: s * s * a.y + 2 * s * t * c.y + t * t * b.y };
  }

  /** Where the curve leaves a circle of radius r around its start. */
  function leaving(a, c, b, r) {
    const length = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y));
    let t = Math.min(0.45, r / length);
    for (let i = 0; i < 3; i++) {
      const p = at(a, c, b, t);
      t = Math.min(0.45, (t * r) / Math.max(0.01, Math.hypot(p.x - a.x, p.y - a.y)));
    }
    return t;
  }

  /** The part of a curve between two of its places, as a curve. */
  function cut(a, c, b, t0, t1) {
    const middle = {
      x: (1 - t0) * (1 - t1) * a.x + (t0 + t1 - 2 * t0 * t1) * c.x + t0 * t1 * b.x,
      y: (1 - t0) * (1 - t1) * a.y + (t0 + t1 - 2 * t0 * t1) * c.y + t0 * t1 * b.y,
    };
    return { a: at(a, c, b, t0), c: middle, b: at(a, c, b, t1) };
  }

  /** A tie ready to be drawn: its curve clear of both actors, and where its arrow points. */
  function shapeTie(a, b, ra, rb, roundness, directed, weight) {
    const c = roundness ? bend(a, b, roundness) : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const start = leaving(a, c, b, ra + GAP);
    const end = 1 - leaving(b, c, a, rb + GAP);
    if (!directed) return cut(a, c, b, start, end);
    const base = Math.max(start, 1 - leaving(b, c, a, rb + GAP + ARROW * weight));
    const curve = cut(a, c, b, start, base);
    curve.tip = at(a, c, b, end);
    return curve;
  }

  function stroke(ctx, tie, look) {
    ctx.globalAlpha = look.alpha;
    ctx.strokeStyle = look.colour;
    ctx.lineWidth = look.width;
    ctx.setLineDash(look.dashes || []);
    ctx.beginPath();
    ctx.moveTo(tie.a.x, tie.a.y);
    ctx.quadraticCurveTo(tie.c.x, tie.c.y, tie.b.x, tie.b.y);
    ctx.stroke();
    if (look.hollow) hollow(ctx, tie, look);
    if (tie.tip) arrow(ctx, tie, look);
    if (look.sign && Math.hypot(tie.b.x - tie.a.x, tie.b.y - tie.a.y) > MARKED) mark(ctx, at(tie.a, tie.c, tie.b, 0.5), look);
  }

  /** Two lines side by side: a contested tie while two times are compared, when dashes mean that a tie ended. */
  function hollow(ctx, tie, look) {
    ctx.strokeStyle = look.ground;
    ctx.lineWidth = look.width - 2.4;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(tie.a.x, tie.a.y);
    ctx.quadraticCurveTo(tie.c.x, tie.c.y, tie.b.x, tie.b.y);
    ctx.stroke();
    ctx.strokeStyle = look.colour;
  }

  function arrow(ctx, tie, look) {
    const [dx, dy] = [tie.tip.x - tie.b.x, tie.tip.y - tie.b.y];
    const length = Math.hypot(dx, dy) || 1;
    const half = Math.min(2.3 + look.width * 0.7, length * 0.55);
    const [nx, ny] = [(-dy / length) * half, (dx / length) * half];
    ctx.fillStyle = look.colour;
    ctx.beginPath();
    ctx.moveTo(tie.tip.x, tie.tip.y);
    ctx.lineTo(tie.b.x + nx, tie.b.y + ny);
    ctx.lineTo(tie.b.x - nx, tie.b.y - ny);
    ctx.fill();
  }

  /** The + or − of a tie that began or ended between the two windows compared. */
  function mark(ctx, place, look) {
    ctx.setLineDash([]);
    ctx.fillStyle = look.ground;
    ctx.beginPath();
    ctx.arc(place.x, place.y, 5.5, 0, 2 * Math.PI);
    ctx.fill();
    ctx.lineWidth = 1.2;
    ctx.stroke();
    ctx.lineWidth = 1.8;
    ctx.beginPath();
    ctx.moveTo(place.x - 2.8, place.y);
    ctx.lineTo(place.x + 2.8, place.y);
    if (look.sign === "+") {
      ctx.moveTo(place.x, place.y - 2.8);
      ctx.lineTo(place.x, place.y + 2.8);
    }
    ctx.stroke();
  }

  /** How a tie looks: by family and status, or, while comparing, by whether it began, ended or stayed. */
  function lookOf(view, i, emphasis) {
    const { index, shown } = view.scene;
    const edge = index.edges[i];
    const opacity = index.certainties.get(B.CERTAINTIES[shown.certainty[i]])?.opacity ?? 0.85;
    const strong = emphasis.edges && emphasis.edges.has(i);
    const faint = emphasis.edges && !strong;
    const look = {
      colour: view.dark ? edge.colourDark || edge.colour : edge.colour, width: edge.width || 1.3, dashes: edge.dashes || null,
      alpha: faint ? emphasis.faint : strong ? Math.min(1, opacity + 0.1) : opacity, ground: view.colours.ground, sign: "",
    };
    if (shown.change) {
      const change = CHANGES[shown.change[i]] || CHANGES.both;
      look.colour = view.colours[shown.change[i]] || look.colour;
      look.dashes = change.dashes;
      look.sign = change.sign;
      look.width = change.sign ? 2.2 : 1;
      if (edge.status === "contested") Object.assign(look, { width: 4, hollow: true });
    }
    look.width *= emphasis.weight;
    if (strong) look.width += 0.7;
    if (emphasis.tie === i) look.width += 1.4;
    return look;
  }

  /** Draws ties (the visible ones unless `among` says which), the emphasised ones last; returns their curves for picking. */
  function drawTies(ctx, view, place, emphasis, among) {
    const drawn = [];
    const strong = [];
    ctx.lineCap = "butt";
    for (const i of among || view.scene.shown.edges) {
      const tie = curveOf(view, i, place, emphasis.weight);
      if (!tie) continue;
      drawn.push(tie);
      if (emphasis.edges && emphasis.edges.has(i)) strong.push(tie);
      else stroke(ctx, tie, lookOf(view, i, emphasis));
    }
    for (const tie of strong) stroke(ctx, tie, lookOf(view, tie.edge, emphasis));
    drawOpened(ctx, view, place, emphasis);
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
    return drawn;
  }

  /** The curve of a tie as it is drawn; null for one that leads back to where it came from. */
  function curveOf(view, i, place, weight) {
    const { index } = view.scene;
    const edge = index.edges[i];
    if (index.from[i] === index.to[i]) return null;
    const [a, b] = [place(index.from[i]), place(index.to[i])];
    const tie = shapeTie(a, b, a.r, b.r, edge.roundness || 0, edge.directed, weight);
    tie.edge = i;
    return tie;
  }

  /** What is opened is drawn, dotted, also where it is not among what is shown. */
  function drawOpened(ctx, view, place, emphasis) {
    const { index, shown } = view.scene;
    const opened = index.edgeById.get(view.state.open);
    if (opened === undefined || shown.edgeShown[opened]) return;
    const tie = curveOf(view, opened, place, emphasis.weight);
    if (tie) stroke(ctx, tie, { colour: view.colours.ink, width: 1.2, dashes: [2, 4], alpha: 0.7 });
  }

  /** The drawn tie nearest to a point, if it is within `reach` px; else -1. */
  function pickTie(drawn, x, y, reach) {
    let best = -1;
    let least = reach;
    for (const tie of drawn) {
      const left = Math.min(tie.a.x, tie.b.x, tie.c.x) - reach;
      const top = Math.min(tie.a.y, tie.b.y, tie.c.y) - reach;
      if (x < left || y < top || x > Math.max(tie.a.x, tie.b.x, tie.c.x) + reach || y > Math.max(tie.a.y, tie.b.y, tie.c.y) + reach) continue;
      let last = tie.a;
      for (let step = 1; step <= 16; step++) {
        const next = at(tie.a, tie.c, tie.b, step / 16);
        const distance = toSegment(x, y, last, next);
        if (distance < least) {
          least = distance;
          best = tie.edge;
        }
        last = next;
      }
    }
    return best;
  }

  function toSegment(x, y, a, b) {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
  }

  /** The middle of a drawn tie, for tests and for the keyboard's tooltip. */
  function middle(tie) {
    return at(tie.a, tie.c, tie.b, 0.5);
  }

  Object.assign(B, { bend, curveOf, drawTies, lookOf, pickTie, tieMiddle: middle });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
