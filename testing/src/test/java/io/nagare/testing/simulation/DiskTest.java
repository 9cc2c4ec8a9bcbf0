package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.AsyncPath;
import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.FileType;
import io.nagare.fs.contract.FollowOptions;
import io.nagare.fs.contract.FollowedChunk;
import io.nagare.fs.contract.LockMode;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.net.Tcp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What programs see of the disk of their host, and what a crash leaves. */
class DiskTest {

    private static final Path FILE = Path.of("/data");
    private static final Duration HOUR = Duration.ofHours(1);

    private static String left(Host host, String path) throws IOException {
        Path file = host.disk().path(path);
        return Files.exists(file) ? Files.readString(file) : "missing";
    }

    // Without faults

    @Test
    void eachHostHasItsOwnFiles() throws IOException {
        try (Simulation simulation = Simulation.start(1)) {
            Host one = simulation.host("one");
            Host other = simulation.host("other");
            one.blockOn(() -> AsyncFile.writeString(FILE, "of one"));
            assertEquals("of one", one.blockOn(() -> AsyncFile.readString(FILE)));
            assertEquals(false, other.blockOn(() -> AsyncPath.exists(FILE)));
            assertEquals("of one", left(one, "/data"));
            assertFalse(Files.exists(FILE));
        }
    }

