/**
 * The part of a conversation that is in the page. However long the history is, only a window of it is held: more is read
 * as one scrolls towards an end of the window, and as much is let go at the other.
 */

import { changeOf } from "./chat.js";
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

export class Timeline {
  #api;
  #id;
  #log;
  #mine;
  #actions;
  #onMove;
  #window = h("div", { class: "window" });
  #tail = h("div", { class: "tail" });
  #start = h("p", { class: "start" }, "The conversation begins here.");
  #messages = [];
  #elements = new Map();
  #atStart = false;
  #atEnd = false;
  #busy = false;
  /** Counts the windows that were begun; a page for an earlier one comes too late. */
  #generation = 0;
  #posted = 0;
  /** What was changed since; a page that is on its way may still hold what was before. */
  #changes = new Map();
  #closed = false;

  /** @param onMove is called when another part is seen, or the end has moved */
  constructor(api, conversation, log, { mine, actions, onMove }) {
    this.#api = api;
    this.#id = conversation;
    this.#log = log;
    this.#mine = mine;
    this.#actions = actions;
    this.#onMove = onMove;
    log.replaceChildren(this.#start, this.#window, this.#tail);
    log.onscroll = () => this.#moved();
  }

  /** What stands behind the newest message. */
  get tail() {
    return this.#tail;
  }

  get messages() {
    return this.#messages;
  }

  get newest() {
    return this.#messages.at(-1);
  }

  /** Whether the newest message there is can be seen. */
  get atBottom() {
    return this.#atEnd && this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < AT_BOTTOM;
  }

  close() {
    this.#closed = true;
    this.#log.onscroll = null;
  }

  element = (seq) => this.#elements.get(seq);

  async showNewest() {
    if (!this.#atEnd || this.#messages.length === 0) {
      await this.#restart(`limit=${PAGE}`, true);
    }
    this.toBottom();
  }

  showOldest() {
    return this.#restart(`after=0&limit=${PAGE}`, false);
  }

  /** Shows one message, with what is around it. */
  async show(message) {
    if (!this.#elements.has(message.seq)) {
      await this.#restart(`after=${message.seq - 1}&limit=${PAGE}`, false);
    }
    const element = this.#elements.get(message.seq);
    element?.scrollIntoView({ block: "center" });
    element?.focus({ preventScroll: true });
  }

  toBottom() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#moved();
  }

  /** Takes an entry of the log as it happens. */
  take(entry) {
    if (entry.type === "posted") {
      this.#posted++;
      if (this.#atEnd && this.#messages.length >= MOST && !this.atBottom) {
        // What is being read must not go; the newest are read again when they are wanted.
        this.#atEnd = false;
      }
      if (this.#atEnd && entry.message.seq > (this.newest?.seq ?? 0)) {
        this.#stick(() => this.#append([entry.message]));
      }
      this.#onMove();
    } else if (entry.messageId) {
      this.#changes.delete(entry.messageId);
      this.#changes.set(entry.messageId, changeOf(entry));
      if (this.#changes.size > MOST_CHANGES) {
        this.#changes.delete(this.#changes.keys().next().value);
      }
      this.#stick(() => this.#replace(entry.messageId));
    }
  }

