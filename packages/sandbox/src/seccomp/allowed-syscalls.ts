/**
 * The system calls that programs may make with any arguments, by what they are needed for. What is missing here
 * (and from `argument-rules.ts`) fails as if the kernel did not have it. Left out, with what they would open:
 *
 * - other namespaces and mounts: mount, umount2, pivot_root, chroot, unshare, setns, clone3 (its flags lie in memory,
 *   where no filter sees them), open_tree, move_mount, fsopen and its family, mount_setattr
 * - other processes: ptrace, process_vm_readv, process_vm_writev, process_madvise, pidfd_getfd, kcmp
 * - large parts of the kernel that few programs need and many exploits began in: bpf, perf_event_open, userfaultfd,
 *   io_uring, keyctl and its family, modify_ldt, vmsplice, fanotify, move_pages and its family
 * - the machine: modules, kexec, reboot, swap, clocks, quotas, acct, syslog, host names, ports
 * - the way around paths: open_by_handle_at, name_to_handle_at
 * - what nothing of today uses: uselib, ustat, sysfs, nfsservctl, remap_file_pages and those without an implementation
 */
export const ALLOWED_SYSCALLS: Readonly<Record<string, string>> = {
  files: `
    access close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64 fallocate fcntl
    fdatasync flock fstat fstatfs fsync ftruncate ioctl lseek lstat memfd_create newfstatat open openat openat2 pipe
    pipe2 pread64 preadv preadv2 pwrite64 pwritev pwritev2 read readahead readv sendfile splice stat statfs statx
    sync sync_file_range syncfs tee truncate umask write writev`,
  folders: `
    chdir fchdir getcwd getdents getdents64 link linkat mkdir mkdirat readlink readlinkat rename renameat renameat2
    rmdir symlink symlinkat unlink unlinkat`,
  owners: 'chown fchown fchownat futimesat lchown utime utimensat utimes',
  attributes: `
    fgetxattr flistxattr fremovexattr fsetxattr getxattr lgetxattr listxattr llistxattr lremovexattr lsetxattr
    removexattr setxattr`,
  watching: 'inotify_add_watch inotify_init inotify_init1 inotify_rm_watch',
  waiting: `
    epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 poll ppoll pselect6
    select signalfd signalfd4`,
  asynchronous: 'io_cancel io_destroy io_getevents io_pgetevents io_setup io_submit',
  memory: `
    brk madvise membarrier mincore mlock mlock2 mlockall mmap mprotect mremap msync munlock munlockall munmap
    pkey_alloc pkey_free pkey_mprotect`,
  processes: `
    arch_prctl capget capset execve execveat exit exit_group fork get_robust_list get_thread_area getpgid getpgrp
    getpid getppid getsid gettid pidfd_open pidfd_send_signal prctl process_mrelease rseq set_robust_list
    set_thread_area set_tid_address setpgid setsid vfork wait4 waitid`,
  users: `
    getegid geteuid getgid getgroups getresgid getresuid getuid setfsgid setfsuid setgid setgroups setregid setresgid
    setresuid setreuid setuid`,
  limits: 'getpriority getrlimit getrusage ioprio_get ioprio_set prlimit64 setpriority setrlimit',
  scheduling: `
    getcpu sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr sched_getparam
    sched_getscheduler sched_rr_get_interval sched_setaffinity sched_setattr sched_setparam sched_setscheduler
    sched_yield`,
  signals: `
    kill pause restart_syscall rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend
    rt_sigtimedwait rt_tgsigqueueinfo sigaltstack tgkill tkill`,
  locks: 'futex futex_waitv',
  time: `
    alarm clock_getres clock_gettime clock_nanosleep getitimer gettimeofday nanosleep setitimer time timer_create
    timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime timerfd_settime times`,
  // Which sockets there are is said in argument-rules.ts.
  sockets: `
    accept accept4 bind connect getpeername getsockname getsockopt listen recvfrom recvmmsg recvmsg sendmmsg sendmsg
    sendto setsockopt shutdown`,
  // Queues, semaphores and shared memory are of the sandbox alone: it has an IPC namespace of its own.
  messages: `
    mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink msgctl msgget msgrcv msgsnd semctl semget
    semop semtimedop shmat shmctl shmdt shmget`,
  machine: 'getrandom sysinfo uname',
  // A program may bind itself further.
  'own sandboxes': 'landlock_add_rule landlock_create_ruleset landlock_restrict_self seccomp',
};
