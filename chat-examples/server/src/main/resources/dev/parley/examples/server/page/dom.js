/** Elements, made so that a text is only ever a text: nothing here, or elsewhere, parses HTML. */

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if ((value ?? false) !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => (child ?? false) !== false));
  return element;
}

/** A name, or a title, apart from the direction of the words around it. */
export const isolated = (text) => h("bdi", {}, text);

/** The same where only plain text can stand: between FIRST STRONG ISOLATE and its end. */
export const isolatedText = (text) => `\u2068${text}\u2069`;

const MOST_NAMES = 5;

/** Names in a row, each isolated: "A, B and C", and not all where there are many. */
export function names(all) {
  const more = all.length - MOST_NAMES;
  const list = more > 1 ? [...all.slice(0, MOST_NAMES), `${more} more`] : all;
  return list.flatMap((name, i) => [i === 0 ? "" : i === list.length - 1 ? " and " : ", ", isolated(name)]);
}

export const button = (label, onclick, attributes = {}) =>
  h("button", { type: "button", onclick, ...attributes }, label);

/** How a message begins; never half a character. */
export function excerpt({ redacted, text }, most) {
  const points = [...text];
  return redacted ? "This message was deleted." : points.slice(0, most).join("") + (points.length > most ? "…" : "");
}

/** A labelled field. The hint is no part of its name. */
export function field(label, input, hint) {
  const labelled = h("label", { class: "field" }, h("span", {}, label), input);
  if (!hint) {
    return labelled;
  }
  input.ariaDescription = hint;
  return h("div", {}, labelled, h("small", { "aria-hidden": "true" }, hint));
}

/** Where an error is told; screen readers read it out as it comes. */
export function alertBox() {
  const box = h("p", { class: "alert", role: "alert" });
  return { box, tell: (text) => box.replaceChildren(text) };
}

const WEB_ADDRESS = /https?:\/\/[^\s<>"'`\u2066-\u2069\u202a-\u202e]+[^\s<>"'`.,;:!?)\]}\u2066-\u2069\u202a-\u202e]/g;

/** A text whose web addresses can be followed. Its characters stay what they are. */
export function textWithLinks(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(WEB_ADDRESS)) {
    if (URL.canParse(match[0])) {
      parts.push(text.slice(end, match.index));
      parts.push(h("a", { href: match[0], target: "_blank", rel: "noopener noreferrer nofollow" }, match[0]));
      end = match.index + match[0].length;
    }
  }
  parts.push(text.slice(end));
  return parts;
}
