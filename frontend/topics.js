// The topic map: columns of /topics/data on a canvas, no WebGL needed. The table below the picture tells the same without it.
import {paint} from './js/mappaint.js';
import {inside, simplified} from './js/lasso.js';

const $ = name => document.querySelector('[data-map-' + name + ']');

function start(box, data) {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  box.replaceChildren(canvas);
  const years = data.year.filter(y => y > 0);
  const least = years.reduce((a, b) => Math.min(a, b), 9999), most = years.reduce((a, b) => Math.max(a, b), 0);
  const s = {box, canvas, data, least, most, from: least, to: most, colour: 'topic', hits: null, topics: new Set(), lasso: false, ring: null, over: -1, zoom: 1, midX: 0, midY: 0};
  tools(s);
  fit(s);
  pointer(s);
  new ResizeObserver(() => fit(s)).observe(box);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => redraw(s));
  box.dataset.drawn = data.ids.length;
}

// fit shows the whole map in the box.
function fit(s) {
  const ratio = window.devicePixelRatio || 1;
  s.wide = s.box.clientWidth;
  s.high = s.box.clientHeight;
  s.canvas.width = s.wide * ratio;
  s.canvas.height = s.high * ratio;
  s.ratio = ratio;
  let left = 1e9, right = -1e9, low = 1e9, high = -1e9;
  for (let i = 0; i < s.data.x.length; i++) {
    left = Math.min(left, s.data.x[i]); right = Math.max(right, s.data.x[i]);
    low = Math.min(low, s.data.y[i]); high = Math.max(high, s.data.y[i]);
  }
  s.base = Math.min(s.wide / (right - left + 60), s.high / (high - low + 60));
  s.midX = (left + right) / 2;
  s.midY = (low + high) / 2;
  s.zoom = 1;
  redraw(s);
}

function redraw(s) {
  if (s.waiting) return;
  s.waiting = requestAnimationFrame(() => { s.waiting = 0; paint(s); });
}

function shown(s, i) {
  const year = s.data.year[i];
  const whole = s.from === s.least && s.to === s.most;
  return (whole || year >= s.from && year <= s.to) && (!s.topics.size || s.topics.has(s.data.topic[i])) && (!s.hits || s.hits.has(s.data.ids[i]));
}

function say(s) {
  let n = 0;
  for (let i = 0; i < s.data.ids.length; i++) if (shown(s, i)) n++;
  let text = s.box.dataset.shown.replace('{n}', n);
  if (s.query) text = s.box.dataset.hits.replace('{q}', s.query).replace('{n}', s.hits.size) + ' · ' + text;
  if (s.data.cut && s.to >= s.data.cut) text += ' · ' + Math.max(s.data.cut, s.from) + '– ' + s.box.dataset.truncated;
  $('said').textContent = text;
}

function tools(s) {
  $('tools').hidden = false;
  s.shown = i => shown(s, i);
  $('colour').addEventListener('change', e => { s.colour = e.target.value; redraw(s); });
  for (const [end, name] of [['from', 'from'], ['to', 'to']]) {
    const input = $(name);
    input.min = s.least;
    input.max = s.most;
    input.value = s[end];
    const tell = () => { $(name + 'year').textContent = s[end] + (s.data.cut && s[end] >= s.data.cut ? ' *' : ''); };
    tell();
    input.addEventListener('input', () => {
      s[end] = Number(input.value);
      if (s.from > s.to) { s[end === 'from' ? 'to' : 'from'] = s[end]; $('from').value = s.from; $('to').value = s.to; $('fromyear').textContent = s.from; $('toyear').textContent = s.to; }
      tell();
      say(s);
      redraw(s);
    });
  }
  let asked = 0;
  $('find').addEventListener('input', e => {
    clearTimeout(asked);
    asked = setTimeout(() => find(s, e.target.value.trim()), 250);
  });
  $('lasso').addEventListener('click', () => lasso(s, !s.lasso));
  $('reset').addEventListener('click', () => {
    s.from = s.least; s.to = s.most; s.ring = null; s.hits = null; s.query = ''; s.topics.clear();
    $('from').value = s.from; $('to').value = s.to; $('fromyear').textContent = s.from; $('toyear').textContent = s.to; $('find').value = '';
    document.querySelectorAll('[data-map-choice]').forEach(c => { c.checked = false; });
    $('set').hidden = true;
    lasso(s, false);
    fit(s);
    say(s);
  });
  document.querySelectorAll('[data-map-choice]').forEach(c => c.addEventListener('change', () => {
    if (c.checked) s.topics.add(Number(c.value)); else s.topics.delete(Number(c.value));
    say(s);
    redraw(s);
  }));
}

function lasso(s, on) {
  s.lasso = on;
  $('lasso').setAttribute('aria-pressed', String(on));
  s.box.dataset.lasso = on ? 'on' : '';
}

async function find(s, query) {
  s.query = query;
  if (!query) { s.hits = null; say(s); redraw(s); return; }
  const answer = await fetch(s.box.dataset.find + (s.box.dataset.find.includes('?') ? '&' : '?') + 'q=' + encodeURIComponent(query));
  if (!answer.ok || s.query !== query) return;
  s.hits = new Set(await answer.json());
  say(s);
  redraw(s);
}

const place = (s, e) => {
  const r = s.canvas.getBoundingClientRect();
  return [e.clientX - r.left, e.clientY - r.top];
};
const onMap = (s, px, py) => [(px - s.wide / 2) / (s.base * s.zoom) + s.midX, s.midY - (py - s.high / 2) / (s.base * s.zoom)];

