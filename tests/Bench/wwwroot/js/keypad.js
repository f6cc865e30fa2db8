// The keypad: a contact closes when a key goes down and opens when it comes up again, by mouse, touch, keyboard or a screen reader's click.

import { post, postLast } from './api.js';

const pad = document.getElementById('keypad');

/** What the keys of a legend do. A 4×3 pad has its second meanings on held keys. */
const functions = {
  '#': { label: 'ENTER', kind: 'enter', mark: 'circle' },
  '*': { label: 'CLEAR', kind: 'clear', mark: 'less' },
  A: { label: 'MENU', kind: 'menu', mark: 'bars' },
  B: { label: 'CLEAR', kind: 'clear', mark: 'less' },
  C: { label: 'LANGUAGE', kind: 'menu', mark: 'globe' },
  D: { label: 'CANCEL', kind: 'cancel', mark: 'cross' },
};

const marks = {
  circle: 'M12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14',
  less: 'M16 5 7 12l9 7',
  cross: 'M6 6l12 12M18 6 6 18',
  bars: 'M5 7h14M5 12h14M5 17h14',
  globe: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M4 12h16M12 4c-5 5-5 11 0 16M12 4c5 5 5 11 0 16',
};

/** Keys of the PC keyboard, beside the digits, and the kiosk's keys that they stand for: the first that the pad has. */
const shortcuts = { Enter: ['#'], Backspace: ['B', '*'], Delete: ['B', '*'], Escape: ['D', 'hold *'], m: ['A', 'hold #'], l: ['C'], '#': ['#'], '*': ['*'] };

// Longer than the second that a key must be held for its second meaning.
const holdTime = 1150;

let legend = '';

/** Key of the kiosk → what holds it down: a pointer's number, or a key of the PC keyboard. */
const held = new Map();

export function build(setup) {
  legend = setup.legend;
  pad.style.setProperty('--columns', setup.columns);
  pad.replaceChildren(...[...legend].map(key));
  document.addEventListener('keydown', onKeyDown);
  document.addEventListener('keyup', onKeyUp);
  window.addEventListener('blur', letGo);
  document.addEventListener('visibilitychange', () => document.hidden && letGo());
  window.addEventListener('pagehide', () => {
    for (const name of held.keys()) {
      postLast('api/key', { key: name, down: false });
    }

    held.clear();
  });
}

function key(name) {
  const button = document.createElement('button');
  const does = functions[name];
  button.type = 'button';
  button.dataset.key = name;
  button.className = does ? `key ${does.kind}` : 'key digit';
  if (does) {
    const second = legend.includes('D') ? '' : { '*': 'hold: CANCEL', '#': 'hold: MENU' }[name] ?? '';
    button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${marks[does.mark]}"/></svg><span>${does.label}</span>${second && `<em>${second}</em>`}<small aria-hidden="true">${name}</small>`;
    button.setAttribute('aria-label', second ? `${does.label}, ${second}` : does.label + (name === '*' ? ' (star)' : ''));
  } else {
    button.textContent = name;
  }

  button.addEventListener('pointerdown', event => {
    if (event.button === 0) {
      // The focus stays where it is: ENTER on the keyboard must not press the key clicked last.
      event.preventDefault();
      button.setPointerCapture(event.pointerId);
      press(name, event.pointerId);
    }
  });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
    button.addEventListener(end, event => release(name, event.pointerId));
  }

  button.addEventListener('contextmenu', event => event.preventDefault());
  button.addEventListener('click', event => {
    // Only what comes without a pointer, from a screen reader.
    if (event.detail === 0) {
      press(name, 'click');
      release(name, 'click');
    }
  });
  return button;
}

function onKeyDown(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }

  const names = namesFor(event);
  if (names.length === 0) {
    return;
  }

  event.preventDefault();
  if (event.repeat) {
    return;
  }

  if (names[0].startsWith('hold ')) {
    const name = names[0].slice(5);
    press(name, 'hold');
    setTimeout(() => release(name, 'hold'), holdTime);
  } else {
    press(names[0], event.code);
  }
}

/** The kiosk's key that a key of the PC keyboard stands for here, in a list that is empty when it has another meaning on the page. */
function namesFor(event) {
  const target = event.target instanceof Element ? event.target.closest('button, select, input, summary, a') : null;
  if (target?.matches('select, input')) {
    return [];
  }

  if (target && (event.key === 'Enter' || event.key === ' ')) {
    // A focused key of the pad is pressed by both, and anything else does what it always does.
    return target.dataset.key ? [target.dataset.key] : [];
  }

  if (/^[0-9]$/.test(event.key)) {
    return legend.includes(event.key) ? [event.key] : [];
  }

  const names = shortcuts[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? [];
  return names.filter(name => legend.includes(name.at(-1))).slice(0, 1);
}

function onKeyUp(event) {
  for (const [name, by] of held) {
    if (by === event.code) {
      event.preventDefault();
      release(name, by);
    }
  }
}

function press(name, by) {
  if (!held.has(name)) {
    held.set(name, by);
    button(name)?.classList.add('down');
    post('api/key', { key: name, down: true });
  }
}

function release(name, by) {
  if (held.get(name) === by) {
    held.delete(name);
    button(name)?.classList.remove('down');
    post('api/key', { key: name, down: false });
  }
}

function letGo() {
  for (const [name, by] of [...held]) {
    release(name, by);
  }
}

function button(name) {
  return [...pad.children].find(child => child.dataset.key === name);
}
