/** Statuses that an answer may refuse with. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 429 | 500 | 503;

/** What an answer says beside its message. */
export interface ErrorDetails {
  readonly code?: string;
  /** Header fields that belong to the status. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that is refused, with what the client is told. Never holds what only the server may know. */
export class HttpError extends Error {
  readonly status: ErrorStatus;
  readonly details: ErrorDetails;

  constructor(status: ErrorStatus, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.details = details;
  }
}
