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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** The standard streams of another JVM. */
class StandardStreamsTest {

    /** Does what the first argument says. */
    static final class Programs {

        public static void main(String[] arguments) {
            MainProgram.run(arguments, Programs::program);
        }

        private static Publisher<?> program(MainProgram main) {
            return switch (main.arguments().get(0)) {
                case "echo" -> StandardStreams.stdout()
                        .sendAll(StandardStreams.lines().map(line -> Bytes.utf8("<" + line + ">\n")));
                case "copy" -> StandardStreams.stdout().sendAll(StandardStreams.stdin());
                case "errors" -> StandardStreams.stderr().sendAll(One.just(Bytes.utf8("error")));
                // It waits for input in vain, and ends all the same.
                case "timeout" -> StandardStreams.stdin().timeout(Duration.ofMillis(100)).onErrorComplete();
                case "parts" -> parts();
                case "two" -> Many.merge(StandardStreams.stdin(), StandardStreams.stdin());
                case "mixed" -> {
                    System.out.print("first ");
                    yield StandardStreams.print("second");
                }
                case "much" -> much();
                case "much, told" -> much().onErrorResume(
                        ChildStreamException.class,
                        gone -> StandardStreams.stderr().sendAll(One.just(Bytes.utf8(gone.getMessage() + "\n"))));
                default -> throw new AssertionError();
            };
        }

        private static One<Void> much() {
            return StandardStreams.stdout().sendAll(Many.range(0, 1_000_000).map(i -> Bytes.wrap(new byte[10_000])));
        }

        /** One subscriber after the other, each for one piece. */
        private static Publisher<?> parts() {
            One<Bytes> piece = One.from(StandardStreams.stdin().take(1));
            One<Bytes> late = piece.timeout(Duration.ofMillis(50)).retry(1_000);
            return Many.concat(late, late, StandardStreams.stdin())
                    .concatMap(bytes -> StandardStreams.print("<" + bytes.utf8() + ">"));
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

    private static Command program(String name) {
        return Jvm.command(Programs.class, name);
    }

    private CommandOutput outputOf(Command command) {
        return nagare.blockOn(command.output());
    }

    @Test
    void linesAreReadAndWritten() {
        CommandOutput output = outputOf(program("echo").input(Bytes.utf8("a\nb\n\nc")));
        assertEquals("<a>\n<b>\n<>\n<c>\n", output.orFail().text());
    }

    @Test
    void bytesAreCopied() {
        byte[] sent = new byte[300_000];
        new java.util.Random(1).nextBytes(sent);
        assertEquals(Bytes.wrap(sent), outputOf(program("copy").input(Bytes.wrap(sent))).orFail().stdout());
    }

    @Test
    void errorsGoToTheErrorOutput() {
        CommandOutput output = outputOf(program("errors"));
        assertEquals("error", output.stderr().utf8());
        assertEquals("", output.text());
    }

    @Test
    void aReadThatWaitsDoesNotHoldUpTheExit() {
        Command silent = program("timeout").stdin(ChildStream.piped());
        assertEquals(0, nagare.blockOn(silent.runningOne(Child::exit), Duration.ofSeconds(30)).code());
    }

    @Test
    void aLaterReaderGetsWhatAnEarlierHasAskedFor() {
        Command parts = program("parts").stdin(ChildStream.piped()).stdout(ChildStream.piped());
        List<String> lines = nagare.blockOn(parts.running(child -> Many.merge(
                        One.delay(Duration.ofMillis(700))
                                .then(child.stdin().sendAll(One.just(Bytes.utf8("one"))))
                                .then(One.<String>empty()),
                        child.stdout().lines().concatMap(line -> (line.equals("<one>")
                                        ? child.stdin().sendAllAndClose(Bytes.utf8("two"))
                                        : One.<Void>empty())
                                .then(One.just(line)))))
                .take(2)
                .collectList());
        assertEquals(List.of("<one>", "<two>"), lines);
    }

    @Test
    void thereIsOneReaderAtATime() {
        CommandOutput output = outputOf(program("two").stdin(ChildStream.discarded()));
        assertEquals(
                "ChildStreamException: reading stdin failed: it is being read by another subscriber\n",
                output.stderr().utf8());
    }

    @Test
    void whatWasPrintedBeforeComesBefore() {
        assertEquals("first second\n", outputOf(program("mixed")).text());
    }

    /** As a filter that SIGPIPE ends. */
    @Test
    void aReaderThatHasGoneEndsAProgramQuietly() {
        Pipeline pipeline =
                program("much").stderr(ChildStream.piped()).pipeTo(Command.of("head", "-c", "1"));
        List<String> said = nagare.blockOn(pipeline.running(children -> Many.concat(
                        children.get(0).stderr().lines(),
                        children.get(0).exit().map(status -> "ended with " + status.code())))
                .collectList());
        assertEquals(List.of("ended with 141"), said);
    }

    @Test
    void aProgramCanHandleThatItsReaderHasGone() {
        Pipeline pipeline =
                program("much, told").stderr(ChildStream.piped()).pipeTo(Command.of("head", "-c", "1"));
        List<String> said = nagare.blockOn(pipeline.running(children -> Many.concat(
                        children.get(0).stderr().lines(),
                        children.get(0).exit().map(status -> "ended with " + status.code())))
                .collectList());
        assertEquals(
                List.of(
                        "writing to stdout failed: the process that reads stdout of this one has gone",
                        "ended with 0"),
                said);
    }

    @Test
    void aTerminalIsReadByLines() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no program named script");
        String words = String.join(
                " ", program("echo").words().stream().map(word -> "'" + word + "'").toList());
        Command terminal = Command.of("script", "-qec", words, "/dev/null")
                .stdin(ChildStream.piped())
                .stdout(ChildStream.piped())
                .stderr(ChildStream.discarded());
        List<String> lines = nagare.blockOn(terminal.running(child -> Many.merge(
                        child.stdin().sendAll(One.just(Bytes.utf8("typed\n"))).then(One.<String>empty()),
                        child.stdout().lines()))
                .filter(line -> line.startsWith("<"))
                .take(1)
                .collectList());
        assertEquals(List.of("<typed>"), lines);
    }

    @Test
    void aClosedInputIsTold() {
        String words = String.join(
                " ", program("copy").words().stream().map(word -> "'" + word + "'").toList());
        CommandOutput output = outputOf(Shell.command(words + " <&-"));
        assertEquals(
                "ChildStreamException: reading stdin failed: it was closed when this process was started\n",
                output.stderr().utf8());
        assertEquals(1, output.status().code());
        assertEquals("", output.text());
    }
}
