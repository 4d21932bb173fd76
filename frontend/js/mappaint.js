// Paints the topic map: hills, points, labels, the area that is being drawn.
const palette = ['#2f6fb0', '#c8553d', '#3a8f5c', '#8a5fb0', '#b58a1b', '#2b9aa0', '#b04a7d', '#6b7d2a', '#5a6fd0', '#a0653a'];
const cool = ['#c6dbef', '#9ecae1', '#6baed6', '#4292c6', '#2171b5', '#b07d2b', '#d9822b', '#d94801'];
const faint = '#9aa5b1';

const dark = () => window.matchMedia('(prefers-color-scheme: dark)').matches;
const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// classes of a colouring: the colour of each point and the legend's words.
function classes(s) {
  const d = s.data;
  switch (s.colour) {
    case 'year': {
      const span = Math.max(1, s.most - s.least + 1), size = Math.ceil(span / cool.length);
      return {of: i => d.year[i] > 0 ? Math.floor((d.year[i] - s.least) / size) : -1, colours: cool,
        words: cool.map((_, k) => s.least + k * size).filter(y => y <= s.most).map(y => size > 1 && y < s.most ? y + '–' + Math.min(y + size - 1, s.most) : String(y)), rest: s.box.dataset.unknown};
    }
    case 'holder':
      return {of: i => d.holder[i], colours: palette, words: d.holders, rest: s.box.dataset.other};
    case 'status':
      return {of: i => d.status[i] < palette.length ? d.status[i] : -1, colours: palette, words: d.statuses.slice(0, palette.length), rest: s.box.dataset.other};
  }
  const first = d.topics.length ? d.topics[0].number : 0;
  return {of: i => (d.topic[i] - first) % palette.length, colours: palette, words: d.topics.slice(0, palette.length).map(t => t.number + ' ' + t.label), rest: d.topics.length > palette.length ? '…' : ''};
}

export function paint(s) {
  const c = s.canvas.getContext('2d'), d = s.data, scale = s.base * s.zoom;
  const X = x => s.wide / 2 + (x - s.midX) * scale, Y = y => s.high / 2 - (y - s.midY) * scale;
  c.setTransform(s.ratio, 0, 0, s.ratio, 0, 0);
  c.fillStyle = token('--surface');
  c.fillRect(0, 0, s.wide, s.high);
  hills(c, d, X, Y);
  points(c, s, X, Y);
  labels(c, s, X, Y);
  if (s.ring) {
    c.beginPath();
    s.ring.forEach((p, k) => k ? c.lineTo(X(p[0]), Y(p[1])) : c.moveTo(X(p[0]), Y(p[1])));
    c.closePath();
    c.strokeStyle = token('--accent');
    c.lineWidth = 2;
    c.stroke();
  }
}

function hills(c, d, X, Y) {
  c.fillStyle = dark() ? 'rgb(140 175 215 / 9%)' : 'rgb(40 90 150 / 7%)';
  c.strokeStyle = dark() ? 'rgb(160 190 220 / 22%)' : 'rgb(40 80 130 / 18%)';
  c.lineWidth = 1;
  for (const level of d.hills) {
    c.beginPath();
    for (const ring of level) {
      for (let i = 0; i < ring.length; i += 2) {
        if (i) c.lineTo(X(ring[i]), Y(ring[i + 1])); else c.moveTo(X(ring[i]), Y(ring[i + 1]));
      }
      c.closePath();
    }
    c.fill('evenodd');
    c.stroke();
  }
}

function points(c, s, X, Y) {
  const d = s.data, k = classes(s), n = d.ids.length;
  const size = Math.max(1.2, Math.min(7, (n > 20000 ? 1.6 : n > 3000 ? 2.4 : 3.4) * Math.sqrt(s.zoom)));
  const lots = k.colours.map(() => []), rest = [], hidden = [];
  for (let i = 0; i < n; i++) {
    const x = X(d.x[i]), y = Y(d.y[i]);
    if (x < -9 || y < -9 || x > s.wide + 9 || y > s.high + 9) continue;
    if (!s.shown(i)) { hidden.push(x, y); continue; }
    const of = k.of(i);
    (of < 0 ? rest : lots[of]).push(x, y);
  }
  const dots = (list, colour, alpha) => {
    c.globalAlpha = alpha;
    c.fillStyle = colour;
    for (let i = 0; i < list.length; i += 2) c.fillRect(list[i] - size / 2, list[i + 1] - size / 2, size, size);
    c.globalAlpha = 1;
  };
  dots(hidden, faint, 0.12);
  dots(rest, faint, 0.6);
  lots.forEach((list, j) => dots(list, k.colours[j], n > 20000 ? 0.7 : 0.85));
  if (s.over >= 0) {
    c.strokeStyle = token('--ink');
    c.lineWidth = 2;
    c.strokeRect(X(d.x[s.over]) - size / 2 - 3, Y(d.y[s.over]) - size / 2 - 3, size + 6, size + 6);
  }
  legend(k);
}

function legend(k) {
  const list = document.querySelector('[data-map-legend]');
  const text = JSON.stringify([k.words, k.rest]);
  if (!list || list.dataset.of === text) return;
  list.dataset.of = text;
  list.replaceChildren();
  const add = (word, colour) => {
    const li = document.createElement('li'), i = document.createElement('i');
    i.style.background = colour;
    li.append(i, word);
    list.append(li);
  };
  k.words.forEach((w, j) => add(w, k.colours[j]));
  if (k.rest) add(k.rest, faint);
}

// labels stand where they do not cover each other, large topics first.
function labels(c, s, X, Y) {
  const taken = [];
  c.font = '600 12px ' + (token('--font') || 'sans-serif');
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.lineJoin = 'round';
  for (const t of s.data.topics) {
    if (s.topics.size && !s.topics.has(t.number)) continue;
    const words = t.label.split(' · ').slice(0, s.wide < 500 ? 1 : s.zoom > 2 ? 3 : 2).join(' · ');
    const x = X(t.x), y = Y(t.y), half = c.measureText(words).width / 2 + 3;
    const box = [x - half, y - 9, x + half, y + 9];
    if (box[0] < 0 || box[2] > s.wide || box[1] < 0 || box[3] > s.high || taken.some(b => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) continue;
    taken.push(box);
    c.strokeStyle = token('--surface');
    c.lineWidth = 4;
    c.strokeText(words, x, y);
    c.fillStyle = token('--ink');
    c.fillText(words, x, y);
  }
}
