// Actors on the canvas.
(function (B) {
  "use strict";

  const LEAST = 3.5; // px

  /** The radius of an actor on the screen, in px; it grows more slowly than the map does. */
  function radiusOf(view, i, scale, least) {
    const node = view.scene.index.nodes[i];
    if (node.extent) return Math.max(7, node.extent * scale); // a group lies on the map
    const measured = view.sized?.sizes && !node.group;
    const size = measured ? view.sized.sizes[view.scene.actorOf(i)] : node.size || 8;
    return Math.max(least ?? LEAST, Math.min(28, size * Math.pow(scale, 0.45) * 0.82));
  }

  /** Draws an actor at `place` ({x, y, r}); `px` is the length of a pixel of the screen. */
  function drawNode(ctx, view, i, place, px, emphasis) {
    const { index, shown } = view.scene;
    const node = index.nodes[i];
    if (node.group && !node.open) {
      drawGroup(ctx, view, i, place, emphasis);
      return;
    }
    const r = place.r / px;
    const chosen = emphasis.centre === i;
    const faint = emphasis.nodes && !emphasis.nodes.has(i);
    const absent = !shown.nodeShown[i];
    const shape = B.shape2D(node.shape);
    ctx.save();
    ctx.translate(place.x, place.y);
    ctx.scale(place.r, place.r);
    ctx.lineJoin = "round";
    if (chosen || view.cursor === i || view.state.focus.includes(node.id)) ring(ctx, view, r, chosen || view.cursor === i);
    ctx.strokeStyle = view.colours.ground;
    ctx.lineWidth = 3 / r;
    ctx.stroke(shape);
    ctx.fillStyle = view.colours.ground;
    ctx.fill(shape);
    ctx.globalAlpha = faint ? emphasis.faintNode : 1;
    const colour = view.dark ? node.colourDark || node.colour : node.colour;
    const tint = node.group ? null : B.tintOf(view.tinted, view.scene.actorOf(i), view.dark);
    ctx.fillStyle = tint || colour;
    ctx.strokeStyle = colour;
    if (absent) {
      ctx.lineWidth = 1.3 / r;
      ctx.setLineDash([3 / r, 2.5 / r]);
      ctx.stroke(shape);
    } else {
      ctx.fill(shape);
      ctx.lineWidth = 1 / r;
      if (tint) ctx.stroke(shape); // pale actors keep an outline
    }
    ctx.restore();
  }

  /** A group: a round as large as it has members, with their number. */
  function drawGroup(ctx, view, i, { x, y, r }, emphasis) {
    const node = view.scene.index.nodes[i];
    const colour = view.dark ? node.colourDark : node.colour;
    const strong = emphasis.centre === i || view.cursor === i;
    ctx.save();
    ctx.globalAlpha = emphasis.nodes && !emphasis.nodes.has(i) ? emphasis.faintNode : 1;
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fillStyle = view.colours.ground;
    ctx.fill();
    ctx.fillStyle = colour;
    ctx.globalAlpha *= 0.16;
    ctx.fill();
    ctx.globalAlpha /= 0.16;
    ctx.lineWidth = strong ? 3 : 1.5;
    ctx.strokeStyle = strong ? view.colours.accent : colour;
    ctx.stroke();
    if (r >= 9) {
      ctx.font = `600 ${r > 26 ? 15 : 12}px ${view.colours.font}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillStyle = view.colours.ink;
      ctx.fillText(node.members.toLocaleString(view.wire.language || "en"), x, y);
    }
    ctx.restore();
  }

  function ring(ctx, view, r, strong) {
    ctx.beginPath();
    ctx.arc(0, 0, 1 + 5.5 / r, 0, 2 * Math.PI);
    ctx.fillStyle = view.colours.ground;
    ctx.fill();
    ctx.lineWidth = (strong ? 2.5 : 1.4) / r;
    ctx.strokeStyle = view.colours.accent;
    ctx.stroke();
  }

  Object.assign(B, { drawNode, radiusOf });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
