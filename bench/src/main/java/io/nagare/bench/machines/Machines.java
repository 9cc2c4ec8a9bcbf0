package io.nagare.bench.machines;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The command {@code machines}, which measures one work of a broadcast on a server that runs, and prints one line. */
public final class Machines {

    /** How to call the command. */
    public static final String USAGE =
            """
            machines PEER WORK URL [SECONDS]
              PEER       nagare-nats | jnats | nagare-nats-repeating | jnats-repeating | nagare-redis | lettuce
                         (repeating: values may be stored twice)
              WORK       send | receive | confirm | deliver
              SECONDS    how long it is measured (5), and before that warmed up""";

    private static final int BYTES = 100;
    private static final int VALUES = 20_000;

    private Machines() {}

    /**
     * Measures the work.
     *
     * @return whether it could be measured
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean run(List<String> arguments) {
        if (arguments.size() < 3) {
            throw new IllegalArgumentException("machines needs a peer, a work and the address of a server");
        }
        MachineWork work = MachineWork.of(arguments.get(1));
        int seconds = arguments.size() > 3 ? Integer.parseInt(arguments.get(3)) : 5;
        try (Room room = room(arguments.get(0), arguments.get(2), new byte[BYTES])) {
            measure(room, work, Duration.ofSeconds(seconds));
            return true;
        } catch (IllegalArgumentException wrong) {
            throw wrong;
        } catch (Exception failure) {
            System.err.println(failure);
            return false;
        }
    }

    private static Room room(String peer, String url, byte[] value) throws Exception {
        return switch (peer) {
            case "nagare-nats" -> new NagareNatsRoom(url, value, true);
            case "jnats" -> new JnatsRoom(url, value, true);
            case "nagare-nats-repeating" -> new NagareNatsRoom(url, value, false);
            case "jnats-repeating" -> new JnatsRoom(url, value, false);
            case "nagare-redis" -> new NagareRedisRoom(url, value);
            case "lettuce" -> new LettuceRoom(url, value);
            default -> throw new IllegalArgumentException("there is no peer named " + peer);
        };
    }

    private static void measure(Room room, MachineWork work, Duration time) throws Exception {
        if (work == MachineWork.RECEIVE) {
            room.send(VALUES);
        }
        repeat(room, work, time, new Histogram(3));
        Histogram nanos = new Histogram(3);
        double rate = repeat(room, work, time, nanos);
        System.out.printf(
                Locale.ROOT,
                "%s per_s=%.0f p50_us=%.1f p99_us=%.1f%n",
                work.label(),
                rate,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3);
    }

    /** Repeats the work for a time, and returns how many values it had in a second. */
    private static double repeat(Room room, MachineWork work, Duration time, Histogram nanos) throws Exception {
        long values = 0;
        long start = System.nanoTime();
        long now = start;
        while (now - start < time.toNanos()) {
            values += once(room, work);
            long end = System.nanoTime();
            nanos.recordValue(end - now);
            now = end;
        }
        return values * 1e9 / (now - start);
    }

    /** Does the work once, and returns how many values it had. */
    private static int once(Room room, MachineWork work) throws Exception {
        switch (work) {
            case SEND -> room.send(VALUES);
            case RECEIVE -> room.receive(VALUES);
            case CONFIRM -> room.confirm();
            case DELIVER -> room.deliver();
        }
        return work.isOfOne() ? 1 : VALUES;
    }
}
