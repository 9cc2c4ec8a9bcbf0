package io.nagare.bench.yard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command {@code yard}, which measures one work or all works with one library. */
public final class Yard {

    /** How to call the command. */
    public static final String USAGE =
            """
            yard [--peer PEER] all | NAME [ARGUMENTS]
              NAME       spawn_many_local | spawn_many_remote | yield_many | ping_pong | chained_spawn
                         | broadcast RECEIVERS
                         | mpsc PRODUCERS CAPACITY | sleep_many | timer_churn | fs PATH
              PEER       nagare (default) | forkjoin | virtual (JDK 21 or later) | reactor | rxjava | plain (files)
              environment: WORKERS (2), WARM seconds of warm-up (3), MEASURE seconds (3)""";

    /** The works of {@code all}, as in the Tokio yardstick. {@code fs} is not among them, because it needs a file. */
    private static final List<List<String>> ALL = List.of(
            List.of("spawn_many_local"),
            List.of("spawn_many_remote"),
            List.of("yield_many"),
            List.of("ping_pong"),
            List.of("chained_spawn"),
            List.of("broadcast", "1"),
            List.of("broadcast", "4"),
            List.of("broadcast", "64"),
            List.of("mpsc", "1", "1024"),
            List.of("mpsc", "4", "1024"),
            List.of("sleep_many"),
            List.of("timer_churn"));

    private Yard() {}

    /**
     * Measures the given works. A work that cannot be measured is reported on standard error, and the rest still runs.
     *
     * @return whether any work could be measured
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean run(List<String> arguments) {
        List<String> rest = new ArrayList<>(arguments);
        String peer = "nagare";
        if (!rest.isEmpty() && rest.get(0).equals("--peer")) {
            if (rest.size() < 2) {
                throw new IllegalArgumentException("--peer needs a name");
            }
            peer = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("yard needs the name of a work, or all");
        }
        int workers = environment("WORKERS", 2, 1024);
        Meter meter = new Meter(
                workers,
                Duration.ofSeconds(environment("WARM", 3, 3600)),
                Duration.ofSeconds(environment("MEASURE", 3, 3600)));
        List<List<String>> asked = rest.equals(List.of("all")) ? ALL : List.of(rest);
        asked.forEach(work -> WorkName.of(work.get(0)));
        boolean measured = false;
        for (List<String> work : asked) {
            measured |= measure(meter, peer, workers, work);
        }
        return measured;
    }

    /** Measures one work, which gets threads of its own, as in the Tokio yardstick. */
    private static boolean measure(Meter meter, String peer, int workers, List<String> words) {
        WorkName name = WorkName.of(words.get(0));
        try (Works works = works(peer, workers)) {
            List<Work> found = works.find(name, new Arguments(name.label(), words.subList(1, words.size())));
            if (found.isEmpty()) {
                System.err.println(name.label() + ": " + peer + " has no counterpart of this work");
                return false;
            }
            found.forEach(meter::measure);
            return true;
        } catch (IllegalArgumentException wrong) {
            throw wrong;
        } catch (RuntimeException failure) {
            System.err.println(name.label() + ": " + peer + " failed: " + failure);
            return false;
        }
    }

    private static Works works(String peer, int workers) {
        return switch (peer) {
            case "nagare" -> new NagareWorks(workers);
            case "forkjoin" -> new ForkJoinWorks(workers);
            case "virtual" -> new VirtualThreadWorks(workers);
            case "reactor" -> new ReactorWorks(workers);
            case "rxjava" -> new RxWorks(workers);
            case "plain" -> new PlainWorks();
            default -> throw new IllegalArgumentException("there is no peer named " + peer
                    + "; there are: nagare, forkjoin, virtual, reactor, rxjava, plain");
        };
    }

    private static int environment(String name, int otherwise, int most) {
        String value = System.getenv(name);
        return value == null || value.isEmpty()
                ? otherwise
                : Arguments.number(name, value, name.equals("WARM") ? 0 : 1, most);
    }
}
