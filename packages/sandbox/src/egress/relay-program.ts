/** Where programs inside find the proxy. */
export const RELAY_PORT = 3128;

/**
 * The relay: a program that runs inside, listens on ports of the sandbox's own loopback, and pipes each connection to
 * a unix socket that was mounted in. Arguments: port and socket, in turn. It says `ready` once it listens on all of
 * them. Behind `--` may stand a program to run then: the relay ends with it, and as it did. It decides nothing: a
 * program that ends or replaces it has gained no way out and lost the one there was.
 */
export const NODE_RELAY = `'use strict';
const { spawn } = require('node:child_process');
const { createServer, connect } = require('node:net');
const { constants } = require('node:os');
const args = process.argv.slice(2);
const split = args.indexOf('--');
const links = split === -1 ? args : args.slice(0, split);
const command = split === -1 ? [] : args.slice(split + 1);
const waiting = [];
for (let at = 0; at < links.length; at += 2) {
  const server = createServer({ allowHalfOpen: true }, (inner) => {
    const outer = connect({ path: links[at + 1], allowHalfOpen: true });
    for (const [one, other] of [[inner, outer], [outer, inner]]) {
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  waiting.push(new Promise((settle) => {
    server.on('error', (error) => {
      process.stderr.write('relay: port ' + links[at] + ': ' + error.message + '\\n');
      process.exit(125);
    });
    server.listen(Number(links[at]), '127.0.0.1', settle);
  }));
}
Promise.all(waiting).then(() => {
  if (command.length === 0) return void process.stdout.write('ready\\n');
  const child = spawn(command[0], command.slice(1), { stdio: 'inherit' });
  child.on('error', (error) => {
    process.stderr.write('relay: failed to execute ' + command[0] + ': ' + error.message + '\\n');
    process.exit(error.code === 'ENOENT' ? 127 : 126);
  });
  child.on('exit', (code, signal) => process.exit(code === null ? 128 + constants.signals[signal] : code));
});
`;

/** The same for images without node, but without a program behind it: Perl is part of every Debian. */
export const PERL_RELAY = `use strict;
use IO::Select;
use IO::Socket::INET;
use IO::Socket::UNIX;
use Socket qw(SHUT_WR SOCK_STREAM);
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';
my %paths;
my $servers = IO::Select->new;
while (my ($port, $path) = splice @ARGV, 0, 2) {
  my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $port, Listen => 64, ReuseAddr => 1)
    or die "relay: port $port: $!";
  $paths{$server} = $path;
  $servers->add($server);
}
$| = 1;
print "ready\\n";
while (1) {
  for my $server ($servers->can_read) {
    my $inner = $server->accept or next;
    my $pid = fork;
    next if !defined $pid || $pid;
    my $outer = IO::Socket::UNIX->new(Type => SOCK_STREAM, Peer => $paths{$server}) or exit 0;
    pump($inner, $outer);
    exit 0;
  }
}
sub pump {
  my ($inner, $outer) = @_;
  my %other = ($inner => $outer, $outer => $inner);
  my $open = IO::Select->new($inner, $outer);
  while ($open->count) {
    for my $from ($open->can_read) {
      my $count = sysread $from, my $bytes, 65536;
      return if !defined $count;
      if ($count == 0) {
        $open->remove($from);
        shutdown $other{$from}, SHUT_WR;
      }
      for (my $sent = 0; $sent < $count; ) {
        $sent += syswrite($other{$from}, $bytes, $count - $sent, $sent) // return;
      }
    }
  }
}
`;
