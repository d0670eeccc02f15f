// The canvas while what is shown can be read: vis-network holds the camera, the gestures and the actors; ties and names
// are drawn by ties.js and labels.js. Above that, overview.js.
(function (B) {
  "use strict";

  const CLOSEST = 6; // camera scale
  const LATER = 400; // ms after which vis-network is handed the actors that are not shown yet
  const FEW = 60; // so many at a time

  function detail(view) {
    const frame = B.el("div", { class: "bn-canvas" });
    view.stage.prepend(frame);
    const fading = B.fading(view, frame);

    const data = new view.vis.DataSet([]); // the actors that vis-network knows
    const net = new view.vis.Network(frame, { nodes: data, edges: new view.vis.DataSet([]) }, {
      autoResize: true,
      physics: { enabled: false },
      layout: { improvedLayout: false },
      nodes: { shape: "custom", ctxRenderer, fixed: true, chosen: false, labelHighlightBold: false },
      interaction: { dragNodes: false, hover: false, selectable: false, selectConnectedEdges: false, zoomSpeed: 0.7 },
    });
    const names = B.labels(view);
    const hulls = B.hulls(view);
    let hidden = new Uint8Array(0); // 1 for each actor that is not shown
    let filling = 0;
    let ties = []; // the curves last drawn
    let emphasis = { faint: 1, faintLabel: 1 };
    let camera = null; // the transform of the frame being drawn
    let drawnOnce = false;
    let touched = false; // has the reader moved the camera?
    let queued = 0;
    let version = 0;

    // ---- drawing

    /** Where an actor stands on the screen, and its radius there. */
    function place(i) {
      const node = view.index.nodes[i];
      return {
        x: node.x * camera.scale + camera.x, y: node.y * camera.scale + camera.y, r: B.radiusOf(view, i, camera.scale),
      };
    }

    function ctxRenderer({ ctx, id, x, y }) {
      const i = view.index.nodeById.get(id);
      const draw = () => {
        const px = 1 / camera.scale; // vis-network draws in units of the map
        B.drawNode(ctx, view, i, { x, y, r: B.radiusOf(view, i, camera.scale) * px }, px, emphasis);
      };
      return { drawNode: () => i !== undefined && draw(), nodeDimensions: { width: 20, height: 20 } };
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
      emphasis = B.emphasised(view);
      emphasis.weight = Math.min(1, 0.5 + 0.7 * scale); // seen from afar, ties and arrows are finer
      onScreen(ctx, () => {
        hulls.draw(ctx, camera, Boolean(emphasis.nodes));
        view.signs = hulls.names(ctx, place);
        ties = B.drawTies(ctx, view, place, emphasis);
      });
    });

    net.on("afterDrawing", (ctx) => {
      if (!view.shown) return;
      view.pace.frame(performance.now(), { ...camera }, view.shown.nodes.length);
      onScreen(ctx, () => {
        names.draw(ctx, place, emphasis, `${camera.scale}|${version}`);
        hulls.drawNames(ctx, view.signs);
      });
    });

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
      if (view.index.nodes.length > B.renderers.READABLE) return; // too many to wait for
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

    // ---- camera

    function fit(animate) {
      const to = B.fitted(view, frame.getBoundingClientRect());
      if (to) move(to, animate);
      return Boolean(to);
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

    function reveal(nodes, centre) {
      const position = B.revealing(view, nodes, centre, { ...net.getViewPosition(), scale: net.getScale() }, frame.getBoundingClientRect());
      if (!position) return;
      touched = true;
      move({ scale: net.getScale(), position }, true);
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

    const pointing = B.pointing(view, frame, pick, redraw);
    net.on("click", ({ pointer: { DOM } }) => pointing.click(DOM.x, DOM.y));
    net.on("doubleClick", pointing.doubleClick);

    let destroyed = false;
    return {
      load, show, fade: fading.fade, redraw, drawNow, zoom, reveal, pick,
      fit(animate) {
        touched = false;
        return fit(animate);
      },
      theme() {
        names.forget();
        redraw();
      },
      camera: () => ({ ...net.getViewPosition(), scale: net.getScale() }),
      look({ x, y, scale }) {
        touched = drawnOnce = true;
        move({ position: { x, y }, scale }, false);
      },
      radius: (i) => B.radiusOf(view, i, net.getScale()),
      position: (i) => net.canvasToDOM({ x: view.index.nodes[i].x, y: view.index.nodes[i].y }),
      tieAt: (i) => {
        const tie = ties.find((one) => one.edge === i);
        return tie ? B.tieMiddle(tie) : null;
      },
      toMap: (x, y) => net.DOMtoCanvas({ x, y }),
      /** An actor stands there, in units of the map, until the next wire says otherwise. */
      stand(i, x, y) {
        B.standAt(view.index, i, x, y);
        const { id } = view.index.nodes[i];
        if (data.get(id)) data.update({ id, x, y });
        version++;
        redraw();
      },
      labels: names.shown,
      labelBoxes: names.boxes,
      hulls: hulls.told,
      canvas: () => net.canvas.frame.canvas,
      destroy() {
        destroyed = true;
        watcher.disconnect();
        cancelAnimationFrame(queued);
        clearTimeout(filling);
        net.destroy();
        frame.remove();
        fading.destroy();
      },
    };
  }

  Object.assign(B, { detail });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
