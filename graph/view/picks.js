// Which actor or tie of the overview lies at a point of its screen.
(function (B) {
  "use strict";

  const OF_ACTORS = { fine: 4, coarse: 14 }; // px around an actor; a finger is given more room than a mouse
  const OF_TIES = { fine: 6, coarse: 14 };

  function picks(view, screen) {
    /** The actor nearest to the point, of those within reach; -1 if there is none. */
    function actorAt(x, y, reach) {
      const { columns } = view.scene.index;
      let best = -1;
      let closest = Infinity;
      const look = (i) => {
        const room = screen.radius(i) + reach;
        const [dx, dy] = [screen.x(columns.x[i]) - x, screen.y(columns.y[i]) - y];
        if (Math.abs(dx) > room || Math.abs(dy) > room) return;
        const distance = Math.hypot(dx, dy) - screen.radius(i);
        if (distance < reach && (distance < closest || (distance === closest && i < best))) {
          closest = distance;
          best = i;
        }
      };
      view.scene.shown.nodes.forEach(look);
      view.openedNodes().forEach(look);
      return best;
    }

    /** The curves of the ties that may pass the point. */
    function near(x, y, reach) {
      const { index, shown } = view.scene;
      const { columns: { x: xs, y: ys, bend }, from, to } = index;
      const weight = screen.weight();
      const found = [];
      for (const i of shown.edges) {
        const [ax, ay, bx, by] = [screen.x(xs[from[i]]), screen.y(ys[from[i]]), screen.x(xs[to[i]]), screen.y(ys[to[i]])];
        const room = reach + Math.abs(bend[i]) * (Math.abs(ax - bx) + Math.abs(ay - by));
        if (x < Math.min(ax, bx) - room || x > Math.max(ax, bx) + room || y < Math.min(ay, by) - room || y > Math.max(ay, by) + room) continue;
        const tie = B.curveOf(view, i, screen.place, weight);
        if (tie) found.push(tie);
      }
      return found;
    }

    /** The id of the actor or tie at a point of the frame. */
    return function pick(x, y, coarse) {
      if (!view.shown) return null;
      const how = coarse ? "coarse" : "fine";
      const { index } = view.scene;
      const actor = actorAt(x, y, OF_ACTORS[how]);
      if (actor >= 0) return index.nodes[actor].id;
      const tie = B.pickTie(near(x, y, OF_TIES[how]), x, y, OF_TIES[how]);
      return tie < 0 ? null : index.edges[tie].id;
    };
  }

  Object.assign(B, { picks });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
