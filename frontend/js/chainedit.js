// The desk on which a chain is edited: its nodes as rows with a depth, each opening to its fields. What is written is counted by the
// server while it is written. The model is the list of rows; the page is drawn from it after every change of structure.
const DEEPEST = 4;

export function chainEdit(desk) {
  new Desk(desk).start();
}

class Desk {
  constructor(root) {
    this.root = root;
    this.list = root.querySelector('[data-rows]');
    this.template = root.querySelector('template');
    this.chain = JSON.parse(root.querySelector('[data-chain]').value);
    this.rows = flat(this.chain.nodes || [], 1, []);
    this.former = null; // counts before anything was changed, by id
    this.undone = [];
  }

  start() {
    this.first = this.last = this.snapshot();
    for (const field of this.root.querySelectorAll('[data-of-chain]')) {
      field.value = read(this.chain, field.dataset.ofChain);
      field.addEventListener('input', () => { write(this.chain, field.dataset.ofChain, field.value); this.countSoon(); });
      field.addEventListener('change', () => this.remember());
    }
    this.root.querySelector('[data-add]').addEventListener('click', () => this.add(this.rows.length, 1));
    this.root.querySelector('[data-undo]').addEventListener('click', () => this.undo());
    this.root.querySelector('[data-save]').addEventListener('submit', event => { event.preventDefault(); this.save(event.target); });
    window.addEventListener('beforeunload', event => { if (!this.saved && this.snapshot() !== this.first) event.preventDefault(); });
    this.draw();
    this.count();
  }

  snapshot() { return JSON.stringify([this.chain, this.rows.map(r => [r.depth, r.node])]); }

  // remember keeps the state before a change, so that it can be taken back.
  remember() {
    const now = this.snapshot();
    if (now === this.last) return;
    this.undone.push(this.last);
    this.last = now;
    this.root.querySelector('[data-undo]').disabled = false;
  }

  undo() {
    const former = this.undone.pop();
    if (!former) return;
    const [chain, rows] = JSON.parse(this.last = former);
    this.chain = chain;
    this.rows = rows.map(([depth, node]) => ({depth, node, open: this.rows.some(r => r.open && r.node.id === node.id)}));
    for (const field of this.root.querySelectorAll('[data-of-chain]')) field.value = read(this.chain, field.dataset.ofChain);
    this.root.querySelector('[data-undo]').disabled = !this.undone.length;
    this.changed();
  }

  changed() {
    this.draw();
    this.countSoon();
  }

  // end is the place after a row and all below it.
  end(at) {
    let next = at + 1;
    while (next < this.rows.length && this.rows[next].depth > this.rows[at].depth) next++;
    return next;
  }

  add(at, depth) {
    const above = this.rows[at - 1] || {node: {}};
    const node = {id: '', title: {zh: '', en: ''}, stage: above.node.stage || '', role: above.node.role || '', classes: [], query: '', dialect: '', note: '', nodes: []};
    this.rows.splice(at, 0, {depth, node, open: true});
    this.remember();
    this.changed();
    this.field(at, 'title.zh').focus();
  }

  remove(at) {
    this.rows.splice(at, this.end(at) - at);
    this.remember();
    this.changed();
    const next = this.list.children[Math.min(at, this.rows.length - 1)];
    (next ? next.querySelector('summary') : this.root.querySelector('[data-add]')).focus();
  }

  // move puts a row, with all below it, before the sibling above or behind the one below.
  move(at, step) {
    const end = this.end(at), depth = this.rows[at].depth;
    let to = -1;
    if (step < 0) {
      for (let i = at - 1; i >= 0 && this.rows[i].depth >= depth; i--) if (this.rows[i].depth === depth) { to = i; break; }
    } else if (end < this.rows.length && this.rows[end].depth === depth) to = this.end(end) - (end - at);
    if (to < 0) return;
    const moved = this.rows.splice(at, end - at);
    this.rows.splice(to, 0, ...moved);
    this.moved(to, step < 0 ? 'up' : 'down');
  }

