import 'htmx.org';

document.addEventListener('DOMContentLoaded', () => globalThis.AsterismChart && globalThis.AsterismChart.mount());
