// Drag and drop over the upload form. Without this script the form works as a plain file field.
function dropped(event) {
  return event.dataTransfer && Array.from(event.dataTransfer.types).includes('Files');
}

export function upload(form) {
  const progress = form.querySelector('[data-sent]');
  const field = form.querySelector('input[type=file]');
  form.addEventListener('dragover', event => {
    if (!dropped(event)) return;
    event.preventDefault();
    form.classList.add('over');
  });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', event => {
    if (!dropped(event)) return;
    event.preventDefault();
    form.classList.remove('over');
    field.files = event.dataTransfer.files;
    named(form, field);
    send(form, progress);
  });
  field.addEventListener('change', () => named(form, field));
  form.addEventListener('submit', event => {
    event.preventDefault();
    send(form, progress);
  });
}

// named tells which files were chosen.
function named(form, field) {
  const names = Array.from(field.files, f => f.name);
  const told = form.querySelector('[data-names]');
  if (told && names.length) told.textContent = names.slice(0, 3).join(document.documentElement.lang.startsWith('en') ? ', ' : '、') + (names.length > 3 ? ' … ' + names.length : '');
}

// send uploads with progress and goes where the server sends us.
function send(form, progress) {
  const request = new XMLHttpRequest();
  progress.hidden = false;
  request.upload.addEventListener('progress', event => { if (event.lengthComputable) progress.value = 100 * event.loaded / event.total; });
  request.addEventListener('load', () => {
    if (request.status < 400) location.assign(request.responseURL);
    else show(request.response);
  });
  request.addEventListener('error', () => form.submit());
  request.open('POST', form.action);
  request.responseType = 'document';
  request.send(new FormData(form));
}

// show puts the server's own words about what went wrong into the page.
function show(page) {
  const told = page && page.querySelector('main');
  if (told) document.querySelector('main').replaceChildren(...Array.from(told.childNodes).map(n => document.importNode(n, true)));
}