  // shift puts a row, with all below it, a level further in or out.
  shift(at, step) {
    const end = this.end(at), part = this.rows.slice(at, end);
    const most = Math.max(...part.map(r => r.depth)), before = this.rows[at - 1];
    if (step < 0 && this.rows[at].depth === 1 || step > 0 && (most >= DEEPEST || !before || before.depth < this.rows[at].depth)) return;
    if (step < 0) {
      let behind = end; // later siblings stay with the node above
      while (behind < this.rows.length && this.rows[behind].depth >= this.rows[at].depth) behind++;
      this.rows.splice(at, end - at);
      at = behind - (end - at);
      this.rows.splice(at, 0, ...part);
    }
    for (const r of part) r.depth += step;
    this.moved(at, step < 0 ? 'out' : 'in');
  }

  moved(at, act) {
    this.remember();
    this.changed();
    const row = this.list.children[at];
    (row.querySelector('details').open ? row.querySelector('[data-act=' + act + ']') : row.querySelector('summary')).focus();
    row.scrollIntoView({block: 'nearest'});
  }

  act(at, name) {
    const acts = {up: () => this.move(at, -1), down: () => this.move(at, 1), out: () => this.shift(at, -1), in: () => this.shift(at, 1), remove: () => this.remove(at),
      after: () => this.add(this.end(at), this.rows[at].depth), below: () => this.rows[at].depth < DEEPEST && this.add(this.end(at), this.rows[at].depth + 1)};
    acts[name]();
  }

  field(at, name) { return this.list.children[at].querySelector('[name="' + name + '"]'); }

  draw() {
    this.list.replaceChildren(...this.rows.map((row, at) => this.row(row, at)));
    if (this.counts) this.show(this.counts);
  }

  row(row, at) {
    const li = this.template.content.firstElementChild.cloneNode(true), details = li.querySelector('details'), name = li.querySelector('[data-name]');
    li.classList.add('depth' + row.depth);
    details.open = Boolean(row.open);
    details.addEventListener('toggle', () => { row.open = details.open; });
    const named = () => { name.textContent = row.node.title.zh || row.node.title.en || this.root.dataset.unnamed; };
    named();
    for (const field of li.querySelectorAll('[name]')) {
      field.value = read(row.node, field.name);
      field.addEventListener('input', () => { write(row.node, field.name, field.value); named(); this.countSoon(); });
      field.addEventListener('change', () => this.remember());
    }
    for (const button of li.querySelectorAll('[data-act]')) button.addEventListener('click', () => this.act(this.rows.indexOf(row), button.dataset.act));
    li.addEventListener('keydown', event => {
      const act = {ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in', Delete: 'remove', Insert: 'after'}[event.key];
      if (!act || !event.altKey || !event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.act(this.rows.indexOf(row), act);
    });
    return li;
  }

  whole() { return {...this.chain, nodes: nested(this.rows)}; }

  countSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.count(), 300);
  }

