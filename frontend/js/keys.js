// Keys: "/" searches, "g" and a letter goes, "?" tells. Off while somebody writes, also with an input method.
const places = {o: '/', p: '/patents', c: '/clusters', d: '/data', f: '/firms', r: '/reports', q: '/query', t: '/data/tables'};

const writing = target => target.closest && target.closest('input, textarea, select, [contenteditable]');

export function keys() {
  let going = false;
  document.addEventListener('keydown', event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const was = going;
    going = event.key === 'g' && !was;
    if (was && places[event.key]) location.assign((document.documentElement.lang === 'en' ? '/en' : '') + places[event.key]);
    else if (event.key === '/') focusSearch(event);
    else if (event.key === '?') document.querySelector('[data-keys]').showModal();
  });
}

function focusSearch(event) {
  event.preventDefault();
  document.querySelector('[data-search]').focus();
}

// submitKey sends a text area's form with Ctrl or Command and Enter.
export function submitKey(area) {
  area.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) area.form.requestSubmit();
  });
}
