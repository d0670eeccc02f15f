// What stands out on the canvas, in the scene that is drawn: actors and ties by their place in it.
(function (B) {
  "use strict";

  /** The ties of a chain and the actors that they join. */
  function chain(view) {
    const { index, shown } = view.scene;
    const edges = new Set(view.state.chain.map((one) => index.edgeById.get(inScene(view, one))).filter((i) => i !== undefined && shown.edgeShown[i]));
    const nodes = new Map([...edges].flatMap((i) => [[index.from[i], 2], [index.to[i], 2]]));
    return { edges, nodes };
  }

  /** What stands for an actor or a tie in the scene: a group that holds the actor, the line that counts the tie. */
  function inScene(view, id) {
    const { index, unitOf } = view.scene;
    if (index.nodeById.has(id) || index.edgeById.has(id)) return id;
    const node = view.index.nodeById.get(id);
    if (node !== undefined) return index.nodes[unitOf(node)]?.id ?? id;
    const tie = view.index.edgeById.get(id);
    if (tie === undefined) return id;
    const bundle = (index.ties[unitOf(view.index.from[tie])] || []).find((i) => index.edges[i].bundle?.includes(tie));
    return bundle === undefined ? id : index.edges[bundle].id;
  }

  /** What stands out: the hovered, else the opened actor, tie or event with its neighbours. */
  function emphasised(view) {
    const { index, shown } = view.scene;
    const id = inScene(view, view.hover || (view.cursor >= 0 ? index.nodes[view.cursor].id : null) || view.state.open);
    const light = !view.hover;
    const calm = { faint: light ? 0.16 : 0.1, faintNode: light ? 0.4 : 0.22, faintLabel: light ? 0.55 : 0.3, centre: -1, tie: -1 };
    const opened = index.nodeById.get(inScene(view, view.state.open));
    if (index.nodeById.has(id)) {
      const centre = index.nodeById.get(id);
      const nodes = new Map([[centre, 2]]);
      const edges = new Set();
      for (const i of index.ties[centre]) {
        if (!shown.edgeShown[i]) continue;
        edges.add(i);
        const other = index.from[i] === centre ? index.to[i] : index.from[i];
        if (!nodes.has(other)) nodes.set(other, 1);
      }
      if (opened !== undefined && !nodes.has(opened)) nodes.set(opened, 1);
      return { ...calm, nodes, edges, centre: opened === undefined ? centre : opened };
    }
    if (index.edgeById.has(id)) {
      const tie = index.edgeById.get(id);
      const nodes = new Map([[index.from[tie], 2], [index.to[tie], 2]]);
      return { ...calm, nodes, edges: new Set([tie]), tie, centre: opened === undefined ? -1 : opened };
    }
    if (!id && view.state.chain.length) return { ...calm, ...chain(view) };
    if (index.eventById.has(id)) {
      const actors = (index.events[index.eventById.get(id)].actors || []).map((actor) => inScene(view, actor));
      const nodes = new Map(actors.filter((a) => index.nodeById.has(a)).map((a) => [index.nodeById.get(a), 2]));
      const edges = new Set(shown.edges.filter((i) => nodes.has(index.from[i]) && nodes.has(index.to[i])));
      return nodes.size ? { ...calm, nodes, edges } : calm;
    }
    return calm;
  }

  Object.assign(B, { emphasised });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
