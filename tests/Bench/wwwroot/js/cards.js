// The card tray: a click, a key or a drag puts a card into the kiosk.

import { post } from './api.js';

const tray = document.getElementById('cards');
const kiosk = document.getElementById('kiosk');
const reader = document.getElementById('reader');
const slotCard = document.getElementById('slot-card');
const dragType = 'text/x-kiosk-card';

let tell = () => {};

/** @param {(text: string) => void} notice Says what was done. */
export function build(setup, notice) {
  tell = notice;
  tray.replaceChildren(...setup.cards.map(card));
  for (const type of ['dragenter', 'dragover']) {
    kiosk.addEventListener(type, event => {
      if (event.dataTransfer.types.includes(dragType)) {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        reader.classList.add('over');
      }
    });
  }

  kiosk.addEventListener('dragleave', event => {
    if (!kiosk.contains(event.relatedTarget)) {
      reader.classList.remove('over');
    }
  });
  kiosk.addEventListener('drop', event => {
    const number = event.dataTransfer.getData(dragType);
    reader.classList.remove('over');
    if (number) {
      event.preventDefault();
      insert(setup.cards.find(one => one.pan === number));
    }
  });
}

/** A card number as its brand prints it. */
export function grouped(number) {
  return number.length === 15 ? number.replace(/^(.{4})(.{6})(.{5})$/, '$1 $2 $3') : number.replace(/(.{4})(?=.)/g, '$1 ');
}

function card(one) {
  const item = document.createElement('li');
  item.innerHTML = `
    <button type="button" class="card" draggable="true">
      <span class="card-top"><b></b><i class="chip" aria-hidden="true"></i></span>
      <span class="card-number"></span>
      <span class="card-foot"><span><small>Expires</small><span class="expiry"></span></span><span><small>PIN</small><span class="pin"></span></span></span>
    </button>
    <div class="card-note"><p></p><button type="button" class="plain small">Unlock</button></div>`;
  const face = item.querySelector('.card');
  face.dataset.card = one.pan;
  face.dataset.brand = one.brand.toLowerCase();
  face.setAttribute('aria-label', `Insert ${one.brand} ${grouped(one.pan)}, expires ${expiry(one)}, ${one.pin ? `PIN ${one.pin}` : 'no PIN known'}: ${one.description}`);
  item.querySelector('b').textContent = one.brand;
  item.querySelector('.card-number').textContent = grouped(one.pan);
  item.querySelector('.expiry').textContent = expiry(one);
  item.querySelector('.pin').textContent = one.pin ?? '–';
  item.querySelector('.card-note p').textContent = one.description;
  face.addEventListener('click', () => insert(one));
  face.addEventListener('dragstart', event => {
    event.dataTransfer.setData(dragType, one.pan);
    event.dataTransfer.effectAllowed = 'copy';
    document.body.classList.add('dragging');
  });
  face.addEventListener('dragend', () => {
    document.body.classList.remove('dragging');
    reader.classList.remove('over');
  });

  const unlock = item.querySelector('.card-note button');
  unlock.dataset.unlock = one.pan;
  unlock.title = 'The issuer unlocks this card';
  unlock.setAttribute('aria-label', `Unlock ${one.brand} ending in ${one.pan.slice(-4)} at its issuer`);
  unlock.addEventListener('click', async () => {
    if (await post('api/unlock', { number: one.pan })) {
      tell(`The issuer has unlocked the card ending in ${one.pan.slice(-4)}.`);
    }
  });
  return item;
}

async function insert(one) {
  // What is typed next is the PIN, and ENTER must not insert the card again.
  kiosk.focus({ preventScroll: true });
  slotCard.dataset.brand = one.brand.toLowerCase();
  slotCard.classList.remove('moving');
  void slotCard.offsetWidth;
  slotCard.classList.add('moving');
  const display = document.getElementById('display').getBoundingClientRect();
  if (display.top < 0 || display.bottom > innerHeight) {
    kiosk.scrollIntoView({ behavior: 'smooth', block: 'start' });
  }

  await post('api/card', { number: one.pan });
}

function expiry(one) {
  return `${one.expiry.slice(2)}/${one.expiry.slice(0, 2)}`;
}
