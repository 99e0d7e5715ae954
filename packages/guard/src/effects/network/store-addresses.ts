/** Ports of interfaces through which whoever may ask rules a machine's containers, or a cluster's nodes and keys. */
const CONTROL =
  /^(?:[a-z][a-z0-9+.-]{0,20}:\/\/)?(?:[^/?#@]{0,300}@)?(?:\[[^\]/]{1,64}\]|[^/?#:@]{1,253}):(?:2375|2376|4243|10250|2379)(?:[/?#]|$)/i;

/** Whether an address is one at which containers, nodes or a cluster's own keys are ruled. */
export function rulesContainers(url: string): boolean {
  return CONTROL.test(url.trim());
}

/** Paths behind which a store deletes whatever fits what it is sent. */
const DELETES_MATCHES =
  /\/(?:_delete_by_query|_purge|api\/v\d\/(?:delete|admin\/tsdb\/delete_series)|points\/delete|entities\/delete|(?:collections|databases)\/drop|vectors\/delete)\b/;

/** Whether a store deletes at this address whatever fits a query: an address of one record does not. */
export function deletesMatches(url: string): boolean {
  return DELETES_MATCHES.test(url);
}
