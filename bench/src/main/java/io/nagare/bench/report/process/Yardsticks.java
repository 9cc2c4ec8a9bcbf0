package io.nagare.bench.report.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Programs that are not part of the project, given by their paths. They are a load generator, an echo server in C on
 * epoll (the floor), and the works on Tokio. Without the load generator no socket is measured. Without the others their
 * rows are left out.
 */
public record Yardsticks(Optional<Path> load, Optional<Path> floor, Optional<Path> tokio) {}
