// Times as the kiosk tells them: UTC and the offset of nf.config.

/** Time of day. */
export function clockTime(utc, setup) {
  return local(utc, setup).toISOString().slice(11, 19);
}

/** Date and time of day. */
export function dateTime(utc, setup) {
  const date = local(utc, setup);
  const day = date.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return `${day} ${date.toISOString().slice(11, 19)}`;
}

function local(utc, setup) {
  return new Date(Date.parse(utc) + setup.utcOffset * 60_000);
}
