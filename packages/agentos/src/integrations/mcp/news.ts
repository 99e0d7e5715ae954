/** What an operator should know of what passed, or did not pass, between a client and a server. */
export type McpNews =
  /** A message that was not passed on. */
  | { readonly kind: 'refused'; readonly from: 'client' | 'server'; readonly why: string }
  /** A tool's definition is not the one that was accepted, or the tool was not there then. */
  | { readonly kind: 'changed' | 'added'; readonly tool: string }
  /** A call was denied because of that. */
  | { readonly kind: 'blocked'; readonly tool: string }
  /** Texts of a list of tools read like orders to a model, by the rules that are named. */
  | { readonly kind: 'withheld'; readonly rules: readonly string[] };
