package io.nagare.bench.report.turn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The work of a server: which server it is, and the arguments of the load generator. */
public enum SocketWork {
    ECHO_SMALL("echo, 64 B, depth 1", "echo", "msgs_per_s", true, List.of("echo", "50", "64", "1")),
    ECHO_DEEP("echo, 64 B, depth 16", "echo", "msgs_per_s", false, List.of("echo", "50", "64", "16")),
    ECHO_300("300 connections, echo", "echo", "msgs_per_s", false, List.of("echo", "300", "64", "1")),
    ECHO_1000("1000 connections, echo", "echo", "msgs_per_s", false, List.of("echo", "1000", "64", "1")),
    ECHO_3000("3000 connections, echo", "echo", "msgs_per_s", false, List.of("echo", "3000", "64", "1")),
    ECHO_9000("9000 connections, echo", "echo", "msgs_per_s", false, List.of("echo", "9000", "64", "1")),
    ECHO_LARGE("echo, 16 KiB", "echo", "msgs_per_s", false, List.of("echo", "50", "16384", "1")),
    ECHO_LARGE_DEEP("echo, 16 KiB, depth 16", "echo", "msgs_per_s", false, List.of("echo", "50", "16384", "16")),
    FAN_OUT("fan-out to 100", "chat", "deliveries_per_s", false, List.of("fanout", "100", "64", "64")),
    FILE("file, MB", "file", "mb_per_s", false, List.of("pull", "8")),
    CHURN("churn", "echo", "conns_per_s", false, List.of("churn", "50", "64")),
    PROXY("proxy, 64 B, depth 1", "proxy", "msgs_per_s", false, List.of("echo", "50", "64", "1"));

    /** The works of the group that has io_uring beside other ways to wait. */
    static final List<SocketWork> OF_RING =
            List.of(ECHO_SMALL, ECHO_DEEP, ECHO_LARGE, ECHO_LARGE_DEEP, FAN_OUT, CHURN, FILE);

    private final String title;
    private final String server;
    private final String figure;
    private final boolean quick;
    private final List<String> load;

    SocketWork(String title, String server, String figure, boolean quick, List<String> load) {
        this.title = title;
        this.server = server;
        this.figure = figure;
        this.quick = quick;
        this.load = load;
    }

    /** The works of the group of sockets. */
    static List<SocketWork> ofSockets() {
        return Arrays.stream(values()).filter(work -> work != ECHO_LARGE_DEEP).toList();
    }

    public String title() {
        return title;
    }

    String server() {
        return server;
    }

    /** The name of the load generator's figure for the rate. */
    String figure() {
        return figure;
    }

    boolean isInQuickVersion() {
        return quick;
    }

    /** Returns the load generator's arguments for a port and a time in seconds. */
    List<String> load(int port, double seconds) {
        List<String> words = new ArrayList<>(load);
        words.add(1, Integer.toString(port));
        words.add(String.format(Locale.ROOT, "%.1f", seconds));
        return words;
    }
}
