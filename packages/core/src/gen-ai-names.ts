/**
 * Names of the GenAI semantic conventions of OpenTelemetry (status "Development") that spans, events and metrics of
 * this product share, so that what they say of one call can be brought together.
 */
export const GEN_AI: {
  readonly operationName: 'gen_ai.operation.name';
  readonly executeTool: 'execute_tool';
  readonly toolName: 'gen_ai.tool.name';
  readonly toolType: 'gen_ai.tool.type';
  readonly toolCallId: 'gen_ai.tool.call.id';
  readonly toolCallArguments: 'gen_ai.tool.call.arguments';
  readonly agentId: 'gen_ai.agent.id';
  readonly agentName: 'gen_ai.agent.name';
  readonly conversationId: 'gen_ai.conversation.id';
  readonly errorType: 'error.type';
  readonly evaluationResult: 'gen_ai.evaluation.result';
  readonly evaluationName: 'gen_ai.evaluation.name';
  readonly evaluationScore: 'gen_ai.evaluation.score.value';
  readonly evaluationLabel: 'gen_ai.evaluation.score.label';
  readonly evaluationExplanation: 'gen_ai.evaluation.explanation';
  readonly executeToolDuration: 'gen_ai.execute_tool.duration';
} = Object.freeze({
  operationName: 'gen_ai.operation.name',
  executeTool: 'execute_tool',
  toolName: 'gen_ai.tool.name',
  toolType: 'gen_ai.tool.type',
  toolCallId: 'gen_ai.tool.call.id',
  toolCallArguments: 'gen_ai.tool.call.arguments',
  agentId: 'gen_ai.agent.id',
  agentName: 'gen_ai.agent.name',
  conversationId: 'gen_ai.conversation.id',
  errorType: 'error.type',
  evaluationResult: 'gen_ai.evaluation.result',
  evaluationName: 'gen_ai.evaluation.name',
  evaluationScore: 'gen_ai.evaluation.score.value',
  evaluationLabel: 'gen_ai.evaluation.score.label',
  evaluationExplanation: 'gen_ai.evaluation.explanation',
  executeToolDuration: 'gen_ai.execute_tool.duration',
});
