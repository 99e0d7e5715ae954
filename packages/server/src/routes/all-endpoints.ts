import { approvalEndpoints } from './approval-endpoints.js';
import { auditEndpoints } from './audit-endpoints.js';
import { eventEndpoint } from './event-endpoint.js';
import { feedbackEndpoint } from './feedback-endpoint.js';
import { guardEndpoints } from './guard-endpoints.js';
import { healthEndpoint } from './health-endpoint.js';
import { memoryEndpoints } from './memory-endpoints.js';
import { openApiEndpoint } from './open-api-endpoint.js';
import { pipelineEndpoints } from './pipeline-endpoints.js';
import { reportEndpoints } from './report-endpoints.js';
import { sessionEndpoints } from './session-endpoints.js';
import { snapshotEndpoints } from './snapshot-endpoints.js';
import type { Endpoint } from '../http/endpoint.js';
import type { Services } from '../services.js';

/** Every endpoint of a server, in the order of its documentation. */
export function allEndpoints(services: Services): readonly Endpoint[] {
  const endpoints = [
    healthEndpoint(services),
    ...pipelineEndpoints(services),
    ...reportEndpoints(services),
    ...guardEndpoints(services),
    ...approvalEndpoints(services),
    eventEndpoint(services),
    ...auditEndpoints(services),
    ...snapshotEndpoints(services),
    ...sessionEndpoints(services),
    feedbackEndpoint(services),
    ...memoryEndpoints(services),
  ];
  return [...endpoints, openApiEndpoint(endpoints)];
}