// nearest is the shown point under the pointer, -1 where there is none.
function nearest(s, px, py) {
  const [x, y] = onMap(s, px, py);
  let best = -1, least = Math.pow(7 / (s.base * s.zoom), 2);
  for (let i = 0; i < s.data.x.length; i++) {
    const d = (s.data.x[i] - x) ** 2 + (s.data.y[i] - y) ** 2;
    if (d < least && shown(s, i)) { least = d; best = i; }
  }
  return best;
}

function pointer(s) {
  let held = null, moved = 0;
  s.canvas.addEventListener('pointerdown', e => {
    s.canvas.setPointerCapture(e.pointerId);
    held = place(s, e);
    moved = 0;
    if (s.lasso) s.ring = [onMap(s, held[0], held[1])];
  });
  s.canvas.addEventListener('pointermove', e => {
    const [px, py] = place(s, e);
    if (!held) {
      const over = nearest(s, px, py);
      if (over !== s.over) { s.over = over; point(s); redraw(s); }
      return;
    }
    moved += Math.abs(px - held[0]) + Math.abs(py - held[1]);
    if (s.lasso) {
      s.ring.push(onMap(s, px, py));
    } else {
      s.midX -= (px - held[0]) / (s.base * s.zoom);
      s.midY += (py - held[1]) / (s.base * s.zoom);
    }
    held = [px, py];
    redraw(s);
  });
  s.canvas.addEventListener('pointerup', e => {
    const [px, py] = place(s, e);
    held = null;
    if (s.lasso) {
      if (s.ring.length > 2) take(s); else s.ring = null;
      lasso(s, false);
      redraw(s);
    } else if (moved < 4) {
      const i = nearest(s, px, py);
      if (i >= 0) location.href = s.data.link + encodeURIComponent(s.data.ids[i]) + s.data.tail;
    }
  });
  s.canvas.addEventListener('wheel', e => {
    e.preventDefault();
    const [px, py] = place(s, e), [x, y] = onMap(s, px, py);
    s.zoom = Math.max(0.6, Math.min(60, s.zoom * Math.exp(-e.deltaY / 500)));
    const [nx, ny] = onMap(s, px, py);
    s.midX += x - nx;
    s.midY += y - ny;
    redraw(s);
  }, {passive: false});
}

function point(s) {
  s.box.dataset.over = s.over >= 0 ? 'point' : '';
  if (s.over < 0) { say(s); return; }
  const d = s.data, i = s.over, topic = d.topics.find(t => t.number === d.topic[i]);
  $('said').textContent = d.ids[i] + ' · ' + d.titles[i] + (d.year[i] ? ' · ' + d.year[i] : '') + (topic ? ' · ' + topic.number + ' ' + topic.label : '');
}

// take makes the area drawn a set of patents: how many, by year, by applicant, and the address of its list.
function take(s) {
  const ring = simplified(s.ring, 100), d = s.data;
  s.ring = ring;
  const years = new Map(), holders = new Map();
  let n = 0;
  for (let i = 0; i < d.x.length; i++) {
    if (!yearsFit(s, i) || s.topics.size && !s.topics.has(d.topic[i]) || !inside(ring, d.x[i], d.y[i])) continue;
    n++;
    const year = d.year[i] || s.box.dataset.unknown, holder = d.holder[i] < 0 ? s.box.dataset.other : d.holders[d.holder[i]];
    years.set(year, (years.get(year) || 0) + 1);
    holders.set(holder, (holders.get(holder) || 0) + 1);
  }
  const set = $('set');
  set.replaceChildren();
  const add = text => { const e = document.createElement('span'); e.textContent = text; set.append(e); };
  add(s.box.dataset.taken.replace('{n}', n));
  if (n) {
    add(s.box.dataset.years + ' ' + [...years].sort((a, b) => String(a[0]).localeCompare(String(b[0]))).map(([y, c]) => y + (s.data.cut && y >= s.data.cut ? '*' : '') + ': ' + c).join('  '));
    add(s.box.dataset.holders + ' ' + [...holders].sort((a, b) => b[1] - a[1]).slice(0, 6).map(([h, c]) => h + ': ' + c).join('  '));
    const link = document.createElement('a'), q = new URLSearchParams();
    q.set('area', s.box.dataset.language + ':' + ring.map(p => p[0].toFixed(1) + ',' + p[1].toFixed(1)).join(','));
    if (s.topics.size) q.set('topic', [...s.topics].sort((a, b) => a - b).join(','));
    if (s.from !== s.least) q.set('application_year__gte', s.from);
    if (s.to !== s.most) q.set('application_year__lte', s.to);
    if (s.query) q.set('q', s.query);
    link.href = s.box.dataset.patents + (s.box.dataset.patents.includes('?') ? '&' : '?') + q;
    link.className = 'button main';
    link.textContent = s.box.dataset.open;
    set.append(link);
  }
  set.hidden = false;
}

const yearsFit = (s, i) => (s.from === s.least && s.to === s.most || s.data.year[i] >= s.from && s.data.year[i] <= s.to) && (!s.hits || s.hits.has(s.data.ids[i]));

async function show(box) {
  const tell = text => { const p = document.createElement('p'); p.className = 'note'; p.textContent = text; box.replaceChildren(p); };
  tell(box.dataset.loading);
  try {
    const answer = await fetch(box.dataset.map);
    if (!answer.ok) throw new Error(answer.status);
    start(box, await answer.json());
  } catch (e) {
    tell(box.dataset.failed);
  }
}

document.querySelectorAll('[data-map]').forEach(show);
