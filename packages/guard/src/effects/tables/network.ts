import { shape } from '../effect-shape.js';
import { readDownloader } from '../programs/downloaders.js';
import { readFtp } from '../programs/ftp-clients.js';
import {
  readLookup,
  readMail,
  readNetcat,
  readSocat,
  readSsh,
  readTransfer,
} from '../programs/network-readers.js';
import { readCurl, readHttpie, readWget } from '../programs/web-clients.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';
import { carries } from '../programs/carriers.js';
import { has, note, valueOfOption } from '../programs/invocation.js';
import { servesFolder } from '../programs/served-folder.js';
import { Taint, unknownData } from '../shell/data.js';
import { readPath, writePath } from '../shell/file-acts.js';
import { sendData } from '../shell/network-acts.js';

const LISTENS = shape('net.send', 'process', 'partial', 'normal');
const CONNECTS = shape('net.fetch', 'shared', 'easy', 'normal');
const ARRANGED = shape('net.send', 'shared', 'partial', 'normal');
const TUNNEL = shape('net.send', 'shared', 'hard', 'normal');
const GIVES_TERMINAL = shape('net.send', 'shared', 'hard', 'sensitive');
/** Whoever has the key gets in from now on. */
const LET_IN = shape('net.send', 'shared', 'partial', 'sensitive');
const KEY_CHANGED = shape('fs.write', 'host', 'hard', 'sensitive');
const NETWORK_CHANGE = shape('process.spawn', 'host', 'easy', 'normal');
const NETWORK_DOWN = shape('process.spawn', 'host', 'partial', 'normal');

const lookup: ProgramRow = { read: readLookup };

