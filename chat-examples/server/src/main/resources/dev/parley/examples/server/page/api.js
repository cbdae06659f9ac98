/** The calls of the server's API. */

const TIMEOUT = 10_000;

/** What the server refused, with its stable code. */
export class ApiError extends Error {
  constructor(status, problem) {
    super();
    this.status = status;
    this.code = problem.code ?? "unknown";
    this.retryAfter = problem.retryAfter ?? 0;
  }

  /** Whether the same call may succeed later. 500 is a defect, which may stay. */
  get passing() {
    return this.status > 500 || this.status === 429 || this.status === 408;
  }
}

/** The line is down, or the server is; what became of the call is not known. */
export class LineDown extends Error {}

export class Api {
  #token;
  #onSignedOut;

  /** @param onSignedOut is called when the server does not take the token any more */
  constructor(token, onSignedOut) {
    this.#token = token;
    this.#onSignedOut = onSignedOut;
  }

  get = (path) => this.#call("GET", path);
  post = (path, body, headers) => this.#call("POST", path, body, headers);
  patch = (path, body, headers) => this.#call("PATCH", path, body, headers);
  delete = (path) => this.#call("DELETE", path);

  async #call(method, path, body, headers = {}) {
    const request = {
      method,
      headers: { ...headers },
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
    };
    if (this.#token !== null) {
      request.headers.Authorization = `Bearer ${this.#token}`;
    }
    if (body !== undefined) {
      request.headers["Content-Type"] = "application/json";
      request.body = JSON.stringify(body);
    }
    const { response, json } = await exchange(`/api${path}`, request);
    if (response.ok) {
      return json;
    }
    const error = new ApiError(response.status, json);
    if (error.code === "unauthenticated" && this.#token !== null) {
      this.#onSignedOut();
    }
    throw error;
  }
}

async function exchange(path, request) {
  try {
    const response = await fetch(path, request);
    return { response, json: response.status === 204 ? null : await response.json() };
  } catch {
    // A proxy whose server is away answers with a page of its own, which is no JSON.
    throw new LineDown();
  }
}

/** A key that nobody else has. randomUUID would do, but only pages that came by https, or from this machine, have it. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
