package io.nagare.modular;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tool of the JDK, run to its end. */
record Command(int code, String said) {

    private static final long LIMIT_SECONDS = 50;

    /** Runs a tool of this JDK; the test is skipped if it is not there. Its output goes to a file in the directory. */
    static Command jdk(String tool, Path directory, String... arguments) throws IOException, InterruptedException {
        Path binary = Path.of(System.getProperty("java.home"), "bin", tool);
        assumeTrue(Files.isExecutable(binary), tool + " is not in this JDK");
        return run(binary, directory, arguments);
    }

    /** Runs a program. */
    static Command run(Path binary, Path directory, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> command + " does not end");
        } finally {
            process.destroyForcibly();
        }
        return new Command(process.exitValue(), Files.readString(output));
    }

    /** Checks that it has succeeded. */
    Command succeeded() {
        assertTrue(code == 0, said);
        return this;
    }
}
