// The picture of a network: columns of /network/data drawn by sigma in WebGL. The table below the picture tells the same without it.
import Graph from 'graphology';
import Sigma from 'sigma';

const palette = ['#2f6fb0', '#c8553d', '#3a8f5c', '#8a5fb0', '#b58a1b', '#2b9aa0', '#b04a7d', '#6b7d2a', '#5a6fd0', '#a0653a'];
const faint = '#9aa5b1';
const limit = 20000; // arcs drawn while nobody looks at a node: more are a grey cloud

const dark = () => window.matchMedia('(prefers-color-scheme: dark)').matches;

function build(data) {
  const graph = new Graph({multi: false, type: data.directed ? 'directed' : 'undirected'});
  for (let i = 0; i < data.ids.length; i++) {
    graph.addNode(i, {x: data.x[i], y: data.y[i], size: data.size[i], label: data.labels[i] || data.ids[i], color: data.group[i] < 40 ? palette[data.group[i] % palette.length] : faint});
  }
  for (let i = 0; i < data.arcs.length; i += 2) {
    graph.mergeEdge(data.arcs[i], data.arcs[i + 1], {size: 0.7, color: dark() ? '#3d4b5c' : '#bcc6d2', rank: i / 2});
  }
  return graph;
}

function hasWebGL() {
  try { return !!document.createElement('canvas').getContext('webgl2'); } catch (e) { return false; }
}

function draw(box, data) {
  const graph = build(data);
  const chosen = document.querySelector('[data-network-chosen]');
  const hint = chosen ? chosen.textContent : '';
  const ink = getComputedStyle(document.documentElement).getPropertyValue('--ink').trim() || '#17202e';
  let focus = null, near = null;
  box.replaceChildren();
  const sigma = new Sigma(graph, box, {
    hideEdgesOnMove: graph.size > 5000, labelColor: {color: ink}, labelRenderedSizeThreshold: graph.order > 2000 ? 9 : 6, labelDensity: 0.5, labelSize: 12,
    minCameraRatio: 0.01, maxCameraRatio: 3, zIndex: true, renderEdgeLabels: false, allowInvalidContainer: true,
    nodeReducer: (node, d) => focus === null || node === focus || near.has(node) ? (node === focus ? Object.assign({}, d, {highlighted: true, zIndex: 2}) : d) : Object.assign({}, d, {color: dark() ? '#2b3644' : '#e3e7ec', label: ''}),
    edgeReducer: (edge, d) => {
      if (focus === null) return d.rank < limit ? d : Object.assign({}, d, {hidden: true});
      return graph.hasExtremity(edge, focus) ? Object.assign({}, d, {color: '#8a97a6', size: 1.5, zIndex: 1}) : Object.assign({}, d, {hidden: true});
    },
  });
  const tell = node => {
    focus = node;
    near = node === null ? null : new Set(graph.neighbors(node));
    if (chosen) chosen.textContent = node === null ? hint : data.ids[node] + ' · ' + (data.labels[node] || '') + (data.year && data.year[node] ? ' · ' + data.year[node] : '') + ' · ' + box.dataset.ties.replace('{n}', near.size);
    sigma.refresh({skipIndexation: true});
  };
  const address = node => data.link + encodeURIComponent(data.byLabel ? data.labels[node] : data.ids[node]) + data.tail;
  sigma.on('enterNode', ({node}) => { box.dataset.over = 'node'; tell(node); });
  sigma.on('leaveNode', () => { delete box.dataset.over; tell(null); });
  sigma.on('clickNode', ({node}) => { if (data.link) location.href = address(node); });
  search(sigma, data, tell);
  box.dataset.drawn = graph.order + ' ' + graph.size;
}

// search moves the picture to the first node whose number or name holds the words.
function search(sigma, data, tell) {
  const input = document.querySelector('[data-network-find]');
  const list = document.getElementById('foundnodes');
  if (!input || !list) return;
  const match = word => {
    const found = [];
    for (let i = 0; i < data.ids.length && found.length < 12; i++) {
      if (data.ids[i].toLowerCase().includes(word) || data.labels[i].toLowerCase().includes(word)) found.push(i);
    }
    return found;
  };
  input.addEventListener('input', () => {
    const word = input.value.trim().toLowerCase();
    list.replaceChildren();
    if (!word) { tell(null); return; }
    const found = match(word);
    for (const i of found) {
      const option = document.createElement('option');
      option.value = data.ids[i];
      option.label = data.labels[i];
      list.append(option);
    }
    if (!found.length) return;
    const node = String(found[0]);
    const place = sigma.getNodeDisplayData(node);
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    sigma.getCamera().animate({x: place.x, y: place.y, ratio: Math.min(0.3, sigma.getCamera().ratio)}, {duration: calm ? 1 : 300});
    tell(node);
  });
}

async function show(box) {
  const say = text => { const p = document.createElement('p'); p.className = 'note'; p.textContent = text; box.replaceChildren(p); };
  if (!hasWebGL()) { say(box.dataset.nogl); return; }
  say(box.dataset.loading);
  try {
    const answer = await fetch(box.dataset.network);
    if (!answer.ok) throw new Error(answer.status);
    draw(box, await answer.json());
  } catch (e) {
    say(box.dataset.failed);
  }
}

document.querySelectorAll('[data-network]').forEach(show);
