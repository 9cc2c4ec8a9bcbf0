package io.nagare.bench.growth;

import com.sun.management.OperatingSystemMXBean;
import io.nagare.Nagare;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The command {@code growth}. It measures the cost of one thing among many, and then how late a bystander is. */
public final class Growth {

    /** How to call the command. */
    public static final String USAGE =
            """
            growth [--peer nagare | reactor] THING NUMBER [WARMUP SECONDS]
              THING      yields | timers | receivers | watchers | groups | streams | stages | connections | files
              prints the cost of one operation, then the lateness of a task of the same runtime and of a plain thread;
              WARMUP (1) and SECONDS (1) are whole seconds; warming up goes on until the compilers are quiet""";

    private static final int WORKERS = 2;
    private static final int WARM_TIMERS = 1_000;
    private static final double QUIET = 0.03;
    private static final long MOST_WARM_UP = TimeUnit.SECONDS.toNanos(15);
    private static final int MOST = 1_000_000;

    private Growth() {}

    /**
     * Measures one thing.
     *
     * @return whether there are figures
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean run(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        String peer = "nagare";
        if (words.size() > 1 && words.get(0).equals("--peer")) {
            peer = words.get(1);
            words = words.subList(2, words.size());
        }
        if (words.size() != 2 && words.size() != 4) {
            throw new IllegalArgumentException("growth needs THING NUMBER, or THING NUMBER WARMUP SECONDS");
        }
        Thing thing = Thing.of(words.get(0));
        int number = number("NUMBER", words.get(1), MOST);
        long warmUp = TimeUnit.SECONDS.toNanos(words.size() == 4 ? number("WARMUP", words.get(2), 3_600) : 1);
        long time = TimeUnit.SECONDS.toNanos(words.size() == 4 ? number("SECONDS", words.get(3), 3_600) : 1);
        try {
            System.out.println(
                    switch (peer) {
                        case "nagare" -> nagare(thing, number, warmUp, time);
                        case "reactor" -> reactor(thing, number, warmUp, time);
                        default -> throw new IllegalArgumentException(
                                "there is no peer named " + peer + "; there are: nagare, reactor");
                    });
            return true;
        } catch (IllegalArgumentException wrong) {
            throw wrong;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception | StackOverflowError failure) {
            Throwable reason = failure.getCause() != null ? failure.getCause() : failure;
            System.err.println(number + " " + thing.label() + ": " + reason.toString().lines().findFirst().orElse(""));
            return false;
        }
    }

    private static String nagare(Thing thing, int number, long warmUp, long time) throws Exception {
        try (Nagare nagare = Nagare.multiThread().workers(WORKERS).name("growth").start();
                Crowd crowd = NagareCrowds.of(thing, nagare, number)) {
            if (thing == Thing.TIMERS) {
                // A few things would not keep the compilers busy for long enough.
                repeat(NagareCrowds.of(thing, nagare, WARM_TIMERS), warmUp);
            }
            double cost = cost(thing, crowd, warmUp, time);
            PlainThread plainThread = new PlainThread();
            Bystander bystander = new Bystander(nagare);
            repeat(crowd, time);
            Histogram late = bystander.end();
            Histogram plain = plainThread.end();
            return line(thing, number, cost)
                    + String.format(
                            Locale.ROOT,
                            " late_p50_us=%.1f late_p99_us=%.1f late_max_us=%.1f plain_p99_us=%.1f",
                            late.getValueAtPercentile(50) / 1e3,
                            late.getValueAtPercentile(99) / 1e3,
                            late.getMaxValue() / 1e3,
                            plain.getValueAtPercentile(99) / 1e3);
        }
    }

    private static String reactor(Thing thing, int number, long warmUp, long time) throws Exception {
        try (Crowd crowd = ReactorCrowds.of(thing, WORKERS, number)) {
            return line(thing, number, cost(thing, crowd, warmUp, time));
        }
    }

    private static String line(Thing thing, int number, double cost) {
        return String.format(Locale.ROOT, "growth thing=%s number=%d ns_each=%.1f", thing.label(), number, cost);
    }

    /** Returns the cost of a thing. Timers wait, so their cost is the CPU time of the process. */
    private static double cost(Thing thing, Crowd crowd, long warmUp, long time) throws Exception {
        warmUp(crowd, warmUp);
        long cpu = cpuTime();
        Repeated repeated = repeat(crowd, time);
        double nanos = thing == Thing.TIMERS ? cpuTime() - cpu : repeated.nanos();
        return nanos / repeated.operations();
    }

    /** Repeats the work until the compilers have almost nothing left to do, by the same rule as for servers. */
    private static void warmUp(Crowd crowd, long time) throws Exception {
        long start = System.nanoTime();
        boolean quiet = false;
        while (!quiet && System.nanoTime() - start < MOST_WARM_UP) {
            long compiled = compiledNanos();
            Repeated repeated = repeat(crowd, time);
            quiet = compiledNanos() - compiled < QUIET * repeated.nanos();
        }
    }

    private static long compiledNanos() {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        return compilers == null ? 0 : TimeUnit.MILLISECONDS.toNanos(compilers.getTotalCompilationTime());
    }

    private static long cpuTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private record Repeated(long nanos, long operations) {}

    /** Repeats the work for a time, at least once. */
    private static Repeated repeat(Crowd crowd, long time) throws Exception {
        long start = System.nanoTime();
        long operations = 0;
        do {
            operations += crowd.once();
        } while (System.nanoTime() - start < time);
        return new Repeated(System.nanoTime() - start, operations);
    }

    private static int number(String what, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The exception below says so.
        }
        throw new IllegalArgumentException(what + " needs a number of 1 to " + most + ", but was given " + value);
    }
}
