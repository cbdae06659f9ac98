/**
 * The part of a conversation that is in the page. However long the history is, only a window of it is held: more is read
 * as one scrolls towards an end of the window, and as much is let go at the other.
 */

import { changeOf } from "./conversation.js";
import { h } from "./dom.js";
import { dayElement, messageElement } from "./message.js";
import { day, minutesBetween, sameDay } from "./times.js";

const PAGE = 50;
const MOST = 150;
/** So many pixels before the end of the window, more is read. */
const NEAR = 1_000;
const AT_BOTTOM = 60;
const MOST_CHANGES = 500;
/** Messages of one author that follow each other within this time look like one. */
const TOGETHER_MINUTES = 5;

/** @param onMove is called when another part is seen, or the end has moved */
export function timeline(api, id, log, { mine, actions, onMove }) {
  const shown = h("div", { class: "window" });
  const start = h("p", { class: "start" });
  /** What stands behind the newest message. */
  const tail = h("div", { class: "tail" });
  let messages = [];
  const elements = new Map();
  let atStart = false;
  let atEnd = false;
  let busy = false;
  /** Counts the windows that were begun; a page for an earlier one comes too late. */
  let generation = 0;
  let posted = 0;
  /** What was changed since; a page that is on its way may still hold what was before. */
  const changes = new Map();
  log.replaceChildren(start, shown, tail);
  log.onscroll = moved;

  const newest = () => messages.at(-1);
  const below = () => log.scrollHeight - log.scrollTop - log.clientHeight;
  /** Whether the newest message there is can be seen, or nothing that is older. */
  const atBottom = () => (atEnd || !messages[0]) && below() < AT_BOTTOM;

  function close() {
    generation = NaN;
    log.onscroll = null;
  }

  async function showNewest() {
    if (!atEnd || messages.length === 0) {
      await restart("", true);
    }
    log.scrollTop = log.scrollHeight;
    moved();
  }

  const showOldest = () => restart("after=0&", false);

  /** Shows one message, with what is around it. */
  async function show({ seq }) {
    if (!elements.has(seq)) {
      await restart(`after=${seq - 1}&`, false);
    }
    elements.get(seq)?.scrollIntoView({ block: "center" });
    elements.get(seq)?.focus({ preventScroll: true });
  }

  /** Takes an entry of the log as it happens. */
  function take(entry) {
    if (entry.type === "posted") {
      posted++;
      if (messages.length >= MOST && !atBottom()) {
        // What is being read must not go; the newest are read again when they are wanted.
        atEnd = false;
      }
      if (atEnd && entry.message.seq > (newest()?.seq ?? 0)) {
        stick(() => append([entry.message]));
      }
      onMove();
    } else if (entry.messageId) {
      changes.delete(entry.messageId);
      changes.set(entry.messageId, changeOf(entry));
      if (changes.size > MOST_CHANGES) {
        changes.delete(changes.keys().next().value);
      }
      stick(() => {
        replace(entry.messageId);
        messages.filter((message) => message.replyTo === entry.messageId).forEach(({ id }) => replace(id));
      });
    }
  }

  /** Changes what the log shows, without losing the place: the bottom, or what is seen. */
  function stick(change) {
    const top = log.getBoundingClientRect().top;
    const bottom = atBottom();
    const seen = ({ seq }) => elements.get(seq).getBoundingClientRect().bottom > top;
    const anchor = bottom ? null : elements.get(messages.find(seen)?.seq);
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (bottom) {
      log.scrollTop = log.scrollHeight;
    } else if (anchor?.isConnected) {
      log.scrollTop += anchor.getBoundingClientRect().top - before;
    }
  }

  async function restart(range, latest) {
    generation++;
    const page = await read(range);
    if (page) {
      messages = [];
      elements.clear();
      shown.replaceChildren();
      append(page.messages);
      edge(page, latest ? undefined : range.startsWith("after=0&"));
      atEnd = page.current && (latest || page.next === null);
      log.scrollTop = 0;
      if (latest && !atEnd) {
        await readNewer();
      }
      moved();
    }
  }

  /** {@return a page, with whether nothing was posted meanwhile, or null if it is not wanted any more} */
  async function read(range) {
    const wanted = generation;
    busy = true;
    log.ariaBusy = "true";
    try {
      const before = posted;
      const page = await api.get(`/conversations/${id}/messages?${range}limit=${PAGE}`);
      return wanted === generation ? { ...page, messages: page.messages.map(asChanged), current: before === posted } : null;
    } finally {
      if (wanted === generation) {
        busy = false;
        // What is put in now is no news.
        requestAnimationFrame(() => (log.ariaBusy = `${busy}`));
      }
    }
  }

  function asChanged(message) {
    const change = changes.get(message.id);
    return change && (change.redacted || change.revision > message.revision) ? { ...message, ...change } : message;
  }

  async function readOlder() {
    const { seq } = messages[0];
    const page = await read(`before=${seq}&`);
    // Whoever has gone to the end meanwhile wants no more of it.
    if (page && messages[0].seq === seq && !(atBottom() && messages.length >= MOST)) {
      stick(() => prepend(page.messages));
      edge(page);
    }
  }

  function edge({ next, firstSeq }, here = next === null) {
    atStart = here;
    start.textContent = firstSeq ? "Older ones are gone." : "The conversation begins here.";
  }

  /** Once nothing was posted while the last page was on its way, what comes live joins on. */
  async function readNewer() {
    let page;
    do {
      page = await read(`after=${newest()?.seq ?? 0}&`);
      if (!page) {
        return;
      }
      stick(() => append(page.messages));
    } while (page.next === null && !page.current);
    atEnd ||= page.next === null;
  }

  function append(added) {
    for (const message of added) {
      messages.push(message);
      shown.append(make(message));
      join(messages.length - 1);
    }
    trim(0, messages.length - MOST);
  }

  function prepend(added) {
    messages.unshift(...added);
    shown.prepend(...added.map(make));
    for (let i = 0; i <= added.length; i++) {
      join(i);
    }
    trim(MOST, messages.length - MOST);
  }

  function trim(from, count) {
    if (count <= 0) {
      return;
    }
    for (const { seq } of messages.splice(from, count)) {
      const element = elements.get(seq);
      separatorOf(element)?.remove();
      element.remove();
      elements.delete(seq);
    }
    if (from === 0) {
      atStart = false;
      join(0);
    } else {
      atEnd = false;
    }
  }

  function make(message) {
    const element = messageElement(message, mine(message), actions);
    elements.set(message.seq, element);
    return element;
  }

  function replace(messageId) {
    const index = messages.findIndex((message) => message.id === messageId);
    if (index >= 0) {
      const old = elements.get(messages[index].seq);
      const focused = old.contains(document.activeElement);
      messages[index] = asChanged(messages[index]);
      const element = make(messages[index]);
      element.append(...old.querySelectorAll(".read-by"));
      old.replaceWith(element);
      join(index);
      if (focused) {
        element.focus({ preventScroll: true });
      }
    }
  }

  /** Puts right what stands between a message and the one before it. */
  function join(index) {
    const message = messages[index];
    if (!message) {
      return;
    }
    const before = messages[index - 1];
    const element = elements.get(message.seq);
    const newDay = !before || !sameDay(before.createdAt, message.createdAt);
    const separator = separatorOf(element);
    if (newDay && !separator) {
      element.before(dayElement(day(message.createdAt)));
    } else if (!newDay) {
      separator?.remove();
    }
    const together = !newDay && before.author.id === message.author.id && !message.replyTo;
    element.classList.toggle(
      "continued",
      together && minutesBetween(before.createdAt, message.createdAt) < TOGETHER_MINUTES,
    );
  }

  function moved() {
    start.hidden = !atStart;
    tail.hidden = !atEnd && messages.length > 0;
    if (!busy && messages.length > 0) {
      if (log.scrollTop < NEAR && !atStart) {
        readOn(readOlder);
      } else if (below() < NEAR && !atEnd) {
        readOn(readNewer);
      }
    }
    onMove();
  }

  async function readOn(readMore) {
    const wanted = generation;
    try {
      await readMore();
      // Who scrolls fast may be near the end already.
      requestAnimationFrame(() => wanted === generation && moved());
    } catch {
      // The line is down, which the light tells; the next scrolling tries again.
    }
  }

  return {
    tail,
    newest,
    atBottom,
    close,
    showNewest,
    showOldest,
    show,
    take,
    stick,
    messages: () => messages,
    element: (seq) => elements.get(seq),
  };
}

function separatorOf(element) {
  const before = element.previousElementSibling;
  return before?.classList.contains("day") ? before : null;
}
