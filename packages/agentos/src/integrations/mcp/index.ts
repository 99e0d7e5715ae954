export { proxyMcp } from './proxy.js';
export type { McpProxyOptions, McpSide } from './proxy.js';
export type { McpNews } from './news.js';
export { plainServerName, serverNameOf } from './server-name.js';
export { startMcpServer } from './server-process.js';
export type { McpServerProcess } from './server-process.js';
export { openToolPins } from './tool-pins.js';
export type { PinNews, ToolPins } from './tool-pins.js';
