import { SentinelError } from '@sentinel-agentos/core';
import type { BackendId, Doctor, SandboxBackend, SandboxSession } from '../backend.js';
import { createBubblewrapBackend } from '../bubblewrap/bubblewrap-backend.js';
import { createDockerBackend } from '../docker/docker-backend.js';
import type { DockerOptions } from '../docker/docker-backend.js';
import { invalidOption } from '../policy/invalid-option.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';

/** Which isolation, and how its containers are made. */
export interface BackendOptions extends DockerOptions {
  /** `auto` (default) takes Docker where it answers, else bubblewrap. */
  readonly backend?: BackendId | 'auto';
}

function candidates(options: BackendOptions): readonly SandboxBackend[] {
  const backend = options.backend ?? 'auto';
  switch (backend) {
    case 'docker':
      return [createDockerBackend(options)];
    case 'bubblewrap':
      return [createBubblewrapBackend(options)];
    case 'auto':
      return [createDockerBackend(options), createBubblewrapBackend(options)];
    default: {
      const unknown: never = backend;
      throw invalidOption('backend', "must be 'docker', 'bubblewrap' or 'auto'", unknown);
    }
  }
}

function missing({ backend, findings }: Doctor): string {
  const lacks = findings
    .filter(({ level }) => level === 'missing')
    .map(({ what, fix }) => (fix === undefined ? what.en : `${what.en} ${fix.en}`));
  return `${backend}: ${lacks.join(' ')}`;
}

/** The backends of some options, tried in order when a sandbox is needed. */
export interface ChosenBackend {
  /** The one that would be tried first. */
  readonly first: SandboxBackend;
  /** One report a backend. */
  probe(): Promise<readonly Doctor[]>;
  /**
   * @throws SentinelError `SANDBOX_UNAVAILABLE` saying of each backend what it lacks: there is nothing weaker to
   *   fall back to. `INVALID_ARGUMENT` for a policy that names what is not there.
   */
  open(policy: SandboxPolicy): Promise<SandboxSession>;
}

/** @throws SentinelError `INVALID_ARGUMENT` for options that are none. Starts nothing. */
export function chooseBackend(options: BackendOptions = {}): ChosenBackend {
  const backends = candidates(options);
  const [first] = backends;
  if (first === undefined) throw new SentinelError('SANDBOX_UNAVAILABLE', 'There is no sandbox backend.');
  return {
    first,
    probe: () => Promise.all(backends.map((backend) => backend.probe())),
    async open(policy) {
      const reports: string[] = [];
      for (const backend of backends) {
        const doctor = await backend.probe();
        if (doctor.available) return backend.open(policy);
        reports.push(missing(doctor));
      }
      throw new SentinelError(
        'SANDBOX_UNAVAILABLE',
        `No sandbox is available. Nothing was run. ${reports.join(' ')}`,
      );
    },
  };
}
