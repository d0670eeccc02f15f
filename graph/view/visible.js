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
    const given = B.unpacked(wire);
    const nodes = upright ? given.nodes.map((node) => Object.create(node, { x: { value: node.y }, y: { value: node.x } })) : given.nodes;
    const edges = given.edges;
    const nodeById = new Map(nodes.map((node, i) => [node.id, i]));
    const edgeById = new Map(edges.map((edge, i) => [edge.id, i]));
    const eventById = new Map((wire.events || []).map((event, i) => [event.id, i]));
    const from = Int32Array.from(edges, (edge) => nodeById.get(edge.from));
    const to = Int32Array.from(edges, (edge) => nodeById.get(edge.to));
    const legend = wire.legend || {};
    const documents = new Map(Object.entries(wire.documents || {}));
    const standpointOf = (id) => documents.get(id)?.publisher || id;
    const byId = (rows) => new Map((rows || []).map((row) => [row.id, row]));
    const index = {
      wire, nodes, edges, events: wire.events || [], nodeById, edgeById, eventById, from, to, ties: tiesOf(nodes.length, from, to),
      actorKinds: byId(legend.actorKinds), families: byId(legend.families), statuses: byId(legend.statuses),
      certainties: byId(legend.certainties), kinds: new Map(Object.entries(wire.kinds || {})),
      documents, standpointOf, standpoints: new Set([...documents.keys()].map(standpointOf)),
      measures: byId(wire.measures), groupings: byId(wire.groupings), memory: {},
      has: (id) => nodeById.has(id) || edgeById.has(id) || eventById.has(id),
      /** Has anybody of this id a word to say? */
      speaks(id) {
        if (!this.memory.speakers) this.memory.speakers = new Set(edges.flatMap((edge) => edge.claims.map((claim) => claim.by)).filter(Boolean));
        return nodeById.has(id) || documents.has(id) || this.memory.speakers.has(id);
      },
    };
    return Object.assign(index, columnsOf(index));
  }

  /** For each actor the ties that it has. */
  function tiesOf(count, from, to) {
    const ties = Array.from({ length: count }, () => []);
    for (let i = 0; i < from.length; i++) {
      ties[from[i]].push(i);
      if (to[i] !== from[i]) ties[to[i]].push(i);
    }
    return ties;
  }

  /** What a step through time reads of every tie and actor, as numbers in a row: objects would take ten times as long. */
  function columnsOf({ nodes, edges, from, to, actorKinds, families, statuses, kinds }) {
    const place = (map) => new Map([...map.keys()].map((id, i) => [id, i]));
    const [familyPlaces, statusPlaces, kindPlaces, actorPlaces] = [families, statuses, kinds, actorKinds].map(place);
    const days = Array.from({ length: 4 }, () => new Int32Array(edges.length));
    const seen = new Map(); // tie → the days on which it was seen
    const [family, status, kind] = [0, 0, 0].map(() => new Uint16Array(edges.length));
    const bend = new Float32Array(edges.length);
    const width = new Uint8Array(edges.length); // thin to thick, in four steps
    edges.forEach((edge, i) => {
      const written = edge.days;
      for (let k = 0; k < 4; k++) days[k][i] = written ? written[k] : k ? 0 : B.LAST_DAY + 1; // an undated tie begins too late
      if (written && edge.seen && edge.seen.length) seen.set(i, edge.seen);
      family[i] = familyPlaces.get(edge.family) ?? 0;
      status[i] = statusPlaces.get(edge.status) ?? 0;
      kind[i] = kindPlaces.get(edge.kind) ?? 0;
      bend[i] = edge.roundness || 0;
      width[i] = Math.min(3, Math.floor((edge.width || 1.4) / 1.4) - 1);
    });
    const dated = Uint8Array.from(edges, (edge) => (edge.days ? 1 : 0));
    const undated = [...dated.keys()].filter((i) => !dated[i]);
    const rank = Int32Array.from(nodes, (node) => node.rank);
    const byRank = Int32Array.from(nodes, (_, i) => i).sort((a, b) => rank[a] - rank[b]);
    const actorKind = Uint16Array.from(nodes, (node) => actorPlaces.get(node.kind) ?? 0);
    const [x, y] = ["x", "y"].map((axis) => Float64Array.from(nodes, (node) => node[axis]));
    return { columns: { days, seen, dated, undated, family, status, kind, bend, width, actorKind, rank, byRank, x, y }, from, to };
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
    const { columns } = index;
    const wanted = (map, set) => Uint8Array.from(map.keys(), (id) => (!set.size || set.has(id) ? 1 : 0));
    const [family, kind, status, actor] = [[index.families, families], [index.kinds, kinds], [index.statuses, statuses], [index.actorKinds, actorKinds]]
      .map(([map, set]) => wanted(map, set));
    const fails = new Uint8Array(index.edges.length);
    for (let i = 0; i < fails.length; i++) {
      const allowed = actor[columns.actorKind[index.from[i]]] && actor[columns.actorKind[index.to[i]]];
      fails[i] = (family[columns.family[i]] ? 0 : FAMILY) | (kind[columns.kind[i]] ? 0 : KIND) | (allowed ? 0 : ACTOR_KIND) |
        (status[columns.status[i]] ? 0 : STATUS) | (anyVoice || voiced(index, index.edges[i], voices) ? 0 : VOICE);
    }
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

  /** B.certainty of every tie. */
  function certaintiesIn(index, first, last) {
    const { days: [startEarliest, startLatest, endEarliest, endLatest], seen } = index.columns;
    const found = new Uint8Array(index.edges.length);
    for (let i = 0; i < found.length; i++) {
      if (startEarliest[i] > last || endLatest[i] < first) continue;
      const certain = Math.max(endEarliest[i], startEarliest[i]) >= first && Math.min(startLatest[i], endLatest[i]) <= last;
      found[i] = certain ? B.CERTAIN : B.POSSIBLE;
    }
    for (const [i, when] of seen) {
      if (found[i]) found[i] = when.some((day) => first <= day && day <= last) ? B.CERTAIN : B.POSSIBLE;
    }
    return found;
  }

  /** For each tie between two windows [first, last]: "" (in neither), "began", "ended" or "both". */
  function classify(index, before, after) {
    const names = ["", "ended", "began", "both"];
    const [one, two] = [before, after].map(([first, last]) => certaintiesIn(index, first, last));
    return Array.from(one, (value, i) => names[(value ? 1 : 0) + (two[i] ? 2 : 0)]);
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
   * the next who does not, until nobody stands alone or nobody is left. The very steps of graph/selection/.
   */
  function connected(index, ranked, keep, focus, among) {
    const flags = new Uint8Array(index.nodes.length);
    const beside = (node, test) => index.ties[node].some((i) =>
      among[i] && index.from[i] !== index.to[i] && test(index.from[i] === node ? index.to[i] : index.from[i]));
    const tied = (node) => focus.has(node) || beside(node, (other) => flags[other]);
    for (let i = 0; i < keep && i < ranked.length; i++) flags[ranked[i]] = 1;
    const alone = [...ranked.subarray(0, keep)].filter((node) => !tied(node));
    const met = new Uint8Array(flags.length); // those who stood alone until somebody joined them
    let next = keep;
    while (alone.length) {
      const last = alone.pop();
      if (met[last]) continue;
      flags[last] = 0;
      while (next < ranked.length && !tied(ranked[next])) next++;
      if (next === ranked.length) continue;
      beside(ranked[next], (other) => {
        met[other] = 1;
        return false;
      });
      flags[ranked[next++]] = 1;
    }
    if (ranked.length && !flags.includes(1)) flags[ranked[0]] = 1;
    return flags;
  }

  /**
   * What a state shows. The limit keeps the actors with the greatest score (the sum over their visible ties of 1 for a
   * certain one and 0.5 for a possible one, weighed by their standing over all years: the rank STANDING counts half;
   * among equals, the lower rank number) and who are tied to each other, those in focus always; a tie is shown if both
   * its ends are.
   */
  function visible(index, state) {
    const { from, to } = index;
    const count = index.edges.length;
    const when = B.windowOf(state, index.wire);
    const fails = failures(index, state);
    const compare = state.compare && [B.parse(state.compare.from), B.parse(state.compare.to)].map((s) => [s.first, s.last]);
    const change = compare ? classify(index, compare[0], compare[1]) : null;
    const certainty = compare ? either(index, compare) : certaintiesIn(index, when.first, when.last);

    const passes = new Uint8Array(count);
    const least = state.possible ? B.POSSIBLE : B.CERTAIN;
    for (let i = 0; i < count; i++) passes[i] = certainty[i] >= least && !fails[i] ? 1 : 0;
    const distance = distances(index, state.focus, state.radius, passes);
    const score = new Float64Array(index.nodes.length);
    const candidates = new Uint8Array(index.nodes.length);
    const among = distance ? new Uint8Array(count) : passes; // ties that are shown if the limit allows
    let tiesTotal = 0;
    for (let i = 0; i < count; i++) {
      if (!passes[i] || (distance && !near(index, distance, state.radius, i))) continue;
      const [a, b] = [from[i], to[i]];
      among[i] = 1;
      tiesTotal++;
      const weight = certainty[i] === B.CERTAIN ? 1 : 0.5;
      score[a] += weight;
      if (b !== a) score[b] += weight;
      candidates[a] = candidates[b] = 1;
    }
    const focus = new Set(state.focus.map((id) => index.nodeById.get(id)));
    for (const id of state.chain) { // a chain of ties is shown whatever the limit
      const i = index.edgeById.get(id);
      if (passes[i]) focus.add(from[i]).add(to[i]);
    }
    for (const node of focus) candidates[node] = 1;

    const ranked = ranking(index, candidates, score, focus);
    const keep = Math.max(state.limit, focus.size);
    const nodeShown = ranked.length > keep ? connected(index, ranked, keep, focus, among) : candidates;
    const nodes = [];
    const leftOut = [];
    for (const node of ranked) (nodeShown[node] ? nodes : leftOut).push(node);
    const edges = [];
    const edgeShown = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      if (!among[i] || !nodeShown[from[i]] || !nodeShown[to[i]]) continue;
      edges.push(i);
      edgeShown[i] = 1;
    }
    const undated = index.columns.undated.filter((i) => {
      const first = distance ? Math.min(distance[from[i]], distance[to[i]]) : 0;
      return !fails[i] && (first < state.radius || near(index, distance, state.radius, i));
    });

    return {
      when, nodes, edges, nodeShown, edgeShown, certainty, change, score, distance, fails,
      actorsTotal: ranked.length, tiesTotal, leftOut, undated,
    };
  }

  /**
   * The candidates by their weighed score, the greatest first, those in focus before all; among equals the lower rank
   * number. Values are sorted by themselves, and each actor finds its place among them, which is a little quicker than to
   * compare actors.
   */
  function ranking(index, candidates, score, focus) {
    const { byRank, rank } = index.columns;
    const found = byRank.filter((i) => candidates[i]);
    const weighed = Float64Array.from(found, (i) => (focus.has(i) ? Infinity : (score[i] * STANDING) / (STANDING + rank[i]))); // as graph/selection
    const sorted = weighed.slice().sort();
    const taken = new Int32Array(found.length); // places after the first of those with the same value
    const ranked = new Int32Array(found.length);
    for (let n = 0; n < found.length; n++) {
      const first = found.length - atMost(sorted, weighed[n]);
      ranked[first + taken[first]++] = found[n];
    }
    return ranked;
  }

  /** How many of the sorted values are no greater. */
  function atMost(sorted, value) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
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
    const least = state.possible ? B.POSSIBLE : B.CERTAIN;
    const certain = [];
    const possible = [];
    for (let year = firstYear; year <= lastYear; year++) {
      const row = years[year - firstYear];
      const passes = new Uint8Array(row.length);
      for (let i = 0; i < row.length; i++) passes[i] = !fails[i] && row[i] >= least ? 1 : 0;
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
    const { columns } = index;
    const [family, status, certainty] = [index.families.size, index.statuses.size, B.CERTAINTIES.length].map((size) => new Int32Array(size));
    const met = new Uint8Array(index.nodes.length);
    for (let i = 0; i < shown.certainty.length; i++) {
      const held = shown.certainty[i];
      if (!held || !near(index, shown.distance, state.radius, i)) continue;
      const fails = shown.fails[i];
      if (!fails) certainty[held]++;
      if (held === B.POSSIBLE && !state.possible) continue;
      if (!(fails & ~FAMILY)) family[columns.family[i]]++;
      if (!(fails & ~STATUS)) status[columns.status[i]]++;
      if (!(fails & ~ACTOR_KIND)) met[index.from[i]] = met[index.to[i]] = 1;
    }
    const actorKind = new Int32Array(index.actorKinds.size);
    for (let node = 0; node < met.length; node++) if (met[node]) actorKind[columns.actorKind[node]]++;
    const told = (ids, found) => new Map([...ids].map((id, i) => [id, found[i]]));
    return {
      actorKind: told(index.actorKinds.keys(), actorKind), family: told(index.families.keys(), family),
      status: told(index.statuses.keys(), status), certainty: told(B.CERTAINTIES, certainty),
    };
  }

  Object.assign(B, { indexOf, tiesOf, kindOf, visible, classify, tiesPerYear, counts });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
