// The canvas for more than can be read: plain Canvas 2D over typed arrays, behind the same names as network.js.
// What is at rest is drawn in full, once, into a bitmap; while the camera moves, the bitmap moves with it, and hovering
// only fades it under what stands out. Seen from afar, ties are straight lines, many to a stroke; near, they are the very
// curves and arrows of ties.js.
(function (B) {
  "use strict";

  const CLOSEST = 6; // camera scale
  const FARTHEST = 0.04;
  const REST = 120; // ms without a movement after which everything is drawn anew
  const QUICK = 7; // ms: a full drawing that takes no longer is made for every frame
  const MARGIN = 0.15; // of the screen, drawn on each side of it, so that a pan shows no edge at once
  const FINE = 1200; // ties on the screen that are drawn with their curves, dashes and arrows
  const CURVED = 8000; // ties that are at least curved
  const SHAPED = 700; // actors that are drawn with all care; more are filled at once, and the small ones are made of rectangles
  const SMALL = 3.2; // px
  const PER_STROKE = 64; // ties: where strokes overlap, a crowd is darker
  const INK = 0.45; // how much of the screen ties may cover before they pale
  const NAMED = 240; // actors that compete for names
  const GLIDE = 260; // ms
  const STILL = 5; // px that a pointer may stray in a click

  function overview(view) {
    const frame = B.el("div", { class: "bn-canvas bn-overview" });
    const canvas = B.el("canvas", {});
    frame.append(canvas);
    view.stage.prepend(frame);
    const fading = B.fading(view, frame);
    const ctx = canvas.getContext("2d");
    const names = B.labels(view);
    const bitmap = { canvas: document.createElement("canvas"), camera: null, stale: true, cost: 0 };

    let camera = { x: 0, y: 0, scale: 1 };
    let [width, height, ratio] = [0, 0, 1];
    let least = 3.5; // px: the smallest actor; in a crowd they shrink
    let order = new Int32Array(0); // the visible ties, those that look alike together
    let runs = []; // {look, from, to} in it
    let lines = new Float32Array(0); // the ends of ties on the screen
    let radii = {}; // of actors, at the scale for which they were worked out
    let emphasis = { faint: 1, faintLabel: 1 };
    let drawnOnce = false;
    let touched = false;
    let moving = false;
    let resting = 0;
    let gliding = 0;
    let queued = 0;
    let version = 0;
    let drawn = null; // the index of the scene that was shown last
    let zoomed = 1; // the scale when the camera last rested
    let named = "";

    // ---- where things are

    const screenX = (x) => (x - camera.x) * camera.scale + width / 2;
    const screenY = (y) => (y - camera.y) * camera.scale + height / 2;

    function radius(i) {
      if (radii.scale !== camera.scale || radii.version !== version || radii.least !== least) {
        radii = { scale: camera.scale, version, least, of: new Float32Array(view.scene.index.nodes.length) };
      }
      return radii.of[i] || (radii.of[i] = B.radiusOf(view, i, camera.scale, least));
    }

    function place(i) {
      const { x, y } = view.scene.index.columns;
      return { x: screenX(x[i]), y: screenY(y[i]), r: radius(i) };
    }

    function visible(i) {
      return view.scene.shown.nodeShown[i] || view.openedNodes().includes(i);
    }

    // ---- what is shown

    /** Sorts the visible ties by how they look, so that those that look alike are drawn together. */
    function show() {
      const { index, shown } = view.scene;
      if (index !== drawn) names.forget(); // actors have other numbers now
      drawn = index;
      const { family, status } = index.columns;
      const [families, statuses] = [index.families.size || 1, index.statuses.size || 1];
      const widths = index.columns.width;
      const changes = { "": 0, began: 1, ended: 2, both: 3 };
      const code = (i) => ((((shown.change ? changes[shown.change[i]] : 0) * 3 + shown.certainty[i]) * statuses + status[i]) * families + family[i]) * 4 + widths[i];
      const codes = new Int32Array(shown.edges.length);
      const counts = new Int32Array(4 * 3 * statuses * families * 4 + 1);
      shown.edges.forEach((edge, k) => {
        codes[k] = code(edge);
        counts[codes[k] + 1]++;
      });
      runs = [];
      for (let c = 0; c + 1 < counts.length; c++) {
        const many = counts[c + 1];
        counts[c + 1] += counts[c];
        if (many) runs.push({ from: counts[c], to: counts[c] + many });
      }
      order = new Int32Array(codes.length);
      const next = counts.slice();
      shown.edges.forEach((edge, k) => {
        order[next[codes[k]]++] = edge;
      });
      const calm = { weight: 1 };
      for (const run of runs) run.look = B.lookOf(view, order[run.from], calm);
      if (lines.length < 5 * order.length) lines = new Float32Array(5 * order.length);
      version++;
      bitmap.stale = true;
    }

    function load() {
      names.forget();
      show();
    }

    // ---- drawing everything

    /** Where ties are on the screen: fills `lines`, and gives how many are there and how long they are together. */
    function gather(left, top, right, bottom) {
      const { index } = view.scene;
      const { x, y } = index.columns;
      const { from, to } = index;
      let ink = 0;
      let count = 0;
      for (const run of runs) {
        run.first = count;
        for (let k = run.from; k < run.to; k++) {
          const tie = order[k];
          const [a, b] = [from[tie], to[tie]];
          const ax = screenX(x[a]);
          const ay = screenY(y[a]);
          const bx = screenX(x[b]);
          const by = screenY(y[b]);
          if ((ax < left && bx < left) || (ax > right && bx > right) || (ay < top && by < top) || (ay > bottom && by > bottom)) continue;
          const length = Math.abs(ax - bx) + Math.abs(ay - by);
          if (length < 1.2) continue; // less than a pixel
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

    /** The ground of the open groups. */
    function drawOpen(pen) {
      for (const group of view.scene.open) {
        pen.beginPath();
        pen.arc(screenX(group.x), screenY(group.y), group.room * camera.scale, 0, 2 * Math.PI);
        pen.fillStyle = pen.strokeStyle = view.dark ? group.colourDark : group.colour;
        pen.globalAlpha = 0.07;
        pen.fill();
        pen.globalAlpha = 0.7;
        pen.lineWidth = 1.5;
        pen.stroke();
      }
      pen.globalAlpha = 1;
    }

    function drawTies(pen, left, top, right, bottom) {
      const { count, ink } = gather(left, top, right, bottom);
      const weight = Math.min(1, 0.5 + 0.7 * camera.scale); // seen from afar, ties are finer
      if (count <= FINE) {
        const among = new Set();
        for (let k = 0; k < count; k++) among.add(lines[5 * k + 4]);
        B.drawTies(pen, view, place, { ...emphasis, edges: null, tie: -1, weight }, view.scene.shown.edges.filter((i) => among.has(i)));
        return;
      }
      const pale = Math.min(1, Math.max(0.07, (INK * (right - left) * (bottom - top)) / (ink * weight)));
      const bends = count <= CURVED ? view.scene.index.columns.bend : null;
      pen.lineCap = "butt";
      for (const run of runs) {
        const { look } = run;
        pen.strokeStyle = look.colour;
        pen.globalAlpha = Math.min(1, look.alpha * pale * Math.max(1, look.width * weight));
        pen.lineWidth = 1 / ratio; // a hair's breadth is drawn ten times as quickly as two; what is wider is darker
        pen.setLineDash(count <= CURVED && look.dashes ? look.dashes : []);
        for (let k = run.first; k < run.last; k += PER_STROKE) {
          const end = Math.min(run.last, k + PER_STROKE);
          pen.beginPath();
          for (let one = k; one < end; one++) {
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
      }
      pen.setLineDash([]);
      pen.globalAlpha = 1;
    }

    /** The visible actors on the screen, the most important last. */
    function onScreen(left, top, right, bottom) {
      const { nodes } = view.scene.shown;
      const { x, y, rank } = view.scene.index.columns;
      const found = [];
      for (const i of nodes) {
        const [px, py, room] = [screenX(x[i]), screenY(y[i]), radius(i)];
        if (px > left - room && px < right + room && py > top - room && py < bottom + room) found.push(i);
      }
      return found.sort((a, b) => rank[b] - rank[a]);
    }

    function drawNodes(pen, left, top, right, bottom, origin) {
      const found = onScreen(left, top, right, bottom);
      const plain = { ...emphasis, nodes: null, centre: -1 };
      if (found.length <= SHAPED) {
        for (const i of found) B.drawNode(pen, view, i, place(i), 1, plain);
        return;
      }
      const { nodes, columns } = view.scene.index;
      const kinds = new Map(); // kind → actors, so that the colour changes seldom
      for (const i of found) {
        if (!kinds.has(columns.actorKind[i])) kinds.set(columns.actorKind[i], []);
        kinds.get(columns.actorKind[i]).push(i);
      }
      let last = "";
      for (const list of kinds.values()) {
        for (const i of list) {
          const node = nodes[i];
          const r = radius(i);
          if (node.group) {
            B.drawNode(pen, view, i, place(i), 1, plain);
            last = "";
            continue;
          }
          const [px, py] = [screenX(columns.x[i]), screenY(columns.y[i])];
          const plainly = view.dark ? node.colourDark || node.colour : node.colour;
          const colour = B.tintOf(view.tinted, view.scene.actorOf(i), view.dark) || plainly;
          if (colour !== last) pen.fillStyle = last = colour;
          if (r < SMALL) {
            pen.fillRect(px - r, py - 0.65 * r, 2 * r, 1.3 * r); // two rectangles are a fair dot, and ten times as quick
            if (node.shape !== "pill") pen.fillRect(px - 0.65 * r, py - r, 1.3 * r, 2 * r);
          } else {
            pen.setTransform(ratio * r, 0, 0, ratio * r, (px + origin.x) * ratio, (py + origin.y) * ratio);
            pen.fill(B.shape2D(node.shape));
            pen.setTransform(ratio, 0, 0, ratio, origin.x * ratio, origin.y * ratio);
          }
        }
      }
    }

    /** Everything at this camera into the bitmap, with a margin around the screen. */
    function drawAll() {
      const began = performance.now();
      const [mx, my] = [Math.round(width * MARGIN), Math.round(height * MARGIN)];
      const sheet = bitmap.canvas;
      const [w, h] = [Math.round((width + 2 * mx) * ratio), Math.round((height + 2 * my) * ratio)];
      if (sheet.width !== w || sheet.height !== h) Object.assign(sheet, { width: w, height: h });
      const pen = sheet.getContext("2d");
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, w, h);
      pen.setTransform(ratio, 0, 0, ratio, mx * ratio, my * ratio);
      least = Math.min(3.5, 0.16 * Math.sqrt((width * height) / Math.max(1, crowd())));
      drawOpen(pen);
      drawTies(pen, -mx, -my, width + mx, height + my);
      drawNodes(pen, -mx, -my, width + mx, height + my, { x: mx, y: my });
      Object.assign(bitmap, { camera: { ...camera }, mx, my, stale: false, cost: performance.now() - began });
    }

    /** How many visible actors are on the screen. */
    function crowd() {
      const { x, y } = view.scene.index.columns;
      const [halfX, halfY] = [width / 2 / camera.scale, height / 2 / camera.scale];
      let count = 0;
      for (const i of view.scene.shown.nodes) if (Math.abs(x[i] - camera.x) < halfX && Math.abs(y[i] - camera.y) < halfY) count++;
      return count;
    }

    // ---- a frame

    function draw() {
      if (!view.shown || !measure()) return;
      emphasis = B.emphasised(view);
      emphasis.weight = Math.min(1, 0.5 + 0.7 * camera.scale);
      const same = bitmap.camera && ["x", "y", "scale"].every((key) => bitmap.camera[key] === camera[key]);
      if (bitmap.stale || (!same && (!moving || bitmap.cost < QUICK))) drawAll();
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      const zoom = camera.scale / bitmap.camera.scale;
      const [dx, dy] = [(bitmap.camera.x - camera.x) * camera.scale, (bitmap.camera.y - camera.y) * camera.scale];
      const [w, h] = [bitmap.canvas.width * zoom, bitmap.canvas.height * zoom];
      const left = (dx + width / 2) * ratio - ((width / 2 + bitmap.mx) * ratio) * zoom;
      const top = (dy + height / 2) * ratio - ((height / 2 + bitmap.my) * ratio) * zoom;
      ctx.globalAlpha = emphasis.nodes ? Math.max(emphasis.faint, 0.2) : 1;
      if (zoom === 1) ctx.drawImage(bitmap.canvas, Math.round(left), Math.round(top));
      else ctx.drawImage(bitmap.canvas, left, top, w, h);
      ctx.globalAlpha = 1;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      standOut();
      if (!moving) named = `${version}|${camera.x}|${camera.y}|${camera.scale}`;
      names.draw(ctx, place, emphasis, named, candidates);
      view.pace.frame(performance.now(), { ...camera }, view.shown.nodes.length);
    }

    /** What stands out over the faded rest: its ties and actors, the opened, the cursor and the focus. */
    function standOut() {
      const { index, shown } = view.scene;
      if (emphasis.edges) B.drawTies(ctx, view, place, emphasis, [...emphasis.edges]);
      const strong = new Set(emphasis.nodes ? emphasis.nodes.keys() : []);
      for (const i of view.openedNodes()) strong.add(i);
      for (const id of view.state.focus) strong.add(index.nodeById.get(id));
      if (view.cursor >= 0) strong.add(view.cursor);
      for (const i of strong) if (i !== undefined && (shown.nodeShown[i] || view.openedNodes().includes(i))) B.drawNode(ctx, view, i, place(i), 1, emphasis);
    }

    /** The actors that compete for names: in a crowd, the most important of those on the screen. */
    function candidates() {
      const { nodes } = view.scene.shown;
      if (nodes.length <= SHAPED) return nodes;
      const found = onScreen(0, 0, width, height).reverse().slice(0, NAMED);
      const must = emphasis.nodes ? [...emphasis.nodes.keys()].filter((i) => view.scene.shown.nodeShown[i]) : [];
      return [...new Set([...must.slice(0, NAMED), ...found])];
    }

    function measure() {
      const box = frame.getBoundingClientRect();
      if (!box.width || !box.height) return false;
      const dense = globalThis.devicePixelRatio || 1;
      if (box.width !== width || box.height !== height || dense !== ratio) {
        [width, height, ratio] = [box.width, box.height, dense];
        Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
        bitmap.stale = true;
      }
      return true;
    }

    function redraw() {
      if (!queued) queued = requestAnimationFrame(drawNow);
    }

    function drawNow() {
      cancelAnimationFrame(queued);
      queued = 0;
      if (!destroyed) draw();
    }

    // ---- camera

    /** The camera has moved: the bitmap follows at once, the full drawing when it rests. */
    function moved() {
      moving = true;
      clearTimeout(resting);
      resting = setTimeout(rest, REST);
      redraw();
    }

    function rest() {
      if (pressed.size) {
        resting = setTimeout(rest, REST);
        if (held) return;
      }
      moving = false;
      redraw();
      const [before, now] = [zoomed, camera.scale];
      zoomed = now;
      if (!view.scene.groups || before === now) return;
      const unfold = B.unfolding(view.scene, camera, { width, height }, now > before);
      if (unfold) view.set({ unfold });
    }

    function limits(scale) {
      const all = B.fitted(view, frame.getBoundingClientRect());
      return Math.min(CLOSEST, Math.max(Math.min(FARTHEST, (all?.scale || 1) / 3), scale));
    }

    function move(to, animate) {
      cancelAnimationFrame(gliding);
      const target = { ...to.position, scale: to.scale };
      if (!animate || view.calm.matches) {
        camera = target;
        zoomed = camera.scale;
        moving = false;
        redraw();
        return;
      }
      const from = { ...camera };
      const began = performance.now();
      const step = (now) => {
        const t = Math.min(1, Math.max(0, (now - began) / GLIDE));
        const eased = t < 0.5 ? 2 * t * t : 1 - (2 - 2 * t) ** 2 / 2;
        // scales by equal factors in equal times, around the point that both cameras see at one place
        const scale = from.scale * (target.scale / from.scale) ** eased;
        const share = from.scale === target.scale ? eased : (1 / scale - 1 / from.scale) / (1 / target.scale - 1 / from.scale);
        camera = t === 1 ? target : { x: from.x + (target.x - from.x) * share, y: from.y + (target.y - from.y) * share, scale };
        moved();
        if (t < 1) gliding = requestAnimationFrame(step);
      };
      gliding = requestAnimationFrame(step);
    }

    /** To the open groups, or, if all is asked for or none is open, to everything. */
    function fit(animate, all) {
      measure();
      const to = B.fitted(view, frame.getBoundingClientRect(), !all && view.scene.open.length ? view.scene.open : null);
      if (to) move(to, animate);
      return Boolean(to);
    }

    function zoom(factor) {
      touched = true;
      move({ scale: limits(camera.scale * factor), position: camera }, true);
    }

    function zoomAt(x, y, scale) {
      const to = limits(scale);
      const [wx, wy] = [(x - width / 2) / camera.scale + camera.x, (y - height / 2) / camera.scale + camera.y];
      touched = true;
      camera = { scale: to, x: wx - (x - width / 2) / to, y: wy - (y - height / 2) / to };
      moved();
    }

    function reveal(nodes, centre) {
      const position = B.revealing(view, nodes, centre, camera, frame.getBoundingClientRect());
      if (!position) return;
      touched = true;
      move({ scale: camera.scale, position }, true);
    }

    const watcher = new ResizeObserver(() => {
      view.measure();
      if (!touched || !drawnOnce) drawnOnce = fit(false) || drawnOnce;
      redraw();
    });
    watcher.observe(view.stage);

    // ---- pointing

    /** The id of the actor or tie at a point of the frame; fingers are given more room than a mouse. */
    function pick(x, y, coarse) {
      if (!view.shown) return null;
      const { index, shown } = view.scene;
      const { columns } = index;
      const reach = coarse ? 14 : 4;
      let best = -1;
      let closest = Infinity;
      const look = (i) => {
        const [dx, dy] = [screenX(columns.x[i]) - x, screenY(columns.y[i]) - y];
        const room = radius(i) + reach;
        if (Math.abs(dx) > room || Math.abs(dy) > room) return;
        const distance = Math.hypot(dx, dy) - radius(i);
        if (distance < reach && (distance < closest || (distance === closest && i < best))) {
          closest = distance;
          best = i;
        }
      };
      shown.nodes.forEach(look);
      view.openedNodes().forEach(look);
      if (best >= 0) return index.nodes[best].id;
      const tie = B.pickTie(near(x, y, coarse ? 14 : 6), x, y, coarse ? 14 : 6);
      return tie < 0 ? null : index.edges[tie].id;
    }

    /** The curves of the ties that may pass a point. */
    function near(x, y, reach) {
      const { index, shown } = view.scene;
      const { columns: { x: xs, y: ys, bend }, from, to } = index;
      const weight = Math.min(1, 0.5 + 0.7 * camera.scale);
      const found = [];
      for (const i of shown.edges) {
        const [ax, ay, bx, by] = [screenX(xs[from[i]]), screenY(ys[from[i]]), screenX(xs[to[i]]), screenY(ys[to[i]])];
        const room = reach + Math.abs(bend[i]) * (Math.abs(ax - bx) + Math.abs(ay - by));
        if (x < Math.min(ax, bx) - room || x > Math.max(ax, bx) + room || y < Math.min(ay, by) - room || y > Math.max(ay, by) + room) continue;
        const tie = B.curveOf(view, i, place, weight);
        if (tie) found.push(tie);
      }
      return found;
    }

    const pointing = B.pointing(view, frame, pick, redraw);
    const pressed = new Map(); // pointers that are down, by id
    let held = null; // what they hold: {x, y, spread} when they came down or one of them left
    let start = null; // where a click may begin

    function hold() {
      const points = [...pressed.values()];
      const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
      const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
      const spread = points.length > 1 ? Math.hypot(points[0].x - points[1].x, points[0].y - points[1].y) : 0;
      return points.length ? { x, y, spread } : null;
    }

    function at(event) {
      const box = frame.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    }

    frame.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      frame.setPointerCapture(event.pointerId);
      cancelAnimationFrame(gliding);
      pressed.set(event.pointerId, at(event));
      start = pressed.size === 1 ? at(event) : null;
      held = hold();
    });
    frame.addEventListener("pointermove", (event) => {
      if (!pressed.has(event.pointerId)) return;
      pressed.set(event.pointerId, at(event));
      const now = hold();
      if (start && Math.hypot(now.x - start.x, now.y - start.y) < STILL) return;
      if (start) {
        view.tip.hide();
        frame.classList.add("bn-grabbing");
      }
      start = null;
      touched = true;
      camera = { ...camera, x: camera.x - (now.x - held.x) / camera.scale, y: camera.y - (now.y - held.y) / camera.scale };
      if (now.spread && held.spread) zoomAt(now.x, now.y, (camera.scale * now.spread) / held.spread);
      held = now;
      moved();
    });
    for (const type of ["pointerup", "pointercancel"]) {
      frame.addEventListener(type, (event) => {
        if (!pressed.delete(event.pointerId)) return;
        held = hold();
        frame.classList.remove("bn-grabbing");
        if (start && type === "pointerup") pointing.click(start.x, start.y);
        start = null;
        if (moving) moved();
      });
    }
    frame.addEventListener("dblclick", pointing.doubleClick);
    frame.addEventListener("wheel", (event) => {
      event.preventDefault();
      view.tip.hide();
      const { x, y } = at(event);
      const lines = event.deltaMode ? 30 : 1;
      zoomAt(x, y, camera.scale * Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) / 420));
    }, { passive: false });

    let destroyed = false;
    return {
      load, show, fade: fading.fade, redraw, drawNow, zoom, reveal, pick,
      fit(animate, all) {
        touched = false;
        return fit(animate, all);
      },
      theme() {
        names.forget();
          show();
        redraw();
      },
      camera: () => ({ ...camera }),
      look({ x, y, scale }, animate) {
        touched = drawnOnce = true;
        move({ position: { x, y }, scale }, animate);
      },
      radius,
      position: (i) => ({ x: place(i).x, y: place(i).y }),
      tieAt(i) {
        const tie = B.curveOf(view, i, place, Math.min(1, 0.5 + 0.7 * camera.scale));
        return tie && B.tieMiddle(tie);
      },
      labels: names.shown,
      labelBoxes: names.boxes,
      canvas: () => canvas,
      destroy() {
        destroyed = true;
        watcher.disconnect();
        cancelAnimationFrame(queued);
        cancelAnimationFrame(gliding);
        clearTimeout(resting);
        fading.destroy();
        frame.remove();
      },
    };
  }

  Object.assign(B, { overview });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
