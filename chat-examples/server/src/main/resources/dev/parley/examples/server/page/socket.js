/**
 * The live connection: follows conversations, notices when the line is dead, and connects again by itself.
 *
 * Events: "state" when `state` changes (connecting, online, offline), "restart" when what is told begins anew,
 * "event" for each event of the server. Whether there is a token that is still taken, calls find out.
 */

const PING_EVERY = 8_000;
const PONG_WITHIN = 5_000;
const CONNECT_WITHIN = 8_000;
const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 8_000;

export class Socket extends EventTarget {
  state = "connecting";
  #token;
  #ws = null;
  #cursors = new Map();
  /** Whether the server has taken the token, and hears what is to be followed. */
  #ready = false;
  #failures = 0;
  #timer = 0;
  #closed = new AbortController();

  /** @param token gives the token that is taken just now */
  constructor(token) {
    super();
    this.#token = token;
    const { signal } = this.#closed;
    window.addEventListener("online", () => this.#retryNow(), { signal });
    window.addEventListener("offline", () => this.#lost(this.#ws), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.check(), { signal });
    this.#connect();
  }

  /** Follows a conversation from behind a sequence number. */
  follow(conversation, after) {
    if (!this.#cursors.has(conversation)) {
      this.#cursors.set(conversation, after);
      if (this.#ready) {
        this.#send({ subscribe: { conversation, after } });
      }
    }
  }

  unfollow(conversation) {
    if (this.#cursors.delete(conversation) && this.#ready) {
      this.#send({ unsubscribe: { conversation } });
    }
  }

  get following() {
    return this.#cursors.size;
  }

  /** Finds out soon whether the line is alive. */
  check() {
    if (this.state === "online") {
      this.#ping();
    } else {
      this.#retryNow();
    }
  }

  /** Goes on under the new token before the old one ends; that is no outage. */
  renew() {
    if (this.#ready) {
      this.#drop();
      this.#connect();
    }
  }

  close() {
    this.#closed.abort();
    clearTimeout(this.#timer);
    this.#drop();
  }

  #connect() {
    const ws = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/socket`);
    this.#ws = ws;
    this.#in(CONNECT_WITHIN, () => this.#lost(ws));
    ws.onopen = () => this.#open(ws);
    ws.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    ws.onclose = () => this.#lost(ws);
  }

  async #open(ws) {
    try {
      const auth = await this.#token();
      if (ws === this.#ws) {
        this.#send({ auth });
        this.#ping();
      }
    } catch {
      this.#lost(ws);
    }
  }

  #heard(message) {
    this.#in(PING_EVERY, () => this.#ping());
    if (message.event === "pong") {
      this.#online();
    } else if (message.event === "error" && (message.data.status >= 429 || message.data.code === "unauthenticated")) {
      // The store is away for a moment, it was too much at once, or the token came too late.
      this.#lost(this.#ws);
    } else {
      if (message.id && this.#cursors.has(message.conversation)) {
        this.#cursors.set(message.conversation, message.id);
      }
      this.dispatchEvent(new CustomEvent("event", { detail: message }));
    }
  }

  /** The first pong shows that the token was taken. */
  #online() {
    if (this.#ready) {
      return;
    }
    this.#ready = true;
    this.dispatchEvent(new Event("restart"));
    for (const [conversation, after] of this.#cursors) {
      this.#send({ subscribe: { conversation, after } });
    }
    this.#become("online");
  }

  #ping() {
    const ws = this.#ws;
    if (this.#ready) {
      // It has held for a while.
      this.#failures = 0;
    }
    this.#send({ ping: "" });
    this.#in(PONG_WITHIN, () => this.#lost(ws));
  }

  #send(message) {
    if (this.#ws?.readyState === WebSocket.OPEN) {
      this.#ws.send(JSON.stringify(message));
    }
  }

  #lost(ws) {
    if (ws !== this.#ws || this.#closed.signal.aborted) {
      return;
    }
    this.#drop();
    this.#failures++;
    this.#become(this.#failures > 1 || !navigator.onLine ? "offline" : "connecting");
    // Full jitter, so that the readers of a server that comes back do not all come at once.
    const most = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.#failures - 1));
    this.#in(FIRST_PAUSE + Math.random() * most, () => this.#connect());
  }

  #retryNow() {
    if (this.#ws === null && !this.#closed.signal.aborted) {
      this.#connect();
    }
  }

  #drop() {
    this.#ready = false;
    if (this.#ws !== null) {
      const ws = this.#ws;
      this.#ws = null;
      ws.onopen = ws.onmessage = ws.onclose = null;
      ws.close();
    }
  }

  #in(millis, action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, millis);
  }

  #become(state) {
    if (state !== this.state) {
      this.state = state;
      this.dispatchEvent(new Event("state"));
    }
  }
}
