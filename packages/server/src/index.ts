export type { App } from './app.js';
export { createServer } from './create-server.js';
export type { Server } from './create-server.js';
export type { RateLimitOptions } from './limits/rate-limit.js';
export type { Listening } from './listener.js';
export { serverBanner } from './server-banner.js';
export type { ServerOptions } from './server-options.js';
