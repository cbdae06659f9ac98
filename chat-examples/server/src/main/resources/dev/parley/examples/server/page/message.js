/** How a message looks. */

import { button, excerpt, h, names, textWithLinks } from "./dom.js";
import { explain } from "./problems.js";
import { time } from "./times.js";

const QUOTED = 120;

/**
 * A message of the log. `actions` has reply, edit, remove and show, and `quoted` finds the message that it replies to.
 */
export function messageElement(message, mine, actions) {
  const head = h(
    "header",
    {},
    h("bdi", { class: "author" }, message.author.name),
    h("time", { class: "time", datetime: message.createdAt }, time(message.createdAt)),
    message.editedAt && !message.redacted && h("span", { class: "edited" }, "edited"),
    message.stopped && h("span", { class: "edited" }, "stopped"),
  );
  const kind = [mine && "mine", message.redacted && "redacted", message.kind === "bot" && "bot"];
  return h(
    "article",
    {
      class: ["message", ...kind].filter(Boolean).join(" "),
      "data-seq": message.seq,
      "data-id": message.id,
      tabindex: -1,
    },
    head,
    message.replyTo && !message.redacted && quote(message.replyTo, actions),
    message.redacted
      ? h("p", { class: "text" }, "This message was deleted.")
      : h("p", { class: "text", dir: "auto" }, textWithLinks(message.text)),
    !message.redacted && toolbar(message, mine, actions),
  );
}

function toolbar(message, mine, actions) {
  return h(
    "div",
    { class: "actions" },
    button("Reply", () => actions.reply(message)),
    mine && button("Edit", () => actions.edit(message)),
    mine && button("Delete", () => actions.remove(message)),
  );
}

function quote(id, actions) {
  const element = button("…", () => actions.show(id), { class: "quote" });
  // Where it can't be looked up, the dots stay; a click tries again, and tells.
  actions.quoted(id).then((message) => element.replaceChildren(...quotation(message)), () => {});
  return element;
}

/** Who is quoted, and how what they said begins. */
export function quotation(message) {
  if (!message) {
    return ["This message is not there any more."];
  }
  return [h("bdi", { class: "quoted-author" }, message.author.name), " ", h("bdi", {}, excerpt(message, QUOTED))];
}

/** A message that is not in the log yet. */
export function pendingElement(item, author, outbox) {
  const state = item.problem ? "Not sent." : item.seq ? "Sent" : "Waiting to be sent";
  return h(
    "article",
    { class: `message mine pending${item.problem ? " failed" : ""}`, "data-key": item.key },
    h("header", {}, h("bdi", { class: "author" }, author), h("span", { class: "time" }, state)),
    h("p", { class: "text", dir: "auto" }, item.text),
    item.problem &&
      h(
        "p",
        { class: "failure", role: "alert" },
        `${explain({ code: item.problem })} `,
        button("Try again", () => outbox.retry(item.key)),
        button("Discard", () => outbox.discard(item.key)),
      ),
  );
}

/** What a bot is saying just now. Only its end is read out: the message that takes its place. */
export function streamingElement(turn) {
  return h(
    "article",
    { class: "message bot streaming", "data-turn": turn, "aria-live": "off" },
    h("header", {}, h("bdi", { class: "author" }), h("span", { class: "time" }, "is answering")),
    h("p", { class: "text", dir: "auto" }),
  );
}

export const readByElement = (readers) => h("p", { class: "read-by" }, "Read by ", names(readers));

export function dayElement(label) {
  return h("div", { class: "day", role: "separator", "aria-label": label }, h("span", {}, label));
}

export function typingText(people) {
  return [...names(people), ["", " is typing…"][people.length] ?? " are typing…"];
}
