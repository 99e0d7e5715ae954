import type { KernelEvent, ToolCall } from '@sentinel-agentos/core';

/** The call that the kernel tells of. */
export function callOfEvent(event: Exclude<KernelEvent, { readonly type: 'started' }>): ToolCall {
  switch (event.type) {
    case 'decided':
      return event.call;
    case 'blocked':
      return event.blocked.call;
    case 'completed':
      return event.completed.call;
  }
}
