/** Where one writes: a new message, a reply, or another wording of a message. */

import { alertBox, button, h } from "./dom.js";
import { quotation } from "./message.js";
import { explain } from "./problems.js";

const MOST_CODE_POINTS = 16_000;
const TYPING_EVERY = 3_000;

/** A phone has keys of its own for the end of a line, and shows them only when they are asked for. */
const touched = () => matchMedia("(pointer: coarse)").matches;

/** @param on has user, stop, sent and editLast */
export function composer(api, outbox, { id }, on) {
  const path = `/conversations/${id}`;
  const draftKey = `parley.draft.${on.user}.${id}`;
  const input = h("textarea", { rows: 1, placeholder: "Write a message", dir: "auto", onkeydown: key, oninput: typed });
  const send = h("button", { type: "submit", class: "primary" });
  const stop = button("Stop", on.stop, { class: "stop", hidden: true });
  const context = h("div", { class: "replying" });
  const alert = alertBox();
  let replyTo = null;
  let editing = null;
  let typedAt = 0;
  const element = h(
    "form",
    { class: "composer", onsubmit: submit },
    alert.box,
    context,
    h("div", { class: "line" }, input, stop, send),
  );
  begin(null, null);
  input.value = sessionStorage.getItem(draftKey) ?? "";

  /** Turns to a message: to another wording of it, to a reply to it, or to a new one. */
  function begin(toEdit, toReply) {
    if (editing && !toEdit) {
      input.value = sessionStorage.getItem(draftKey) ?? "";
    }
    editing = toEdit;
    replyTo = toReply;
    input.ariaLabel = editing ? "Edit message" : "Message";
    send.textContent = editing ? "Save" : "Send";
    const about = editing ?? replyTo;
    context.hidden = !about;
    context.replaceChildren();
    if (about) {
      context.append(
        h("p", {}, editing ? "Editing " : "Replying to ", ...quotation(about)),
        button("Cancel", end, { "aria-label": editing ? null : "Cancel reply" }),
      );
      alert.tell("");
    }
  }

  function end() {
    begin(null, null);
    input.focus();
    fit();
  }

  function edit(message) {
    keepDraft();
    begin(message, null);
    input.value = message.text;
    input.focus();
    fit();
  }

  async function submit(event) {
    event.preventDefault();
    const text = input.value;
    if (text.trim() === "") {
      return;
    }
    if ([...text].length > MOST_CODE_POINTS) {
      alert.tell(explain({ code: "text_too_long" }));
      return;
    }
    alert.tell("");
    if (editing) {
      await save(editing, text);
      return;
    }
    outbox.add(id, text, replyTo?.id ?? null);
    input.value = "";
    typedAt = 0;
    sessionStorage.removeItem(draftKey);
    end();
    on.sent();
  }

  async function save(message, text) {
    try {
      await api.patch(`${path}/messages/${message.id}`, { text }, { "If-Match": `"${message.revision}"` });
      if (editing === message) {
        end();
      }
    } catch (e) {
      alert.tell(explain(e));
    }
  }

  function key(event) {
    // While a word is being composed, Enter belongs to the input method; Safari tells that by the code only.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing && !touched()) {
      event.preventDefault();
      element.requestSubmit();
    } else if (event.key === "Escape" && !composing && !context.hidden) {
      end();
    } else if (event.key === "ArrowUp" && input.value === "") {
      event.preventDefault();
      on.editLast();
    }
  }

  function typed() {
    fit();
    keepDraft();
    if (!editing && input.value !== "" && Date.now() - typedAt > TYPING_EVERY) {
      typedAt = Date.now();
      // Nobody misses it.
      api.post(`${path}/typing`).catch(() => {});
    }
  }

  function keepDraft() {
    if (!editing) {
      sessionStorage.setItem(draftKey, input.value);
    }
  }

  function fit() {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
  }

  return {
    element,
    edit,
    reply(message) {
      begin(null, message);
      input.focus();
    },
    focus() {
      fit();
      if (!touched()) {
        input.focus();
      }
    },
    tell: alert.tell,
    fail: (error) => alert.tell(explain(error)),
    /** Whether a bot is speaking, and could be stopped. */
    answering(is) {
      stop.hidden = !is;
    },
    /** A message was changed elsewhere. */
    changed({ type, messageId }) {
      if (editing?.id === messageId && type === "redacted") {
        end();
        alert.tell(explain({ code: "message_redacted" }));
      }
    },
  };
}
