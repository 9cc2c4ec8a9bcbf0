package io.nagare.testing.simulation.house;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.testing.simulation.Faults;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Program;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What a host finds on its disk after it has crashed at any moment: old or new, whole, and what was acknowledged. These
 * are promises of {@link WriteOptions}, which have no number in ARCHITECTURE.md. Of the invariants there, these are
 * checked: 7 and 9, when the simulation is closed, also after errors of the disk.
 */
class FileHistoriesTest {

    private static final WriteOptions FORCED = WriteOptions.defaults().sync(WriteOptions.Sync.ALL);

    /** A file that is replaced again and again, and what may be in it. */
    private static final class Replaced {

        private final Path path;
        private final Set<String> possible = new HashSet<>(Set.of("missing"));

        Replaced(Path path) {
            this.path = path;
        }

        One<Void> replace(String text) {
            return One.defer(() -> {
                possible.add(text);
                return AsyncFile.writeString(path, text, FORCED.atomically())
                        .doOnNext(written -> {
                            possible.clear();
                            possible.add(text);
                        })
                        .onErrorResume(
                                failure -> failure instanceof FileOperationException ? One.empty() : One.error(failure))
                        .then();
            });
        }

        /** Without a loss of power, what was replaced before may still come back at the next one. */
        void check(Host host, boolean lostPower) throws IOException {
            Path file = host.disk().path(path.toString());
            String content = Files.exists(file) ? Files.readString(file) : "missing";
            if (!possible.contains(content)) {
                throw new AssertionError(path + " has " + content + ", not one of " + possible);
            }
            if (lostPower) {
                possible.clear();
                possible.add(content);
            }
        }
    }

    @SimulationTest(seeds = 150)
    void anAtomicWriteIsOldOrNew(Simulation simulation) throws IOException {
        Random random = new Random(simulation.seed());
        Replaced[] files = {new Replaced(Path.of("/a")), new Replaced(Path.of("/b"))};
        int[] number = {0};
        Program program = () -> Many.interval(Duration.ofMillis(200))
                .concatMap(tick -> files[random.nextInt(2)].replace(("text " + number[0]++ + " ").repeat(300)))
                .then();
        Host host = simulation.host("host", program);
        host.disk().failing(random.nextInt(3) * 0.01);
        for (int crash = 0; crash < 5; crash++) {
            simulation.run(Duration.ofMillis(random.nextInt(2_000)));
            boolean losesPower = random.nextInt(3) > 0;
            if (!losesPower) {
                host.crash();
            } else {
                host.disk().losePowerAfter(random.nextInt(12));
                simulation.runUntil(host::hasCrashed, Duration.ofMinutes(1));
            }
            for (Replaced file : files) {
                file.check(host, losesPower);
            }
            host.restart();
        }
    }

    @SimulationTest(seeds = 100)
    void whatWasForcedIsThere(Simulation simulation) throws IOException {
        List<String> forced = new ArrayList<>();
        int[] number = {0};
        Path directory = Path.of("/records");
        Program program = () -> AsyncDirectory.createAll(directory)
                .then(AsyncFile.sync(directory).onErrorComplete())
                .thenMany(Many.interval(Duration.ofMillis(100)).concatMap(tick -> {
                    String name = "record" + number[0]++;
                    return AsyncFile.writeString(Path.of("/" + name), name, FORCED.createNew())
                            .doOnNext(written -> forced.add(name));
                }))
                .then();
        Host host = simulation.host("host", program);
        Faults faults = simulation.faults(0.9).crashing(host);
        simulation.run(Duration.ofMinutes(1));
        faults.stop();
        for (String name : forced) {
            Path file = host.disk().path("/" + name);
            if (!Files.exists(file) || !Files.readString(file).equals(name)) {
                throw new AssertionError(name + " was forced and is not there");
            }
        }
    }

    /** After a copy or a move, each content is somewhere, and whole. */
    @SimulationTest(seeds = 100)
    void movingLosesNothingForAProgramThatIsKilled(Simulation simulation) throws IOException {
        Random random = new Random(simulation.seed());
        Map<Integer, String> contents = new HashMap<>();
        Host host = simulation.host("host");
        for (int i = 0; i < 4; i++) {
            contents.put(i, ("content " + i + " ").repeat(1 + random.nextInt(2_000)));
            Files.writeString(host.disk().path("/file" + i), contents.get(i));
        }
        for (int round = 0; round < 5; round++) {
            host.spawn(() -> Many.range(0, 20)
                    .concatMap(i -> AsyncFile.move(
                                    Path.of("/file" + random.nextInt(8)), Path.of("/file" + random.nextInt(8)))
                            .onErrorComplete())
                    .then());
            simulation.run(Duration.ofMillis(random.nextInt(40)));
            host.crash().restart();
        }
        Set<String> left = new HashSet<>();
        try (var files = Files.list(host.disk().path("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                left.add(Files.readString(file));
            }
        }
        if (!left.equals(new HashSet<>(contents.values()))) {
            throw new AssertionError("contents were lost or torn: " + left.size() + " are left");
        }
    }
}