/** Programs that talk to other machines. */
export const NETWORK: ProgramTable = {
  'curl curlie': {
    options: {
      '-d --data --data-ascii --data-binary --data-urlencode --json --url-query --variable': 'send-data',
      '--data-raw --form-string': 'send-text',
      '-F --form': 'send-form',
      '-T --upload-file': 'send',
      '-K --config': 'read',
      '-o --output --output-dir': 'text',
      '-c --cookie-jar -D --dump-header --trace --trace-ascii --libcurl --stderr --etag-save --hsts --alt-svc':
        'write',
      '--url': 'url',
      '-x --proxy --preproxy --socks5 --socks5-hostname --socks4': 'text',
      '-E --cert --key --cacert --capath --ca-native --crlfile --pinnedpubkey --netrc-file --proxy-cert --proxy-key --pass':
        'text',
      '-H --header -A --user-agent -e --referer -X --request -u --user -U --proxy-user -b --cookie -m --max-time --connect-timeout --retry --retry-delay --retry-max-time -r --range -w --write-out -Q --quote -C --continue-at -z --time-cond -y -Y --limit-rate --max-redirs --resolve --connect-to --interface --local-port --noproxy --doh-url --tls-max --ciphers --tls13-ciphers --proto --proto-redir --proto-default --max-filesize --unix-socket --abstract-unix-socket --oauth2-bearer --aws-sigv4 --request-target --keepalive-time --happy-eyeballs-timeout-ms --expect100-timeout --dns-servers --engine --krb --delegation --login-options --mail-from --mail-rcpt --mail-auth --service-name --stderr -P --ftp-port --ftp-account --ftp-method --telnet-option -t --expand-data --expand-url --expand-header --expand-user --expand-output --rate --parallel-max --etag-compare --tls-max --curves --hostpubsha256 --trace-config':
        'text',
      '-s --silent -S --show-error -f --fail -L --location -k --insecure -v --verbose -i --include -I --head -O --remote-name -J --remote-header-name -N --no-buffer -g --globoff -G --get -n --netrc -4 -6 -0 -# -q -a --append -Z --parallel --compressed --create-dirs':
        'flag',
    },
    operands: 'url',
    read: readCurl,
  },
  'wget wget2': {
    options: {
      '--post-file --body-file': 'send',
      '--post-data --body-data': 'send-text',
      '-O --output-document -P --directory-prefix': 'text',
      '-i --input-file': 'read',
      '--use-askpass': 'shell',
      '-o --output-file -a --append-output --save-cookies --warc-file': 'write',
      '-U --user-agent --header --referer --user --password --http-user --http-password --method -t --tries -T --timeout --connect-timeout --read-timeout --dns-timeout -w --wait --waitretry --limit-rate -Q --quota -l --level -A --accept -R --reject -D --domains -X --exclude-directories -I --include-directories -e --execute --ca-certificate --certificate --private-key --load-cookies -B --base --cut-dirs --progress --max-redirect --bind-address --secure-protocol --start-pos --report-speed --default-page --local-encoding --remote-encoding --compression':
        'text',
      '-q --quiet -c --continue -r --recursive -N --timestamping -nv -nc -np -nH -nd -m --mirror -k -p -E --spider --no-check-certificate -S -4 -6 -b':
        'flag',
    },
    operands: 'url',
    read: readWget,
  },
  'http https xh xhs httpie': {
    options: {
      '-o --output': 'write',
      '-a --auth -A --auth-type --session --session-read-only -s --style -p --print --timeout --proxy --verify --cert --cert-key --boundary --max-redirects':
        'text',
      '-f --form -j --json -h -b -v -d --download -I --ignore-stdin -F --follow --body --headers --verbose':
        'flag',
    },
    read: readHttpie,
  },
  'aria2c axel lwp-download': {
    options: { '-o --out --output -d --dir': 'text' },
    operands: ['url', 'text'],
    read: readDownloader,
  },
  'lwp-request GET HEAD lynx links elinks w3m fetch you-get yt-dlp youtube-dl gallery-dl httrack phantomjs': {
    options: { '-o --out -d --dir -O -P': 'text', '-dump -source': 'flag' },
    operands: 'url',
    output: 'network',
  },
  'nc ncat netcat nc.traditional nc.openbsd': {
    options: {
      '-e --exec -c --sh-exec --lua-exec': 'text',
      '-p -s -w -i -q -x -X -T -m -b -I -O -P -V --proxy --proxy-type --proxy-auth --source --wait --ssl-cert --ssl-key':
        'text',
      '-l --listen -k --keep-open -u --udp -v -z -n -t -d -D -4 -6 -U -N -C --ssl --ssl-verify --send-only --recv-only --no-shutdown --broker --chat --sctp --crlf --nodns --telnet --zero':
        'flag',
    },
    read: readNetcat,
  },
  socat: { options: { '-d -D -v -x -u -U -s -T -t -b -lf -ly -h -V -L -W': 'flag' }, read: readSocat },
  'ssh autossh mosh sshpass-ssh slogin': {
    options: {
      '-o': 'text',
      '-b -c -D -E -e -F -I -i -J -L -l -m -O -p -Q -R -S -W -w -B -M': 'text',
      '-t -T -v -n -N -f -q -A -a -x -X -Y -C -g -G -K -k -s -V -4 -6': 'flag',
    },
    style: 'posix',
    cases: [{ has: '-R', effect: TUNNEL }],
    read: readSsh,
  },
  sshpass: { options: { '-p -f -d -P': 'text', '-e -v': 'flag' }, style: 'posix', read: carries() },
  scp: {
    options: { '-o -S -F -i -P -c -l -J -D -X': 'text', '-r -p -q -v -C -3 -B -T': 'flag' },
    read: readTransfer,
  },
  rsync: {
    options: {
      '-e --rsh --rsync-path --exclude --include --exclude-from --include-from --filter -f --files-from --backup-dir --suffix -T --temp-dir --partial-dir --compare-dest --copy-dest --link-dest --port --bwlimit --timeout --log-file --password-file --chmod --chown --max-size --min-size --out-format --info --debug -B --block-size --iconv --usermap --groupmap -M':
        'text',
      '--delete --delete-before --delete-during --delete-after --delete-excluded --delete-delay --del --remove-source-files -n --dry-run -a -v -r -z -u -t -p -o -g -P -h -R --relative --progress --stats --archive':
        'flag',
    },
    read: readTransfer,
  },
  'sftp ftp lftp ncftp ncftpput tftp smbclient': {
    options: { '-b': 'text', '-c -e': 'text', '-o -P -i -u -p -U -S -F -J': 'text' },
    effect: CONNECTS,
    read: readFtp,
  },
  telnet: { input: 'send', output: 'network', effect: CONNECTS },
  'rclone gsutil s3cmd s5cmd azcopy mc croc wormhole': {
    cases: [
      { operand: /^all(?:Authenticated)?Users\b/, effect: shape('net.send', 'shared', 'hard', 'sensitive') },
      {
        operand: /^(?:delete|purge|rb|rm|del|remove|deletefile|cleanup|sync|mirror)$/,
        effect: shape('infra.destroy', 'shared', 'hard', 'sensitive'),
      },
      {
        operand:
          /^(?:ls|lsd|lsl|lsf|size|about|version|cat|stat|du|info|tree|check|config|listremotes|receive)$/,
        effect: shape('net.fetch', 'shared', 'pure', 'normal'),
      },
    ],
    effect: shape('net.send', 'shared', 'partial', 'normal'),
    operands: ['text', 'remote'],
    read: (invocation) =>
      readTransfer({ ...invocation, operands: invocation.operands.slice(1), options: [] }),
  },
  'dig nslookup host drill kdig ping ping6 fping traceroute tracepath mtr whois arping dog doggo': lookup,
  getent: {
    input: 'none',
    output: 'other',
    read: (invocation) =>
      /^a?hosts/.test(invocation.operands[0]?.text ?? '') ? readLookup(invocation) : undefined,
  },
  'ifconfig netstat ss arp iwlist lsof-net nmcli-show ipcalc ethtool-show networkctl resolvectl iftop nethogs tcptrack vnstat speedtest speedtest-cli':
    {
      cases: [
        { operand: /^(?:down)$/, effect: NETWORK_DOWN },
        { operand: /^(?:up|netmask|mtu|add|del)$/, effect: NETWORK_CHANGE },
      ],
      output: 'other',
    },
  rfkill: { cases: [{ operand: /^block$/, effect: NETWORK_DOWN }], output: 'other' },
  'ip route iw iwconfig nmcli brctl ovs-vsctl wg wg-quick ethtool tc bridge': {
    options: { '-n --netns -f -b': 'text' },
    cases: [
      { operand: /^(?:flush|del|delete|down|des|disconnect|off)$/, effect: NETWORK_DOWN },
      { operand: /^(?:add|set|change|replace|append|up|modify|connect)$/, effect: NETWORK_CHANGE },
      { effect: null },
    ],
    output: 'other',
  },
  'nmap masscan zmap rustscan hping3 nping wireshark ettercap': {
    options: { '--script -iL': 'read', '-oN -oX -oG -oA -w': 'text' },
    effect: CONNECTS,
  },
  'mail mailx mutt sendmail swaks msmtp ssmtp s-nail neomutt': {
    options: {
      '-a -A --attach': 'send',
      '-s -c -b -r -f --from --to --server --body --subject --header': 'text',
    },
    read: readMail,
  },
  'ngrok cloudflared localtunnel lt bore frpc chisel serveo localhost.run zrok tailscale': {
    cases: [
      { operand: /^(?:status|version|list|ip|ping|info|login|help|config|update)$/, effect: null },
      { operand: /^(?:up|down|create|delete|route|set|cleanup)$/, effect: ARRANGED },
    ],
    effect: TUNNEL,
  },
  openssl: {
    options: {
      '-in -inkey -signkey -CAkey -key -kfile -pass': 'text',
      '-out -keyout': 'write',
      '-connect': 'host',
      '-d -base64 -a -A': 'flag',
      '-engine -provider': 'run',
    },
    style: 'long',
    read: readOpenssl,
  },
  'gpg gpg2 age': {
    options: {
      '-o --output': 'write',
      '-r --recipient -u --local-user --keyserver -i --identity --passphrase --batch-name': 'text',
      '--export-secret-keys --export-secret-subkeys': 'flag',
      '-d --decrypt': 'flag',
      '--delete-secret-keys --delete-keys': 'flag',
    },
    cases: [
      {
        has: '--export-secret-keys --export-secret-subkeys',
        effect: shape('secret.read', 'process', 'irreversible', 'critical'),
      },
      {
        has: '--delete-secret-keys --delete-secret-and-public-key',
        effect: shape('fs.delete', 'host', 'irreversible', 'critical'),
      },
    ],
    operands: 'read',
  },
  'ssh-keygen': {
    options: { '-f -t -C -N -P -b -E -i -r -I -n -V -s -D': 'text', '-l -p -y -R -F -H -A -q -e': 'flag' },
    cases: [
      { has: '-p', effect: KEY_CHANGED },
      { has: '-l -y -F -R -H -e', effect: null },
    ],
    output: 'other',
    read: (invocation) => {
      const file = valueOfOption(invocation, '-f');
      if (file === null || has(invocation, '-l -y -F -R -H -e -p')) return undefined;
      // Somebody answers its question whether the old key may be replaced.
      if (invocation.io.piped && /^y/i.test(invocation.io.stdin.text))
        note(invocation, KEY_CHANGED, file.text);
      else writePath(invocation.shell, file, null);
      return undefined;
    },
  },
  'ssh-copy-id': {
    options: { '-i -p -o -F -t -S': 'text', '-n -f -s -x': 'flag' },
    cases: [{ has: '-n', effect: null }],
    effect: LET_IN,
    output: 'other',
  },
  'ssh-add ssh-agent ssh-keyscan': {
    options: { '-f -t -C -N -b -l -E -i': 'text' },
    output: 'other',
  },
  // A terminal of this machine for whoever connects.
  'sshd dropbear telnetd in.telnetd rshd tmate upterm sshx teleconsole shellinabox shellinaboxd ttyd gotty wetty':
    {
      options: { '-p -o -f -h -c -i -w -b -s': 'text', '-t -T -V -v --version -R': 'flag' },
      cases: [
        { has: '-V --version', effect: null },
        // `sshd -t` only checks its settings.
        { has: '-t -T', lacks: '-s -p -o', effect: null },
      ],
      effect: GIVES_TERMINAL,
    },
  xterm: {
    options: { '-e': 'command', '-display': 'text' },
    style: 'long',
    cases: [{ has: '-display', effect: GIVES_TERMINAL }],
  },
  'msfvenom msfconsole sliver-client veil empire': {
    effect: shape('code.exec', 'host', 'hard', 'sensitive'),
  },
  httpd: {
    read: (invocation) => {
      if (invocation.args.length > 0) servesFolder(invocation, invocation.args);
      else note(invocation, LISTENS);
      return undefined;
    },
  },
  'python-http nginx apache2 apache2ctl caddy lighttpd': { effect: LISTENS },
};

/** `openssl enc -d` and `base64 -d` decode; `s_client` and `s_server` are connections. */
function readOpenssl(
  invocation: Parameters<NonNullable<ProgramRow['read']>>[0],
): ReturnType<NonNullable<ProgramRow['read']>> {
  const { shell, io, operands, options, evidence } = invocation;
  const [command] = operands;
  const file = options.find(({ name, value }) => name === '-in' && value !== null)?.value;
  const input = file === undefined || file === null ? io.stdin : readPath(shell, file);
  if (command?.text === 's_client' || command?.text === 's_server') {
    sendData(shell, io.stdin, options.find(({ name }) => name === '-connect')?.value?.text ?? '', evidence);
    return unknownData(Taint.download);
  }
  const decodes =
    options.some(({ name }) => name === '-d') &&
    (command?.text === 'enc' || command?.text === 'base64' || command?.text === 'zlib');
  return unknownData(input.taint | (decodes ? Taint.decoded : 0));
}
