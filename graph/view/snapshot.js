// The very picture on the screen as a PNG: the canvas as it is, with a title, a key and a stamp around it.
(function (B) {
  "use strict";

  const EDGE = 20; // px of the screen around the words
  const LINE = 17;

  /** A canvas of what is seen now, as dense as the screen; null before anything was drawn. */
  function snapshot(view) {
    const seen = view.parts.network.canvas();
    const box = seen.getBoundingClientRect();
    if (!box.width) return null;
    const dense = seen.width / box.width;
    const top = EDGE + 26 + LINE + 8;
    const key = families(view);
    const out = document.createElement("canvas");
    const ctx = out.getContext("2d");
    const words = wrap(ctx, view, stamp(view), box.width - 2 * EDGE);
    const rows = keyRows(ctx, view, key, box.width - 2 * EDGE);
    out.width = seen.width;
    out.height = Math.round((top + box.height + 14 + (rows.length + words.length) * LINE + EDGE) * dense);
    ctx.fillStyle = view.colours.ground;
    ctx.fillRect(0, 0, out.width, out.height);
    ctx.drawImage(seen, 0, Math.round(top * dense));
    ctx.scale(dense, dense);
    ctx.textBaseline = "top";
    ctx.fillStyle = view.colours.ink;
    ctx.font = `600 22px ${view.colours.font}`;
    ctx.fillText(view.t("Who was tied to whom, {when}", { when: B.windowText(view.state, view.wire, view.t) }), EDGE, EDGE);
    ctx.font = `400 13px ${view.colours.font}`;
    const size = view.sized?.sizes && B.sizeText(view.sized, view.t);
    const colour = (view.tinted?.shares || view.tinted?.groups) && B.tintText(view.tinted, view.t);
    ctx.fillText([view.parts.tray.text(), size, colour].filter(Boolean).join(" · "), EDGE, EDGE + 30);
    let y = top + box.height + 14;
    for (const row of rows) {
      for (const { x, family } of row) drawFamily(ctx, view, family, x + EDGE, y);
      y += LINE;
    }
    ctx.fillStyle = view.colours.ink;
    ctx.font = `400 11px ${view.colours.font}`;
    words.forEach((line, i) => ctx.fillText(line, EDGE, y + 3 + i * LINE));
    return out;
  }

  /** The families of the ties that are seen, in the order of the legend. */
  function families(view) {
    const met = new Set(view.shown.edges.map((i) => view.index.edges[i].family));
    return view.wire.legend.families.filter((family) => met.has(family.id));
  }

  function keyRows(ctx, view, key, width) {
    ctx.font = `400 12px ${view.colours.font}`;
    const rows = [];
    let x = Infinity;
    for (const family of key) {
      const wide = 34 + ctx.measureText(family.label).width + 18;
      if (x + wide > width) {
        rows.push([]);
        x = 0;
      }
      rows[rows.length - 1].push({ x, family });
      x += wide;
    }
    return rows;
  }

  function drawFamily(ctx, view, family, x, y) {
    ctx.strokeStyle = view.dark ? family.colourDark : family.colour;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(x, y + 7);
    ctx.lineTo(x + 26, y + 7);
    ctx.stroke();
    ctx.fillStyle = view.colours.ink;
    ctx.font = `400 12px ${view.colours.font}`;
    ctx.fillText(family.label, x + 34, y);
  }

  /** Which data, which part of it, and how to open it again. */
  function stamp(view) {
    const query = B.toQuery(view.state, B.normalise({}, view.wire, view.index));
    const place = location.protocol.startsWith("http") ? location.origin + location.pathname : "";
    return view.t("Bailanysh, data version {version}. Data: CC BY-SA 4.0; quotations remain their owners'. {link}", {
      version: (view.wire.version || "").slice(0, 12), link: `${place}?${query}`,
    });
  }

  function wrap(ctx, view, text, width) {
    ctx.font = `400 11px ${view.colours.font}`;
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = `${lines[lines.length - 1]} ${word}`.trim();
      if (ctx.measureText(longer).width <= width || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  /** Hands the picture over as a file. */
  function savePicture(view) {
    const picture = snapshot(view);
    if (!picture) return;
    picture.toBlob((blob) => {
      const url = URL.createObjectURL(blob);
      const name = `bailanysh-${[view.state.year, view.state.from, view.state.to].filter(Boolean).join("-") || "all"}.png`;
      B.el("a", { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    });
  }

  Object.assign(B, { snapshot, savePicture });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
