// The browser's half of the pages. Everything here is an addition: pages work without it.
import {bench} from './js/bench.js';
import {chainEdit} from './js/chainedit.js';
import {upload} from './js/drop.js';
import {follow} from './js/job.js';
import {keys, submitKey} from './js/keys.js';
import {confirming, folded, kept, menu} from './js/page.js';

const each = (selector, f) => document.querySelectorAll(selector).forEach(f);

each('[data-drop]', upload);
each('[data-bench]', bench);
each('[data-chainedit]', chainEdit);
each('[data-job]', follow);
each('[data-confirm]', confirming);
each('[data-menu]', menu);
each('[data-language]', kept);
each('[data-wide]', folded);
each('[data-submit-key]', submitKey);
keys();
each('[data-chart][data-height]', box => { box.style.height = box.dataset.height + 'px'; });
if (globalThis.AsterismChart) globalThis.AsterismChart.mount();