  /** Changes what the log shows, without losing the place: the bottom, or what is seen. */
  #stick(change) {
    const bottom = this.atBottom;
    const anchor = bottom ? null : this.#firstSeen();
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (bottom) {
      this.#log.scrollTop = this.#log.scrollHeight;
    } else if (anchor?.isConnected) {
      this.#log.scrollTop += anchor.getBoundingClientRect().top - before;
    }
  }

  /** For who changes what is behind the newest message. */
  stick = (change) => this.#stick(change);

  #firstSeen() {
    const top = this.#log.getBoundingClientRect().top;
    return [...this.#elements.values()].find((element) => element.getBoundingClientRect().bottom > top);
  }

  async #restart(query, newest) {
    this.#generation++;
    const page = await this.#read(query);
    if (page) {
      this.#messages = [];
      this.#elements.clear();
      this.#window.replaceChildren();
      this.#atStart = query.startsWith("after=0&");
      this.#append(page.messages);
      this.#atStart ||= newest && page.next === null;
      this.#atEnd = newest ? page.current : page.next === null && page.current;
      this.#log.scrollTop = 0;
      if (newest && !page.current) {
        await this.#readNewer();
      }
      this.#moved();
    }
  }

  /** {@return a page, with whether nothing was posted meanwhile, or null if it is not wanted any more} */
  async #read(query) {
    const generation = this.#generation;
    this.#busy = true;
    this.#log.setAttribute("aria-busy", "true");
    try {
      const posted = this.#posted;
      const page = await this.#api.get(`/conversations/${this.#id}/messages?${query}`);
      if (this.#closed || generation !== this.#generation) {
        return null;
      }
      const messages = page.messages.map((message) => this.#asChanged(message));
      return { messages, next: page.next, current: posted === this.#posted };
    } finally {
      if (generation === this.#generation) {
        this.#busy = false;
        this.#log.setAttribute("aria-busy", "false");
      }
    }
  }

  #asChanged(message) {
    const change = this.#changes.get(message.id);
    return change && (change.redacted || change.revision > message.revision) ? { ...message, ...change } : message;
  }

  async #readOlder() {
    const page = await this.#read(`before=${this.#messages[0].seq}&limit=${PAGE}`);
    if (page) {
      this.#stick(() => this.#prepend(page.messages));
      this.#atStart = page.next === null;
      this.#start.hidden = !this.#atStart;
    }
  }

  /** Once nothing was posted while the last page was on its way, what comes live joins on. */
  async #readNewer() {
    let page;
    do {
      page = await this.#read(`after=${this.newest?.seq ?? 0}&limit=${PAGE}`);
      if (!page) {
        return;
      }
      this.#stick(() => this.#append(page.messages));
    } while (page.next === null && !page.current);
    this.#atEnd ||= page.next === null;
  }

  #append(messages) {
    for (const message of messages) {
      this.#messages.push(message);
      this.#window.append(this.#make(message));
      this.#join(this.#messages.length - 1);
    }
    this.#trim(0, this.#messages.length - MOST);
  }

  #prepend(messages) {
    this.#messages.unshift(...messages);
    this.#window.prepend(...messages.map((message) => this.#make(message)));
    for (let i = 0; i <= messages.length; i++) {
      this.#join(i);
    }
    this.#trim(MOST, this.#messages.length - MOST);
  }

  #trim(from, count) {
    if (count <= 0) {
      return;
    }
    for (const { seq } of this.#messages.splice(from, count)) {
      const element = this.#elements.get(seq);
      daySeparator(element)?.remove();
      element.remove();
      this.#elements.delete(seq);
    }
    if (from === 0) {
      this.#atStart = false;
      this.#join(0);
    } else {
      this.#atEnd = false;
    }
  }

  #make(message) {
    const element = messageElement(message, this.#mine(message), this.#actions);
    this.#elements.set(message.seq, element);
    return element;
  }

  #replace(id) {
    const index = this.#messages.findIndex((message) => message.id === id);
    if (index >= 0) {
      const old = this.#elements.get(this.#messages[index].seq);
      this.#messages[index] = this.#asChanged(this.#messages[index]);
      const focused = old.contains(document.activeElement);
      const element = this.#make(this.#messages[index]);
      element.append(...old.querySelectorAll(".read-by"));
      element.tabIndex = old.tabIndex;
      old.replaceWith(element);
      this.#join(index);
      if (focused) {
        element.focus({ preventScroll: true });
      }
    }
  }

  /** Puts right what stands between a message and the one before it. */
  #join(index) {
    const message = this.#messages[index];
    if (!message) {
      return;
    }
    const before = this.#messages[index - 1];
    const element = this.#elements.get(message.seq);
    const newDay = !before || !sameDay(before.createdAt, message.createdAt);
    const separator = daySeparator(element);
    if (newDay && !separator) {
      element.before(dayElement(day(message.createdAt)));
    } else if (!newDay) {
      separator?.remove();
    }
    element.classList.toggle(
      "continued",
      !newDay &&
        before.author.id === message.author.id &&
        !message.replyTo &&
        minutesBetween(before.createdAt, message.createdAt) < TOGETHER_MINUTES,
    );
  }

  #moved() {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    this.#start.hidden = !this.#atStart;
    this.#tail.hidden = !this.#atEnd;
    if (!this.#busy && this.#messages.length > 0) {
      if (scrollTop < NEAR && !this.#atStart) {
        this.#readOn(() => this.#readOlder());
      } else if (scrollHeight - scrollTop - clientHeight < NEAR && !this.#atEnd) {
        this.#readOn(() => this.#readNewer());
      }
    }
    this.#onMove();
  }

  async #readOn(read) {
    try {
      await read();
      // Who scrolls fast may be near the end already.
      requestAnimationFrame(() => this.#closed || this.#moved());
    } catch {
      // The line is down, which the light tells; the next scrolling tries again.
    }
  }
}

function daySeparator(element) {
  const before = element.previousElementSibling;
  return before?.classList.contains("day") ? before : null;
}
