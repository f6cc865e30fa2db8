// Requests to the bench, one after another: a key's release must never overtake its press.

let last = Promise.resolve();
let onRefusal = () => {};

/** @param {(why: string) => void} show Shows why the bench refused something. */
export function refusals(show) {
  onRefusal = show;
}

/** Sends a command. Gives whether it was done. */
export function post(path, body) {
  last = last.then(() => send(path, body));
  return last;
}

/** Sends a command from a page that is going away. */
export function postLast(path, body) {
  navigator.sendBeacon(path, new Blob([JSON.stringify(body)], { type: 'application/json' }));
}

export async function setup() {
  const answer = await fetch('api/setup');
  if (!answer.ok) {
    throw new Error(await answer.text());
  }

  return answer.json();
}

async function send(path, body) {
  try {
    const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) {
      onRefusal(await answer.text() || `The bench refused this (${answer.status}).`);
    }

    return answer.ok;
  } catch {
    onRefusal('The bench does not answer.');
    return false;
  }
}
