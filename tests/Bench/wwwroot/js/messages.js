// What passed between kiosk and issuer, newest first, each message field by field; the issuer's ledger and the kiosk's journal.

import { clockTime } from './time.js';

const most = 200;
const names = { 1110: 'answer', 1430: 'answer to the reversal', 1814: 'echo answered' };
const list = document.getElementById('messages');
const empty = document.getElementById('messages-empty');

let setup;
let newest = null;

export function build(facts) {
  setup = facts;
  document.getElementById('fold').addEventListener('click', () => foldAll(false));
  document.getElementById('unfold').addEventListener('click', () => foldAll(true));
}

/** Shows all messages anew, oldest first in the argument. */
export function showAll(messages) {
  list.replaceChildren();
  newest = null;
  messages.forEach(add);
}

/** Shows one message more. The newest is unfolded, and folded again by the next unless somebody has touched it. */
export function add(message) {
  empty.hidden = true;
  const item = document.createElement('li');
  item.className = message.direction;
  if (message.fields.length === 0) {
    item.append(line(message));
  } else {
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.append(line(message));
    summary.addEventListener('click', () => {
      if (newest === details) {
        newest = null;
      }
    });
    details.append(summary, fields(message));
    details.open = true;
    newest && (newest.open = false);
    newest = details;
    item.append(details);
  }

  list.prepend(item);
  while (list.children.length > most) {
    list.lastElementChild.remove();
  }
}

export function showLedger(entries) {
  showBook('ledger', entries, entry => [`${entry.state} ${entry.action}${entry.isStandIn ? ', stand-in' : ''}`, entry.stan, entry.approval ?? '–']);
}

export function showJournal(entries) {
  showBook('journal', entries, entry => [entry.action ? `${entry.state} ${entry.action}` : entry.state, entry.stan]);
}

/** Shows purchases, newest first: time, card, amount, how it ended, and what else there is. */
function showBook(id, entries, rest) {
  document.getElementById(`${id}-empty`).hidden = entries.length > 0;
  document.getElementById(`${id}-scroll`).hidden = entries.length === 0;
  document.getElementById(id).tBodies[0].replaceChildren(...entries.map(entry => {
    const row = document.createElement('tr');
    const [state, ...others] = rest(entry);
    const result = element('td');
    result.append(element('span', `state ${entry.state}`, state));
    row.append(element('td', '', clockTime(entry.time, setup)), element('td', '', entry.card), element('td', 'number', entry.amount), result);
    row.append(...others.map(text => element('td', '', text)));
    return row;
  }));
}

function line(message) {
  const row = element('span', 'line');
  row.append(element('time', 'when', clockTime(message.time, setup)));
  if (message.direction === 'note') {
    row.append(element('span', 'what', message.remark ?? ''));
    return row;
  }

  const arrow = element('span', 'way', message.direction === 'request' ? '→' : '←');
  arrow.title = message.direction === 'request' ? 'from the kiosk to the issuer' : 'from the issuer to the kiosk';
  arrow.setAttribute('role', 'img');
  arrow.setAttribute('aria-label', arrow.title);
  row.append(arrow, element('span', 'type', message.type), element('span', 'what', message.remark ?? names[message.type] ?? ''));
  const amount = value(message, 4);
  if (amount && message.direction === 'request') {
    row.append(element('span', 'amount', money(amount)));
  }

  const action = value(message, 39);
  if (action) {
    row.append(element('span', /^(000|400|800)/.test(action) ? 'action good' : 'action bad', action));
  }

  return row;
}

function fields(message) {
  const table = document.createElement('table');
  table.className = 'fields';
  table.createCaption().className = 'unseen';
  table.caption.textContent = `Data elements of message ${message.type}`;
  const head = table.createTHead().insertRow();
  for (const title of ['DE', 'Name', 'Value']) {
    const cell = element('th', '', title);
    cell.scope = 'col';
    head.append(cell);
  }

  const body = table.createTBody();
  for (const field of message.fields) {
    const row = body.insertRow();
    row.append(element('td', 'de', field.number), element('td', '', field.name), element('td', 'value', field.number === 4 ? `${field.value} = ${money(field.value)}` : field.value));
  }

  return table;
}

function foldAll(open) {
  newest = null;
  for (const details of list.querySelectorAll('details')) {
    details.open = open;
  }
}

function value(message, number) {
  return message.fields.find(field => field.number === number)?.value;
}

function money(minor) {
  return /^\d+$/.test(minor) ? `${(Number(minor) / 10 ** setup.currencyDigits).toFixed(setup.currencyDigits)} ${setup.currency}` : minor;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }

  if (text !== undefined) {
    made.textContent = text;
  }

  return made;
}
