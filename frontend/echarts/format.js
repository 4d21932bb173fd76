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

// label writes a value beside its mark: about three figures, since the table behind the chart has the rest.
export function label(v, digits) {
  const size = Math.abs(Number(v));
  return number(v, digits !== undefined ? digits : size >= 100 ? 0 : size >= 10 ? 1 : 2);
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

// last is the plotted value of a data item, whatever its form.
function last(p) {
  const v = p.value;
  return Array.isArray(v) ? v[v.length - 1] : v;
}

const amount = (v, a) => (a.percent ? percent(v) : number(v, a.digits) + (a.unit ? ' ' + a.unit : ''));

// one line a series: a doubtful part repeats its series' name where both meet
function axisLines(items, a) {
  const seen = {};
  return items.filter(p => last(p) !== null && last(p) !== undefined && !seen[p.seriesName] && (seen[p.seriesName] = true))
    .map(p => (items.length > 1 ? p.seriesName + '  ' : '') + amount(last(p), a));
}

function axisTip(items, a) {
  const doubt = (a.marked || []).indexOf(items[0].name) >= 0 ? '  ' + a.note : '';
  return [items[0].name + doubt].concat(axisLines(items, a)).join('\n');
}

// The named functions. Each takes the option's arguments and returns what ECharts calls. Tooltips are plain text
// drawn on the canvas (renderMode richText): no markup of the data's can act, no inline style is needed.
const named = {
  short: a => v => short(v, a.lang),
  number: a => v => number(v, a.digits),
  percent: a => v => percent(v, a.digits),
  cut: a => v => cut(v, a.n || 12),
  value: a => p => label(last(p), a.digits),
  valuePercent: a => p => percent(last(p), a.digits),
  name: a => p => cut(p.name, a.n || 12),
  nameValue: a => p => cut(p.name, a.n || 12) + '  ' + label(last(p), a.digits),
  // a number that its area would cut is left out: half a number is a wrong one
  nameLineValue: a => p => cut(p.name, a.n || 12) + (a.total && last(p) < a.least * a.total ? '' : '\n' + label(last(p), a.digits)),
  axisTip: a => items => axisTip(items, a),
  itemTip: a => p => (p.dataType === 'edge' ? '' : p.name + '\n' + amount(last(p), a)),
  cellTip: a => p => a.rows[p.value[1]] + ' × ' + a.columns[p.value[0]] + '\n' + number(p.value[2], a.digits),
  pointTip: a => p => [p.value[p.value.length - 1]].concat(a.names.map((n, i) => n + '  ' + number(p.value[i]))).join('\n'),
  pointName: a => p => cut(p.value[p.value.length - 1], a.n || 12),
  radius: a => v => (a.scale || 1) * (a.most > 0 ? 8 + 34 * Math.sqrt(Math.max(v[2], 0) / a.most) : 8),
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
