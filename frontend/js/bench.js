// The evaluation workbench: a slider beside each weight, and the ranks at once. Without script the form asks for the page.

// bench keeps the result of a form of weights up to date.
export function bench(form) {
  let waiting, running;
  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      const address = location.pathname + '?' + new URLSearchParams(new FormData(form));
      try {
        const answer = await fetch(address, {signal: running.signal});
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const result = page.querySelector(form.dataset.bench);
        if (!result) return;
        document.querySelector(form.dataset.bench).replaceWith(result);
        history.replaceState(null, '', address + '#bench');
      } catch (error) {
        if (error.name !== 'AbortError') throw error;
      }
    }, 200);
  };
  form.querySelectorAll('input[type=number]').forEach(number => slide(number, ask));
  form.addEventListener('submit', event => { event.preventDefault(); ask(); });
  form.addEventListener('change', ask);
}

// slide puts a slider beside a number: from 0 to four times the number there, at least 4.
function slide(number, ask) {
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.min = 0;
  slider.max = Math.max(4, 4 * number.value);
  slider.step = slider.max / 40;
  slider.value = number.value;
  slider.setAttribute('aria-label', number.closest('label').textContent.trim());
  slider.addEventListener('input', () => { number.value = slider.value; ask(); });
  number.addEventListener('input', () => { slider.value = number.value; ask(); });
  number.before(slider);
}
