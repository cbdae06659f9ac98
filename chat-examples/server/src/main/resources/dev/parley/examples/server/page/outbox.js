/**
 * What was written and is not acknowledged yet. It is kept with its idempotency keys until it is: a reload, a second tab
 * or a call whose answer was lost sends the same key again, and the server stores it once.
 *
 * Event: "change" with {conversation} as `detail`.
 */

import { LineDown, newKey } from "./api.js";
import { alone } from "./session.js";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;
const LONGEST_WAIT = 30_000;

export class Outbox extends EventTarget {
  #api;
  #prefix;
  #items = new Map();
  /** Keys of what the browser's storage did not take: that lasts as long as the page. */
  #unstored = new Set();
  /** What is acknowledged, until the log has brought it. */
  #acknowledged = [];
  /** The newest of one's own messages that the log has brought, by conversation. */
  #arrived = new Map();
  /** What is on its way, or was when the line broke. */
  #sending = null;
  #flushing = false;
  #failures = 0;
  #retryAfter = 0;
  #timer = 0;
  #closed = new AbortController();

  constructor(api, userId) {
    super();
    this.#api = api;
    this.#prefix = `parley.outbox.${userId}.`;
    this.#read();
    window.addEventListener("storage", (e) => (e.key ?? this.#prefix).startsWith(this.#prefix) && this.#heard(), {
      signal: this.#closed.signal,
    });
    this.flush();
  }

  add(conversation, text, replyTo) {
    const last = [...this.#items.values()].at(-1);
    // Two in one millisecond, or a clock that was set back, must not change their order.
    const at = Math.max(Date.now(), (last?.at ?? 0) + 1);
    this.#keep({ key: newKey(), at, conversation, text, replyTo });
    this.flush();
  }

  /** What the log of a conversation does not hold yet, as far as is known. */
  of(conversation) {
    const hidden = this.#sending?.arrived ? this.#sending.key : null;
    return [...this.#acknowledged, ...this.#items.values()].filter(
      (item) => item.conversation === conversation && item.key !== hidden,
    );
  }

  get size() {
    return this.#items.size;
  }

  /** The log has brought a message of one's own. */
  arrived(conversation, { seq, text }) {
    this.#arrived.set(conversation, seq);
    this.#acknowledged = this.#acknowledged.filter((item) => item.conversation !== conversation || item.seq > seq);
    if (this.#sending?.conversation === conversation && this.#sending.text === text) {
      // It is faster than the answer to the call; until that comes it would be shown twice.
      this.#sending.arrived = true;
    }
  }

  /** Sends again what the server had refused; that was not stored, so the same key does. */
  retry(key) {
    this.#keep({ ...this.#items.get(key), problem: undefined });
    this.flush();
  }

  discard(key) {
    const { conversation } = this.#items.get(key);
    this.#remove(key);
    this.#changed(conversation);
  }

  clear() {
    [...this.#items.keys()].forEach((key) => this.#remove(key));
  }

  /** Sends what can be sent, now. One tab at a time, where the browser can tell: else the keys see to it. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#flushing || this.#closed.signal.aborted) {
      return;
    }
    this.#flushing = true;
    try {
      await alone(this.#prefix, LONGEST_WAIT, () => this.#sendAll());
    } finally {
      this.#flushing = false;
    }
    if (this.#next() && !this.#closed.signal.aborted) {
      const most = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(10, this.#failures));
      this.#timer = setTimeout(() => this.flush(), Math.max(this.#retryAfter, FIRST_PAUSE + Math.random() * most));
    }
  }

  close() {
    this.#closed.abort();
    clearTimeout(this.#timer);
  }

  /** Once a call has failed, the rest waits too: what was written first is sent first. */
  async #sendAll() {
    this.#reload();
    for (let item = this.#next(); item && !this.#closed.signal.aborted; item = this.#next()) {
      if (!(await this.#send(item))) {
        this.#failures++;
        return;
      }
    }
    this.#failures = 0;
  }

  /** {@return whether it is out of the way: acknowledged, or refused for good} */
  async #send(item) {
    const { key, conversation, text, replyTo } = item;
    if (this.#sending?.key !== key) {
      this.#sending = { key, conversation, text, arrived: false };
    }
    try {
      const body = replyTo ? { text, replyTo } : { text };
      const { seq } = await this.#api.post(`/conversations/${conversation}/messages`, body, { "Idempotency-Key": key });
      if (seq > (this.#arrived.get(conversation) ?? 0)) {
        this.#acknowledged.push({ ...item, seq });
      }
      this.#remove(key);
    } catch (e) {
      if (e instanceof LineDown || e.passing || e.code === "unauthenticated") {
        this.#retryAfter = (e.retryAfter ?? 0) * 1000;
        return false;
      }
      this.#sending = null;
      this.#keep({ ...item, problem: e.code ?? e.name });
    }
    this.#changed(conversation);
    return true;
  }

  #next() {
    return [...this.#items.values()].find((item) => !item.problem);
  }

  #changed(conversation) {
    this.dispatchEvent(new CustomEvent("change", { detail: { conversation } }));
  }

  #keep(item) {
    this.#items.set(item.key, item);
    try {
      // An entry for each: tabs that write at once do not overwrite each other.
      localStorage.setItem(this.#prefix + item.key, JSON.stringify(item));
    } catch {
      this.#unstored.add(item.key);
    }
    this.#changed(item.conversation);
  }

  #remove(key) {
    this.#items.delete(key);
    this.#unstored.delete(key);
    localStorage.removeItem(this.#prefix + key);
  }

  #read() {
    const stored = Object.keys(localStorage)
      .filter((name) => name.startsWith(this.#prefix))
      .map((name) => JSON.parse(localStorage.getItem(name)));
    const unstored = [...this.#unstored].map((key) => this.#items.get(key));
    const items = [...stored, ...unstored].filter((item) => item !== null).sort((a, b) => a.at - b.at);
    this.#items = new Map(items.map((item) => [item.key, item]));
  }

  /** Another tab has written or sent something, and may be gone before the rest is. */
  #heard() {
    this.#reload();
    this.flush();
  }

  #reload() {
    const before = [...this.#items.values()];
    this.#read();
    const touched = [...before, ...this.#items.values()].map((item) => item.conversation);
    new Set(touched).forEach((conversation) => this.#changed(conversation));
  }
}
