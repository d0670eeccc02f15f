// To which group each actor belongs: its kind, the party (or other bloc) that it belongs to, or a community of ties.
// Pure. What kinds of actor and of tie make a group is declared by the wire (`groupings`).
(function (B) {
  "use strict";

  const STEPS = 3; // from a minister by the ministry and the government to the state

  /**
   * For each actor the place of the actor, of one of the wanted kinds, that it belongs to: itself, or the nearest that
   * ties of belonging lead to in at most STEPS of them; of several equally near the one that most of these ties lead
   * to, then the first by id; -1 for whoever belongs to none. The very rule of graph/measures/groups.py.
   */
  function affiliations(index, { kinds, upward, never }, tieShown) {
    const wanted = new Set(kinds);
    const up = index.nodes.map(() => null);
    const leads = new Set(upward);
    for (let i = 0; i < tieShown.length; i++) {
      if (!tieShown[i] || index.from[i] === index.to[i]) continue;
      const edge = index.edges[i];
      if (edge.moment || !leads.has(edge.kind) || never.includes(index.nodes[index.to[i]].kind)) continue;
      const mine = (up[index.from[i]] = up[index.from[i]] || new Map());
      mine.set(index.to[i], (mine.get(index.to[i]) || 0) + 1);
    }
    const isWanted = index.nodes.map((node) => wanted.has(node.kind));
    return Int32Array.from(index.nodes, (_, i) => (isWanted[i] ? i : nearest(index, i, up, isWanted)));
  }

  function nearest(index, actor, up, isWanted) {
    const seen = new Set([actor]);
    let ring = [actor];
    for (let step = 0; step < STEPS && ring.length; step++) {
      const reached = new Map();
      for (const here of ring) {
        for (const [there, many] of up[here] || []) if (!seen.has(there)) reached.set(there, (reached.get(there) || 0) + many);
      }
      const hits = [...reached.keys()].filter((there) => isWanted[there]);
      if (hits.length) {
        return hits.reduce((best, there) => {
          const more = reached.get(there) - reached.get(best);
          return more > 0 || (more === 0 && index.nodes[there].id < index.nodes[best].id) ? there : best;
        });
      }
      for (const there of reached.keys()) seen.add(there);
      ring = [...reached.keys()];
    }
    return -1;
  }

  /**
   * Communities by Louvain's method (Blondel and others, 2008): actors move to the neighbouring community that raises
   * modularity most, communities become actors, and so on until nothing moves. `pairs` are [a, b, weight]; gives each
   * actor's community, numbered by size, -1 for whoever is in no pair. The same pairs give the same communities.
   */
  function communities(count, pairs) {
    let own = Int32Array.from({ length: count }, (_, i) => i);
    let level = { count, pairs: pairs.filter(([a, b]) => a !== b), loops: new Float64Array(count) };
    for (;;) {
      const { moved, into } = settle(level);
      if (!moved) break;
      own = own.map((one) => into[one]);
      level = condensed(level, into);
    }
    const tied = new Uint8Array(count);
    for (const [a, b] of pairs) if (a !== b) tied[a] = tied[b] = 1;
    const members = new Map();
    for (let i = 0; i < count; i++) {
      if (!tied[i]) continue;
      if (!members.has(own[i])) members.set(own[i], []);
      members.get(own[i]).push(i);
    }
    const found = new Int32Array(count).fill(-1);
    [...members.values()].sort((a, b) => b.length - a.length || a[0] - b[0]).forEach((list, number) => {
      for (const i of list) found[i] = number;
    });
    return found;
  }

  /** One round of moving: each actor into the community that gains most by it, over and over until none moves. */
  function settle({ count, pairs, loops }) {
    const beside = Array.from({ length: count }, () => new Map());
    const strength = Float64Array.from(loops, (loop) => 2 * loop);
    for (const [a, b, weight] of pairs) {
      beside[a].set(b, (beside[a].get(b) || 0) + weight);
      beside[b].set(a, (beside[b].get(a) || 0) + weight);
      strength[a] += weight;
      strength[b] += weight;
    }
    const all = strength.reduce((sum, one) => sum + one, 0);
    const own = Int32Array.from({ length: count }, (_, i) => i);
    const total = strength.slice(); // of each community
    let moved = false;
    for (let again = all > 0; again;) {
      again = false;
      for (let i = 0; i < count; i++) {
        const links = new Map([[own[i], 0]]);
        for (const [other, weight] of beside[i]) links.set(own[other], (links.get(own[other]) || 0) + weight);
        total[own[i]] -= strength[i];
        let best = own[i];
        let most = links.get(best) - (total[best] * strength[i]) / all;
        for (const [group, weight] of links) {
          const gain = weight - (total[group] * strength[i]) / all;
          if (gain > most + 1e-12) [best, most] = [group, gain];
        }
        total[best] += strength[i];
        if (best === own[i]) continue;
        own[i] = best;
        moved = again = true;
      }
    }
    const numbers = new Map();
    const into = own.map((group) => {
      if (!numbers.has(group)) numbers.set(group, numbers.size);
      return numbers.get(group);
    });
    return { moved, into };
  }

  function condensed({ count, pairs, loops }, into) {
    const size = into.reduce((most, group) => Math.max(most, group + 1), 0);
    const inner = new Float64Array(size);
    for (let i = 0; i < count; i++) inner[into[i]] += loops[i];
    const joined = new Map();
    for (const [a, b, weight] of pairs) {
      const [low, high] = into[a] < into[b] ? [into[a], into[b]] : [into[b], into[a]];
      if (low === high) inner[low] += weight;
      else joined.set(low * size + high, (joined.get(low * size + high) || 0) + weight);
    }
    return { count: size, loops: inner, pairs: [...joined].map(([key, weight]) => [Math.floor(key / size), key % size, weight]) };
  }

  /**
   * Each actor's group by the ties that are shown: a key, or null for whoever belongs to none. Communities are those of
   * all years together, so that they stay while the years move.
   */
  function groupKeys(index, grouping, tieShown) {
    if (grouping.id === "kind") return index.nodes.map((node) => node.kind);
    if (grouping.kinds) return [...affiliations(index, grouping, tieShown)].map((own) => (own < 0 ? null : index.nodes[own].id));
    if (!index.memory.communities) {
      const bonds = new Set(grouping.bonds);
      const pairs = index.edges.flatMap((edge, i) => (edge.days && bonds.has(edge.kind) ? [[index.from[i], index.to[i], 1]] : []));
      const found = communities(index.nodes.length, pairs);
      const sizes = new Map();
      for (const one of found) sizes.set(one, (sizes.get(one) || 0) + 1);
      index.memory.communities = [...found].map((one) => (one < 0 || sizes.get(one) < 3 ? null : String(one)));
    }
    return index.memory.communities;
  }

  Object.assign(B, { affiliations, communities, groupKeys });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
