/**
 * Products of which people use one at a time, by what they are: so "I now use pnpm" takes the place of "I use
 * yarn". What is not here gets no slot, and then nothing is closed by it.
 */
const PRODUCTS: Readonly<Record<string, string>> = {
  'package manager': 'npm,pnpm,yarn,bun,pip,poetry,uv,conda,cargo,homebrew,brew,nix,apt,pacman',
  editor:
    'vim,neovim,nvim,helix,emacs,vs code,vscode,visual studio code,visual studio,sublime text,sublime,zed,nano,kakoune,' +
    'intellij,intellij idea,webstorm,pycharm,goland,rider,xcode,android studio,cursor,atom,notepad++,eclipse',
  shell: 'bash,zsh,fish,nushell,powershell,dash,ksh',
  terminal: 'iterm,iterm2,kitty,alacritty,wezterm,ghostty,warp,windows terminal,tmux,gnome terminal',
  browser: 'chrome,google chrome,firefox,safari,edge,brave,arc,opera,vivaldi,chromium',
  'operating system':
    'windows,windows 10,windows 11,macos,linux,ubuntu,debian,fedora,arch,arch linux,nixos,freebsd,wsl',
  'test runner': 'jest,vitest,mocha,ava,pytest,unittest,node:test',
  bundler: 'webpack,vite,rollup,esbuild,parcel,rspack,tsup,rolldown,turbopack',
  formatter: 'prettier,black,biome,dprint,gofmt,rustfmt,yapf',
  linter: 'eslint,oxlint,ruff,flake8,pylint,tslint,golangci-lint',
  'issue tracker': 'jira,linear,github issues,bugzilla,youtrack,shortcut',
  'version control': 'git,mercurial,svn,subversion,jujutsu,jj,perforce,fossil',
  'ci system': 'github actions,gitlab ci,jenkins,circleci,travis,travis ci,buildkite,drone,teamcity',
};

/** What a product is, by its name in lower case. */
export const CATEGORY_OF_PRODUCT: ReadonlyMap<string, string> = new Map(
  Object.entries(PRODUCTS).flatMap(([category, names]) => names.split(',').map((name) => [name, category])),
);

/** Names of things that somebody or something has one of, in English and Chinese, by the slot they stand for. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  editor: 'editor,code editor,text editor,ide,编辑器',
  shell: 'shell,终端 shell',
  terminal: 'terminal,terminal emulator,终端',
  browser: 'browser,web browser,浏览器',
  'operating system': 'operating system,os,操作系统,系统',
  'package manager': 'package manager,包管理器,包管理工具',
  'test runner': 'test runner,test framework,测试框架',
  'issue tracker': 'issue tracker',
  'ci system': 'ci system,ci',
  home: 'home town,hometown,city,home city,place of residence,居住地,城市',
  'home address': 'address,home address,地址,住址',
  country: 'country,国家',
  'time zone': 'time zone,timezone,时区',
  name: 'name,full name,名字,姓名',
  nickname: 'nickname,昵称',
  pronouns: 'pronouns',
  birthday: 'birthday,生日',
  email: 'email,e-mail,email address,邮箱,邮件地址',
  phone: 'phone,phone number,mobile number,电话,手机号,电话号码',
  employer: 'employer,company,公司,单位,雇主',
  job: 'job,job title,title,role,occupation,职位,职业,工作',
  manager: 'manager,boss,supervisor,经理,领导,上司',
  team: 'team,团队',
  laptop: 'laptop,computer,电脑,笔记本',
  'phone model': 'phone model,手机',
  car: 'car,车,汽车',
  keyboard: 'keyboard,keyboard layout,键盘',
  colour: 'colour,color,颜色',
  theme: 'theme,colour scheme,color scheme,主题',
  font: 'font,字体',
  language: 'language,native language,语言,母语',
  'programming language': 'programming language,编程语言',
  framework: 'framework,框架',
  database: 'database,数据库',
  deadline: 'deadline,due date,截止日期,截止时间,期限',
  'release date': 'release date,launch date,发布日期,上线日期,上线时间',
  branch: 'branch,default branch,main branch,分支,默认分支,主分支',
  port: 'port,端口,端口号',
  url: 'url,address url,网址,链接',
  host: 'host,hostname,server address,主机,主机名,服务器地址',
  region: 'region,区域',
  version: 'version,版本,版本号',
  timeout: 'timeout,超时,超时时间',
  limit: 'limit,rate limit,上限,限制',
  budget: 'budget,预算',
  owner: 'owner,负责人,所有者',
  password: 'password,密码',
  license: 'license,licence,许可证',
};

/** The slot of a name of an attribute, by the name in lower case. */
export const SLOT_OF_ATTRIBUTE: ReadonlyMap<string, string> = new Map(
  Object.entries(ATTRIBUTES).flatMap(([slot, names]) => names.split(',').map((name) => [name, slot])),
);

/** Words that may stand before an attribute without making it another one. */
export const PLAIN_MODIFIERS: ReadonlySet<string> = new Set([
  ...'new,current,preferred,default,main,usual,primary,own'.split(','),
  ...'新,新的,当前,当前的,现在的,首选,首选的,常用,常用的,默认,默认的,主要'.split(','),
]);

/** Attributes whose values are ordinary words: "my theme is dark". */
export const OPEN_ATTRIBUTES: ReadonlySet<string> = new Set(
  'branch,theme,colour,font,pronouns,keyboard,programming language,language,license'.split(','),
);
