/** Verbs and nouns of tools' names in Chinese, and the English words that mean the same. */
const WORDS: Readonly<Record<string, string>> = {
  delete: '删除 移除 删 卸载 销毁 注销 撤销',
  wipe: '清空 擦除 抹除',
  format: '格式化',
  pay: '支付 付款 缴费 打赏 充值 提现',
  transfer_money: '转账 汇款 打款',
  refund: '退款',
  buy: '购买 下单 采购',
  book: '预订 预定 订票',
  send: '发送 发 群发 寄',
  publish: '发布',
  post: '发帖',
  reply: '回复',
  deploy: '部署 上线',
  restart: '重启',
  stop: '停止 关闭',
  kill: '终止 杀死 结束',
  grant: '授权 授予',
  create: '创建 新建 添加 新增 生成',
  update: '更新 修改 编辑 设置',
  write: '写入 写 保存',
  read: '读取 读 查看 打开',
  get: '获取 取得',
  list: '列出 列表 浏览',
  search: '搜索 查询 查找 检索',
  move: '移动',
  rename: '重命名',
  copy: '复制 拷贝',
  upload: '上传',
  download: '下载',
  execute: '执行 运行',
  merge: '合并',
  push: '推送',
  file: '文件 文档',
  directory: '目录 文件夹',
  email: '邮件 邮箱 电子邮件',
  message: '消息 短信 信息 微信',
  database: '数据库',
  table: '数据表',
  record: '记录',
  user: '用户',
  account: '账户 账号 帐号',
  order: '订单',
  money: '资金 钱 款项',
  command: '命令 指令',
  code: '代码',
  branch: '分支',
  repository: '仓库',
  server: '服务器',
  service: '服务',
  password: '密码 口令',
  secret: '密钥 机密',
  permission: '权限',
  all: '所有 全部',
  webpage: '网页',
  path: '路径',
  amount: '金额',
  payee: '收款人',
  to: '收件人',
  content: '内容',
};

const HAN = /\p{Script=Han}+/gu;
const LONGEST = 4;
/** Filled at the first look: most names have no such words. */
const table = new Map<string, string>();

/** A name with its Chinese words in English, joined by `_`: `删除文件` is `delete_file`. What is not known stays. */
export function withoutChinese(name: string): string {
  if (/^[\0-\x7f]*$/.test(name)) return name;
  if (table.size === 0)
    for (const [english, words] of Object.entries(WORDS))
      for (const word of words.split(' ')) table.set(word, english);
  return name.replaceAll(HAN, (run, at: number) => {
    const joined = inEnglish(run).join('_');
    const before = at > 0 && /[A-Za-z0-9]/.test(name[at - 1] ?? '') ? '_' : '';
    return before + joined + (/[A-Za-z0-9]/.test(name[at + run.length] ?? '') ? '_' : '');
  });
}

function inEnglish(run: string): readonly string[] {
  const found: string[] = [];
  let rest = '';
  let at = 0;
  const flush = (): void => {
    if (rest !== '') found.push(rest);
    rest = '';
  };
  while (at < run.length) {
    let length = Math.min(LONGEST, run.length - at);
    while (length > 0 && !table.has(run.slice(at, at + length))) length -= 1;
    if (length === 0) {
      rest += run[at] ?? '';
      at += 1;
      continue;
    }
    flush();
    found.push(table.get(run.slice(at, at + length)) ?? '');
    at += length;
  }
  flush();
  return found;
}
