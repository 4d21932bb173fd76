// A chart's option is pure JSON. Where ECharts wants a function, the option names one: {"$f": "name", …arguments}.
// prepare() puts the function in place; it returns a new tree and never changes its input.

const group = s => s.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

// number writes at most `digits` decimals, with thousands separators, without trailing zeros.
export function number(v, digits = 2) {
  if (v === null || v === undefined || v === '' || Number.isNaN(Number(v))) return '–';
  const [whole, fraction = ''] = Math.abs(Number(v)).toFixed(digits).split('.');
  const kept = fraction.replace(/0+$/, '');
  return (Number(v) < 0 ? '−' : '') + group(whole) + (kept ? '.' + kept : '');
}

// short writes axis labels: 12000 → 1.2万 (zh) or 12k (en).
export function short(v, language) {
  const steps = language === 'en'
    ? [[1e9, 'bn'], [1e6, 'm'], [1e4, 'k', 1e3]]
    : [[1e8, '亿'], [1e4, '万']];
  for (const [from, name, by] of steps) {
    if (Math.abs(v) >= from) return number(v / (by || from), 2) + name;
  }
  return number(v, 2);
}

export const percent = (v, digits = 1) => (v === null || v === undefined ? '–' : number(100 * v, digits) + '%');

const cut = (s, n) => (String(s).length > n ? String(s).slice(0, n - 1) + '…' : String(s));

const escapeHTML = s => String(s).replace(/[&<>"']/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}[c]));

// last is the plotted value of a data item, whatever its form.
function last(p) {
  const v = p.value;
  return Array.isArray(v) ? v[v.length - 1] : v;
}

function line(p, a) {
  const v = Array.isArray(p.value) && a.at !== undefined ? p.value[a.at] : last(p);
  const text = a.percent ? percent(v) : number(v, a.digits);
  return (p.marker || '') + escapeHTML(p.seriesName || p.name) + ' <b>' + text + (a.unit && !a.percent ? ' ' + escapeHTML(a.unit) : '') + '</b>';
}

// The named functions. Each takes the option's arguments and returns what ECharts calls.
const named = {
  short: a => v => short(v, a.lang),
  number: a => v => number(v, a.digits),
  percent: a => v => percent(v, a.digits),
  cut: a => v => cut(v, a.n || 12),
  value: a => p => number(last(p), a.digits),
  valuePercent: a => p => percent(last(p), a.digits),
  name: a => p => cut(p.name, a.n || 12),
  nameValue: a => p => cut(p.name, a.n || 12) + '  ' + number(last(p), a.digits),
  nameLineValue: a => p => cut(p.name, a.n || 12) + '\n' + number(last(p), a.digits),
  axisTip: a => items => '<b>' + escapeHTML(items[0].axisValueLabel) + '</b>' +
    (a.marked && a.marked.indexOf(items[0].name) >= 0 ? ' ' + escapeHTML(a.note) : '') + '<br>' +
    items.map(p => line(p, a)).join('<br>'),
  itemTip: a => p => escapeHTML(p.name) + ' <b>' + (a.percent ? percent(last(p)) : number(last(p), a.digits)) +
    (a.unit && !a.percent ? ' ' + escapeHTML(a.unit) : '') + '</b>',
  cellTip: a => p => escapeHTML(a.rows[p.value[1]]) + ' × ' + escapeHTML(a.columns[p.value[0]]) + ' <b>' + number(p.value[2], a.digits) + '</b>',
  pointTip: a => p => '<b>' + escapeHTML(p.value[p.value.length - 1]) + '</b><br>' +
    a.names.map((n, i) => escapeHTML(n) + ' <b>' + number(p.value[i]) + '</b>').join('<br>'),
  pointName: a => p => cut(p.value[p.value.length - 1], a.n || 12),
  radius: a => v => (a.most > 0 ? 8 + 34 * Math.sqrt(Math.max(v[2], 0) / a.most) : 8),
};

export function prepare(node) {
  if (Array.isArray(node)) return node.map(prepare);
  if (node === null || typeof node !== 'object') return node;
  if (node.$f) {
    if (!named[node.$f]) throw new Error('no chart function named ' + node.$f);
    return named[node.$f](node);
  }
  const out = {};
  for (const k of Object.keys(node)) out[k] = prepare(node[k]);
  return out;
}
