// The OLED: 128×64 or 128×32 blue-white pixels with dark gaps between them, and its text for those who cannot see it.

const columns = 128;
const lit = '#d9eeff';
const bleed = '#4a6f92';
const unlit = '#080e15';
const glass = '#03060a';

// Someone who types should not hear every step on the way to the next screen.
const speakAfter = 250;

const canvas = document.getElementById('display');
const speech = document.getElementById('display-text');
const paint = canvas.getContext('2d', { alpha: false });

let rows = 64;
let pixels = new Uint8Array(columns * rows / 8);
let cell = 0;
let speaking = 0;

new ResizeObserver(fit).observe(canvas.parentElement);

/** Shows a frame: pages of 128 columns in base 64, and its lines of text. */
export function show(frame) {
  const bytes = atob(frame.pixels);
  pixels = Uint8Array.from(bytes, character => character.charCodeAt(0));
  if (pixels.length * 8 !== columns * rows) {
    rows = pixels.length * 8 / columns;
    cell = 0;
  }

  fit();

  const text = frame.lines.join('\n');
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    speech.textContent = text;
  }, speakAfter);
}

/** Each pixel of the panel a whole number of the screen's, so that all are alike. */
function fit() {
  const style = getComputedStyle(canvas.parentElement);
  const room = canvas.parentElement.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const ratio = window.devicePixelRatio || 1;
  const size = Math.max(1, Math.floor(room * ratio / columns));
  if (size !== cell) {
    cell = size;
    canvas.width = columns * cell;
    canvas.height = rows * cell;
  }

  canvas.style.width = `${columns * cell / ratio}px`;
  canvas.style.height = `${rows * cell / ratio}px`;
  draw();
}

function draw() {
  if (cell === 0) {
    return;
  }

  const gap = cell > 2 ? Math.max(1, Math.round(cell / 6)) : 0;
  paint.fillStyle = glass;
  paint.fillRect(0, 0, canvas.width, canvas.height);
  fill(0, unlit, cell - gap);

  // Bright pixels light their gaps a little, and the glass around them.
  paint.shadowColor = 'rgba(110, 180, 255, 0.75)';
  paint.shadowBlur = cell * 0.9;
  fill(1, bleed, cell);
  paint.shadowBlur = 0;
  fill(1, lit, cell - gap);
}

function fill(state, colour, size) {
  paint.fillStyle = colour;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (((pixels[(y >> 3) * columns + x] >> (y & 7)) & 1) === state) {
        paint.fillRect(x * cell, y * cell, size, size);
      }
    }
  }
}
