// Puts the page together: what does not change is asked for once, everything else comes as events.

import * as api from './api.js';
import * as cards from './cards.js';
import * as display from './display.js';
import * as keypad from './keypad.js';
import * as messages from './messages.js';
import * as state from './state.js';

const noticeTime = 5000;
const retryTime = 1000;
const notice = document.getElementById('notice');
const lost = document.getElementById('lost');

let noticeEnd = 0;

api.refusals(text => tell(text));
start();

async function start() {
  let setup;
  try {
    setup = await api.setup();
  } catch {
    lost.hidden = false;
    setTimeout(start, retryTime);
    return;
  }

  keypad.build(setup);
  cards.build(setup, tell);
  messages.build(setup);
  state.build(setup);
  listen(JSON.stringify(setup));
}

function listen(setup) {
  const events = new EventSource('api/events');
  const on = (type, handle) => events.addEventListener(type, event => handle(JSON.parse(event.data)));
  on('start', all => {
    const wasLost = !lost.hidden;
    lost.hidden = true;
    document.body.classList.add('ready');
    display.show(all.frame);
    state.show(all.state);
    messages.showAll(all.trace);
    messages.showLedger(all.ledger);
    messages.showJournal(all.journal);
    if (wasLost) {
      reloadIfChanged(setup);
    }
  });
  on('frame', display.show);
  on('state', state.show);
  on('trace', messages.add);
  on('ledger', messages.showLedger);
  on('journal', messages.showJournal);
  events.addEventListener('error', () => {
    lost.hidden = false;
    document.body.classList.remove('ready');
    if (events.readyState === EventSource.CLOSED) {
      // The browser has given up; a bench that starts again is still found.
      setTimeout(() => listen(setup), retryTime);
    }
  });
}

/** The bench that is back may be another one, with other keys. */
async function reloadIfChanged(before) {
  try {
    if (JSON.stringify(await api.setup()) !== before) {
      location.reload();
    }
  } catch {
    // Gone again: the next start comes here again.
  }
}

function tell(text) {
  notice.textContent = text;
  notice.classList.add('shown');
  clearTimeout(noticeEnd);
  noticeEnd = setTimeout(() => notice.classList.remove('shown'), noticeTime);
}
