/**
 * How keys begin that are made to stand in pages and apps everybody can read: Stripe, PostHog, Supabase, Mapbox.
 * They name an account and open nothing.
 */
const PUBLISHABLE = /^(?:pk_(?:live|test)_|phc_|sb_publishable_|pk\.eyJ)/u;

/** Whether a value says of itself that it is public. */
export function isPublishable(value: string): boolean {
  return PUBLISHABLE.test(value);
}
