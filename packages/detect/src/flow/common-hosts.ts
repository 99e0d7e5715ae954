/**
 * Hosts that texts of all kinds name: package registries, code hosting, references, interfaces of large services.
 * That a page mentions one of them says nothing about the page, and who asks one of them for something is not seen by
 * whoever wrote the page. True: accounts of many people live below the first part of the path.
 */
export const COMMON_HOSTS: Readonly<Record<string, boolean>> = {
  'api.anthropic.com': false,
  'api.github.com': false,
  'api.openai.com': false,
  'api.stripe.com': false,
  'bitbucket.org': true,
  'codeberg.org': true,
  'crates.io': false,
  'datatracker.ietf.org': false,
  'developer.mozilla.org': false,
  'docs.docker.com': false,
  'docs.github.com': false,
  'docs.gitlab.com': false,
  'docs.python.org': false,
  'docs.rs': false,
  'en.wikipedia.org': false,
  'files.pythonhosted.org': false,
  'gist.github.com': true,
  'git-scm.com': false,
  'github.com': true,
  'gitlab.com': true,
  'go.dev': false,
  'hub.docker.com': false,
  'huggingface.co': true,
  'index.crates.io': false,
  'kubernetes.io': false,
  'learn.microsoft.com': false,
  'nodejs.org': false,
  'npmjs.com': false,
  'pkg.go.dev': false,
  'postgresql.org': false,
  'proxy.golang.org': false,
  'pypi.org': false,
  'raw.githubusercontent.com': true,
  'react.dev': false,
  'registry.npmjs.org': false,
  'repo.maven.apache.org': false,
  'rubygems.org': false,
  'stackoverflow.com': false,
  'static.crates.io': false,
  'typescriptlang.org': false,
  'w3.org': false,
  'zh.wikipedia.org': false,
};

/** Whether texts of all kinds name this host. `www.` in front changes nothing. */
export function isCommonHost(host: string): boolean {
  return Object.hasOwn(COMMON_HOSTS, host.replace(/^www\./, ''));
}
