/** Who asks, as far as a token says. */
export interface Caller {
  /** `operator`: a person, or anybody where no token was set. `agent`: whoever has only the API token. */
  readonly role: 'agent' | 'operator';
}
