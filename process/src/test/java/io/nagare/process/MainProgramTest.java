package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.process.fixture.Jvm;
import io.nagare.process.fixture.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;

/** How a process with a one-line main ends: in this JVM, from a shell script, and as the first of a container. */
class MainProgramTest {

    /** Does what the first argument says. */
    static final class Programs {

        private static final Bytes GO = Bytes.utf8("go\n");

        /** Is ready when it was told to go: then its handle is there. */
        private static final Command TIDY = Command.of(
                        "sh",
                        "-c",
                        "trap 'sleep 0.1; echo tidied; exit' TERM; read go; echo ready; while :; do sleep 0.1; done")
                .grace(Duration.ofSeconds(60));

        private static Child started;

        public static void main(String[] arguments) {
            if (List.of("drain", "exits", "takes", "starts").contains(arguments[0])) {
                // The second signal may come, or a child tidy up, while the limit runs.
                MainProgram.run(arguments, MainOptions.defaults().limit(Duration.ofSeconds(60)), Programs::program);
            } else {
                MainProgram.run(arguments, MainOptions.defaults().limit(Duration.ofMillis(300)), Programs::program);
            }
        }

        private static Publisher<?> program(MainProgram main) {
            One<Void> ready = StandardStreams.print("ready");
            return switch (main.arguments().get(0)) {
                case "complete" -> ready;
                case "fail" -> One.error(() -> new IllegalStateException("two\nlines"));
                case "throw" -> throw new IllegalArgumentException("no program");
                case "forever" -> ready.then(One.never());
                case "ends" -> Many.merge(ready, main.ending().then(StandardStreams.print("drained")));
                case "drain" -> Many.merge(ready, main.ending().then(StandardStreams.print("draining")), One.never());
                case "late" -> Many.merge(ready, main.ending().then(StandardStreams.print("draining")), One.never());
                case "spin" -> ready.then(One.fromRunnable(Programs::spin));
                case "asks and spins" -> Many.merge(
                        main.ending(), ready.then(One.fromRunnable(Programs::spin)));
                case "wait" -> ready.then(One.fromRunnable(Programs::waitForEver));
                case "exits" -> TIDY.input(GO).exit();
                case "takes" -> TIDY.input(GO).exit().takeUntil(main.ending());
                case "starts" -> TIDY.stdin(ChildStream.piped()).start().flatMap(child -> {
                    started = child;
                    return child.stdin().sendAll(One.just(GO)).then(One.never());
                });
                case "stubborn" -> Command.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.01; done")
                        .exit();
                default -> throw new AssertionError();
            };
        }

        private static void spin() {
            while (true) {
                Thread.onSpinWait();
            }
        }

        private static void waitForEver() {
            Object nobody = new Object();
            synchronized (nobody) {
                while (true) {
                    try {
                        nobody.wait();
                    } catch (InterruptedException goesOn) {
                        // It is as bad as it can be.
                    }
                }
            }
        }
    }

