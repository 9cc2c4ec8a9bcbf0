package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Tcp;
import io.nagare.process.Child;
import io.nagare.process.ChildStream;
import io.nagare.process.Command;
import io.nagare.process.CommandFailedException;
import io.nagare.process.CommandFailedException.Reason;
import io.nagare.process.CommandOutput;
import io.nagare.process.ExitStatus;
import io.nagare.process.PipelineOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Children of simulated hosts, started with the commands that start the system's programs. */
class SimulatedChildrenTest {

    private static final long SEEDS = 100;
    private static final int PIPE = 64 * 1024;
    private static final int MEGABYTE = 1 << 20;
    private static final Bytes CHUNK = Bytes.wrap(new byte[10_000]);

    /** Writes its lines in order, when it has read all. */
    private static final ChildProgram SORT = child -> child.stdin()
            .lines()
            .collectList()
            .flatMap(lines -> child.stdout()
                    .sendAll(Many.fromIterable(lines.stream().sorted().toList())
                            .map(line -> Bytes.utf8(line + "\n"))))
            .then(One.just(0));

    /** Writes what it reads. */
    private static final ChildProgram CAT =
            child -> child.stdout().sendAll(child.stdin()).then(One.just(0));

    /** Writes without an end. */
    private static final ChildProgram YES = child -> child.stdout()
            .sendAll(Many.range(0, Integer.MAX_VALUE).map(i -> Bytes.utf8("y\n")))
            .then(One.just(0));

    /** Says that it is ready, and goes on when it is asked to end. */
    private static final ChildProgram STUBBORN = child -> {
        child.ignoreTermination();
        return child.stdout().sendAll(One.just(Bytes.utf8("ready\n"))).then(One.never());
    };

    private static Host host(Simulation simulation) {
        return simulation.host("server").program("sort", SORT).program("cat", CAT).program("yes", YES);
    }

