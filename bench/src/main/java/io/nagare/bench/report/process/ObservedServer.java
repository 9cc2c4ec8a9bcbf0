package io.nagare.bench.report.process;

import com.sun.management.ThreadMXBean;
import io.nagare.bench.idle.LiveHeap;
import io.nagare.bench.server.Servers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The main class of a measured server process. It runs the server of the command {@code server}, and a thread that
 * answers questions on standard input about its memory. It ends when its standard input ends, so it does not outlive
 * the process that has started it.
 */
public final class ObservedServer {

    /** Question: bytes that all its threads have allocated. */
    public static final String ALLOCATED = "allocated";

    /** Question: bytes of heap in use after a collection. */
    public static final String HEAP = "heap";

    /** Question: milliseconds that the compilers of its JVM have been at work. */
    public static final String COMPILED = "compiled";

    private ObservedServer() {}

    /** Runs the server. The arguments are those of the command {@code server}. */
    public static void main(String[] args) {
        Thread answers = new Thread(ObservedServer::answer, "answers");
        answers.setDaemon(true);
        answers.start();
        try {
            Servers.run(List.of(args));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
        }
        System.exit(1);
    }

    private static void answer() {
        try (BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                switch (question) {
                    case ALLOCATED -> System.out.println(ALLOCATED + " " + allocated());
                    case COMPILED -> System.out.println(COMPILED + " " + compiled());
                    case HEAP -> System.out.println(HEAP + " " + LiveHeap.bytes());
                    default -> System.out.println("there is no question " + question);
                }
            }
        } catch (IOException closed) {
            // as if it had ended
        }
        Runtime.getRuntime().halt(0);
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(bytes, 0);
        }
        return sum;
    }

    private static long compiled() {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        return compilers == null ? 0 : compilers.getTotalCompilationTime();
    }
}
