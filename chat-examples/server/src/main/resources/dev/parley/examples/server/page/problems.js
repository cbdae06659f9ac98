/** What to tell a person when something went wrong. */

import { LineDown } from "./api.js";

export const PASSWORD_RULE = "At least 15 characters. Several words that do not belong together are good.";

const TEXTS = {
  login_failed: "The email address or the password is wrong.",
  second_factor_required: "Enter the code that your app shows now.",
  second_factor_wrong: "The email address, the password or the code is wrong. Each code works once.",
  login_taken: "There is an account with this email address already. Sign in, or use another address.",
  login_malformed: "That is no email address.",
  name_malformed: "A name has 1 to 100 characters, without line breaks.",
  password_wrong: "The current password is wrong.",
  session_not_found: "That session has ended already. Open the list again.",
  title_too_long: "A title has at most 200 characters.",
  text_too_long: "A message has at most 16,000 characters.",
  text_malformed: "The message holds characters that can't be stored.",
  conversation_not_found: "The conversation is gone, or you are not in it any more.",
  message_not_found: "The message is gone.",
  message_redacted: "The message was deleted meanwhile.",
  revision_conflict: "The message was changed elsewhere meanwhile. Look at it again, then edit.",
  denied: "You may not do this.",
  rate_limited: "That was too much at once. Wait a moment, then try again.",
  overloaded: "The server has much to do. Wait a moment, then try again.",
  unauthenticated: "You were signed out. Sign in again; what was not sent yet is kept.",
};

/** The server says what is wrong with a new password, and what would be better. */
const WHY = /^password_(malformed|common|context)$/;

function duration(seconds) {
  const [number, unit] = seconds > 90 ? [Math.ceil(seconds / 60), "minute"] : [seconds, "second"];
  return new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "long" }).format(number);
}

export function explain(error) {
  if (error instanceof LineDown) {
    return "The server can't be reached. Check your connection, then try again.";
  }
  const text = TEXTS[error.code];
  if (text !== undefined) {
    return text;
  }
  if (error.code === "login_throttled") {
    return `There were too many attempts. Wait ${duration(error.retryAfter)}, then try again.`;
  }
  if (WHY.test(error.code)) {
    return error.detail;
  }
  return error.passing
    ? "The server has trouble just now. Wait a moment, then try again."
    : `That did not work (${error.code ?? error.name}). Try again, or reload the page.`;
}
