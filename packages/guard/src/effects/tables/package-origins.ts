/** Registries of package ecosystems, and mirrors of them that whole countries use. */
export const REGISTRIES: ReadonlySet<string> = new Set(
  [
    'registry.npmjs.org registry.yarnpkg.com npm.pkg.github.com npm.jsr.io jsr.io deno.land esm.sh',
    'registry.npmmirror.com registry.npm.taobao.org',
    'pypi.org pypi.python.org files.pythonhosted.org test.pypi.org',
    'download.pytorch.org download-r2.pytorch.org pypi.nvidia.com pypi.ngc.nvidia.com developer.download.nvidia.com data.pyg.org',
    'wheels.vllm.ai flashinfer.ai abetlen.github.io extras.wxpython.org www.piwheels.org',
    'pypi.tuna.tsinghua.edu.cn mirrors.tuna.tsinghua.edu.cn mirrors.ustc.edu.cn pypi.mirrors.ustc.edu.cn pypi.douban.com pypi.doubanio.com',
    'mirrors.aliyun.com mirrors.cloud.tencent.com mirrors.tencent.com mirrors.tencentyun.com repo.huaweicloud.com mirrors.huaweicloud.com mirrors.163.com',
    'mirror.baidu.com mirrors.bfsu.edu.cn mirror.sjtu.edu.cn mirrors.sjtug.sjtu.edu.cn mirrors.hit.edu.cn mirrors.zju.edu.cn mirror.nju.edu.cn',
    'rubygems.org index.rubygems.org gems.ruby-china.com crates.io index.crates.io static.crates.io rsproxy.cn',
    'proxy.golang.org sum.golang.org goproxy.cn goproxy.io',
    'packagist.org repo.packagist.org repo.maven.apache.org repo1.maven.org maven.google.com plugins.gradle.org',
    'conda.anaconda.org repo.anaconda.com cran.r-project.org cloud.r-project.org cran.rstudio.com packagemanager.posit.co',
    'api.nuget.org pub.dev pub.dartlang.org hex.pm repo.hex.pm registry.terraform.io luarocks.org',
  ].flatMap((line) => line.split(' ')),
);

/** Places that keep repositories for everybody: what comes from there has a name that can be looked at. */
export const FORGES: ReadonlySet<string> = new Set(
  [
    'github.com www.github.com ssh.github.com codeload.github.com raw.githubusercontent.com objects.githubusercontent.com',
    'gitlab.com altssh.gitlab.com bitbucket.org altssh.bitbucket.org codeberg.org gitee.com',
    'dev.azure.com ssh.dev.azure.com git.sr.ht huggingface.co hf.co',
    'go.googlesource.com chromium.googlesource.com android.googlesource.com git.kernel.org git.savannah.gnu.org salsa.debian.org framagit.org',
    'gitlab.gnome.org gitlab.freedesktop.org invent.kde.org git.code.sf.net jihulab.com gitcode.com coding.net e.coding.net',
  ].flatMap((line) => line.split(' ')),
);

/** Variables from which package managers take the place of their packages. */
export const ORIGIN_VARIABLES: readonly string[] = [
  'npm_config_registry',
  'NPM_CONFIG_REGISTRY',
  'YARN_REGISTRY',
  'YARN_NPM_REGISTRY_SERVER',
  'PIP_INDEX_URL',
  'PIP_EXTRA_INDEX_URL',
  'PIP_FIND_LINKS',
  'UV_INDEX',
  'UV_INDEX_URL',
  'UV_DEFAULT_INDEX',
  'UV_EXTRA_INDEX_URL',
  'UV_FIND_LINKS',
  'PIPENV_PYPI_MIRROR',
  'GOPROXY',
];
