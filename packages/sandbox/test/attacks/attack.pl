# One attack of attacks.ts, by name. Says what came of it: "open" (it worked), or "shut" and the reason.
# Only what perl has built in is used, and no module, not even `strict`: it runs wherever the one file of perl does.

my ($name, @rest) = @ARGV;
chomp(my $machine = `uname -m`);
# Numbers that differ between the two machines; from 424 on they are the same.
my %x86 = (mount => 165, umount => 166, chroot => 161, setns => 308, unshare => 272, socket => 41, ptrace => 101,
  keyctl => 250, add_key => 248, bpf => 321, perf => 298, userfaultfd => 323, init_module => 175,
  kexec => 246, mknodat => 259, pivot_root => 155, process_vm_readv => 310, reboot => 169, handle => 303,
  swapon => 167, clock_settime => 227, sethostname => 170, personality => 135, fchmodat => 268,
  syslog => 103, acct => 163, clone => 56);
my %arm = (mount => 40, umount => 39, chroot => 51, setns => 268, unshare => 97, socket => 198, ptrace => 117,
  keyctl => 219, add_key => 217, bpf => 280, perf => 241, userfaultfd => 282, init_module => 105,
  kexec => 104, mknodat => 33, pivot_root => 41, process_vm_readv => 270, reboot => 142, handle => 264,
  swapon => 224, clock_settime => 112, sethostname => 161, personality => 92, fchmodat => 53,
  syslog => 116, acct => 89, clone => 220);
my %number = ($machine eq 'aarch64' ? %arm : %x86,
  io_uring => 425, open_tree => 428, fsopen => 430, pidfd_getfd => 438, clone3 => 435);

