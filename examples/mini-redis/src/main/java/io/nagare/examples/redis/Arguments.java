package io.nagare.examples.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param options what was given for each option
 */
record Arguments(Map<String, List<String>> options) {

    static final String USAGE =
            """
            usage: mini-redis [--host HOST] [--port N] [--append-only FILE] [--tls CERTIFICATE KEY]
                              [--max-clients N] [--idle SECONDS] [--workers N]
            It listens on 127.0.0.1:6379 unless told otherwise. A port of 0 lets the system choose one.
            Certificate and key are files in PEM.""";

    /** How many values each option has. */
    private static final Map<String, Integer> VALUES = Map.of(
            "--host", 1, "--port", 1, "--append-only", 1, "--tls", 2, "--max-clients", 1, "--idle", 1, "--workers", 1);

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it is not understood; the message says why
     */
    static Arguments parse(String... args) {
        Map<String, List<String>> options = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            Integer count = VALUES.get(args[i]);
            if (count == null) {
                throw new IllegalArgumentException("unknown option " + args[i]);
            }
            if (i + count >= args.length) {
                throw new IllegalArgumentException(args[i] + (count == 1 ? " needs a value" : " needs two files"));
            }
            options.put(args[i], List.of(args).subList(i + 1, i + 1 + count));
            i += count;
        }
        Arguments parsed = new Arguments(options);
        parsed.port();
        parsed.maxClients();
        parsed.idle();
        parsed.workers();
        return parsed;
    }

    String host() {
        return options.getOrDefault("--host", List.of("127.0.0.1")).get(0);
    }

    int port() {
        return number("--port", 6379, 0, 65_535);
    }

    /** The append-only file, or null. */
    @Nullable Path appendOnly() {
        return path("--append-only", 0);
    }

    /** The certificate for TLS, or null. */
    @Nullable Path certificate() {
        return path("--tls", 0);
    }

    /** The certificate's key, or null. */
    @Nullable Path key() {
        return path("--tls", 1);
    }

    int maxClients() {
        return number("--max-clients", 10_000, 1, 1_000_000);
    }

    /** After how long without a byte a client is cut off; zero for never. */
    Duration idle() {
        return Duration.ofSeconds(number("--idle", 0, 0, 1_000_000));
    }

    int workers() {
        return number("--workers", 1, 1, 1024);
    }

    private @Nullable Path path(String option, int index) {
        List<String> values = options.get(option);
        return values == null ? null : Path.of(values.get(index));
    }

    private int number(String option, int otherwise, int least, int most) {
        List<String> values = options.get(option);
        if (values == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(values.get(0));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a number out of range is.
        }
        throw new IllegalArgumentException(
                option + " must be " + least + " to " + most + ", but was " + values.get(0));
    }
}
