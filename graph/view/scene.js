// What is drawn: the actors and ties that are shown, or, where the reader asks for it, groups of them. A scene speaks the
// words of an index and of what it shows ({index, shown}), so that canvas, names, pointer and keyboard need not know.
(function (B) {
  "use strict";

  const MOST = 80; // groups; the members of smaller ones stand with the rest of their kind
  const SPACE = 46; // on the map, between two members of an open group
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));
  const FILL = 0.3; // the share of the map that groups cover
  const ROUNDS = 400;
  const NEAR = 0.3; // of the screen: a group in its middle whose radius is larger opens
  const FAR = 0.16; // one whose radius is smaller closes
  const REST = "rest-"; // the group of those of one kind who belong to no group

  const roomFor = (count) => 0.62 * SPACE * Math.sqrt(count) + 14;

  /** The place of the n-th member of an open group, from its middle. */
  function slot(n, count, room) {
    const far = (room - 14) * Math.sqrt((n + 0.5) / Math.max(1, count));
    return [far * Math.cos(n * GOLDEN), far * Math.sin(n * GOLDEN)];
  }

  /** Where the groups of a grouping stand, whatever the year: key → {key, x, y, room, order: actors in the order of their slots}. */
  function plan(index, grouping) {
    const memory = (index.memory.plans = index.memory.plans || new Map());
    if (memory.has(grouping.id)) return memory.get(grouping.id);
    const ever = index.columns.dated;
    const keys = B.groupKeys(index, grouping, ever);
    const members = new Map();
    const put = (key, i) => {
      if (!members.has(key)) members.set(key, new Set());
      members.get(key).add(i);
    };
    for (const i of index.columns.byRank) if (keys[i] !== null && index.ties[i].length) put(keys[i], i);
    if (grouping.kinds) { // in some year somebody may belong to another
      for (let i = 0; i < ever.length; i++) {
        const key = index.nodes[index.to[i]].id;
        if (members.has(key) && !index.edges[i].moment && grouping.upward.includes(index.edges[i].kind)) put(key, index.from[i]);
      }
    }
    const large = [...members].filter(([, list]) => list.size > 1 || grouping.id === "kind").sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1));
    const groups = large.slice(0, MOST).map(([key, list]) => ({ key, order: [...list] }));
    const known = new Set(groups.map((group) => group.key));
    const rest = new Map();
    for (const i of index.columns.byRank) {
      if (known.has(keys[i]) || !index.ties[i].length) continue;
      const key = REST + index.nodes[i].kind;
      if (!rest.has(key)) rest.set(key, []);
      rest.get(key).push(i);
    }
    for (const [key, order] of rest) groups.push({ key, order });
    for (const group of groups) {
      group.room = roomFor(group.order.length);
      const own = index.nodeById.get(group.key);
      group.x = own === undefined ? mean(group.order, index.columns.x) : index.columns.x[own];
      group.y = own === undefined ? mean(group.order, index.columns.y) : index.columns.y[own];
    }
    apart(groups);
    const found = new Map(groups.map((group) => [group.key, group]));
    memory.set(grouping.id, found);
    return found;
  }

  function mean(list, values) {
    return list.reduce((sum, i) => sum + values[i], 0) / list.length;
  }

  /** Draws the map of the groups together or out until they cover their share of it, and pushes apart those that overlap. */
  function apart(groups) {
    const span = (axis) => Math.max(...groups.map((group) => group[axis])) - Math.min(...groups.map((group) => group[axis])) || 1;
    const area = groups.reduce((sum, group) => sum + Math.PI * group.room ** 2, 0) / FILL;
    const [wide, high] = [span("x"), span("y")];
    const shape = Math.min(2, Math.max(0.6, wide / high));
    const [toX, toY] = [Math.sqrt(area * shape) / wide, Math.sqrt(area / shape) / high];
    groups.forEach((group, n) => {
      group.x = group.x * toX + Math.cos(n * GOLDEN); // never two in one place
      group.y = group.y * toY + Math.sin(n * GOLDEN);
    });
    for (let round = 0; round < ROUNDS; round++) {
      let touching = false;
      for (let a = 0; a < groups.length; a++) {
        for (let b = a + 1; b < groups.length; b++) {
          const [one, two] = [groups[a], groups[b]];
          const [dx, dy] = [two.x - one.x, two.y - one.y];
          const apart = Math.hypot(dx, dy) || 1;
          const over = (one.room + two.room) * 1.12 + 30 - apart;
          if (over <= 0) continue;
          touching = true;
          const share = two.room / (one.room + two.room); // the larger moves less
          one.x -= (dx / apart) * over * share * 0.6;
          one.y -= (dy / apart) * over * share * 0.6;
          two.x += (dx / apart) * over * (1 - share) * 0.6;
          two.y += (dy / apart) * over * (1 - share) * 0.6;
        }
      }
      if (!touching) return;
    }
  }

  /** The name of a group. */
  function nameOf(view, grouping, key, members) {
    const { index, t } = view;
    if (key.startsWith(REST)) return t("{kinds}: other", { kinds: capital(index.actorKinds.get(key.slice(REST.length))?.label || key) });
    if (index.nodeById.has(key)) return index.nodes[index.nodeById.get(key)].name;
    if (index.actorKinds.has(key)) return capital(index.actorKinds.get(key).label);
    return members.length ? t("{name} and others", { name: index.nodes[members[0]].name }) : t("Group");
  }

  /** The name of the group of a key, where it may have no members now. */
  function groupName(view, key) {
    return nameOf(view, null, key, []);
  }

  function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  /** The scene of a view's state: groups where it asks for them, else just what is shown. */
  function sceneOf(view) {
    const { index, shown, state } = view;
    const grouping = index.groupings.get(state.group);
    if (!grouping) return { index, shown, unitOf: (i) => i, actorOf: (i) => i, groups: null, open: [] };
    const groups = plan(index, grouping);
    const keys = B.groupKeys(index, grouping, shown.edgeShown);
    const present = new Map();
    for (const i of shown.nodes) {
      const key = groups.has(keys[i]) ? keys[i] : REST + index.nodes[i].kind;
      if (!present.has(key)) present.set(key, []);
      present.get(key).push(i);
    }
    const unfold = new Set(state.unfold);
    const made = { nodes: [], units: new Int32Array(index.nodes.length).fill(-1), open: [], groups: [] };
    for (const [key, list] of present) {
      const members = list.sort((a, b) => index.columns.rank[a] - index.columns.rank[b]);
      const place = groups.get(key) || { key, x: 0, y: 0, room: roomFor(members.length), order: members };
      addGroup(view, made, place, members, nameOf(view, grouping, key, members), unfold.has(key));
    }
    return Object.assign(tied(view, made), { open: made.open, groups: made.groups, grouping, unitOf: (i) => made.units[i], actorOf: (unit) => index.nodeById.get(made.nodes[unit].id) });
  }

  /** A group as one round, or open: its members where they stand within it, and a handle on its rim. */
  function addGroup(view, made, place, members, name, isOpen) {
    const { index } = view;
    const { key, x, y, room } = place;
    const tones = index.actorKinds.get(index.nodes[members[0]].kind) || {};
    const [colour, colourDark] = [tones.colour || "#4a5868", tones.colourDark || "#bac6d3"];
    const group = {
      id: `group:${key}`, key, group: true, name, kind: null, members: members.length, list: members, shape: "dot", colour, colourDark, room, open: isOpen,
      extent: Math.min(room, roomFor(members.length)), x, y, rank: -members.length, size: 12, inner: 0,
    };
    made.groups.push(group);
    if (members.length === 1 && !isOpen) {
      made.units[members[0]] = made.nodes.push(moved(index.nodes[members[0]], x, y)) - 1;
      return;
    }
    if (!isOpen) {
      const unit = made.nodes.push(group) - 1;
      for (const i of members) made.units[i] = unit;
      return;
    }
    const slots = new Map(place.order.map((i, n) => [i, n]));
    let beyond = place.order.length;
    const most = Math.max(beyond, members.length);
    for (const i of members) {
      const [dx, dy] = slot(slots.has(i) ? slots.get(i) : beyond++, most, room);
      made.units[i] = made.nodes.push(moved(index.nodes[i], x + dx, y + dy)) - 1;
    }
    made.open.push({ ...group, handle: made.nodes.push({ ...group, y: y - room, room: 0, extent: 0, shape: "pill", size: 9 }) - 1 });
  }

  function moved(node, x, y) {
    return Object.create(node, { x: { value: x }, y: { value: y } });
  }

  /** The ties between what is drawn: single ones as they are, those to groups as one line that counts them. */
  function tied(view, { nodes, units }) {
    const { index, shown } = view;
    const edges = [];
    const [from, to, certainty, change, columns] = [[], [], [], [], { family: [], status: [], bend: [], width: [] }];
    const bundles = new Map();
    const size = nodes.length;
    const add = (edge, a, b, held, how, family, status, bend, width) => {
      edges.push(edge);
      from.push(a);
      to.push(b);
      certainty.push(held);
      change.push(how);
      columns.family.push(family);
      columns.status.push(status);
      columns.bend.push(bend);
      columns.width.push(width);
    };
    for (const i of shown.edges) {
      const [a, b] = [units[index.from[i]], units[index.to[i]]];
      if (a === b) {
        nodes[a].inner += 1;
        continue;
      }
      if (!nodes[a].group && !nodes[b].group) {
        const { family, status, bend, width } = index.columns;
        add(index.edges[i], a, b, shown.certainty[i], shown.change ? shown.change[i] : "", family[i], status[i], bend[i], width[i]);
        continue;
      }
      const key = Math.min(a, b) * size + Math.max(a, b);
      if (!bundles.has(key)) bundles.set(key, []);
      bundles.get(key).push(i);
    }
    const families = [...index.families.values()];
    for (const [key, list] of bundles) {
      const [a, b] = [Math.floor(key / size), key % size];
      const counts = new Int32Array(families.length);
      for (const i of list) counts[index.columns.family[i]]++;
      const family = counts.indexOf(Math.max(...counts));
      const held = list.some((i) => shown.certainty[i] === B.CERTAIN) ? B.CERTAIN : B.POSSIBLE;
      const changes = new Set(shown.change ? list.map((i) => shown.change[i]) : []);
      add({
        id: B.lineId(nodes[a].id, nodes[b].id), from: nodes[a].id, to: nodes[b].id, bundle: list, counts, kind: null, family: families[family]?.id,
        colour: families[family]?.colour, colourDark: families[family]?.colourDark, width: Math.min(11, 0.4 + 0.75 * Math.sqrt(list.length)),
        dashes: false, roundness: 0, directed: false, status: "stated", claims: [],
      }, a, b, held, changes.size === 1 ? [...changes][0] : "both", family, 0, 0, 3);
    }
    const ends = { from: Int32Array.from(from), to: Int32Array.from(to) };
    const rank = Int32Array.from(nodes, (node) => node.rank);
    const scene = {
      ...index, nodes, edges, ...ends, ties: B.tiesOf(nodes.length, ends.from, ends.to),
      nodeById: new Map(nodes.map((node, i) => [node.id, i])), edgeById: new Map(edges.map((edge, i) => [edge.id, i])),
      columns: {
        ...columns, rank, x: Float64Array.from(nodes, (node) => node.x), y: Float64Array.from(nodes, (node) => node.y),
        actorKind: Uint16Array.from(nodes, (node) => [...index.actorKinds.keys()].indexOf(node.kind) + 1),
      },
    };
    return {
      index: scene,
      shown: {
        nodes: nodes.map((_, i) => i), edges: edges.map((_, i) => i), nodeShown: new Uint8Array(nodes.length).fill(1),
        edgeShown: new Uint8Array(edges.length).fill(1), certainty: Uint8Array.from(certainty), change: shown.change ? change : null,
      },
    };
  }

  /** What a group is, in lines. */
  function groupWords(view, group) {
    const { t, scene } = view;
    const i = scene.index.nodeById.get(group.id);
    const most = scene.index.ties[i].map((tie) => [scene.index.edges[tie].bundle?.length || 1, scene.index.nodes[scene.index.from[tie] === i ? scene.index.to[tie] : scene.index.from[tie]].name])
      .sort((a, b) => b[0] - a[0]).slice(0, 3).map(([count, name]) => `${name} (${count})`);
    return [group.name, t("Actors: {count}", { count: group.members }), group.open ? t("Open: press to close") : t("Ties within: {count}", { count: group.inner }),
      most.length ? t("Most ties with: {names}", { names: most.join(", ") }) : ""].filter(Boolean);
  }

  /** What a line between groups counts, in lines: the families of its ties, the most frequent first. */
  function bundleWords(view, { from, to, bundle, counts }) {
    const { index, t, scene } = view;
    const name = (id) => scene.index.nodes[scene.index.nodeById.get(id)].name;
    const families = [...index.families.values()].map((family, i) => [counts[i], family.label]).filter(([count]) => count)
      .sort((a, b) => b[0] - a[0]).map(([count, label]) => `${label}: ${count}`);
    return [`${name(from)} – ${name(to)}`, t("Ties: {count}", { count: bundle.length }), families.join(" · ")];
  }

  /** "Gathered by party, groups: 31", or nothing. */
  function groupedBy({ scene, t }) {
    return scene.groups ? t("Gathered by: {grouping}, groups: {count}", { grouping: scene.grouping.label, count: scene.groups.filter((group) => group.members > 1).length }) : "";
  }

  /**
   * The groups that are open after the camera came closer (`grows`) or went away: those that it looks at from near open,
   * those that have become small close. Null if nothing changes.
   */
  function unfolding({ groups, open }, camera, box, grows) {
    const least = Math.min(box.width, box.height);
    const keys = new Set(open.map((group) => group.key));
    for (const group of groups) {
      const far = Math.hypot(group.x - camera.x, group.y - camera.y);
      const size = group.room * camera.scale;
      if (grows && group.members > 1 && size > NEAR * least && far < group.room) keys.add(group.key);
      if (!grows && size < FAR * least) keys.delete(group.key);
    }
    return keys.size === open.length && open.every((group) => keys.has(group.key)) ? null : [...keys];
  }

  Object.assign(B, { sceneOf, groupName, groupWords, bundleWords, groupedBy, unfolding });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
