package io.nagare.bench.report.turn;

import java.util.List;

/** The work of a server with TLS: which server it is, and the arguments of {@code tls-load}. */
enum TlsWork {
    ECHO_SMALL("echo, 64 B", "tls-echo", "msgs_per_s", "echo", List.of("50", "64")),
    ECHO_LARGE("echo, 16 KiB", "tls-echo", "msgs_per_s", "echo", List.of("50", "16384")),
    BULK("bulk, MB", "tls-bulk", "mb_per_s", "bulk", List.of("8")),
    HANDSHAKES("handshakes", "tls-echo", "handshakes_per_s", "handshakes", List.of("8"));

    private final String title;
    private final String server;
    private final String figure;
    private final String load;
    private final List<String> numbers;

    TlsWork(String title, String server, String figure, String load, List<String> numbers) {
        this.title = title;
        this.server = server;
        this.figure = figure;
        this.load = load;
        this.numbers = numbers;
    }

    String title() {
        return title;
    }

    String server() {
        return server;
    }

    /** How many times as long as usual its warm-up may take. Handshakes have the most code to be compiled. */
    int warmUps() {
        return this == HANDSHAKES ? 5 : 1;
    }

    /** The name of the load's figure for the rate. */
    String figure() {
        return figure;
    }

    String load() {
        return load;
    }

    /** The arguments of the load between the port and the seconds. */
    List<String> numbers() {
        return numbers;
    }
}