  async ask(url, body) {
    const answer = await fetch(url, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body), signal: this.asking && this.asking.signal});
    return answer.json();
  }

  async count() {
    clearTimeout(this.timer);
    if (this.asking) this.asking.abort();
    this.asking = new AbortController();
    try {
      const told = await this.ask(this.root.dataset.count, {chain: this.whole()});
      if (told.error) return this.say(told.error);
      this.say('');
      this.counts = told;
      if (!this.former) this.former = new Map(told.nodes.map((n, i) => [i ? this.rows[i - 1].node.id : '*', n.total]));
      this.show(told);
    } catch (error) {
      if (error.name !== 'AbortError') this.say(String(error));
    }
  }

  show(told) {
    this.faults = told.faults.length;
    this.root.querySelector('[data-faults]').replaceChildren(...told.faults.map(text => element('li', '', text)));
    this.hits(this.root.querySelector('[data-whole]'), told.nodes[0], '*');
    Array.from(this.list.children).forEach((li, at) => {
      const n = told.nodes[at + 1];
      if (n) this.showNode(li, n, this.rows[at].node.id);
    });
  }

  showNode(li, n, id) {
    const wrong = n.faults.length > 0 || Boolean(n.problem);
    this.faults += wrong ? 1 : 0;
    li.classList.toggle('wrong', wrong);
    this.hits(li.querySelector('[data-hits]'), n, id);
    const words = this.root.dataset;
    li.querySelector('[data-parts]').textContent = words.parts.replace('{class}', n.by_class).replace('{query}', n.by_query).replace('{unscoped}', n.unscoped).replace('{own}', n.own) + (n.dialect ? ' · ' + n.dialect : '');
    li.querySelector('[data-clauses]').replaceChildren(...n.clauses.map(c => {
      const row = element('tr');
      row.append(element('th', 'num', c.count.toLocaleString('en')), element('td', 'mono clause d' + Math.min(c.depth, 6), c.text));
      row.firstChild.scope = 'row';
      return row;
    }));
    const problems = li.querySelector('[data-problems]'), query = li.querySelector('[name=query]');
    problems.replaceChildren(...n.faults.map(text => element('p', '', text)));
    query.toggleAttribute('aria-invalid', Boolean(n.problem));
    if (!n.problem) return;
    const said = element('p', '', n.problem.reason), shown = element('p', 'mono');
    shown.append(n.problem.before, element('mark', 'wrong', n.problem.wrong || '\u00a0'), n.problem.after);
    problems.append(said, shown);
  }

  // hits tells a count, and what it was where it has changed.
  hits(place, n, id) {
    const was = this.former && this.former.get(id), words = this.root.dataset;
    place.textContent = words.hits.replace('{n}', n.total.toLocaleString('en')).replace('{inventions}', n.inventions.toLocaleString('en')) + (was !== undefined && was !== n.total ? ' ' + words.was.replace('{n}', was.toLocaleString('en')) : '');
    place.classList.toggle('changed', was !== undefined && was !== n.total);
  }

  say(text) {
    const place = this.root.querySelector('[data-said]');
    place.textContent = text;
    place.hidden = !text;
  }

  async save(form) {
    await this.count();
    if (this.faults) {
      this.say(this.root.dataset.faulty);
      const li = this.list.querySelector('.wrong');
      if (li) { li.querySelector('details').open = true; li.querySelector('summary').focus(); }
      return;
    }
    const told = await this.ask(form.action, {chain: this.whole(), state: this.root.dataset.state, note: form.elements.note.value});
    if (told.error) return this.say(told.error);
    this.saved = true;
    location.assign(told.url);
  }
}

function flat(nodes, depth, rows) {
  for (const node of nodes) {
    rows.push({depth, node: {...node, nodes: []}});
    flat(node.nodes || [], depth + 1, rows);
  }
  return rows;
}

function nested(rows) {
  const top = [], path = [];
  for (const {depth, node} of rows) {
    const copy = {...node, nodes: []};
    (depth > 1 ? path[depth - 2].nodes : top).push(copy);
    path[depth - 1] = copy;
    path.length = depth;
  }
  return top;
}

// Lists are written with blanks between.
function read(of, name) {
  const value = name.split('.').reduce((v, part) => (v || {})[part], of);
  return Array.isArray(value) ? value.join(' ') : value || '';
}

function write(of, name, text) {
  const parts = name.split('.'), last = parts.pop(), holder = parts.reduce((v, part) => v[part], of);
  holder[last] = ['classes', 'scope', 'clusters'].includes(last) ? text.split(/[\s,;，；、]+/).filter(Boolean) : text;
}

function element(name, classes = '', text = '') {
  const e = document.createElement(name);
  e.className = classes;
  e.textContent = text;
  return e;
}