sub open_ { print "open\n"; exit 0 }
sub shut { print "shut: ", ($_[0] // "$!"), "\n"; exit 0 }
sub call { my $which = shift; $! = 0; return syscall($number{$which}, @_) }
# A call of which any answer but these two says that the kernel took it up.
sub taken { (shift() >= 0 || ($! != 38 && $! != 1)) ? open_() : shut() }
sub done { shift() >= 0 ? open_() : shut() }

my $AT_FDCWD = -100;
my %attack = (
  mount => sub { my ($t, $d) = ("tmpfs\0", "/tmp\0"); done(call('mount', $t, $d, $t, 0, 0)) },
  umount => sub { my $d = "/nowhere\0"; taken(call('umount', $d, 0)) },
  open_tree => sub { my $d = "/\0"; done(call('open_tree', $AT_FDCWD, $d, 1)) },
  fsopen => sub { my $t = "tmpfs\0"; done(call('fsopen', $t, 0)) },
  pivot_root => sub { my $d = "/nowhere\0"; taken(call('pivot_root', $d, $d)) },
  chroot => sub { my $d = "/tmp\0"; done(call('chroot', $d)) },
  setns => sub { open(my $ns, '<', '/proc/self/ns/uts') or shut(); done(call('setns', fileno($ns), 0)) },
  unshare_user => sub { done(call('unshare', 0x10000000)) },
  unshare_net => sub { done(call('unshare', 0x40000000)) },
  unshare_mount => sub { done(call('unshare', 0x20000)) },
  clone_user => sub { my $p = call('clone', 0x10000000 | 17, 0, 0, 0, 0); exit 0 if $p == 0; done($p) },
  clone3 => sub { my $a = "\0" x 88; taken(call('clone3', $a, 8)) },
  raw_socket => sub { done(call('socket', 2, 3, 1)) },
  packet_socket => sub { done(call('socket', 17, 3, 0x300)) },
  vsock => sub { done(call('socket', 40, 1, 0)) },
  netlink_audit => sub { done(call('socket', 16, 3, 9)) },
  netlink_netfilter => sub { done(call('socket', 16, 3, 12)) },
  crypto_socket => sub { done(call('socket', 38, 5, 0)) },
  io_uring => sub { my $p = "\0" x 120; done(call('io_uring', 4, $p)) },
  ptrace => sub { done(call('ptrace', 0, 0, 0, 0)) },
  process_vm_readv => sub { taken(call('process_vm_readv', $$, 0, 0, 0, 0, 0)) },
  pidfd_getfd => sub { taken(call('pidfd_getfd', -1, 0, 0)) },
  keyctl => sub { done(call('keyctl', 0, -3, 1)) },
  add_key => sub { my ($t, $d) = ("user\0", "k\0"); done(call('add_key', $t, $d, $d, 1, -2)) },
  # A map of one entry of four bytes.
  bpf => sub { my $a = pack('L4', 1, 4, 4, 1) . "\0" x 56; done(call('bpf', 0, $a, 72)) },
  perf => sub { my $a = pack('LLQ', 1, 112, 1) . "\0" x 96; done(call('perf', $a, 0, -1, -1, 0)) },
  userfaultfd => sub { done(call('userfaultfd', 1)) },
  init_module => sub { my ($m, $p) = ("x\0", "\0"); taken(call('init_module', $m, 1, $p)) },
  kexec => sub { taken(call('kexec', 0, 17, 0, 0)) },
  # Only with its magic numbers does it restart anything: without them it says that they are wrong.
  reboot => sub { taken(call('reboot', 0, 0, 0, 0)) },
  swapon => sub { my $p = "/nowhere\0"; taken(call('swapon', $p, 0)) },
  clock_settime => sub { my $t = pack('qq', -1, -1); taken(call('clock_settime', 0, $t)) },
  sethostname => sub { my $n = `uname -n`; chomp $n; done(call('sethostname', $n, length $n)) },
  personality => sub { done(call('personality', 0x0040000)) },
  syslog => sub { done(call('syslog', 10, 0, 0)) },
  acct => sub { my $p = "/nowhere\0"; taken(call('acct', $p)) },
  handle => sub { my ($p, $h, $m) = ("/\0", pack('LL', 128, 0) . "\0" x 128, "\0" x 8); done(call('handle', $AT_FDCWD, $p, $h, $m, 0)) },
  mknod => sub { my $p = "$rest[0]/device\0"; done(call('mknodat', $AT_FDCWD, $p, 020600, 0x103)) },
  set_user_id => sub { open(my $f, '>', "$rest[0]/suid") or shut(); my $p = "$rest[0]/suid\0"; done(call('fchmodat', $AT_FDCWD, $p, 04755)) },
  become_root => sub { $< = 0; $> = 0; $> == 0 ? open_() : shut() },
  take_owner => sub { open(my $f, '>', "$rest[0]/owned") or shut(); chown(0, 0, "$rest[0]/owned") ? open_() : shut() },
  read_file => sub { open(my $f, '<', $rest[0]) or shut(); sysread($f, my $b, 1); length $b ? open_() : shut('empty') },
  write_file => sub { open(my $f, '>>', $rest[0]) or shut(); open_() },
  create_file => sub { open(my $f, '>', $rest[0]) or shut(); close $f; unlink $rest[0]; open_() },
  connect_socket => sub { my $s = $rest[0]; call('socket', 1, 1, 0) >= 0 or shut(); -S $s ? open_() : shut('no such socket') },
  # Its environment, or that of whoever started it, has a name that was set outside.
  host_env => sub {
    opendir(my $proc, '/proc') or shut();
    for my $pid (grep { /^\d+$/ } readdir $proc) {
      open(my $f, '<', "/proc/$pid/environ") or next;
      local $/;
      open_() if (<$f> // '') =~ /\Q$rest[0]/;
    }
    shut('not seen');
  },
  other_processes => sub { -d "/proc/$rest[0]" ? open_() : shut('not seen') },
  signal_outside => sub { kill(0, $rest[0]) ? open_() : shut() },
  rename => sub { rename($rest[0], $rest[1]) ? do { rename($rest[1], $rest[0]); open_() } : shut() },
  fork_many => sub {
    my @made;
    for (1 .. $rest[0]) { my $p = fork; last unless defined $p; if ($p == 0) { sleep 30; exit 0 } push @made, $p }
    my $why = "$! after " . @made;
    kill 9, @made;
    @made == $rest[0] ? open_() : shut($why);
  },
  take_memory => sub { my @held; push @held, 'x' x 1_000_000 for 1 .. $rest[0]; @held == $rest[0] ? open_() : shut() },
  fill => sub {
    open(my $f, '>', "$rest[0]/fill") or shut();
    for (1 .. $rest[1]) { syswrite($f, 'x' x 1_000_000) == 1_000_000 or do { my $why = "$!"; unlink "$rest[0]/fill"; shut($why) } }
    unlink "$rest[0]/fill"; open_();
  },
);

$| = 1;
($attack{$name // ''} // sub { die "no such attack: $name\n" })->();
