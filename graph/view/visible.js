// Which actors and ties of the wire a state shows. Pure: no document, no canvas. Ties and actors are meant by their
// place in the wire (an integer), since every step through time walks over all of them.
(function (B) {
  "use strict";

  // Why a tie is filtered out, as bits, so that a filter can be counted as if it alone were lifted.
  const FAMILY = 1;
  const KIND = 2;
  const ACTOR_KIND = 4;
  const STATUS = 8;
  const VOICE = 16;

  const STANDING = 50; // an actor of this rank needs twice the ties of the first to be shown in its stead

  /** What is looked up again and again, made once for each wire. A screen that stands upright turns the map on its side. */
  function indexOf(wire, upright) {
    const nodes = upright ? (wire.nodes || []).map((node) => ({ ...node, x: node.y, y: node.x })) : wire.nodes || [];
    const edges = wire.edges || [];
    const nodeById = new Map(nodes.map((node, i) => [node.id, i]));
    const edgeById = new Map(edges.map((edge, i) => [edge.id, i]));
    const eventById = new Map((wire.events || []).map((event, i) => [event.id, i]));
    const from = Int32Array.from(edges, (edge) => nodeById.get(edge.from));
    const to = Int32Array.from(edges, (edge) => nodeById.get(edge.to));
    const ties = nodes.map(() => []);
    edges.forEach((edge, i) => {
      ties[from[i]].push(i);
      if (to[i] !== from[i]) ties[to[i]].push(i);
    });
    const legend = wire.legend || {};
    const documents = new Map(Object.entries(wire.documents || {}));
    const standpointOf = (id) => documents.get(id)?.publisher || id;
    const claims = edges.flatMap((edge) => edge.claims);
    const byId = (rows) => new Map((rows || []).map((row) => [row.id, row]));
    return {
      wire, nodes, edges, events: wire.events || [], nodeById, edgeById, eventById, from, to, ties,
      actorKinds: byId(legend.actorKinds), families: byId(legend.families), statuses: byId(legend.statuses),
      certainties: byId(legend.certainties), kinds: new Map(Object.entries(wire.kinds || {})),
      documents, standpointOf, standpoints: new Set([...documents.keys()].map(standpointOf)),
      voices: new Set([...nodeById.keys(), ...documents.keys(), ...claims.map((claim) => claim.by).filter(Boolean)]),
      measures: byId(wire.measures), memory: {},
      has: (id) => nodeById.has(id) || edgeById.has(id) || eventById.has(id),
    };
  }

  /** What kind of actor this is, in the singular. */
  function kindOf(index, node) {
    const kind = index.actorKinds.get(node.kind);
    return kind ? kind.one || kind.label : node.kind;
  }

  /** For each tie the bits of the filters that keep it out, whatever the time. */
  function failures(index, state) {
    const key = JSON.stringify([state.family, state.kind, state.status, state.document, state.speaker, state.standpoint]);
    if (index.memory.failuresKey === key) return index.memory.failures;
    const families = new Set(state.family);
    const kinds = new Set(state.kind.filter((id) => index.kinds.has(id)));
    const actorKinds = new Set(state.kind.filter((id) => index.actorKinds.has(id)));
    const statuses = new Set(state.status);
    const voices = [state.document, state.speaker, state.standpoint].map((list) => new Set(list));
    const anyVoice = voices.every((set) => !set.size);
    const allowed = index.nodes.map((node) => !actorKinds.size || actorKinds.has(node.kind));
    const fails = Uint8Array.from(index.edges, (edge, i) =>
      (families.size && !families.has(edge.family) ? FAMILY : 0) |
      (kinds.size && !kinds.has(edge.kind) ? KIND : 0) |
      (allowed[index.from[i]] && allowed[index.to[i]] ? 0 : ACTOR_KIND) |
      (statuses.size && !statuses.has(edge.status) ? STATUS : 0) |
      (anyVoice || voiced(index, edge, voices) ? 0 : VOICE));
    index.memory.failuresKey = key;
    index.memory.failures = fails;
    return fails;
  }

  /** Is the tie asserted in one of the documents, by one of the speakers, from one of the standpoints? */
  function voiced(index, edge, [documents, speakers, standpoints]) {
    return edge.claims.some((claim) => claim.stance === "asserts" &&
      (!documents.size || documents.has(claim.document)) && (!speakers.size || speakers.has(claim.by || claim.document)) &&
      (!standpoints.size || standpoints.has(index.standpointOf(claim.document))));
  }

  function certaintiesIn(index, first, last) {
    return Uint8Array.from(index.edges, (edge) => B.certainty(edge, first, last));
  }

  /** For each tie between two windows [first, last]: "" (in neither), "began", "ended" or "both". */
  function classify(wire, before, after) {
    const names = ["", "ended", "began", "both"];
    return wire.edges.map((edge) => names[
      (B.certainty(edge, before[0], before[1]) ? 1 : 0) + (B.certainty(edge, after[0], after[1]) ? 2 : 0)]);
  }

  /** How many ties each actor is from the focus, ignoring direction (beyond the radius: radius + 1); null without a focus. */
  function distances(index, focus, radius, passes) {
    if (!focus.length) return null;
    const distance = new Uint8Array(index.nodes.length).fill(radius + 1);
    let border = focus.map((id) => index.nodeById.get(id));
    for (const node of border) distance[node] = 0;
    for (let step = 1; step <= radius; step++) {
      const next = [];
      for (const node of border) {
        for (const edge of index.ties[node]) {
          const other = index.from[edge] === node ? index.to[edge] : index.from[edge];
          if (passes[edge] && distance[other] > step) {
            distance[other] = step;
            next.push(other);
          }
        }
      }
      border = next;
    }
    return distance;
  }

  /** Do both ends of a tie lie within the radius of the focus? */
  function near(index, distance, radius, i) {
    return !distance || (distance[index.from[i]] <= radius && distance[index.to[i]] <= radius);
  }

  /**
   * The first of the ranked that are tied to each other: of those who stand alone among them the last makes room for
   * the next who does not, until nobody stands alone or nobody is left. The very steps of graph/selection.py.
   */
  function connected(index, ranked, keep, focus, edges) {
    const beside = new Map(ranked.map((node) => [node, []]));
    for (const i of edges) {
      if (index.from[i] === index.to[i]) continue;
      beside.get(index.from[i]).push(index.to[i]);
      beside.get(index.to[i]).push(index.from[i]);
    }
    const flags = new Uint8Array(index.nodes.length);
    const tied = (node) => focus.has(node) || beside.get(node).some((other) => flags[other]);
    for (const node of ranked.slice(0, keep)) flags[node] = 1;
    let alone = ranked.slice(0, keep).filter((node) => !tied(node));
    let next = keep;
    while (alone.length) {
      flags[alone.pop()] = 0;
      while (next < ranked.length && !tied(ranked[next])) next++;
      if (next < ranked.length) {
        flags[ranked[next++]] = 1;
        alone = alone.filter((node) => !tied(node));
      }
    }
    if (ranked.length && !flags.includes(1)) flags[ranked[0]] = 1;
    return [ranked.filter((node) => flags[node]), flags];
  }

  /**
   * What a state shows. The limit keeps the actors with the greatest score (the sum over their visible ties of 1 for a
   * certain one and 0.5 for a possible one, weighed by their standing over all years: the rank STANDING counts half;
   * among equals, the lower rank number) and who are tied to each other, those in focus always; a tie is shown if both
   * its ends are.
   */
  function visible(index, state) {
    const count = index.edges.length;
    const when = B.windowOf(state, index.wire);
    const fails = failures(index, state);
    const compare = state.compare && [B.parse(state.compare.from), B.parse(state.compare.to)].map((s) => [s.first, s.last]);
    const change = compare ? classify(index.wire, compare[0], compare[1]) : null;
    const certainty = compare ? either(index, compare) : certaintiesIn(index, when.first, when.last);

    const passes = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      passes[i] = !fails[i] && (certainty[i] === B.CERTAIN || (certainty[i] === B.POSSIBLE && state.possible)) ? 1 : 0;
    }
    const distance = distances(index, state.focus, state.radius, passes);
    const score = new Float64Array(index.nodes.length);
    const candidates = new Uint8Array(index.nodes.length);
    const possible = [];
    for (let i = 0; i < count; i++) {
      const [a, b] = [index.from[i], index.to[i]];
      if (!passes[i] || !near(index, distance, state.radius, i)) continue;
      possible.push(i);
      const weight = certainty[i] === B.CERTAIN ? 1 : 0.5;
      score[a] += weight;
      if (b !== a) score[b] += weight;
      candidates[a] = candidates[b] = 1;
    }
    const focus = new Set(state.focus.map((id) => index.nodeById.get(id)));
    for (const id of state.chain) { // a chain of ties is shown whatever the limit
      const i = index.edgeById.get(id);
      if (passes[i]) focus.add(index.from[i]).add(index.to[i]);
    }
    for (const node of focus) candidates[node] = 1;

    const weighed = score.map((sum, i) => sum * STANDING / (STANDING + index.nodes[i].rank)); // as graph/selection.py
    const ranked = index.nodes.map((_, i) => i).filter((i) => candidates[i]).sort((a, b) =>
      focus.has(b) - focus.has(a) || weighed[b] - weighed[a] || index.nodes[a].rank - index.nodes[b].rank);
    const keep = Math.max(state.limit, focus.size);
    const [nodes, nodeShown] = connected(index, ranked, keep, focus, possible);
    const edges = possible.filter((i) => nodeShown[index.from[i]] && nodeShown[index.to[i]]);
    const edgeShown = new Uint8Array(count);
    for (const edge of edges) edgeShown[edge] = 1;
    const undated = [];
    for (let i = 0; i < count; i++) {
      const first = distance ? Math.min(distance[index.from[i]], distance[index.to[i]]) : 0;
      if (!index.edges[i].days && !fails[i] && (first < state.radius || near(index, distance, state.radius, i))) undated.push(i);
    }

    return {
      when, nodes, edges, nodeShown, edgeShown, certainty, change, score, distance, fails,
      actorsTotal: ranked.length, tiesTotal: possible.length, leftOut: ranked.filter((node) => !nodeShown[node]), undated,
    };
  }

  function either(index, windows) {
    const [a, b] = windows.map(([first, last]) => certaintiesIn(index, first, last));
    return a.map((value, i) => Math.max(value, b[i]));
  }

  /** Ties in each year of the axis, as {certain, possible} lists: what the filters and the focus let through. */
  function tiesPerYear(index, state) {
    const [firstYear, lastYear] = index.wire.years;
    const years = yearTable(index);
    const fails = failures(index, state);
    const certain = [];
    const possible = [];
    for (let year = firstYear; year <= lastYear; year++) {
      const row = years[year - firstYear];
      const passes = row.map((value, i) => (!fails[i] && (value === B.CERTAIN || (value && state.possible)) ? 1 : 0));
      const distance = distances(index, state.focus, state.radius, passes);
      let [sure, maybe] = [0, 0];
      for (let i = 0; i < row.length; i++) {
        if (!passes[i] || !near(index, distance, state.radius, i)) continue;
        if (row[i] === B.CERTAIN) sure++;
        else maybe++;
      }
      certain.push(sure);
      possible.push(maybe);
    }
    return { certain, possible };
  }

  function yearTable(index) {
    if (!index.memory.years) {
      const [firstYear, lastYear] = index.wire.years;
      index.memory.years = [];
      for (let year = firstYear; year <= lastYear; year++) {
        index.memory.years.push(certaintiesIn(index, B.dayOf(year, 1, 1), B.dayOf(year, 12, 31)));
      }
    }
    return index.memory.years;
  }

  /** How much each entry of the legend would show: the other filters applied, its own group lifted. */
  function counts(index, state, shown) {
    const found = { actorKind: new Map(), family: new Map(), status: new Map(), certainty: new Map() };
    const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
    const actors = new Set();
    index.edges.forEach((edge, i) => {
      const certainty = shown.certainty[i];
      if (!certainty || !near(index, shown.distance, state.radius, i)) return;
      const fails = shown.fails[i];
      if (!fails) add(found.certainty, B.CERTAINTIES[certainty]);
      if (certainty === B.POSSIBLE && !state.possible) return;
      if (!(fails & ~FAMILY)) add(found.family, edge.family);
      if (!(fails & ~STATUS)) add(found.status, edge.status);
      if (!(fails & ~ACTOR_KIND)) actors.add(index.from[i]).add(index.to[i]);
    });
    for (const actor of actors) add(found.actorKind, index.nodes[actor].kind);
    return found;
  }

  Object.assign(B, { indexOf, kindOf, visible, classify, tiesPerYear, counts });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
