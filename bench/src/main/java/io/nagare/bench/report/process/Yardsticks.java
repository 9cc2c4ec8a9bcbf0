package io.nagare.bench.report.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Programs that are given by their paths. They are a load generator, an echo server in C on epoll (the floor), the
 * works on Tokio, servers with TLS on Tokio and rustls, and the works on Node.js (libuv). Without the load generator no
 * plain socket is measured. Without the others their rows are left out.
 */
public record Yardsticks(
        Optional<Path> load,
        Optional<Path> floor,
        Optional<Path> tokio,
        Optional<Path> tokioRustls,
        Optional<Path> libuv) {

    /** No program was given. */
    public static final Yardsticks NONE = new Yardsticks(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns these with a load generator. */
    public Yardsticks withLoad(Optional<Path> program) {
        return new Yardsticks(program, floor, tokio, tokioRustls, libuv);
    }
}
