import { isIPv6 } from 'node:net';
import { HttpError } from '../http/http-error.js';

/** How many requests one client address may send. */
export interface RateLimitOptions {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests a second in the long run. */
  readonly perSecond: number;
}

/** A token bucket for each client address. */
export interface RateLimit {
  /**
   * Takes the price of a request out of the address's bucket.
   *
   * @throws HttpError 429 when there is not even one left; nothing is taken then.
   */
  take(address: string): void;
  /** Takes more, for a request that turned out to be a wrong guess. Never throws. */
  charge(address: string, price: number): void;
}

interface Bucket {
  tokens: number;
  /** Milliseconds, monotonic. */
  at: number;
}

/** Addresses that are kept in mind; whoever was quiet for longest is forgotten first. */
const MAX_ADDRESSES = 10_000;

/** @param now monotonic time in milliseconds */
export function createRateLimit({ burst, perSecond }: RateLimitOptions, now: () => number): RateLimit {
  const buckets = new Map<string, Bucket>();

  function bucketOf(address: string): Bucket {
    const client = clientOf(address);
    const at = now();
    const known = buckets.get(client) ?? { tokens: burst, at };
    const bucket = { tokens: Math.min(burst, known.tokens + ((at - known.at) / 1000) * perSecond), at };
    buckets.delete(client);
    buckets.set(client, bucket);
    const [quietest] = buckets.keys();
    if (buckets.size > MAX_ADDRESSES && quietest !== undefined) buckets.delete(quietest);
    return bucket;
  }

  return {
    take(address) {
      const bucket = bucketOf(address);
      if (bucket.tokens < 1) {
        const seconds = Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
        throw new HttpError(429, 'Too many requests', { headers: { 'retry-after': String(seconds) } });
      }
      bucket.tokens -= 1;
    },
    charge(address, price) {
      bucketOf(address).tokens -= price;
    },
  };
}

/** Whoever has one address of IPv6 has at least the 2^64 beside it. */
function clientOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::')) return address;
  return address.split(':').slice(0, 4).join(':');
}
