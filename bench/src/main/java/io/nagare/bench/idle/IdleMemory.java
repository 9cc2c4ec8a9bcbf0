package io.nagare.bench.idle;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The command {@code idle}. It makes many tasks or subscriptions wait, and measures how much heap each of them holds.
 */
public final class IdleMemory {

    /** How many tasks or subscriptions wait. */
    public static final int NUMBER = 100_000;

    /** How to call the command. */
    public static final String USAGE =
            """
            idle PEER WORK
              WORK       tasks (which wait for a promise each)
                         | subscriptions (to a map and a filter on a source that sends nothing)
              PEER       nagare | forkjoin (tasks) | virtual (tasks, JDK 21 or later) | reactor | rxjava | mutiny""";

    static final int WORKERS = 2;

    /** How many are made before the measurement and stay, so that classes are loaded and shared objects exist. */
    private static final int BEFORE = 1_000;

    private IdleMemory() {}

    /**
     * Measures, and prints a line.
     *
     * @return false if the peer has nothing of this kind
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean run(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException("idle needs a peer and a work");
        }
        String peer = arguments.get(0);
        String work = arguments.get(1);
        Optional<Double> bytes;
        try {
            bytes = measure(peer, work);
        } catch (IllegalArgumentException wrong) {
            throw wrong;
        } catch (RuntimeException failure) {
            System.err.println(work + ", " + peer + ": failed: " + failure);
            return false;
        }
        if (bytes.isEmpty()) {
            System.err.println(peer + " has no " + work);
            return false;
        }
        System.out.printf(Locale.ROOT, "%s, %s: number=%d heap_bytes_each=%.1f%n", work, peer, NUMBER, bytes.get());
        return true;
    }

    private static Optional<Double> measure(String peer, String work) {
        return switch (work) {
            case "tasks" -> Optional.of(ofTasks(peer, NUMBER));
            case "subscriptions" -> ofSubscriptions(peer, NUMBER);
            default -> throw new IllegalArgumentException(
                    "there is no work named " + work + "; there are: tasks, subscriptions");
        };
    }

    /** Measures the heap that one of {@code number} waiting tasks holds, in bytes. */
    static double ofTasks(String peer, int number) {
        Steps steps = new Steps();
        return switch (peer) {
            case "nagare" -> ofTasks(new NagareIdleTasks(steps), steps, number);
            case "forkjoin" -> ofTasks(new FutureIdleTasks(steps), steps, number);
            case "virtual" -> ofTasks(new VirtualThreadIdleTasks(steps), steps, number);
            case "reactor" -> ofTasks(new ReactorIdleTasks(steps), steps, number);
            case "rxjava" -> ofTasks(new RxIdleTasks(steps), steps, number);
            case "mutiny" -> ofTasks(new MutinyIdleTasks(steps), steps, number);
            default -> throw new IllegalArgumentException("there is no peer named " + peer
                    + "; there are: nagare, forkjoin, virtual, reactor, rxjava, mutiny");
        };
    }

    /**
     * As {@link #ofTasks(String, int)}. The list of the promises has its full size from the beginning, so it does not
     * count.
     */
    private static <P> double ofTasks(IdleTasks<P> tasks, Steps steps, int number) {
        try (tasks) {
            List<P> promises = new ArrayList<>(BEFORE + number);
            start(tasks, promises, BEFORE);
            long before = LiveHeap.bytes();
            start(tasks, promises, number);
            double bytes = (double) (LiveHeap.bytes() - before) / number;
            if (steps.taken() != 0) {
                throw new IllegalStateException(steps.taken() + " tasks did not wait");
            }
            promises.forEach(tasks::complete);
            steps.await(BEFORE + number);
            return bytes;
        }
    }

    private static <P> void start(IdleTasks<P> tasks, List<P> promises, int number) {
        for (int i = 0; i < number; i++) {
            promises.add(tasks.start());
        }
        tasks.awaitWaiting(promises.size());
    }

    /** Measures the heap that one of {@code number} subscriptions holds, in bytes. Empty if the peer has no streams. */
    static Optional<Double> ofSubscriptions(String peer, int number) {
        Steps steps = new Steps();
        WaitingSource source = new WaitingSource(BEFORE + number);
        return IdleSubscriptions.of(peer, source, steps).map(subscribe -> {
            List<Object> kept = new ArrayList<>(BEFORE + number);
            subscribe(subscribe, kept, BEFORE);
            long before = LiveHeap.bytes();
            subscribe(subscribe, kept, number);
            double bytes = (double) (LiveHeap.bytes() - before) / number;
            source.send(1);
            steps.await(BEFORE + number);
            Reference.reachabilityFence(kept);
            return bytes;
        });
    }

    private static void subscribe(Supplier<Object> subscribe, List<Object> kept, int number) {
        for (int i = 0; i < number; i++) {
            kept.add(subscribe.get());
        }
    }
}
