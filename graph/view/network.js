// The canvas: vis-network holds the camera, the gestures and the actors; ties and names are drawn by ties.js and labels.js.
(function (B) {
  "use strict";

  const FADE = 200; // ms
  const CLOSEST = 6; // camera scale
  const PATIENCE = 110; // ms between two steps below which the picture does not fade
  const LATER = 400; // ms after which vis-network is handed the actors that are not shown yet
  const FEW = 60; // so many at a time
  const DOUBLE = 400; // ms
  const EDGE = 70; // px that what is revealed keeps from the overlays
  const OPENING = 1.25; // the opening camera is no closer than this

  function network(view) {
    const frame = B.el("div", { class: "bn-canvas" });
    const before = B.el("canvas", { class: "bn-before", "aria-hidden": "true" });
    view.stage.prepend(frame, before);

    const data = new view.vis.DataSet([]); // the actors that vis-network knows
    const net = new view.vis.Network(frame, { nodes: data, edges: new view.vis.DataSet([]) }, {
      autoResize: true,
      physics: { enabled: false },
      layout: { improvedLayout: false },
      nodes: { shape: "custom", ctxRenderer, fixed: true, chosen: false, labelHighlightBold: false },
      interaction: { dragNodes: false, hover: false, selectable: false, selectConnectedEdges: false, zoomSpeed: 0.7 },
    });
    const names = B.labels(view);
    let hidden = new Uint8Array(0); // 1 for each actor that is not shown
    let filling = 0;
    let ties = []; // the curves last drawn
    let emphasis = { faint: 1, faintLabel: 1 };
    let camera = null; // the transform of the frame being drawn
    let drawnOnce = false;
    let touched = false; // has the reader moved the camera?
    let queued = 0;
    let lastStep = 0;
    let version = 0;

    // ---- drawing

    /** Where an actor stands on the screen, and its radius there; it grows more slowly than the map does. */
    function place(i) {
      const node = view.index.nodes[i];
      return {
        x: node.x * camera.scale + camera.x, y: node.y * camera.scale + camera.y, r: radius(i, camera.scale),
      };
    }

    function radius(i, scale) {
      const size = view.sized?.sizes ? view.sized.sizes[i] : view.index.nodes[i].size || 8;
      return Math.max(3.5, Math.min(28, size * Math.pow(scale, 0.45) * 0.82));
    }

    function ctxRenderer({ ctx, id, x, y }) {
      const i = view.index.nodeById.get(id);
      return { drawNode: () => i !== undefined && drawNode(ctx, i, x, y), nodeDimensions: { width: 20, height: 20 } };
    }

    function drawNode(ctx, i, x, y) {
      const node = view.index.nodes[i];
      const px = 1 / camera.scale;
      const r = radius(i, camera.scale);
      const chosen = emphasis.centre === i;
      const faint = emphasis.nodes && !emphasis.nodes.has(i);
      const absent = !view.shown.nodeShown[i];
      const shape = B.shape2D(node.shape);
      ctx.save();
      ctx.translate(x, y);
      ctx.scale(r * px, r * px);
      ctx.lineJoin = "round";
      if (chosen || view.cursor === i || view.state.focus.includes(node.id)) ring(ctx, r, chosen || view.cursor === i);
      ctx.strokeStyle = view.colours.ground;
      ctx.lineWidth = 3 / r;
      ctx.stroke(shape);
      ctx.fillStyle = view.colours.ground;
      ctx.fill(shape);
      ctx.globalAlpha = faint ? emphasis.faintNode : 1;
      ctx.fillStyle = ctx.strokeStyle = view.dark ? node.colourDark || node.colour : node.colour;
      if (absent) {
        ctx.lineWidth = 1.3 / r;
        ctx.setLineDash([3 / r, 2.5 / r]);
        ctx.stroke(shape);
      } else ctx.fill(shape);
      ctx.restore();
    }

    function ring(ctx, r, strong) {
      ctx.beginPath();
      ctx.arc(0, 0, 1 + 5.5 / r, 0, 2 * Math.PI);
      ctx.fillStyle = view.colours.ground;
      ctx.fill();
      ctx.lineWidth = (strong ? 2.5 : 1.4) / r;
      ctx.strokeStyle = view.colours.accent;
      ctx.stroke();
    }

    function onScreen(ctx, draw) {
      ctx.save();
      ctx.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
      draw();
      ctx.restore();
    }

    net.on("beforeDrawing", (ctx) => {
      const matrix = ctx.getTransform();
      const scale = net.getScale();
      const ratio = matrix.a / scale;
      camera = { scale, ratio, x: matrix.e / ratio, y: matrix.f / ratio };
      if (!view.shown) return;
      emphasis = emphasised();
      emphasis.weight = Math.min(1, 0.5 + 0.7 * scale); // seen from afar, ties and arrows are finer
      onScreen(ctx, () => {
        ties = B.drawTies(ctx, view, place, emphasis);
      });
    });

    net.on("afterDrawing", (ctx) => {
      if (!view.shown) return;
      const pan = { x: camera.x, y: camera.y };
      onScreen(ctx, () => names.draw(ctx, place, emphasis, `${camera.scale}|${version}`, pan));
    });

    /** The ties of a chain and the actors that they join. */
    function chain() {
      const edges = new Set(view.state.chain.map((one) => view.index.edgeById.get(one)).filter((i) => view.shown.edgeShown[i]));
      const nodes = new Map([...edges].flatMap((i) => [[view.index.from[i], 2], [view.index.to[i], 2]]));
      return { edges, nodes };
    }

    /** What stands out: the hovered, else the opened actor, tie or event with its neighbours. */
    function emphasised() {
      const id = view.hover || (view.cursor >= 0 ? view.index.nodes[view.cursor].id : null) || view.state.open;
      const light = !view.hover;
      const calm = { faint: light ? 0.16 : 0.1, faintNode: light ? 0.4 : 0.22, faintLabel: light ? 0.55 : 0.3, centre: -1, tie: -1 };
      const opened = view.index.nodeById.get(view.state.open);
      if (view.index.nodeById.has(id)) {
        const centre = view.index.nodeById.get(id);
        const nodes = new Map([[centre, 2]]);
        const edges = new Set();
        for (const i of view.index.ties[centre]) {
          if (!view.shown.edgeShown[i]) continue;
          edges.add(i);
          const other = view.index.from[i] === centre ? view.index.to[i] : view.index.from[i];
          if (!nodes.has(other)) nodes.set(other, 1);
        }
        if (opened !== undefined && !nodes.has(opened)) nodes.set(opened, 1);
        return { ...calm, nodes, edges, centre: opened === undefined ? centre : opened };
      }
      if (view.index.edgeById.has(id)) {
        const tie = view.index.edgeById.get(id);
        const nodes = new Map([[view.index.from[tie], 2], [view.index.to[tie], 2]]);
        return { ...calm, nodes, edges: new Set([tie]), tie, centre: opened === undefined ? -1 : opened };
      }
      if (!id && view.state.chain.length) return { ...calm, ...chain() };
      if (view.index.eventById.has(id)) {
        const actors = view.index.events[view.index.eventById.get(id)].actors || [];
        const nodes = new Map(actors.filter((a) => view.index.nodeById.has(a)).map((a) => [view.index.nodeById.get(a), 2]));
        const edges = new Set(view.shown.edges.filter((i) => nodes.has(view.index.from[i]) && nodes.has(view.index.to[i])));
        return nodes.size ? { ...calm, nodes, edges } : calm;
      }
      return calm;
    }

    function redraw() {
      if (!queued) queued = requestAnimationFrame(drawNow);
    }

    function drawNow() {
      cancelAnimationFrame(queued);
      queued = 0;
      if (!destroyed) net.redraw();
    }

    // ---- what is shown

    /** A new wire: the same actors keep their place in vis-network, old ones go, new ones come when they are shown. */
    function load() {
      names.forget();
      const rows = view.index.nodes.map(({ id, x, y }) => ({ id, x, y, hidden: true }));
      hidden = new Uint8Array(rows.length).fill(1);
      const here = new Set(data.getIds());
      data.remove([...here].filter((id) => !view.index.nodeById.has(id)));
      data.update(rows.filter((row) => here.has(row.id)));
      show();
      clearTimeout(filling);
      filling = setTimeout(fill, LATER);
    }

    /** Hands vis-network the actors that are not shown yet, a few at a time, so that later years find them there. */
    function fill() {
      const missing = view.index.nodes.filter((node) => !data.get(node.id)).slice(0, FEW);
      if (!missing.length) return;
      data.add(missing.map(({ id, x, y }) => ({ id, x, y, hidden: true })));
      filling = setTimeout(fill, LATER / 4);
    }

    /** What is opened stays on the map, in outline, when it is not among what is shown. */
    function wanted(i) {
      return view.shown.nodeShown[i] || view.openedNodes().includes(i);
    }

    /** Shows what view.shown says, by differences. vis-network's own update would take five times as long. */
    function show() {
      const body = net.body && net.body.nodes;
      const quick = body && typeof net._updateVisibleIndices === "function";
      const changed = [];
      for (let i = 0; i < hidden.length; i++) {
        const value = wanted(i) ? 0 : 1;
        if (value === hidden[i]) continue;
        hidden[i] = value;
        const id = view.index.nodes[i].id;
        if (quick && body[id]) body[id].options.hidden = Boolean(value);
        else changed.push({ id, x: view.index.nodes[i].x, y: view.index.nodes[i].y, hidden: Boolean(value) });
      }
      if (changed.length) data.update(changed);
      else if (quick) net._updateVisibleIndices();
      version++;
    }

    /** Keeps the picture as it is and lets it fade over the next one; while scrubbing quickly it just follows. */
    function fade() {
      const now = performance.now();
      const quick = now - lastStep < PATIENCE;
      lastStep = now;
      before.getAnimations().forEach((animation) => animation.cancel());
      before.hidden = true;
      const canvas = frame.querySelector("canvas");
      if (quick || !canvas || !canvas.width || view.calm.matches) return;
      if (before.width !== canvas.width || before.height !== canvas.height) {
        before.width = canvas.width;
        before.height = canvas.height;
      }
      const ctx = before.getContext("2d");
      ctx.fillStyle = view.colours.ground;
      ctx.fillRect(0, 0, before.width, before.height);
      ctx.drawImage(canvas, 0, 0);
      before.hidden = false;
      const animation = before.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE, easing: "ease-out", fill: "forwards" });
      animation.onfinish = () => {
        before.hidden = true;
      };
    }

    // ---- camera

    /** The visible actors within what the overlays leave free. */
    function fit(animate) {
      const box = frame.getBoundingClientRect();
      if (!box.width || !view.shown) return false;
      const nodes = view.shown.nodes.length ? view.shown.nodes : view.index.nodes.map((_, i) => i);
      if (!nodes.length) return false;
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (const i of nodes) {
        const node = view.index.nodes[i];
        left = Math.min(left, node.x);
        right = Math.max(right, node.x);
        top = Math.min(top, node.y);
        bottom = Math.max(bottom, node.y);
      }
      const free = view.free();
      const [padX, padTop, padBottom] = view.narrow() ? [34, 24, 40] : [62, 34, 52];
      const width = Math.max(60, free.width - 2 * padX);
      const height = Math.max(60, free.height - padTop - padBottom);
      const scale = Math.min(OPENING, width / Math.max(1, right - left), height / Math.max(1, bottom - top));
      const middle = { x: free.x + free.width / 2, y: free.y + padTop + height / 2 };
      const position = {
        x: (left + right) / 2 - (middle.x - box.width / 2) / scale, y: (top + bottom) / 2 - (middle.y - box.height / 2) / scale,
      };
      move({ position, scale }, animate);
      return true;
    }

    function move(to, animate) {
      const moving = animate && !view.calm.matches;
      net.moveTo({ ...to, animation: moving ? { duration: 320, easingFunction: "easeInOutQuad" } : false });
      if (!moving) redraw();
    }

    function zoom(factor) {
      touched = true;
      move({ scale: Math.min(CLOSEST, Math.max(0.04, net.getScale() * factor)), position: net.getViewPosition() }, true);
    }

    /** Moves the camera, as little as needed, until an actor (or the middle of several) is clear of the overlays. */
    function reveal(nodes, centre) {
      const free = view.free();
      const scale = net.getScale();
      const mean = (axis) => nodes.reduce((sum, i) => sum + view.index.nodes[i][axis], 0) / nodes.length;
      const at = net.canvasToDOM({ x: mean("x"), y: mean("y") });
      const edge = Math.min(EDGE, free.width / 3, free.height / 3);
      let to = {
        x: Math.min(Math.max(at.x, free.x + edge), free.x + free.width - edge),
        y: Math.min(Math.max(at.y, free.y + edge), free.y + free.height - edge),
      };
      if (centre) to = { x: free.x + free.width / 2, y: free.y + free.height / 2 };
      if (Math.hypot(to.x - at.x, to.y - at.y) < 1) return;
      const from = net.getViewPosition();
      touched = true;
      move({ scale, position: { x: from.x + (at.x - to.x) / scale, y: from.y + (at.y - to.y) / scale } }, true);
    }

    net.on("zoom", ({ scale }) => {
      touched = true;
      if (scale > CLOSEST) net.moveTo({ scale: CLOSEST });
      if (scale < 0.04) net.moveTo({ scale: 0.04 });
    });
    net.on("dragStart", () => {
      touched = true;
      view.tip.hide();
      frame.classList.add("bn-grabbing");
    });
    net.on("dragEnd", () => {
      frame.classList.remove("bn-grabbing");
      version++; // names that the edge had cut off may have room now
      redraw();
    });

    const watcher = new ResizeObserver(() => {
      view.measure();
      if (!touched || !drawnOnce) drawnOnce = fit(false) || drawnOnce;
      redraw();
    });
    watcher.observe(view.stage);

    // ---- pointing

    /** The id of the actor or tie at a point of the frame; fingers are given more room than a mouse. */
    function pick(x, y, coarse) {
      if (!camera || !view.shown) return null;
      let best = null;
      let least = Infinity;
      view.index.nodes.forEach((node, i) => {
        if (hidden[i]) return;
        const p = place(i);
        const distance = Math.hypot(p.x - x, p.y - y) - p.r;
        if (distance < (coarse ? 14 : 4) && distance < least) {
          least = distance;
          best = node.id;
        }
      });
      if (best) return best;
      const tie = B.pickTie(ties, x, y, coarse ? 14 : 6);
      return tie < 0 ? null : view.index.edges[tie].id;
    }

    let coarse = false;
    frame.addEventListener("pointerdown", (event) => {
      coarse = event.pointerType !== "mouse";
      view.setCursor(-1);
    }, true);
    frame.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || event.buttons) return;
      const box = frame.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const id = pick(x, y, false);
      frame.classList.toggle("bn-pointing", Boolean(id));
      if (id !== view.hover) {
        view.hover = id;
        redraw();
      }
      if (id) view.tip.about(id, x, y);
      else view.tip.hide();
    });
    frame.addEventListener("pointerleave", () => {
      view.tip.hide();
      if (view.hover) {
        view.hover = null;
        redraw();
      }
    });
    // The first click may move the camera; so the second one of a double click means what the first one met.
    let clicked = { at: -Infinity };
    net.on("click", ({ pointer: { DOM } }) => {
      const now = performance.now();
      if (now - clicked.at < DOUBLE && Math.hypot(DOM.x - clicked.x, DOM.y - clicked.y) < 12) return;
      clicked = { at: now, x: DOM.x, y: DOM.y, id: pick(DOM.x, DOM.y, coarse) };
      view.tip.hide();
      if (coarse) view.hover = null;
      view.open(clicked.id);
    });
    net.on("doubleClick", () => {
      if (view.index.nodeById.has(clicked.id)) view.focusOn(clicked.id);
    });

    let destroyed = false;
    return {
      load, show, fade, redraw, drawNow, zoom, reveal, pick,
      fit(animate) {
        touched = false;
        return fit(animate);
      },
      theme() {
        names.forget();
        redraw();
      },
      camera: () => ({ ...net.getViewPosition(), scale: net.getScale() }),
      radius: (i) => radius(i, net.getScale()),
      position: (i) => net.canvasToDOM({ x: view.index.nodes[i].x, y: view.index.nodes[i].y }),
      tieAt: (i) => {
        const tie = ties.find((one) => one.edge === i);
        return tie ? B.tieMiddle(tie) : null;
      },
      labels: names.shown,
      canvas: () => net.canvas.frame.canvas,
      net,
      destroy() {
        destroyed = true;
        watcher.disconnect();
        cancelAnimationFrame(queued);
        clearTimeout(filling);
        net.destroy();
        frame.remove();
        before.remove();
      },
    };
  }

  Object.assign(B, { network });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
