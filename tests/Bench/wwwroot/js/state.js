// How things stand: the header, the kiosk's lamps, the switches, and what a customer would do next.

import { post } from './api.js';
import { dateTime } from './time.js';

const kiosk = document.getElementById('kiosk');
const link = document.getElementById('link');
const time = document.getElementById('time');
const hint = document.getElementById('hint');
const problem = document.getElementById('problem');
const power = document.getElementById('power');
const wifi = document.getElementById('wifi');
const fault = document.getElementById('fault');
const service = document.getElementById('service');
const caseOpen = document.getElementById('case');
const line = document.getElementById('line');

const links = {
  Down: ['down', 'bad'],
  Opening: ['connecting…', 'busy'],
  Up: ['connected', 'good'],
  Waiting: ['waiting for the answer', 'busy'],
  Answered: ['answered', 'good'],
  NotSent: ['broken', 'bad'],
  Broken: ['broken', 'bad'],
};

const hints = {
  OutOfService: 'The kiosk takes no customers; its display says why.',
  Service: 'Service mode: the code is in nf.config; CLEAR and 1 to 6 is A to F.',
  Languages: 'Press 1 to 4 to choose a language.',
  Minutes: 'Press ENTER to confirm the minutes, CLEAR to begin again.',
  Card: 'Click a test card, or drag it to the card slot.',
  CardNumber: 'Key the card number in, then ENTER.',
  CardExpiry: 'Key the expiry date in, then ENTER.',
  Inquiry: 'The kiosk asks the issuer whether the card is unlocked.',
  Pin: 'Key in the PIN printed on the test card, then ENTER.',
  Connecting: 'The kiosk connects to its issuer.',
  Sending: 'The kiosk waits for the issuer’s answer.',
  IncorrectPin: 'Wrong PIN. Key in another.',
  Result: 'The result stays for some seconds.',
};

let setup;

export function build(facts) {
  setup = facts;
  document.getElementById('facts').textContent = [facts.terminal, facts.location, facts.profile && `profile ${facts.profile}`].filter(Boolean).join(' · ') || 'nf.config is refused: the display says why';
  power.addEventListener('click', () => post('api/power', { on: power.ariaChecked !== 'true' }));
  wifi.addEventListener('click', () => post('api/wifi', { on: wifi.ariaChecked !== 'true' }));
  service.addEventListener('click', () => {
    // What is typed next is the code, and ENTER must not turn the switch again.
    kiosk.focus({ preventScroll: true });
    post('api/service', { on: service.ariaChecked !== 'true' });
  });
  caseOpen.addEventListener('click', () => post('api/case', { on: caseOpen.ariaChecked !== 'true' }));
  document.getElementById('service-form').addEventListener('submit', event => {
    event.preventDefault();
    send();
  });
  for (const control of [service, line, document.getElementById('send')]) {
    enable(control, facts.hasServiceSwitch, 'service switch');
  }

  enable(caseOpen, facts.hasTamperLoop, 'tamper loop');
  fault.addEventListener('change', () => post('api/fault', { fault: fault.value }));
  document.getElementById('clock').addEventListener('click', () => post('api/clock', { hours: 24 }));
}

export function show(state) {
  const [text, kind] = state.power ? links[state.link] ?? ['–', ''] : ['no power', ''];
  link.textContent = text;
  link.className = `pill ${kind}`;
  time.textContent = dateTime(state.time, setup);
  time.dateTime = state.time;
  power.ariaChecked = String(state.power);
  wifi.ariaChecked = String(state.wifi);
  service.ariaChecked = String(state.service);
  caseOpen.ariaChecked = String(state.caseOpen);
  if (document.activeElement !== fault || fault.value !== state.fault) {
    fault.value = state.fault;
  }

  fault.classList.toggle('faulty', state.fault !== 'on');
  problem.hidden = !state.problem;
  problem.textContent = state.problem ?? '';
  kiosk.dataset.phase = state.phase ?? 'off';
  kiosk.dataset.link = kind;
  kiosk.classList.toggle('off', !state.power);
  say(hintFor(state));
}

async function send() {
  if (await post('api/line', { line: line.value.trim() })) {
    line.value = '';

    // What comes of it stands on the display, and wants the kiosk's ENTER.
    kiosk.focus({ preventScroll: true });
  }
}

function enable(control, there, part) {
  control.disabled = !there;
  if (!there) {
    control.title = `This kiosk has no ${part}: its nf.config says none.`;
  }
}

function hintFor(state) {
  if (!state.power) {
    return 'The kiosk has no power.';
  }

  if (state.phase === 'Idle') {
    return setup.mode === 'toll' ? 'Press the digit of a vehicle class.' : 'Key in the minutes to park, for example 60.';
  }

  if (state.phase === 'Card' && !setup.hasReader) {
    return 'Press MENU to key a card number in.';
  }

  return hints[state.phase] ?? 'The kiosk refuses its nf.config; its display says where and why.';
}

function say(text) {
  if (hint.textContent !== text) {
    hint.textContent = text;
  }
}
