/** Where one writes: a new message, a reply, or another wording of a message. */

import { alertBox, button, h } from "./dom.js";
import { quotation } from "./message.js";
import { explain } from "./problems.js";

const MOST_CODE_POINTS = 16_000;
const TYPING_EVERY = 3_000;

export class Composer {
  element;
  #api;
  #outbox;
  #conversation;
  #on;
  #input = h("textarea", { rows: 1, "aria-label": "Message", placeholder: "Write a message", dir: "auto", enterkeyhint: "send" });
  #send = h("button", { type: "submit", class: "primary" }, "Send");
  #stop = button("Stop", () => this.#on.stop(), { class: "stop", hidden: true });
  #context = h("div", { class: "replying", hidden: true });
  #alert = alertBox();
  #replyTo = null;
  #editing = null;
  #typedAt = 0;

  /** @param on has stop, sent and editLast */
  constructor(api, outbox, conversation, on) {
    this.#api = api;
    this.#outbox = outbox;
    this.#conversation = conversation;
    this.#on = on;
    this.#input.value = sessionStorage.getItem(this.#draftKey) ?? "";
    this.element = h(
      "form",
      { class: "composer", onsubmit: (event) => this.#submit(event) },
      this.#alert.box,
      this.#context,
      h("div", { class: "line" }, this.#input, this.#stop, this.#send),
    );
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
  }

  focus() {
    // A phone would show its keyboard before anything was read.
    if (!matchMedia("(pointer: coarse)").matches) {
      this.#input.focus();
    }
    this.#fit();
  }

  close() {
    this.#keepDraft();
  }

  tell = (text) => this.#alert.tell(text);

  fail = (error) => this.tell(explain(error));

  /** Whether a bot is speaking, and could be stopped. */
  answering(is) {
    this.#stop.hidden = !is;
  }

  reply(message) {
    this.#begin(null, message);
  }

  edit(message) {
    this.#keepDraft();
    this.#begin(message, null);
    this.#input.value = message.text;
    this.#fit();
  }

  /** A message was changed elsewhere. */
  changed({ type, messageId }) {
    if (this.#editing?.id === messageId && type === "redacted") {
      this.#end();
      this.tell("The message was deleted meanwhile.");
    }
  }

  get #draftKey() {
    return `parley.draft.${this.#conversation.id}`;
  }

  #begin(editing, replyTo) {
    if (this.#editing && !editing) {
      this.#end();
    }
    this.#editing = editing;
    this.#replyTo = replyTo;
    this.#input.setAttribute("aria-label", editing ? "Edit message" : "Message");
    this.#send.textContent = editing ? "Save" : "Send";
    this.#context.hidden = false;
    this.#context.replaceChildren(
      h("p", {}, editing ? "Editing " : "Replying to ", ...quotation(editing ?? replyTo)),
      button("Cancel", () => this.#end(), editing ? {} : { "aria-label": "Cancel reply" }),
    );
    this.tell("");
    this.#input.focus();
  }

  #end() {
    if (this.#editing) {
      this.#input.value = sessionStorage.getItem(this.#draftKey) ?? "";
    }
    this.#editing = null;
    this.#replyTo = null;
    this.#input.setAttribute("aria-label", "Message");
    this.#send.textContent = "Send";
    this.#context.hidden = true;
    this.#context.replaceChildren();
    this.#input.focus();
    this.#fit();
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.#input.value;
    if (text.trim() === "") {
      return;
    }
    if ([...text].length > MOST_CODE_POINTS) {
      this.tell("A message has at most 16,000 characters.");
      return;
    }
    this.tell("");
    if (this.#editing) {
      await this.#save(this.#editing, text);
    } else {
      this.#outbox.add(this.#conversation.id, text, this.#replyTo?.id ?? null);
      this.#input.value = "";
      sessionStorage.removeItem(this.#draftKey);
      this.#end();
      this.#typedAt = 0;
      this.#on.sent();
    }
  }

  async #save(message, text) {
    try {
      const path = `/conversations/${this.#conversation.id}/messages/${message.id}`;
      await this.#api.patch(path, { text }, { "If-Match": `"${message.revision}"` });
      if (this.#editing === message) {
        this.#end();
      }
    } catch (e) {
      this.fail(e);
    }
  }

  #key(event) {
    // While a word is being composed, Enter belongs to the input method; Safari tells that by the code only.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing && !matchMedia("(pointer: coarse)").matches) {
      event.preventDefault();
      this.element.requestSubmit();
    } else if (event.key === "Escape" && (this.#editing || this.#replyTo)) {
      this.#end();
    } else if (event.key === "ArrowUp" && this.#input.value === "") {
      event.preventDefault();
      this.#on.editLast();
    }
  }

  #typed() {
    this.#fit();
    if (this.#editing || this.#input.value === "") {
      return;
    }
    this.#keepDraft();
    if (Date.now() - this.#typedAt > TYPING_EVERY) {
      this.#typedAt = Date.now();
      // Nobody misses it.
      this.#api.post(`/conversations/${this.#conversation.id}/typing`).catch(() => {});
    }
  }

  #keepDraft() {
    if (!this.#editing) {
      sessionStorage.setItem(this.#draftKey, this.#input.value);
    }
  }

  #fit() {
    this.#input.style.height = "auto";
    this.#input.style.height = `${this.#input.scrollHeight + 2}px`;
  }
}
