import type { VerifyRequest } from '@sentinel-agentos/core';

/** Services that keep files of their own under paths that look like ours. */
const SERVICE =
  /(?:^|[^a-z])(?:github|gitlab|bitbucket|gitea|google|drive|gdrive|dropbox|onedrive|sharepoint|notion|confluence|slack|s3|gcs|azure|box|webdav|ftp|sftp)(?:[^a-z]|$)/i;

type Asked = Pick<VerifyRequest, 'call' | 'effects'>;

/** Whether a tool is named for a service on the network, and the files that it speaks of are kept there. */
export function actsOnService({ call, effects }: Asked): boolean {
  return SERVICE.test(call.tool) && effects.some(({ remote }) => remote);
}

/** Whether a call goes to a place on the network that it names, or to a service. */
export function actsElsewhere(asked: Asked): boolean {
  const { call, effects } = asked;
  // A tool of which only the name is known has that name for a target.
  const named = effects.some(({ remote, target }) => remote && target !== '' && target !== call.tool);
  return named || actsOnService(asked);
}