    @Test
    void aChildReadsArgumentsAndInputAndEndsWithItsCode() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = host(simulation).program("tell", child -> child.stdout()
                    .sendAll(child.stdin())
                    .then(child.stderr()
                            .sendAll(One.just(Bytes.utf8(child.arguments() + " " + child.environment() + " "
                                    + child.directory()))))
                    .then(One.just(3)));
            CommandOutput output = host.blockOn(() -> Command.of("tell", "one", "two")
                    .environment("NAME", "value")
                    .directory(Path.of("/tmp"))
                    .input(Bytes.utf8("input"))
                    .output());
            assertEquals(3, output.status().code());
            assertEquals("input", output.text());
            assertEquals("[one, two] {NAME=value} /tmp", output.stderr().utf8());
        });
    }

    @Test
    void aPipelineOfThree() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = host(simulation);
            PipelineOutput output = host.blockOn(() -> Command.of("sort")
                    .input(Bytes.utf8("b\nc\na\n"))
                    .pipeTo(Command.of("cat"))
                    .pipeTo(Command.of("cat"))
                    .output());
            assertEquals("a\nb\nc\n", output.text());
            assertTrue(output.isSuccess());
        });
    }

    @Test
    void aChildWhoseReaderHasGoneEndsAsOfABrokenPipe() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = host(simulation).program("head", child -> child.stdin()
                    .lines()
                    .take(1)
                    .concatMap(line -> child.stdout().sendAll(One.just(Bytes.utf8(line))))
                    .then(One.just(0)));
            PipelineOutput output = host.blockOn(
                    () -> Command.of("yes").pipeTo(Command.of("head")).output());
            assertEquals("y", output.text());
            assertEquals(List.of(141, 0), output.statuses().stream().map(ExitStatus::code).toList());
        });
    }

    @Test
    void aConsumerThatStopsHoldsTheChildBack() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            AtomicLong written = new AtomicLong();
            Host host = simulation.host("server").program("write", child -> child.stdout()
                    .sendAll(Many.range(0, 100).map(i -> {
                        written.addAndGet(CHUNK.length());
                        return CHUNK;
                    }))
                    .then(One.just(0)));
            AtomicLong read = new AtomicLong();
            Command write = Command.of("write").stdout(ChildStream.piped());
            long all = host.blockOn(() -> write.running(child -> child.stdout()
                            .take(3)
                            .doOnNext(bytes -> read.addAndGet(bytes.length()))
                            .then()
                            // Nobody reads for a minute.
                            .then(One.delay(Duration.ofMinutes(1)))
                            .doOnComplete(() -> {
                                long held = written.get() - read.get();
                                assertTrue(held >= PIPE, held + " bytes held back");
                                assertTrue(held <= PIPE + 2 * CHUNK.length(), held + " bytes held back");
                                assertTrue(child.status().isEmpty());
                            })
                            .thenMany(child.stdout()))
                    .reduce(0L, (sum, bytes) -> sum + bytes.length()));
            assertEquals(100L * CHUNK.length(), read.get() + all);
        });
    }

    @Test
    void aChildThatDoesNotReadHoldsThePublisherBack() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = simulation.host("server")
                    .program("wait", child -> One.delay(Duration.ofMinutes(1)).then(child.stdin().count().map(c -> 0)));
            AtomicLong made = new AtomicLong();
            Task<ExitStatus> exit = host.spawn(() -> Command.of("wait")
                    .input(Many.range(0, 100).map(i -> {
                        made.addAndGet(CHUNK.length());
                        return CHUNK;
                    }))
                    .exit());
            simulation.run(Duration.ofSeconds(30));
            assertTrue(made.get() >= PIPE && made.get() <= PIPE + 2 * CHUNK.length(), made + " bytes");
            simulation.runUntil(exit::isDone, Duration.ofMinutes(1));
            assertEquals(100L * CHUNK.length(), made.get());
            assertTrue(exit.join().isSuccess());
        });
    }

    @Test
    void aChildThatIgnoresTermIsKilledAfterItsGrace() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = simulation.host("server").program("stubborn", STUBBORN);
            Child child = host.blockOn(
                    () -> Command.of("stubborn").stdout(ChildStream.piped()).grace(Duration.ofSeconds(3)).start());
            assertEquals("ready", host.blockOn(() -> child.stdout().lines().next()));
            Duration before = simulation.elapsed();
            ExitStatus status = host.blockOn(child::end);
            assertEquals(137, status.code());
            long millis = simulation.elapsed().minus(before).toMillis();
            assertTrue(millis >= 3_000 && millis < 3_100, millis + " ms");
        });
    }

    @Test
    void aChildThatHandlesTermTidiesUp() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = simulation.host("server").program("tidy", child -> One.zip(
                            child.terminated().then(One.delay(Duration.ofSeconds(1))).then(One.just(7)),
                            child.stdout().sendAll(One.just(Bytes.utf8("ready\n"))).then(One.just(0)),
                            Integer::sum));
            Child child = host.blockOn(() -> Command.of("tidy").stdout(ChildStream.piped()).start());
            host.blockOn(() -> child.stdout().lines().next());
            assertEquals(7, host.blockOn(child::end).code());
        });
    }

    @Test
    void aChildThatSaysNothingOfTermEndsWithIt() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = simulation.host("server").program("sleep", child -> One.never());
            Child child = host.blockOn(() -> Command.of("sleep").start());
            assertEquals(143, host.blockOn(child::end).code());
        });
    }

    @Test
    void aTimedOutStreamEndsItsChild() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = simulation.host("server").program("sleep", child -> One.never());
            assertEquals("late", host.blockOn(() -> Command.of("sleep").exit()
                    .map(ExitStatus::toString)
                    .timeout(Duration.ofMillis(50))
                    .onErrorReturn("late")));
            // Closing the simulation would tell a child that was left.
        });
    }

    @Test
    void aCrashOfTheHostEndsItsChildren() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            List<String> ticks = new ArrayList<>();
            Host host = simulation.host("server", () -> Command.of("tick").exit())
                    .program("tick", child -> Many.interval(Duration.ofSeconds(1))
                            .doOnNext(tick -> ticks.add(child.pid() + ": " + tick))
                            .then(One.just(0)));
            simulation.run(Duration.ofMillis(3_500));
            assertEquals(List.of("100: 0", "100: 1", "100: 2"), ticks);
            host.crash();
            simulation.run(Duration.ofSeconds(5));
            assertEquals(3, ticks.size());
            host.restart();
            simulation.run(Duration.ofMillis(1_500));
            assertEquals("101: 0", ticks.get(3));
        });
    }

    @Test
    void aPausedHostHasPausedChildren() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            AtomicLong ticks = new AtomicLong();
            Host host = simulation.host("server").program("tick", child ->
                    Many.interval(Duration.ofSeconds(1)).doOnNext(tick -> ticks.incrementAndGet()).then(One.just(0)));
            Child child = host.blockOn(() -> Command.of("tick").start());
            host.pause();
            simulation.run(Duration.ofSeconds(10));
            assertEquals(0, ticks.get());
            host.resume();
            simulation.run(Duration.ofMillis(1_500));
            assertNotEquals(0, ticks.get());
            host.blockOn(child::end);
        });
    }

    /** As on Unix: the output ends when the last process has closed it, and not with the child. */
    @Test
    void aGrandchildKeepsThePipeOpen() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = simulation.host("server")
                    .program("daemon", child -> One.delay(Duration.ofSeconds(30))
                            .then(child.stdout().sendAll(One.just(Bytes.utf8("late\n"))))
                            .then(One.just(0)))
                    .program("parent", child -> Command.of("daemon").start()
                            .flatMap(daemon -> child.stdout().sendAll(One.just(Bytes.utf8("early\n"))))
                            .then(One.just(0)));
            Child child = host.blockOn(() -> Command.of("parent").stdout(ChildStream.piped()).start());
            Task<List<String>> lines = host.spawn(() -> child.stdout().lines().collectList());
            assertTrue(host.blockOn(child::exit).isSuccess());
            simulation.run(Duration.ofSeconds(20));
            assertFalse(lines.isDone());
            simulation.runUntil(lines::isDone, Duration.ofSeconds(20));
            assertEquals(List.of("early", "late"), lines.join());
        });
    }

    @Test
    void aGrandchildDoesNotKeepAReaderThatIsCancelled() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = simulation.host("server")
                    .program("daemon", child -> One.delay(Duration.ofMinutes(5)).then(One.just(0)))
                    .program("parent", child -> Command.of("daemon").start().then(One.just(0)));
            Duration before = simulation.elapsed();
            host.blockOn(() -> Command.of("parent").stdout(ChildStream.piped())
                    .running(child -> child.exit().then(child.stdout().then().timeout(Duration.ofSeconds(1))
                            .onErrorComplete())).then());
            assertTrue(simulation.elapsed().minus(before).compareTo(Duration.ofSeconds(2)) < 0);
        });
    }

    @Test
    void aProgramThatTheHostDoesNotHaveIsNotFound() {
        Simulation.forSeeds(10).check(simulation -> {
            Host host = host(simulation);
            for (String name : List.of("uniq", "/bin/uniq")) {
                CommandFailedException missing = assertThrows(
                        CommandFailedException.class, () -> host.blockOn(() -> Command.of(name).exit()));
                assertEquals(Reason.NOT_FOUND, missing.reason());
                assertEquals(name, missing.program());
                assertTrue(missing.getCause().getMessage().contains("has the programs [sort, cat, yes]"));
            }
            // None of a pipeline goes on if one is missing.
            assertEquals(Reason.NOT_FOUND, assertThrows(
                    CommandFailedException.class,
                    () -> host.blockOn(() -> Command.of("yes").pipeTo(Command.of("uniq")).output())).reason());
            assertEquals(Reason.NO_DIRECTORY, assertThrows(
                    CommandFailedException.class,
                    () -> host.blockOn(() -> Command.of("cat").directory(Path.of("/none")).exit())).reason());
        });
    }

    @Test
    void filesAreThoseOfTheHost() {
        Simulation.forSeeds(SEEDS).check(simulation -> {
            Host host = host(simulation);
            write(host, "/in", "b\na\n");
            host.blockOn(() -> Command.of("sort")
                    .stdin(ChildStream.from(Path.of("/in")))
                    .stdout(ChildStream.to(Path.of("/out")))
                    .exit());
            host.blockOn(() -> Command.of("cat")
                    .stdin(ChildStream.from(host.disk().path("/in")))
                    .stdout(ChildStream.appendedTo(host.disk().path("/out")))
                    .exit());
            assertEquals("a\nb\nb\na\n", read(host, "/out"));
            assertEquals(Reason.STREAM_FILE, assertThrows(
                    CommandFailedException.class,
                    () -> host.blockOn(() -> Command.of("cat").stdin(ChildStream.from(Path.of("/none"))).exit()))
                    .reason());
        });
    }

    @Test
    void aChildOfTheSystemHasNoFileOfAHost() {
        Simulation.forSeeds(1).check(simulation -> {
            Path file = host(simulation).disk().path("/in");
            try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
                String message = assertThrows(
                                IllegalArgumentException.class,
                                () -> runtime.blockOn(Command.of("true").stdin(ChildStream.from(file)).exit()))
                        .getMessage();
                assertEquals("only a child on a simulated host can use its disk, so not /in", message);
            }
        });
    }

    private static void write(Host host, String path, String text) {
        try {
            Files.writeString(host.disk().path(path), text);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String read(Host host, String path) {
        try {
            return Files.readString(host.disk().path(path));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void manyBytesPassWhole() {
        Simulation.forSeeds(20).check(simulation -> {
            Host host = host(simulation);
            long count = host.blockOn(() -> Command.of("cat")
                    .input(Many.range(0, MEGABYTE / 4_096).map(i -> Bytes.wrap(new byte[4_096])))
                    .pipeTo(Command.of("cat"))
                    .read()
                    .reduce(0L, (sum, bytes) -> sum + bytes.length()));
            assertEquals(MEGABYTE, count);
        });
    }

    @Test
    void aChildThatIsLeftIsTold() {
        Simulation simulation = Simulation.start(1);
        Host host = simulation.host("server").program("sleep", child -> One.never());
        host.blockOn(() -> Command.of("sleep").start());
        SimulationFailure left = assertThrows(SimulationFailure.class, simulation::close);
        assertTrue(left.getMessage().contains("children left running on server: [sleep (100)]"), left.getMessage());
    }

    @Test
    void aProgramWithAFaultIsTold() {
        Simulation simulation = Simulation.start(1);
        Host host = simulation.host("server").program("bad", child -> {
            throw new IllegalStateException("a fault of the test");
        });
        assertEquals(1, host.blockOn(() -> Command.of("bad").exit()).code());
        SimulationFailure fault = assertThrows(SimulationFailure.class, simulation::close);
        assertTrue(fault.getMessage().contains("a fault of the test"), fault.getMessage());
    }

    @Test
    void aChildHasNoSockets() {
        Simulation.forSeeds(10).check(simulation -> {
            List<String> said = new ArrayList<>();
            Host host = simulation.host("server").program("call", child -> Tcp.connect("server", 7000)
                    .map(connection -> 0)
                    .doOnError(failure -> said.add(String.valueOf(failure)))
                    .onErrorReturn(1));
            assertEquals(1, host.blockOn(() -> Command.of("call").exit()).code());
            assertTrue(said.get(0).contains("has no sockets"), said.get(0));
        });
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        Simulation.forSeeds(20).checkDetermined(SimulatedChildrenTest::manyThings);
        assertEquals(hash(1), hash(1));
        assertNotEquals(hash(1), hash(2));
    }

    private static long hash(long seed) {
        Simulation simulation = Simulation.start(seed);
        try (simulation) {
            manyThings(simulation);
        }
        return simulation.hash();
    }

    private static void manyThings(Simulation simulation) {
        Host host = host(simulation).program("stubborn", STUBBORN);
        host.blockOn(() -> Command.of("sort").input(Bytes.utf8("b\na\n")).pipeTo(Command.of("cat")).output());
        host.blockOn(() -> Command.of("yes").read().take(10).then());
        host.blockOn(() -> Command.of("stubborn").grace(Duration.ofSeconds(1)).stdout(ChildStream.piped())
                .running(child -> child.stdout().take(1)).then());
    }
}