    private Nagare nagare;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        Shell.assertNoChildren();
    }

    private record Ended(int code, List<String> lines) {}

    /** Runs a program and sends it a signal for each line that it prints, as long as there are signals. */
    private Ended run(Command command, String... signals) {
        List<String> lines = new ArrayList<>();
        Command piped = command.stdout(ChildStream.piped());
        ExitStatus status = nagare.blockOn(piped.runningOne(child -> child.stdout()
                .lines()
                .doOnNext(lines::add)
                .concatMap(line -> lines.size() > signals.length
                        ? One.empty()
                        : Shell.command("kill -" + signals[lines.size() - 1] + " " + child.pid()).exit())
                .then()
                .then(child.exit())));
        return new Ended(status.code(), lines);
    }

    private static Command program(String name) {
        return Jvm.command(Programs.class, name);
    }

    @Test
    void aProgramThatCompletesEndsWithZero() {
        assertEquals(new Ended(0, List.of("ready")), run(program("complete")));
    }

    @ParameterizedTest
    @CsvSource({"fail, IllegalStateException: two lines", "throw, IllegalArgumentException: no program"})
    void aFailureIsOneLineAndOne(String name, String line) {
        CommandOutput output = nagare.blockOn(program(name).output());
        assertEquals(1, output.status().code());
        assertEquals(line + "\n", output.stderr().utf8());
        assertEquals("", output.text());
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void aProgramThatDoesNotAskIsCancelledAtOnce(String signal, int code) {
        assertEquals(new Ended(code, List.of("ready")), run(program("forever"), signal));
    }

    @Test
    void aProgramThatDrainsInTimeEndsWithZero() {
        assertEquals(new Ended(0, List.of("ready", "drained")), run(program("ends"), "TERM"));
    }

    @Test
    void aProgramThatDrainsTooLongIsCutOff() {
        assertEquals(new Ended(143, List.of("ready", "draining")), run(program("late"), "TERM"));
    }

    @Test
    void aSecondSignalEndsItAtOnce() {
        assertEquals(new Ended(130, List.of("ready", "draining")), run(program("drain"), "TERM", "INT"));
    }

    /** The runtime cannot be closed then, nor can the program be cancelled. */
    @ParameterizedTest
    @CsvSource({"spin, TERM, 143", "asks and spins, TERM, 143", "wait, INT, 130"})
    void aProgramWhoseWorkerNeverComesBackIsGivenUp(String name, String signal, int code) {
        assertEquals(new Ended(code, List.of("ready")), run(program(name), signal));
    }

    @ParameterizedTest
    @CsvSource({"exits, 143", "takes, 0", "starts, 143"})
    void aChildHasItsGrace(String name, int code) {
        assertEquals(new Ended(code, List.of("ready", "tidied")), run(program(name), "TERM"));
    }

    /** The output that it has inherited ends with it. */
    @Test
    void aChildHasItsGraceUpToTheLimit() {
        assertEquals(new Ended(143, List.of("ready")), run(program("stubborn"), "TERM"));
    }

    /** The program as words of a shell script; paths have no quotes. */
    private static String words(String name) {
        return String.join(
                " ",
                program(name).words().stream().map(word -> "'" + word + "'").toList());
    }

    @Test
    void aShellScriptSeesTheCode() {
        CommandOutput output = nagare.blockOn(
                Shell.command(words("complete") + "; echo $?; " + words("fail") + "; echo $?").output());
        assertEquals("ready\n0\n1\n", output.text());
    }

    @Test
    void aShellScriptSendsTheSignal() {
        String script = words("ends") + " & child=$!; read go; kill -TERM $child; wait $child; echo $?";
        Command command = Shell.command(script).stdin(ChildStream.piped()).stdout(ChildStream.piped());
        List<String> lines = nagare.blockOn(command.running(child -> child.stdout()
                        .lines()
                        .concatMap(line -> line.equals("ready")
                                ? child.stdin().sendAll(One.just(Bytes.utf8("go\n"))).then(One.just(line))
                                : One.just(line)))
                .collectList());
        assertEquals(List.of("ready", "drained", "0"), lines);
    }

    @Test
    void theFirstProcessOfAContainerEndsByASignal() {
        Command isolated = Command.of("unshare", "--pid", "--fork", "--mount-proc");
        boolean allowed;
        try {
            allowed = nagare.blockOn(isolated.argument("true").stderr(ChildStream.discarded()).exit()).isSuccess();
        } catch (CommandFailedException missing) {
            allowed = false;
        }
        assumeTrue(allowed, "unshare is missing, or not allowed here");
        // The signal comes from outside, to the child of unshare.
        for (String name : List.of("ends", "forever")) {
            Command command = isolated.arguments(program(name).words()).stdout(ChildStream.piped());
            int code = nagare.blockOn(command.runningOne(child -> child.stdout()
                            .lines()
                            .take(1)
                            .concatMap(line -> Shell.command("pkill -TERM -P " + child.pid()).exit())
                            .then()
                            .then(child.exit())))
                    .code();
            assertEquals(name.equals("ends") ? 0 : 143, code, name);
        }
    }

    @Test
    void inATestNothingIsEnded() {
        List<Integer> codes = new ArrayList<>();
        Function<MainProgram, Publisher<?>> program = main -> {
            assertEquals(List.of("a"), main.arguments());
            assertEquals(main.runtime(), Nagare.current());
            return Many.range(0, 10);
        };
        MainProgram.run(List.of("a"), MainOptions.defaults(), program, codes::add, codes::add);
        assertEquals(List.of(0), codes);
    }
}
