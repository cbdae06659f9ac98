/** Days and times, as the reader's language writes them. */

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT_DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const DAY_MILLIS = 24 * 60 * 60 * 1000;

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** How many days ago; days of a change of the clocks have other lengths, so it is rounded. */
const daysAgo = (date) => Math.round((midnight(new Date()) - midnight(date)) / DAY_MILLIS);

export const sameDay = (a, b) => midnight(new Date(a)).getTime() === midnight(new Date(b)).getTime();

export const minutesBetween = (a, b) => Math.abs(new Date(b) - new Date(a)) / 60_000;

export const time = (instant) => TIME.format(new Date(instant));

/** Not "today": it stays in the page when that is over. */
export const day = (instant) => DAY.format(new Date(instant));

/** Short, for a list: the time of today, else the day. */
export function when(instant) {
  const date = new Date(instant);
  return daysAgo(date) === 0 ? TIME.format(date) : SHORT_DAY.format(date);
}
