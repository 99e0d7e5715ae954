import type Docker from 'dockerode';
import type { Doctor, DoctorFinding } from '../backend.js';
import { connect } from '../docker/engine.js';
import type { EngineAddress } from '../docker/engine.js';
import { dockerFindings } from './docker-findings.js';
import type { DockerFacts } from './docker-findings.js';

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The first of some images that the engine has, or the last of them. */
async function findImage(
  engine: Docker,
  images: readonly string[],
): Promise<Pick<DockerFacts, 'image' | 'imagePresent'>> {
  for (const image of images) {
    const present = await engine
      .getImage(image)
      .inspect()
      .then(
        () => true,
        () => false,
      );
    if (present) return { image, imagePresent: true };
  }
  return { image: images.at(-1) ?? '', imagePresent: false };
}

async function readFacts(engine: Docker, images: readonly string[]): Promise<DockerFacts> {
  const [version, info, found] = await Promise.all([
    engine.version(),
    engine.info() as Promise<Record<string, unknown>>,
    findImage(engine, images),
  ]);
  const components = version.Components ?? [];
  const security: unknown = info['SecurityOptions'];
  return {
    engine: version.Version,
    runc: components.find(({ Name: name }) => name === 'runc')?.Version ?? null,
    osType: textOf(info['OSType']),
    cgroup: textOf(info['CgroupVersion']),
    memoryLimit: info['MemoryLimit'] === true,
    pidsLimit: info['PidsLimit'] === true,
    cpuLimit: info['CpuCfsQuota'] === true,
    security: Array.isArray(security) ? security.map(String) : [],
    ...found,
  };
}

/**
 * Looks at the engine, and for one of these images, without starting anything. Never throws: an engine that does
 * not answer is a finding.
 */
export async function probeDocker(address: EngineAddress, images: readonly string[]): Promise<Doctor> {
  let facts: DockerFacts;
  try {
    facts = await readFacts(await connect(address), images);
  } catch (error) {
    const why = error instanceof Error ? error.message.trim() : String(error);
    const missing: DoctorFinding = {
      level: 'missing',
      what: { en: `No Docker engine answers: ${why}`, zh: `没有可用的 Docker 引擎：${why}` },
      fix: {
        en: 'Install and start Docker, or set DOCKER_HOST to where it listens.',
        zh: '请安装并启动 Docker，或用 DOCKER_HOST 指明其地址。',
      },
    };
    return { backend: 'docker', available: false, version: null, findings: [missing] };
  }
  const findings = dockerFindings(facts);
  const available = findings.every(({ level }) => level !== 'missing');
  return { backend: 'docker', available, version: facts.engine, findings };
}
