package io.nagare.modular;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flight Recorder gets the engine's events if the engine is a module, which needs Flight Recorder only optionally. */
class RecordedTest {

    @TempDir
    private Path directory;

    @Test
    void aModuleIsRecorded() throws Exception {
        List<String> modules = List.of(
                "io.nagare.modular", "io.nagare.api", "io.nagare.engine", "org.reactivestreams", "org.slf4j");
        String path = String.join(
                File.pathSeparator,
                modules.stream().map(ImageTest::location).map(Path::toString).toList());
        Path file = directory.resolve("run.jfr");
        Command.jdk(
                        "java",
                        directory,
                        "-XX:StartFlightRecording:filename=" + file
                                + ",+nagare.TaskRun#enabled=true,+nagare.TaskRun#threshold=0ms",
                        "--module-path",
                        path,
                        "--module",
                        "io.nagare.modular/io.nagare.modular.Squares")
                .succeeded();
        Command printed = Command.jdk("jfr", directory, "print", "--events", "nagare.*", file.toString()).succeeded();
        assertTrue(printed.said().contains("nagare.TaskRun"), printed.said());
        Command summary = Command.jdk("jfr", directory, "summary", file.toString()).succeeded();
        assertTrue(summary.said().contains("nagare.WorkerStatistics"), summary.said());
    }
}
