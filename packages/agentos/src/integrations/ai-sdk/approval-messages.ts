/** Whether the messages of the AI SDK hold a user's yes to a call. They may come from anywhere and hold anything. */
export function saysYes(messages: unknown, toolCallId: string): boolean {
  return answersTo(messages, toolCallId).some((answer) => answer['approved'] === true);
}

/** Whether they hold an answer at all. */
export function isAnswered(messages: unknown, toolCallId: string): boolean {
  return answersTo(messages, toolCallId).length > 0;
}

function answersTo(messages: unknown, toolCallId: string): readonly Part[] {
  const requests = partsOf(messages, 'assistant', 'tool-approval-request');
  const asked = new Set(
    requests.filter((request) => request['toolCallId'] === toolCallId).map(({ approvalId }) => approvalId),
  );
  return partsOf(messages, 'tool', 'tool-approval-response').filter(({ approvalId }) =>
    asked.has(approvalId),
  );
}

interface Part {
  readonly approvalId?: unknown;
  readonly [key: string]: unknown;
}

function partsOf(messages: unknown, role: string, type: string): readonly Part[] {
  return listOf(messages)
    .filter((message) => message['role'] === role)
    .flatMap((message) => listOf(message['content']))
    .filter((part) => part['type'] === type);
}

function listOf(value: unknown): readonly Part[] {
  if (!Array.isArray(value)) return [];
  return value.filter((member): member is Part => typeof member === 'object' && member !== null);
}
