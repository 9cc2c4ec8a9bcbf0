package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.process.fixture.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run to their end. */
class CommandTest {

    @TempDir
    Path directory;

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

    private CommandOutput outputOf(Command command) {
        return nagare.blockOn(command.output());
    }

    @Test
    void theWholeOutputIsCollectedWithTheStatus() {
        CommandOutput output = outputOf(Shell.command("echo one; echo two >&2; exit 3"));
        assertEquals("one\n", output.text());
        assertEquals("two\n", output.stderr().utf8());
        assertEquals(3, output.status().code());
        assertFalse(output.status().isSuccess());
        ExitFailureException failed = assertThrows(ExitFailureException.class, output::orFail);
        assertEquals("sh ended with exit code 3: two", failed.getMessage());
    }

    @Test
    void argumentsAreNotReadByAShell() {
        assertEquals("$HOME * ; 'x'", outputOf(Command.of("printf", "%s", "$HOME * ; 'x'")).text());
        assertEquals("", outputOf(Command.of("printf", "%s").argument("")).text());
    }

    @Test
    void errorsGoIntoTheOutputInTheirOrder() {
        CommandOutput output = outputOf(Shell.command("echo 1; echo 2 >&2; echo 3").errorsIntoOutput());
        assertEquals("1\n2\n3\n", output.text());
        assertEquals(Bytes.empty(), output.stderr());
    }

    @Test
    void theEnvironmentIsInheritedChangedOrEmptied() {
        assertEquals(System.getenv("PATH"), outputOf(Shell.command("printf %s \"$PATH\"")).text());
        Command set = Shell.command("printf %s \"$NAGARE_A-$NAGARE_B\"")
                .environment("NAGARE_A", "1=2")
                .environment("NAGARE_B", "x")
                .withoutEnvironment("NAGARE_B");
        assertEquals("1=2-", outputOf(set).text());
        assertEquals("A=b\n", outputOf(Command.of("env").environment("C", "d").emptyEnvironment()
                .environment("A", "b")).text());
    }

    @Test
    void aChildStartsInItsDirectory() throws Exception {
        String printed = outputOf(Command.of("pwd", "-P").directory(directory)).text();
        assertEquals(directory.toRealPath() + "\n", printed);
    }

    @Test
    void streamsLeadToFiles() throws Exception {
        Path in = Files.writeString(directory.resolve("in"), "some\nlines\n");
        Path out = directory.resolve("out");
        Command sort = Command.of("sort").stdin(ChildStream.from(in));
        assertTrue(nagare.blockOn(sort.stdout(ChildStream.to(out)).exit()).isSuccess());
        assertTrue(nagare.blockOn(sort.stdout(ChildStream.appendedTo(out)).exit()).isSuccess());
        assertEquals("lines\nsome\nlines\nsome\n", Files.readString(out));
        assertEquals("", outputOf(sort.stdout(ChildStream.to(out))).text());
        assertEquals("lines\nsome\n", Files.readString(out));
    }

    @Test
    void theInputIsEmptyUnlessItIsSaid() {
        assertEquals("", outputOf(Command.of("cat")).text());
    }

    @Test
    void theInputIsWrittenWhileTheOutputIsRead() {
        // More than all pipes hold, so neither side can wait for the other.
        Bytes chunk = Bytes.wrap(new byte[50_000]);
        Command cat = Command.of("cat").input(Many.range(0, 40).map(i -> chunk));
        assertEquals(40 * 50_000, outputOf(cat).stdout().length());
    }

    @Test
    void aChildThatDoesNotWantItsInputIsNoFailure() {
        Bytes chunk = Bytes.wrap(new byte[50_000]);
        Command head = Command.of("head", "-c", "3").input(Many.range(0, 1_000_000).map(i -> chunk));
        CommandOutput output = outputOf(head);
        assertEquals(3, output.stdout().length());
        assertTrue(output.status().isSuccess());
    }

    @Test
    void aFailureOfTheInputEndsTheChild() {
        Command cat = Command.of("cat").input(Many.error(() -> new IllegalStateException("no input")));
        assertEquals("no input", assertThrows(IllegalStateException.class, () -> outputOf(cat)).getMessage());
    }

    @Test
    void theOutputIsReadAsAStream() {
        List<String> lines = nagare.blockOn(Shell.command("echo a; echo b; echo c").read().lines().collectList());
        assertEquals(List.of("a", "b", "c"), lines);
    }

    @Test
    void aStreamFailsAtItsEndIfTheChildHas() {
        Many<String> lines = Shell.command("echo a; exit 4").read().lines();
        assertEquals(List.of("a"), nagare.blockOn(lines.onErrorResume(failure -> Many.empty()).collectList()));
        ExitFailureException failed =
                assertThrows(ExitFailureException.class, () -> nagare.blockOn(lines.then()));
        assertEquals(4, failed.status().code());
    }

    @Test
    void asMuchAsIsWantedIsRead() {
        // It never ends by itself.
        assertEquals(List.of("y", "y"), nagare.blockOn(Command.of("yes").read().lines().take(2).collectList()));
    }

    @Test
    void tooMuchOutputIsRefusedByName() {
        OutputTooLongException refused = assertThrows(
                OutputTooLongException.class, () -> outputOf(Command.of("yes").outputLimit(100_000)));
        assertEquals(
                "stdout of yes is longer than 100000 bytes: raise Command.outputLimit, or read it as a stream",
                refused.getMessage());
        assertEquals(100_000, refused.limit());
        assertEquals(5, outputOf(Command.of("printf", "12345").outputLimit(5)).stdout().length());
    }

    @Test
    void outputThatIsNotTextIsGivenAsItIs() {
        CommandOutput output = outputOf(Command.of("printf", "\\377a"));
        assertEquals(Bytes.copyOf((byte) 0xff, (byte) 'a'), output.stdout());
        assertEquals("\ufffda", output.text());
    }

    @Test
    void aSignalIsToldFromACode() {
        ExitStatus killed = nagare.blockOn(Shell.command("kill -9 $$").exit());
        assertEquals(137, killed.code());
        assertEquals(OptionalInt.of(9), killed.signal());
        assertEquals("exit code 137 (signal 9)", killed.toString());
        ExitStatus seven = nagare.blockOn(Shell.command("exit 7").exit());
        assertEquals(OptionalInt.empty(), seven.signal());
        assertEquals("exit code 7", seven.toString());
    }

    @Test
    void eachSubscriptionStartsAnew() {
        One<CommandOutput> pid = Shell.command("echo $$").output();
        assertFalse(nagare.blockOn(pid).text().equals(nagare.blockOn(pid).text()));
    }
}
