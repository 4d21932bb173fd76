// mount draws every chart of a page: <figure class="chart"><div data-chart></div><script type="application/json">.
// Canvas, since the pages' policy allows no inline style. Sizes follow the box; motion is left out for people who asked their system for less of it.
import {prepare} from './format.js';

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const scheme = () => window.matchMedia('(prefers-color-scheme: dark)');

// night exchanges the colours of letters and lines (internal/chart/palette.go) for those seen on a dark ground;
// colours of data stay. A report is paper in any light.
const night = {'#2b3440': '#e8edf4', '#6a7480': '#a3b0c0', '#e3e7ec': '#2f3b4a', '#aab2bc': '#5a6878', '#9aa5b1': '#6d7b8c', '#2f5f8f': '#5b93c9'};

function lit(node, colours) {
  if (typeof node === 'string') return colours[node] || node;
  if (Array.isArray(node)) return node.map(n => lit(n, colours));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === 'data' || key === '$f' ? value : lit(value, colours)]));
}

// slim fits an option into a narrow box: long names are cut sooner or turned, marks shrink, what would overlap is left out.
function slim(option, box) {
  const label = option.yAxis && option.yAxis.axisLabel;
  if (label && label.formatter && label.formatter.$f === 'cut') label.formatter.n = Math.ceil(label.formatter.n * (box.clientWidth < 360 ? 0.42 : 0.55));
  // the unit stands over the axis, below the legend that needs the whole width
  if (option.yAxis && option.yAxis.name && option.legend && option.legend.show) option.grid.top += 18;
  if (option.xAxis && option.xAxis.type === 'value') Object.assign(option.xAxis, {splitNumber: 3});
  if (option.xAxis && option.xAxis.type === 'category') slimNames(option.xAxis);
  for (const s of option.series || []) slimSeries(s);
  return option;
}

// slimNames turns long names under the bars.
function slimNames(axis) {
  if (axis.axisLabel.rotate) axis.axisLabel.rotate = 90;
  if (axis.axisLabel.rotate || !axis.data.some(name => name.length * axis.data.length > 36 && !/^\d{4}$/.test(name))) return;
  axis.axisLabel = {color: axis.axisLabel.color, interval: 0, rotate: 50, formatter: {$f: 'cut', n: 9}};
}

function slimSeries(s) {
  if (s.type === 'graph') {
    Object.assign(s, {left: 10, right: 60});
    s.label.formatter.n = 7;
    s.data.forEach(node => { node.symbolSize = Math.round(node.symbolSize * 0.55); });
  }
  if (s.type === 'treemap' && s.label.formatter.least) s.label.formatter.least = 0.06;
  if (s.type === 'heatmap' && s.label) s.label.fontSize = 8;
  if (s.symbolSize && s.symbolSize.$f === 'radius') s.symbolSize.scale = 0.5;
}

function draw(box) {
  const source = box.parentElement.querySelector('script[type="application/json"]');
  if (!source || box.dataset.drawn) return;
  box.dataset.drawn = 'yes';
  box.replaceChildren();
  const chart = window.echarts.init(box, null, {locale: document.documentElement.lang.startsWith('en') ? 'EN' : 'ZH'});
  const dark = scheme();
  const paint = () => {
    let option = JSON.parse(source.textContent);
    if (box.clientWidth < 480) option = slim(option, box);
    if (dark.matches && !box.closest('.report')) option = lit(option, night);
    chart.setOption(Object.assign(prepare(option), {animation: !calm(), animationDuration: 300}), true);
  };
  paint();
  dark.addEventListener('change', paint);
  new ResizeObserver(() => chart.resize()).observe(box);
}

export function mount(root = document) {
  root.querySelectorAll('[data-chart]').forEach(draw);
}