    @Test
    void aProgramGetsItsOwnPathsBack() {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            Path directory = Path.of("some");
            Path file = directory.resolve("file");
            host.blockOn(() -> AsyncDirectory.create(directory).then(AsyncFile.writeString(file, "text")));
            assertEquals(
                    List.of(file), host.blockOn(() -> AsyncDirectory.list(directory).collectList()));
            assertEquals(
                    List.of(directory, file),
                    host.blockOn(() -> AsyncDirectory.walk(directory)
                            .map(entry -> entry.information().path())
                            .collectList()));
            assertEquals(file, host.blockOn(() -> AsyncPath.information(file)).path());
            assertEquals(Path.of("/some/file"), host.blockOn(() -> AsyncPath.realPath(file)));
            assertEquals(
                    FILE, failure(host, AsyncFile.readString(FILE)).path());
            assertEquals(
                    Path.of("/tmp"),
                    host.blockOn(() -> AsyncFile.withTemporary(one -> One.just(one.getParent()))));
        }
    }

    /** Each operation works on the simulated disk. The system has no file of these names. */
    @Test
    void allOperationsAreOnTheDisk() throws IOException {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            Path tree = Path.of("/only/in/simulation");
            Path file = tree.resolve("file");
            Path other = tree.resolve("other");
            assertEquals(12L, host.blockOn(() -> AsyncDirectory.createAll(tree)
                    .then(AsyncFile.write(file, Many.just(Bytes.utf8("one\n"), Bytes.utf8("two\nmore"))))));
            assertEquals(
                    List.of("one", "two", "more"),
                    host.blockOn(() -> AsyncFile.lines(file).collectList()));
            assertEquals(
                    "one", host.blockOn(() -> AsyncFile.follow(file).lines().next()));
            assertEquals(
                    0L, host.blockOn(() -> AsyncFile.followChunks(file, FollowOptions.defaults())
                            .map(FollowedChunk::position)
                            .next()));
            host.blockOn(() -> AsyncFile.readWithProgress(file, ReadOptions.defaults(), bytes -> bytes)
                    .then());
            host.blockOn(() -> AsyncFile.setLength(file, 3).then(AsyncFile.sync(file)));
            assertEquals(3L, host.blockOn(() -> AsyncFile.copy(file, other)));
            assertEquals("one", left(host, other.toString()));
            host.blockOn(() -> AsyncFile.copyWithProgress(other, tree.resolve("third")).then());
            host.blockOn(() -> AsyncFile.move(other, tree.resolve("moved")));
            assertEquals(
                    true, host.blockOn(() -> AsyncFile.deleteIfExists(tree.resolve("moved"))));
            host.blockOn(() -> AsyncPath.symbolicLink(tree.resolve("link"), file)
                    .then(AsyncPath.hardLink(tree.resolve("name"), file)));
            assertEquals(file, host.blockOn(() -> AsyncPath.readLink(tree.resolve("link"))));
            assertEquals(file, host.blockOn(() -> AsyncPath.realPath(tree.resolve("link"))));
            Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-r-----");
            Instant time = Instant.ofEpochSecond(1_000);
            host.blockOn(() -> AsyncPath.setPermissions(file, permissions).then(AsyncPath.setModified(file, time)));
            FileInformation known = host.blockOn(() -> AsyncPath.information(tree.resolve("link")));
            assertEquals(permissions, known.permissions());
            assertEquals(time, known.modified());
            assertEquals(
                    FileType.SYMBOLIC_LINK,
                    host.blockOn(() -> AsyncPath.linkInformation(tree.resolve("link"))).type());
            assertEquals(
                    "yes",
                    host.blockOn(() -> AsyncDirectory.withTemporary(
                            directory -> AsyncFile.writeString(directory.resolve("a"), "a").thenReturn("yes"))));
            assertEquals(5L, host.blockOn(() -> AsyncDirectory.deleteTree(tree)));
            host.blockOn(() -> AsyncDirectory.delete(Path.of("/only/in")));
            assertEquals(List.of("tmp", "only"), names(host));
            assertEquals(0, Files.list(host.disk().path("/tmp")).count());
            assertFalse(Files.exists(Path.of("/only")));
        }
    }

    private static FileOperationException failure(Host host, One<?> operation) {
        return assertThrows(FileOperationException.class, () -> host.blockOn(() -> operation));
    }

    @Test
    void aFileIsSentOverTheNetwork() {
        byte[] content = new byte[300_000];
        try (Simulation simulation = Simulation.start(3)) {
            Host server = simulation.host(
                    "server", () -> Tcp.serve("server", 7000, peer -> peer.writeAndEnd(AsyncFile.read(FILE))));
            server.blockOn(() -> AsyncFile.writeAll(FILE, Bytes.copyOf(content)));
            Host client = simulation.host("client");
            int received = client.blockOn(() -> Tcp.connecting("server", 7000, peer -> peer.read())
                    .map(Bytes::length)
                    .reduce(0, Integer::sum));
            assertEquals(content.length, received);
        }
    }

    @Test
    void aLockIsOneHosts() {
        try (Simulation simulation = Simulation.start(1)) {
            Host one = simulation.host("one");
            Host other = simulation.host("other");
            One<Void> write = AsyncFile.writeString(FILE, "").then();
            one.blockOn(() -> write);
            other.blockOn(() -> write);
            one.spawn(() -> AsyncFile.withLock(FILE, LockMode.EXCLUSIVE, () -> One.delay(HOUR).thenReturn("")));
            simulation.run(Duration.ofMinutes(1));
            Task<String> waits =
                    one.spawn(() -> AsyncFile.withLock(FILE, LockMode.EXCLUSIVE, () -> One.just("second")));
            assertEquals(
                    "free", other.blockOn(() -> AsyncFile.withLock(FILE, LockMode.EXCLUSIVE, () -> One.just("free"))));
            assertFalse(waits.isDone());
            one.crash();
            one.restart();
            assertEquals(
                    "after", one.blockOn(() -> AsyncFile.withLock(FILE, LockMode.EXCLUSIVE, () -> One.just("after"))));
        }
    }

    @Test
    void watchingSaysThatItIsMissing() {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            FileOperationException failure = failure(host, AsyncDirectory.watch(Path.of("/tmp")).next());
            assertTrue(failure.getMessage().contains("a simulated disk cannot be watched"), failure.getMessage());
        }
    }

    /** A program that takes the order of a listing for that of the names, or of their making, is found. */
    @Test
    void listingsHaveSomeOrder() {
        Set<List<Path>> orders = new HashSet<>();
        Simulation.forSeeds(50).check(simulation -> {
            Host host = simulation.host("host");
            for (String name : List.of("c", "a", "b")) {
                Files.writeString(host.disk().path("/tmp/" + name), "");
            }
            One<List<Path>> listing = AsyncDirectory.list(Path.of("/tmp")).collectList();
            List<Path> order = host.blockOn(() -> listing);
            assertEquals(order, host.blockOn(() -> listing));
            orders.add(order);
        });
        assertEquals(6, orders.size());
    }

    @Test
    void theSameSeedHasTheSameHistory() {
        Simulation.forSeeds(20).checkDetermined(simulation -> {
            Host host = simulation.host("host");
            Faults faults = simulation.faults(1).crashing(host);
            host.disk().failing(0.05).slow(Duration.ZERO, Duration.ofMillis(20));
            Task<Void> writes = host.spawn(() -> Many.range(0, 100)
                    .concatMap(i -> AsyncFile.writeString(
                                    Path.of("/file" + i % 3), "text " + i, WriteOptions.defaults().atomically())
                            .onErrorComplete())
                    .then());
            simulation.run(Duration.ofMinutes(1));
            faults.stop();
            writes.abort();
        });
    }

    // Faults

    @Test
    void aFullDiskSaysSo() throws IOException {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            host.disk().capacity(1_000);
            host.blockOn(() -> AsyncFile.writeAll(FILE, Bytes.copyOf(new byte[600])));
            Path second = Path.of("/second");
            FileOperationException failure = failure(host, AsyncFile.writeAll(second, Bytes.copyOf(new byte[600])));
            assertTrue(failure.getMessage().contains("No space left on device"), failure.getMessage());
            host.blockOn(() -> AsyncFile.delete(FILE).then(AsyncFile.writeAll(second, Bytes.copyOf(new byte[600]))));
            assertEquals(600, Files.size(host.disk().path("/second")));
        }
    }

    @Test
    void aFailingDiskFailsOperations() {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            host.disk().failing(1);
            FileOperationException failure = failure(host, AsyncFile.writeString(FILE, "text"));
            assertTrue(failure.getMessage().contains("Input/output error"), failure.getMessage());
        }
    }

    @Test
    void aSlowDiskTakesTime() {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            host.disk().slow(Duration.ofSeconds(2), Duration.ofSeconds(3));
            host.blockOn(() -> AsyncFile.writeString(FILE, "text"));
            assertTrue(simulation.elapsed().compareTo(Duration.ofSeconds(2)) >= 0);
            assertTrue(simulation.elapsed().compareTo(Duration.ofMillis(3_010)) <= 0);
        }
    }

    @Test
    void filesNeedDescriptors() {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            host.descriptors(0);
            FileOperationException failure = failure(host, AsyncFile.writeString(FILE, "text"));
            assertTrue(failure.getMessage().contains("Too many open files"), failure.getMessage());
        }
    }

    @Test
    void aFileThatIsLeftOpenFailsTheTest() {
        Simulation simulation = Simulation.start(1);
        Host host = simulation.host("host");
        host.blockOn(() -> One.fromCallable(() -> {
            Path file = host.runtime().driver().path(FILE);
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            return "opened";
        }));
        SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::close);
        assertTrue(failure.getMessage().contains("files left open on host: [/data]"), failure.getMessage());
    }

    @Test
    void rangesAreChecked() {
        try (Simulation simulation = Simulation.start(1)) {
            Disk disk = simulation.host("host").disk();
            assertThrows(IllegalArgumentException.class, () -> disk.capacity(-1));
            assertThrows(IllegalArgumentException.class, () -> disk.failing(1.1));
            assertThrows(IllegalArgumentException.class, () -> disk.failing(Double.NaN));
            assertThrows(IllegalArgumentException.class, () -> disk.slow(Duration.ofSeconds(2), Duration.ofSeconds(1)));
            assertThrows(IllegalArgumentException.class, () -> disk.losePowerAfter(-1));
        }
    }

    // What a crash leaves

    /** What is left of a file of 1,000 bytes, over many losses of power. */
    private static Set<String> leftAfterPowerLoss(WriteOptions options) throws IOException {
        Set<String> found = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            try (Simulation simulation = Simulation.start(seed)) {
                Host host = simulation.host("host");
                host.blockOn(() -> AsyncFile.writeString(FILE, "x".repeat(1_000), options));
                host.powerOff().restart();
                found.add(left(host, "/data"));
            }
        }
        return found;
    }

    @Test
    void aLossOfPowerLeavesWhatWasForced() throws IOException {
        assertEquals(
                Set.of("x".repeat(1_000)),
                leftAfterPowerLoss(WriteOptions.defaults().sync(WriteOptions.Sync.ALL)));
    }

    @Test
    void aLossOfPowerMayLoseOrTearTheRest() throws IOException {
        Set<String> found = leftAfterPowerLoss(WriteOptions.defaults());
        assertTrue(found.containsAll(Set.of("missing", "", "x".repeat(1_000))), found.toString());
        assertTrue(found.stream().anyMatch(text -> text.length() % 1_000 > 0 && text.startsWith("x")));
    }

    @Test
    void aNewFileNeedsItsDirectoryForced() throws IOException {
        Set<String> found = leftAfterPowerLoss(WriteOptions.defaults().sync(WriteOptions.Sync.DATA));
        assertEquals(Set.of("missing", "x".repeat(1_000)), found);
    }

    @Test
    void aKilledProgramLeavesAllThatItWrote() throws IOException {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            host.blockOn(() -> AsyncFile.writeString(FILE, "text"));
            host.crash().restart();
            assertEquals("text", left(host, "/data"));
        }
    }

    @Test
    void whatCouldNotBeForcedMayBeLostThoughForcingAgainSucceeds() throws IOException {
        Set<String> found = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            try (Simulation simulation = Simulation.start(seed)) {
                Host host = simulation.host("host");
                host.blockOn(() -> AsyncFile.writeString(
                        FILE, "old", WriteOptions.defaults().sync(WriteOptions.Sync.ALL)));
                host.blockOn(() -> AsyncFile.writeString(
                        FILE, "new", WriteOptions.defaults().at(0)));
                host.disk().failing(0.3);
                host.blockOn(() -> AsyncFile.sync(FILE).onErrorComplete());
                host.disk().failing(0);
                host.blockOn(() -> AsyncFile.sync(FILE));
                host.powerOff().restart();
                found.add(left(host, "/data"));
            }
        }
        assertTrue(found.containsAll(Set.of("old", "new")), found.toString());
    }

    /** Loses power before each change that an operation makes, with several seeds. */
    private static void atEachMoment(Seeds.Scenario prepare, One<?> operation, Seeds.Scenario check) throws Exception {
        for (long changes = 0; ; changes++) {
            boolean isLast = true;
            for (long seed = 0; seed < 20; seed++) {
                try (Simulation simulation = Simulation.start(seed)) {
                    prepare.play(simulation);
                    Host host = simulation.network().hosts().get(0);
                    host.disk().losePowerAfter(changes);
                    host.spawn(operation::then);
                    simulation.run(HOUR);
                    if (host.hasCrashed()) {
                        isLast = false;
                        host.restart();
                    } else {
                        host.disk().keepPower();
                    }
                    check.play(simulation);
                }
            }
            if (isLast) {
                return;
            }
        }
    }

    @Test
    void anAtomicWriteLeavesTheOldOrTheNewWheneverPowerIsLost() throws Exception {
        Set<String> found = new HashSet<>();
        WriteOptions atomic = WriteOptions.defaults().atomically().sync(WriteOptions.Sync.ALL);
        atEachMoment(
                simulation -> simulation.host("host").blockOn(() -> AsyncFile.writeString(FILE, "old", atomic)),
                AsyncFile.writeString(FILE, "new content", atomic),
                simulation -> found.add(left(simulation.network().hosts().get(0), "/data")));
        assertEquals(Set.of("old", "new content"), found);
    }

    @Test
    void aWriteThatIsNotAtomicMayLeaveNeither() throws Exception {
        Set<String> found = new HashSet<>();
        WriteOptions forced = WriteOptions.defaults().sync(WriteOptions.Sync.ALL);
        atEachMoment(
                simulation -> simulation.host("host").blockOn(() -> AsyncFile.writeString(FILE, "old", forced)),
                AsyncFile.writeString(FILE, "new content", forced),
                simulation -> found.add(left(simulation.network().hosts().get(0), "/data")));
        assertTrue(found.contains(""), found.toString());
    }

    @Test
    void aCopyOverAFileLeavesTheOldOrTheNewForAKilledProgram() throws IOException {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            Path from = Path.of("/from");
            host.blockOn(() -> AsyncFile.writeString(FILE, "old").then(AsyncFile.writeString(from, "new")));
            host.blockOn(() -> AsyncFile.copy(from, FILE, java.nio.file.StandardCopyOption.REPLACE_EXISTING));
            assertEquals("new", left(host, "/data"));
            assertEquals(List.of("tmp", "from", "data"), names(host));
        }
    }

    private static List<String> names(Host host) throws IOException {
        try (var entries = Files.list(host.disk().path("/"))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
