package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.process.CommandFailedException.Reason;
import io.nagare.process.fixture.Shell;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be started, and what is no command. */
class RefusedCommandTest {

    @TempDir
    Path directory;

    private Nagare nagare;
    private int descriptors;

    @BeforeAll
    static void loadWhatOpensDescriptorsOnce() {
        try (Nagare warm = Nagare.multiThread().workers(1).start()) {
            warm.blockOn(Shell.command("echo").output());
        }
    }

    @BeforeEach
    void start() {
        descriptors = Shell.descriptors();
        nagare = Nagare.multiThread().workers(1).start();
    }

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        Shell.assertNoChildren();
        Shell.assertDescriptors(descriptors);
    }

    private void refuses(Command command, Reason reason, String message) {
        CommandFailedException refused =
                assertThrows(CommandFailedException.class, () -> nagare.blockOn(command.output()));
        assertEquals(message, refused.getMessage());
        assertEquals(reason, refused.reason());
        assertEquals(command.program(), refused.program());
    }

    @Test
    void aFileInAnArchive() throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
            Path inside = archive.getPath("/in");
            for (Executable use : List.<Executable>of(
                    () -> ChildStream.from(inside),
                    () -> ChildStream.to(inside),
                    () -> ChildStream.appendedTo(inside),
                    () -> Command.of("true").directory(inside))) {
                String message =
                        assertThrows(IllegalArgumentException.class, use).getMessage();
                assertTrue(message.contains("must be one of the system, but /in belongs to"), message);
            }
        }
    }

    @Test
    void aProgramThatIsNotThere() {
        refuses(
                Command.of("nagare-no-such-program", "secret"),
                Reason.NOT_FOUND,
                "starting nagare-no-such-program failed: there is no such program in the PATH of this process");
        String missing = directory.resolve("missing").toString();
        refuses(Command.of(missing), Reason.NOT_FOUND, "starting " + missing + " failed: there is no such file");
    }

    @Test
    void aProgramWithoutPermission() throws Exception {
        Path file = Files.writeString(directory.resolve("plain"), "#!/bin/sh\n");
        refuses(
                Command.of(file.toString()),
                Reason.NOT_PERMITTED,
                "starting " + file + " failed: there is no permission to execute it");
        refuses(
                Command.of(directory.toString()),
                Reason.NOT_PERMITTED,
                "starting " + directory + " failed: there is no permission to execute it");
    }

    @Test
    void aFileThatIsNoProgram() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        refuses(
                Command.of(script.toString()),
                Reason.NOT_FOUND,
                "starting " + script + " failed: the interpreter that its first line names is not there");
    }

    @Test
    void aDirectoryThatIsNotThere() throws Exception {
        Path missing = directory.resolve("missing");
        refuses(
                Shell.command("true").directory(missing),
                Reason.NO_DIRECTORY,
                "starting sh failed: there is no directory " + missing);
        Path file = Files.writeString(directory.resolve("file"), "");
        refuses(
                Shell.command("true").directory(file),
                Reason.NO_DIRECTORY,
                "starting sh failed: " + file + " is no directory");
    }

    @Test
    void aFileForAStreamThatIsNotThere() {
        Path missing = directory.resolve("missing").resolve("file");
        Command command = Command.of("cat").stdin(ChildStream.from(missing));
        CommandFailedException refused =
                assertThrows(CommandFailedException.class, () -> nagare.blockOn(command.output()));
        assertEquals(Reason.STREAM_FILE, refused.reason());
        assertTrue(refused.getMessage().startsWith("starting cat failed: " + missing), refused.getMessage());
    }

    @Test
    void argumentsThatAreTooLong() {
        refuses(
                Command.of("true", "x".repeat(4_000_000)),
                Reason.TOO_LONG,
                "starting true failed: arguments and environment are longer than the system allows");
    }

    @Test
    void oneOfAPipelineIsNotThere() {
        Pipeline pipeline = Command.of("yes").pipeTo(Command.of("cat")).pipeTo(Command.of("nagare-no-such-program"));
        CommandFailedException refused =
                assertThrows(CommandFailedException.class, () -> nagare.blockOn(pipeline.exit()));
        assertEquals("nagare-no-such-program", refused.program());
        assertEquals(Reason.NOT_FOUND, refused.reason());
    }

    private static void isIllegal(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    @Test
    void wordsThatAreNone() {
        isIllegal("the program is empty", () -> Command.of(""));
        isIllegal(
                "the program contains the character NUL at 1: the system would cut it off there",
                () -> Command.of("a\0b"));
        isIllegal(
                "argument 2 contains the character NUL at 0: the system would cut it off there",
                () -> Command.of("a", "b", "\0"));
        assertThrows(NullPointerException.class, () -> Command.of("a").argument(null));
    }

    @Test
    void variablesThatAreNone() {
        Command command = Command.of("env");
        isIllegal("the name of a variable contains '=': A=B", () -> command.environment("A=B", "c"));
        isIllegal("the name of a variable contains '=': A=", () -> command.withoutEnvironment("A="));
        isIllegal("the name of a variable is empty", () -> command.environment("", "c"));
        isIllegal(
                "the value of the variable A contains the character NUL at 1: the system would cut it off there",
                () -> command.environment("A", "b\0"));
    }

    @Test
    void streamsInTheWrongDirection() {
        Path file = directory.resolve("file");
        isIllegal(
                "stdin cannot be written to " + file + ": use ChildStream.from(file)",
                () -> Command.of("cat").stdin(ChildStream.to(file)));
        isIllegal(
                "stdout cannot be read from " + file + ": use ChildStream.to(file) or appendedTo(file)",
                () -> Command.of("cat").stdout(ChildStream.from(file)));
    }

    @Test
    void numbersOutOfRange() {
        isIllegal("the grace is negative: PT-1S", () -> Command.of("a").grace(Duration.ofSeconds(-1)));
        isIllegal("the limit is negative: -1", () -> Command.of("a").outputLimit(-1));
    }

    @Test
    void aStreamThatIsNotPiped() {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> nagare.blockOn(Shell.command("true").runningOne(child -> child.stdout().then())));
        assertEquals("stdout of sh is not piped: use Command.stdout(ChildStream.piped())", refused.getMessage());
    }

    @Test
    void anInputThatNobodyWouldWrite() {
        Command command = Command.of("cat").input(Bytes.utf8("x"));
        assertThrows(IllegalStateException.class, command::start);
    }

    @Test
    void aClosedRuntime() {
        Nagare closed = Nagare.multiThread().workers(1).start();
        closed.close();
        assertThrows(RuntimeException.class, () -> closed.blockOn(Shell.command("sleep 100").exit()));
    }
}
