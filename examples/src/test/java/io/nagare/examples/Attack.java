package io.nagare.examples;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Attacks by clients or by the system on a server. When an attack returns, its cause is gone. */
enum Attack {

    /** A crowd of well-behaved clients. */
    CROWD {
        @Override
        void run(AttackedServer server, Attackers attackers) throws Exception {
            attackers.each(SIZE_OF_CROWD, client -> {
                if (server.serves(20_000)) {
                    attackers.served();
                }
            });
        }
    },

    /** Clients that send and never read, and then reset. Each of them occupies as much memory as the server allows. */
    NEVER_READING {
        @Override
        void run(AttackedServer server, Attackers attackers) throws Exception {
            attackers.hold(server, 1500, socket -> {
                socket.setReceiveBufferSize(4096);
                socket.getOutputStream().write(new byte[60_000]);
            });
        }
    },

    /** Clients that send endless lines, which together need more than the heap. */
    ENDLESS_LINES {
        @Override
        void run(AttackedServer server, Attackers attackers) throws Exception {
            byte[] line = new byte[65_535];
            Arrays.fill(line, (byte) 'x');
            attackers.hold(server, 1500, socket -> socket.getOutputStream().write(line));
        }
    },

    /** Clients that end their direction at once, read once, and leave. */
    HALF_CLOSED {
        @Override
        void run(AttackedServer server, Attackers attackers) throws Exception {
            attackers.each(400, client -> {
                try (Socket socket = server.connect()) {
                    socket.setSoTimeout(10_000);
                    socket.shutdownOutput();
                    socket.getInputStream().read(new byte[100]);
                }
            });
        }
    },

    /** Clients that connect, send a byte and reset at once. */
    RESETTING {
        @Override
        void run(AttackedServer server, Attackers attackers) throws Exception {
            attackers.each(4000, client -> {
                try (Socket socket = server.connect()) {
                    socket.setSoLinger(true, 0);
                    socket.getOutputStream().write('x');
                }
            });
        }
    },

    /** The descriptors run out. */
    NO_DESCRIPTORS {
        @Override
        void run(AttackedServer server, Attackers attackers) throws Exception {
            int before = server.limitOfDescriptors();
            limitDescriptors(server, server.descriptors() + 5);
            try {
                attackers.hold(server, 200, socket -> socket.getOutputStream().write('x'));
            } finally {
                limitDescriptors(server, before);
            }
        }

        private void limitDescriptors(AttackedServer server, int limit) throws Exception {
            Process prlimit =
                    new ProcessBuilder("prlimit", "--pid", "" + server.pid(), "--nofile=" + limit + ":").start();
            if (prlimit.waitFor() != 0) {
                throw new IOException("prlimit may not set a limit of " + limit);
            }
        }
    },

    /** Every third call of several system calls fails. Each turn of this attack uses the next set of faults. */
    FAILING_CALLS {
        @Override
        void run(AttackedServer server, Attackers attackers) throws Exception {
            String faults = FAULTS.get(attackers.next() % FAULTS.size());
            attackers.strace(server, faults, attacked -> attackers.each(60, client -> server.serves(200)));
        }
    },

    /** The system refuses threads. */
    NO_THREADS {
        @Override
        void run(AttackedServer server, Attackers attackers) throws Exception {
            attackers.strace(
                    server, "clone,clone3:error=EAGAIN", attacked -> attackers.each(60, client -> server.serves(200)));
        }
    };

    static final int SIZE_OF_CROWD = 400;

    private static final List<String> FAULTS = List.of(
            "accept,accept4:error=ECONNABORTED:when=2+3 read,recvfrom:error=ECONNRESET:when=2+3",
            "accept,accept4:error=EMFILE:when=2+3 write,sendto:error=EPIPE:when=2+3",
            "accept,accept4:error=ENFILE:when=2+3 write,writev,sendto:error=ECONNRESET:when=2+3",
            "accept,accept4:error=ENOMEM:when=2+3 epoll_wait,epoll_pwait:error=EINTR:when=2+3",
            "accept,accept4:error=EPROTO:when=2+3 shutdown:error=ENOTCONN:when=2+3",
            "accept,accept4:error=ENOBUFS:when=2+3 read,recvfrom:error=EIO:when=2+3",
            "accept,accept4:error=EPERM:when=2+3 epoll_wait,epoll_pwait:error=EBADF:when=2+3",
            "openat:error=EIO:when=2+3 sendfile:error=EIO:when=2+3",
            "openat:error=ENFILE:when=2+3 sendfile:error=ENOMEM:when=2+3",
            "fstat,newfstatat:error=EIO:when=2+3 pread64:error=EIO:when=2+3",
            "setsockopt,getsockname:error=EINVAL:when=2+3 sendfile:error=EPIPE:when=2+3",
            "eventfd2,pipe2:error=EMFILE epoll_create1:error=EMFILE mmap:error=ENOMEM:when=5+7");

    abstract void run(AttackedServer server, Attackers attackers) throws Exception;

    /** The actions of a client. The attack ignores whether they succeed. */
    interface Client<T> {

        void act(T with) throws Exception;
    }

    /** The threads of the clients, and the counts of the attack. */
    static final class Attackers {

        private final ExecutorService threads;
        private final AtomicInteger served = new AtomicInteger();
        private int turns;

        Attackers(ExecutorService threads) {
            this.threads = threads;
        }

        void served() {
            served.getAndIncrement();
        }

        int servedSoFar() {
            return served.get();
        }

        int next() {
            return turns++;
        }

        /** Runs a number of clients, as many at once as there are threads. */
        void each(int clients, Client<Integer> client) throws Exception {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                all.add(() -> acts(client, number));
            }
            for (Future<Boolean> one : threads.invokeAll(all)) {
                one.get();
            }
        }

        private static <T> boolean acts(Client<T> client, T with) {
            try {
                client.act(with);
                return true;
            } catch (Exception failure) {
                return false;
            }
        }

        /** Connects a number of clients. They stay until a second after the last one has connected, and then reset. */
        void hold(AttackedServer server, int clients, Client<Socket> client) throws Exception {
            List<Socket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < clients; i++) {
                    Socket socket = server.connect();
                    sockets.add(socket);
                    acts(client, socket);
                }
                TimeUnit.SECONDS.sleep(1);
            } catch (IOException refused) {
                // The clients that are connected are enough.
            } finally {
                for (Socket socket : sockets) {
                    try {
                        socket.setSoLinger(true, 0);
                    } catch (IOException gone) {
                        // The socket is closed below all the same.
                    }
                    socket.close();
                }
            }
        }

        /** Runs work while system calls of the server fail. Throws if strace may not attach. */
        void strace(AttackedServer server, String faults, Client<AttackedServer> work) throws Exception {
            List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", "/dev/null", "-p", "" + server.pid()));
            for (String fault : faults.split(" ")) {
                command.addAll(List.of("-e", "inject=" + fault));
            }
            Process strace = new ProcessBuilder(command).start();
            try {
                byte[] said = new byte[200];
                int length = Math.max(0, strace.getErrorStream().read(said));
                if (!new String(said, 0, length, StandardCharsets.UTF_8).contains("attached")) {
                    throw new IOException(
                            "strace may not attach: " + new String(said, 0, length, StandardCharsets.UTF_8));
                }
                work.act(server);
            } finally {
                strace.destroy();
                strace.waitFor(20, TimeUnit.SECONDS);
            }
        }
    }
}
