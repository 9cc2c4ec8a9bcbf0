package io.nagare.bench.load;

import java.io.IOException;
import java.util.List;

/**
 * The commands {@code load} and {@code burst}: put an echo server on this machine under load and print one line of
 * figures.
 */
public final class Load {

    /** How to call the commands. */
    public static final String USAGE =
            """
            load PORT CONNECTIONS BYTES RATE SECONDS WARMUP
              sends RATE messages a second by a schedule, whatever the echo server does;
              latency counts from the time in the schedule;
              held=0 says that this program itself could not keep the rate
            burst PORT CONNECTIONS BYTES WARMUPS
              opens CONNECTIONS at once, each with one message that is echoed, until all are answered;
              WARMUPS bursts do not count""";

    private static final int MOST_CONNECTIONS = 60_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_RATE = 10_000_000;
    private static final int MOST_SECONDS = 3_600;

    private Load() {}

    /**
     * Sends at a fixed rate.
     *
     * @return whether there are figures
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean run(List<String> words) {
        if (words.size() != 6) {
            throw new IllegalArgumentException("load needs PORT CONNECTIONS BYTES RATE SECONDS WARMUP");
        }
        Schedule schedule = new Schedule(
                number("CONNECTIONS", words.get(1), MOST_CONNECTIONS),
                number("RATE", words.get(3), MOST_RATE),
                seconds("SECONDS", words.get(4)),
                seconds("WARMUP", words.get(5)));
        int port = number("PORT", words.get(0), 65_535);
        int bytes = number("BYTES", words.get(2), MOST_BYTES);
        try (OpenLoop loop = new OpenLoop(port, bytes, schedule)) {
            System.out.println(loop.run());
            return true;
        } catch (IOException failure) {
            System.err.println("load: " + failure.getMessage());
            return false;
        }
    }

    /**
     * Opens connections at once.
     *
     * @return whether there are figures
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean runBurst(List<String> words) {
        if (words.size() != 4) {
            throw new IllegalArgumentException("burst needs PORT CONNECTIONS BYTES WARMUPS");
        }
        int port = number("PORT", words.get(0), 65_535);
        int connections = number("CONNECTIONS", words.get(1), MOST_CONNECTIONS);
        int bytes = number("BYTES", words.get(2), MOST_BYTES);
        int warmUps = number("WARMUPS", words.get(3), 1_000);
        try {
            System.out.println(Burst.run(port, connections, bytes, warmUps));
            return true;
        } catch (IOException failure) {
            System.err.println("burst: " + failure.getMessage());
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
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

    private static double seconds(String what, String value) {
        try {
            double seconds = Double.parseDouble(value);
            if (seconds > 0 && seconds <= MOST_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException notANumber) {
            // The exception below says so.
        }
        throw new IllegalArgumentException(
                what + " needs a number above 0, at most " + MOST_SECONDS + ", but was given " + value);
    }
}
