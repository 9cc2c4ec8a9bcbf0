package io.nagare.examples.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param host where to listen
 * @param port 0 to let the system choose
 * @param appendOnly the append-only file, or null
 * @param certificate the certificate for TLS, or null
 * @param key its key, or null
 * @param maxClients the most clients at a time
 * @param idle after how long without a byte a client is cut off; zero for never
 * @param workers how many threads serve
 */
record Arguments(
        String host,
        int port,
        @Nullable Path appendOnly,
        @Nullable Path certificate,
        @Nullable Path key,
        int maxClients,
        Duration idle,
        int workers) {

    static final String USAGE =
            """
            usage: mini-redis [--host HOST] [--port N] [--append-only FILE] [--tls CERTIFICATE KEY]
                              [--max-clients N] [--idle SECONDS] [--workers N]
            It listens on 127.0.0.1:6379 unless told otherwise. A port of 0 lets the system choose one.
            Certificate and key are files in PEM.""";

    static Arguments parse(String... args) {
        Arguments parsed = new Arguments("127.0.0.1", 6379, null, null, null, 10_000, Duration.ZERO, 1);
        for (int i = 0; i < args.length; i++) {
            List<String> values = values(args, i);
            parsed = parsed.with(args[i], values);
            i += values.size();
        }
        return parsed;
    }

    private static List<String> values(String[] args, int at) {
        int count = args[at].equals("--tls") ? 2 : 1;
        if (at + count >= args.length) {
            throw new IllegalArgumentException(args[at] + (count == 1 ? " needs a value" : " needs two files"));
        }
        return List.of(args).subList(at + 1, at + 1 + count);
    }

    private Arguments with(String option, List<String> values) {
        String value = values.get(0);
        return switch (option) {
            case "--host" -> new Arguments(value, port, appendOnly, certificate, key, maxClients, idle, workers);
            case "--port" -> new Arguments(
                    host, number(option, value, 0, 65_535), appendOnly, certificate, key, maxClients, idle, workers);
            case "--append-only" -> new Arguments(
                    host, port, Path.of(value), certificate, key, maxClients, idle, workers);
            case "--tls" -> new Arguments(
                    host, port, appendOnly, Path.of(value), Path.of(values.get(1)), maxClients, idle, workers);
            case "--max-clients" -> new Arguments(
                    host, port, appendOnly, certificate, key, number(option, value, 1, 1_000_000), idle, workers);
            case "--idle" -> new Arguments(
                    host, port, appendOnly, certificate, key, maxClients,
                    Duration.ofSeconds(number(option, value, 0, 1_000_000)), workers);
            case "--workers" -> new Arguments(
                    host, port, appendOnly, certificate, key, maxClients, idle, number(option, value, 1, 1024));
            default -> throw new IllegalArgumentException("unknown option " + option);
        };
    }

    private static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a number out of range is.
        }
        throw new IllegalArgumentException(option + " must be " + least + " to " + most + ", but was " + value);
    }
}
