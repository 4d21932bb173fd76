// Small things of every page.

// confirming asks before what cannot be taken back by a click.
export function confirming(button) {
  button.addEventListener('click', event => { if (!confirm(button.dataset.confirm)) event.preventDefault(); });
}

// menu closes with Escape and when the focus leaves it.
export function menu(details) {
  details.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    details.open = false;
    details.querySelector('summary').focus();
  });
  details.addEventListener('focusout', event => { if (!details.contains(event.relatedTarget)) details.open = false; });
}

// kept lets the language link keep the place on the page.
export function kept(link) {
  link.addEventListener('click', () => { link.href = link.href.split('#')[0] + location.hash; });
}

// folded closes what is beside the content on wide screens and above it on narrow ones.
export function folded(details) {
  details.open = window.matchMedia('(min-width: 1100px)').matches;
}
