/** The line that says where a server answers. */
export function serverBanner(url: string): string {
  return `🛡️ Sentinel AgentOS HTTP server → ${url}`;
}
