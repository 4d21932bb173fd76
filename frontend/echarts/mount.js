// mount draws every chart of a page: <figure class="chart"><div data-chart></div><script type="application/json">.
// Canvas, since the pages' policy allows no inline style. Sizes follow the box; motion is left out for people who asked their system for less of it.
import {prepare} from './format.js';

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

function draw(box) {
  const source = box.parentElement.querySelector('script[type="application/json"]');
  if (!source || box.dataset.drawn) return;
  box.dataset.drawn = 'yes';
  box.replaceChildren();
  const chart = window.echarts.init(box, null, {locale: document.documentElement.lang.startsWith('en') ? 'EN' : 'ZH'});
  chart.setOption(Object.assign(prepare(JSON.parse(source.textContent)), {animation: !calm(), animationDuration: 300}));
  new ResizeObserver(() => chart.resize()).observe(box);
}

export function mount(root = document) {
  root.querySelectorAll('[data-chart]').forEach(draw);
}
