import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.Tcp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures memory with a fast producer and a slow consumer, and draws it. A server sends up to 32 MiB a second over
 * loopback; a client works on 4 MiB a second. The client is once a stream of Nagare, once a thread that reads into a
 * queue without a bound and a thread that takes from it. Four times a second the heap is collected and measured.
 *
 * <pre>{@code
 * mvn -B -ntp -q -DskipTests -pl examples -am package
 * java -Xmx640m -cp examples/target/nagare-examples.jar docs/pictures/SlowConsumer.java
 * }</pre>
 *
 * <p>It writes {@code docs/pictures/memory.csv} and {@code memory.svg}. With {@code draw} it draws what the first file
 * has.
 */
public final class SlowConsumer {

    private static final int MIB = 1 << 20;
    private static final int BLOCK = 64 << 10;
    private static final int PRODUCED = 32 * MIB;
    private static final int CONSUMED = 4 * MIB;
    private static final Duration LENGTH = Duration.ofSeconds(15);
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Path FOLDER = Path.of("docs", "pictures");

    /** What was seen at a time: heap in use after a collection, and what the producer has got rid of. */
    private record Sample(String client, long milliseconds, long heap, long sent) {}

    private SlowConsumer() {}

    public static void main(String[] arguments) throws Exception {
        Path csv = FOLDER.resolve("memory.csv");
        if (arguments.length == 0) {
            List<Sample> samples = new ArrayList<>(run("nagare", SlowConsumer::byNagare));
            samples.addAll(run("queue", SlowConsumer::byQueue));
            StringBuilder text = new StringBuilder("client,ms,heap_bytes,sent_bytes\n");
            for (Sample sample : samples) {
                text.append(sample.client()).append(',').append(sample.milliseconds()).append(',');
                text.append(sample.heap()).append(',').append(sample.sent()).append('\n');
            }
            Files.writeString(csv, text);
        }
        List<Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(csv).subList(1, (int) Files.lines(csv).count())) {
            String[] cells = line.split(",");
            samples.add(new Sample(
                    cells[0], Long.parseLong(cells[1]), Long.parseLong(cells[2]), Long.parseLong(cells[3])));
        }
        Files.writeString(FOLDER.resolve("memory.svg"), new Chart(samples).draw());
        System.exit(0);
    }

    private interface Client {
        /** Starts to read from a port in threads of its own, and returns what ends it. */
        AutoCloseable start(int port) throws IOException;
    }

    private static List<Sample> run(String name, Client client) throws Exception {
        AtomicLong sent = new AtomicLong();
        List<Sample> samples = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread producer = new Thread(() -> produce(server, sent), "producer");
            producer.setDaemon(true);
            producer.start();
            try (AutoCloseable running = client.start(server.getLocalPort())) {
                long start = System.nanoTime();
                for (long at = 0; at <= LENGTH.toNanos(); at += PERIOD.toNanos()) {
                    LockSupport.parkNanos(start + at - System.nanoTime());
                    System.gc();
                    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                    samples.add(new Sample(name, at / 1_000_000, heap, sent.get()));
                    System.out.println(samples.get(samples.size() - 1));
                }
            }
        }
        return samples;
    }

    private static void produce(ServerSocket server, AtomicLong sent) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            byte[] block = new byte[BLOCK];
            long next = System.nanoTime();
            while (true) {
                out.write(block);
                sent.addAndGet(block.length);
                // A producer that was held up does not catch up.
                next = Math.max(next, System.nanoTime() - Duration.ofMillis(20).toNanos()) + time(BLOCK, PRODUCED);
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException ended) {
            System.out.println("the producer ends: " + ended.getMessage());
        }
    }

    private static long time(long bytes, long perSecond) {
        return bytes * 1_000_000_000L / perSecond;
    }

    private static AutoCloseable byNagare(int port) {
        Many<Object> working = Tcp.connecting("127.0.0.1", port, peer -> peer.read()
                .concatMap(bytes -> One.delay(Duration.ofNanos(time(bytes.length(), CONSUMED)))));
        return Nagare.current().spawn(working)::abort;
    }

    private static AutoCloseable byQueue(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> fill(socket, queue), "reader");
        Thread worker = new Thread(() -> drain(queue), "worker");
        for (Thread thread : List.of(reader, worker)) {
            thread.setDaemon(true);
            thread.start();
        }
        return socket::close;
    }

    private static void fill(Socket socket, BlockingQueue<byte[]> queue) {
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[BLOCK];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                queue.add(java.util.Arrays.copyOf(buffer, count));
            }
        } catch (IOException ended) {
            System.out.println("the reader ends: " + ended.getMessage());
        }
    }

    private static void drain(BlockingQueue<byte[]> queue) {
        try {
            while (true) {
                LockSupport.parkNanos(time(queue.take().length, CONSUMED));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The picture: time to the right, heap upwards, a line for each client. */
    private static final class Chart {

        private static final int WIDTH = 728;
        private static final int HEIGHT = 320;
        private static final int LEFT = 72;
        private static final int RIGHT = 24;
        private static final int TOP = 48;
        private static final int BOTTOM = 48;

        private static final String STYLE =
                """
                  <style>
                    text { font: 13px ui-sans-serif, system-ui, sans-serif; fill: #1f2328 }
                    .paper { fill: #ffffff; stroke: #d0d7de }
                    .small { font-size: 12px; fill: #59636e }
                    .end { text-anchor: end }
                    .middle { text-anchor: middle }
                    .grid { stroke: #d0d7de; stroke-dasharray: 2 4 }
                    .axis { stroke: #8c959f }
                    path { fill: none; stroke-width: 2.5; stroke-linejoin: round }
                    path.nagare { stroke: #0969da } text.nagare { fill: #0969da; font-weight: 600 }
                    path.queue { stroke: #bc4c00; stroke-dasharray: 7 4 } text.queue { fill: #bc4c00; font-weight: 600 }
                    @media (prefers-color-scheme: dark) {
                      text { fill: #f0f6fc }
                      .paper { fill: #0d1117; stroke: #3d444d }
                      .small { fill: #9198a1 }
                      .grid { stroke: #3d444d }
                      .axis { stroke: #656c76 }
                      path.nagare { stroke: #4493f8 } text.nagare { fill: #4493f8 }
                      path.queue { stroke: #db6d28 } text.queue { fill: #db6d28 }
                    }
                  </style>
                """;

        private final StringBuilder svg = new StringBuilder();
        private final List<Sample> samples;
        private final long longest;
        private final long highest;

        Chart(List<Sample> samples) {
            this.samples = samples;
            longest = samples.stream().mapToLong(Sample::milliseconds).max().orElse(1);
            long most = samples.stream().mapToLong(Sample::heap).max().orElse(1);
            highest = (most / (100L * MIB) + 1) * 100L * MIB;
        }

        String draw() {
            line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                    .formatted(WIDTH, HEIGHT) + " role=\"img\">");
            line("  <title>Heap with a slow consumer: flat with Nagare, growing with an unbounded queue</title>");
            svg.append(STYLE);
            line("  <rect class=\"paper\" x=\".5\" y=\".5\" width=\"%d\" height=\"%d\" rx=\"6\"/>"
                    .formatted(WIDTH - 1, HEIGHT - 1));
            line("  <text x=\"%d\" y=\"28\">Heap in use after a collection, in MiB</text>".formatted(20));
            for (long heap = 0; heap <= highest; heap += 100L * MIB) {
                line("  <line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
                        .formatted(heap == 0 ? "axis" : "grid", LEFT, y(heap), WIDTH - RIGHT, y(heap)));
                label("small end", LEFT - 10, y(heap) + 4, Long.toString(heap / MIB));
            }
            for (long time = 0; time <= longest; time += 3_000) {
                label("small middle", x(time), HEIGHT - BOTTOM + 20, time / 1_000 + " s");
            }
            curve("queue", "a queue without a bound", -14);
            curve("nagare", "Nagare", -12);
            line("</svg>");
            return svg.toString();
        }

        private void curve(String client, String name, int above) {
            StringBuilder path = new StringBuilder();
            Sample last = null;
            for (Sample sample : samples) {
                if (sample.client().equals(client)) {
                    path.append(path.isEmpty() ? 'M' : 'L').append(x(sample.milliseconds())).append(' ');
                    path.append(y(sample.heap()));
                    last = sample;
                }
            }
            line("  <path class=\"%s\" d=\"%s\"/>".formatted(client, path));
            if (last != null) {
                label(client + " end", WIDTH - RIGHT - (above == -14 ? 70 : 0), y(last.heap()) + above,
                        "%s: %d MiB".formatted(name, Math.round((double) last.heap() / MIB)));
            }
        }

        private void label(String styles, long x, long y, String text) {
            line("  <text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>".formatted(styles, x, y, text));
        }

        private long x(long milliseconds) {
            return LEFT + milliseconds * (WIDTH - LEFT - RIGHT) / longest;
        }

        private long y(long heap) {
            return HEIGHT - BOTTOM - heap * (HEIGHT - TOP - BOTTOM) / highest;
        }

        private void line(String text) {
            svg.append(text).append('\n');
        }
    }
}
